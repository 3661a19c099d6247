/** Says in one line who came and who went. */
import type { PresenceEntry } from '../../core/common/room.ts'
import { nameSome } from '../view/words.ts'

const outcomes = [
  { first: 'joined', last: 'joined', words: 'joined' },
  { first: 'joined', last: 'left', words: 'came and went' },
  { first: 'left', last: 'joined', words: 'left and came back' },
  { first: 'left', last: 'left', words: 'left' },
] as const

/** `Kenji and 2 others joined, Bo left`: each person once, by how it began and how it ended. */
export function presencePhrase(changes: readonly PresenceEntry[]): string {
  const people = new Map<string, { first: PresenceEntry['change']; last: PresenceEntry['change'] }>()
  for (const { nickname, change } of changes) {
    people.set(nickname, { first: people.get(nickname)?.first ?? change, last: change })
  }
  return outcomes
    .map(({ first, last, words }) => ({
      names: [...people].filter(([, way]) => way.first === first && way.last === last).map(([nickname]) => nickname),
      words,
    }))
    .filter(({ names }) => names.length > 0)
    .map(({ names, words }) => `${nameSome(names)} ${words}`)
    .join(', ')
}
