/**
 * What has to be known of all entries to divide a conversation. From one batch of messages to the next, only entries that have
 * come or gone are looked at: there may be a hundred thousand others. Pure.
 */
import { isPast, type Entry } from '../../core/common/room.ts'
import type { Run } from './common-run.ts'

export interface OutlineSource {
  readonly entries: readonly Entry[]
  readonly firstUnreadId: string | null
  readonly cameAt?: number
}

export interface Outline {
  /** What was said or happened before this window came. */
  readonly past: Beginning
  /** What of it was there before the person first came, as far as this computer knows. */
  readonly before: Beginning
  /** Where the first unread message is; -1 if it is not here. */
  readonly unreadAt: number
}

/** A number of entries at the top. */
interface Beginning {
  readonly entries: number
  readonly messages: number
  /** Messages of the person at this window. */
  readonly own: number
}

type Belongs = (entry: Entry) => boolean

export function outlineOf({ entries, firstUnreadId, cameAt }: OutlineSource): Outline {
  return {
    past: beginningOf(entries, isPast),
    before: beginningOf(entries, wasBefore(cameAt)),
    unreadAt: placeOf(firstUnreadId, entries),
  }
}

/** The same as {@link outlineOf}; `run` is what the entries have in common with those of before. */
export function outlineOn(
  previous: OutlineSource & { readonly outline: Outline },
  source: OutlineSource,
  run: Run,
): Outline {
  const { outline, entries: old } = previous
  const { entries, firstUnreadId, cameAt } = source
  const isSameVisit = previous.cameAt === cameAt
  return {
    past: beginningOn(outline.past, old, entries, run, isPast),
    before: isSameVisit
      ? beginningOn(outline.before, old, entries, run, wasBefore(cameAt))
      : beginningOf(entries, wasBefore(cameAt)),
    unreadAt:
      previous.firstUnreadId === firstUnreadId
        ? placeOn(outline.unreadAt, firstUnreadId, entries, run)
        : placeOf(firstUnreadId, entries),
  }
}

function wasBefore(cameAt: number | undefined): Belongs {
  return cameAt === undefined ? isPast : (entry) => isPast(entry) && entry.at <= cameAt
}

/** The entries up to the first one that does not belong to them. */
function beginningOf(entries: readonly Entry[], belongs: Belongs): Beginning {
  const end = entries.findIndex((entry) => !belongs(entry))
  return count(entries, 0, end === -1 ? entries.length : end)
}

function beginningOn(
  previous: Beginning,
  old: readonly Entry[],
  entries: readonly Entry[],
  run: Run,
  belongs: Belongs,
): Beginning {
  const above = beginningOf(entries.slice(0, run.after), belongs)
  if (above.entries < run.after) return above
  // The entry that ended it has left.
  if (previous.entries < run.before) return beginningOf(entries, belongs)
  const runEnd = run.before + run.length
  const goesOn = previous.entries >= runEnd
  const gone = plus(count(old, 0, run.before), count(old, goesOn ? runEnd : previous.entries, previous.entries))
  const kept = minus(plus(above, previous), gone)
  return goesOn ? plus(kept, beginningOf(entries.slice(run.after + run.length), belongs)) : kept
}

function count(entries: readonly Entry[], start: number, end: number): Beginning {
  let [messages, own] = [0, 0]
  for (const entry of entries.slice(start, end)) {
    if (entry.kind !== 'message') continue
    messages += 1
    if (entry.own) own += 1
  }
  return { entries: end - start, messages, own }
}

function plus(one: Beginning, other: Beginning): Beginning {
  return {
    entries: one.entries + other.entries,
    messages: one.messages + other.messages,
    own: one.own + other.own,
  }
}

function minus(one: Beginning, other: Beginning): Beginning {
  return {
    entries: one.entries - other.entries,
    messages: one.messages - other.messages,
    own: one.own - other.own,
  }
}

function placeOf(id: string | null, entries: readonly Entry[]): number {
  return id === null ? -1 : entries.findLastIndex((entry) => entry.id === id)
}

function placeOn(previous: number, id: string | null, entries: readonly Entry[], run: Run): number {
  const inRun = previous - run.before
  if (previous !== -1 && inRun >= 0 && inRun < run.length) return run.after + inRun
  const runEnd = run.after + run.length
  const below = placeOf(id, entries.slice(runEnd))
  return below === -1 ? placeOf(id, entries.slice(0, run.after)) : runEnd + below
}
