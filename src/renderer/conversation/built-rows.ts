/**
 * Rows that are built on those of before: a busy room brings one message after the other, and building a hundred thousand
 * rows for each would take longer than a frame. Pure.
 */
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { buildRows, isPast, RowWriter, type Row } from './rows.ts'

export interface BuiltRows {
  readonly entries: readonly Entry[]
  readonly firstUnreadId: string | null
  readonly rows: readonly Row[]
  /** The last message of the person at this window that has not been taken back. */
  readonly newestOwn: Entry | null
}

/** The rows of some entries, from the beginning. */
export function builtFrom(entries: readonly Entry[], firstUnreadId: string | null): BuiltRows {
  return { entries, firstUnreadId, rows: buildRows(entries, firstUnreadId), newestOwn: entries.findLast(isOwn) ?? null }
}

/** The same as {@link builtFrom}; but what lies between two messages that were there before is taken as it is. */
export function builtOn(before: BuiltRows, entries: readonly Entry[], firstUnreadId: string | null): BuiltRows {
  if (before.entries === entries && before.firstUnreadId === firstUnreadId) return before
  const run = before.firstUnreadId === firstUnreadId ? commonRun(before.entries, entries) : null
  const rows = run && rowsAround(before, entries, run)
  if (!rows) return builtFrom(entries, firstUnreadId)
  return { entries, firstUnreadId, rows, newestOwn: newestOwnAfter(before, entries, run) }
}

/** Entries that stand in both, without anything between them. */
interface Run {
  readonly before: number
  readonly after: number
  readonly length: number
}

/** What both have in common, if one begins within the other: at the top, entries come or go. */
function commonRun(before: readonly Entry[], after: readonly Entry[]): Run | null {
  const [first, oldFirst] = [after[0], before[0]]
  if (!first || !oldFirst) return null
  const gone = before.indexOf(first)
  const start = { before: Math.max(gone, 0), after: gone === -1 ? after.indexOf(oldFirst) : 0 }
  if (start.after === -1) return null
  let length = 0
  while (start.after + length < after.length && before[start.before + length] === after[start.after + length])
    length += 1
  return { ...start, length }
}

/** Null if nothing of what was there can be taken. */
function rowsAround(before: BuiltRows, entries: readonly Entry[], run: Run): readonly Row[] | null {
  const isMessage = (entry: Entry): boolean => entry.kind === 'message'
  const firstAt = entries.findIndex((entry, index) => index >= run.after && isMessage(entry))
  const lastAt = entries.findLastIndex((entry, index) => index < run.after + run.length && isMessage(entry))
  const [first, last] = [entries[firstAt], entries[lastAt]]
  if (first?.kind !== 'message' || last?.kind !== 'message' || lastAt < firstAt) return null

  const writer = new RowWriter(before.firstUnreadId, beginsInPast(entries))
  for (const entry of entries.slice(0, firstAt + 1)) writer.write(entry)
  const isRowOf = (message: MessageEntry) => (row: Row) => row.kind === 'message' && row.message === message
  const firstRow = before.rows.findIndex(isRowOf(first))
  // The line that ends the past must be on the same side as before.
  if (writer.isInPast !== isInPastAfter(before.entries, before.rows.slice(0, firstRow + 1))) return null
  const taken = before.rows.slice(firstRow + 1, before.rows.findLastIndex(isRowOf(last)) + 1)
  writer.take(taken, last, writer.isInPast && isPast(last) && isInPastAfter(entries, taken))
  for (const entry of entries.slice(lastAt + 1)) writer.write(entry)
  writer.end()
  return writer.rows
}

function beginsInPast([first]: readonly Entry[]): boolean {
  return first !== undefined && isPast(first)
}

/** Whether the line that ends the past is to come after these rows. */
function isInPastAfter(entries: readonly Entry[], rows: readonly Row[]): boolean {
  return beginsInPast(entries) && !rows.some(({ kind }) => kind === 'unread' || kind === 'past-end')
}

function newestOwnAfter({ entries: old, newestOwn }: BuiltRows, entries: readonly Entry[], run: Run): Entry | null {
  const newer = entries.slice(run.after + run.length).findLast(isOwn)
  if (newer) return newer
  // Without one until now, only what has come above can have it.
  if (newestOwn === null) return entries.slice(0, run.after).findLast(isOwn) ?? null
  const isHere = entries[run.after + old.lastIndexOf(newestOwn) - run.before] === newestOwn
  return isHere ? newestOwn : (entries.findLast(isOwn) ?? null)
}

function isOwn(entry: Entry): boolean {
  return entry.kind === 'message' && entry.own && !entry.isDeleted
}
