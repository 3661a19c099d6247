/** Which messages have some words, kept up to date as entries come and go. */
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { foldText } from './match-text.ts'

interface Matches {
  readonly words: string
  readonly entries: readonly Entry[]
  /** Of those that have the words, in order. */
  readonly places: readonly number[]
}

/** Answers the ids of the messages that have the words, oldest first. Between two answers only what is new is looked at. */
export function messageMatcher(): (entries: readonly Entry[], words: string) => readonly string[] {
  let last: Matches = { words: '', entries: [], places: [] }
  return (entries, words) => {
    const wanted = foldText(words).trim()
    if (wanted === '') return []
    last = { words: wanted, entries, places: placesOf(entries, wanted, last) }
    return last.places.flatMap((place) => entries[place]?.id ?? [])
  }
}

/**
 * The next older match.
 *
 * @param ids of the matches, oldest first
 * @param index of the one that is shown; -1 if none is: the next is the newest then
 */
export function olderThan(ids: readonly string[], index: number): string | undefined {
  return ids[(index === -1 ? ids.length : index) - 1]
}

function placesOf(entries: readonly Entry[], wanted: string, { words, entries: before, places }: Matches): number[] {
  const most = words === wanted ? Math.min(before.length, entries.length) : 0
  let same = 0
  while (same < most && before[same] === entries[same]) same += 1
  let sameAtEnd = 0
  while (sameAtEnd < most - same && before.at(-1 - sameAtEnd) === entries.at(-1 - sameAtEnd)) sameAtEnd += 1
  const moved = entries.length - before.length
  return [
    ...places.filter((place) => place < same),
    ...entries
      .slice(same, entries.length - sameAtEnd)
      .flatMap((entry, place) => (has(entry, wanted) ? same + place : [])),
    ...places.filter((place) => place >= before.length - sameAtEnd).map((place) => place + moved),
  ]
}

const folded = new WeakMap<MessageEntry, string>()

function has(entry: Entry, wanted: string): boolean {
  if (entry.kind !== 'message') return false
  const text = folded.get(entry) ?? foldText(entry.text)
  folded.set(entry, text)
  return text.includes(wanted)
}
