/**
 * Rows that are built on those of before: a busy room brings one message after the other, and building a hundred thousand
 * rows for each would take longer than a frame. Pure.
 */
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { buildRows, dividersOf, hiddenCount, RowWriter, type Before, type Dividers, type Row } from './rows.ts'

/** What rows are made of. */
export interface RowSource {
  readonly entries: readonly Entry[]
  /** The message above which the unread divider stands. */
  readonly firstUnreadId: string | null
  /** What was said before the person first came. */
  readonly before: Before | null
}

export interface BuiltRows extends RowSource {
  readonly dividers: Dividers
  readonly rows: readonly Row[]
  /** The last message of the person at this window that has not been taken back. */
  readonly newestOwn: Entry | null
}

/** The rows of some entries, from the beginning. */
export function builtFrom(source: RowSource): BuiltRows {
  const { entries, firstUnreadId, before } = source
  const dividers = dividersOf(entries, firstUnreadId, before)
  return {
    ...source,
    dividers,
    rows: buildRows(entries, firstUnreadId, before),
    newestOwn: entries.findLast(isOwn) ?? null,
  }
}

/** The same as {@link builtFrom}; but what lies between two messages that were there before is taken as it is. */
export function builtOn(previous: BuiltRows, source: RowSource): BuiltRows {
  const { entries, firstUnreadId, before } = source
  const dividers = dividersOf(entries, firstUnreadId, before)
  const isSameElsewhere = previous.firstUnreadId === firstUnreadId && areSame(previous.dividers, dividers)
  if (isSameElsewhere && previous.entries === entries) return previous
  const run = isSameElsewhere ? commonRun(previous.entries, entries) : null
  const rows = run && rowsAround(previous, source, run)
  if (!rows) return builtFrom(source)
  return { ...source, dividers, rows, newestOwn: newestOwnAfter(previous, entries, run) }
}

/** Whether the same stands in the same places. */
function areSame(one: Dividers, other: Dividers): boolean {
  return one.size === other.size && [...one].every(([id, row]) => isSame(row, other.get(id)))
}

function isSame(one: Row, other: Row | undefined): boolean {
  if (one.kind !== 'before' || other?.kind !== 'before') return one.kind === other?.kind
  return one.messages === other.messages && one.isShown === other.isShown
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
function rowsAround(
  previous: BuiltRows,
  { entries, firstUnreadId, before }: RowSource,
  run: Run,
): readonly Row[] | null {
  const isMessage = (entry: Entry): boolean => entry.kind === 'message'
  const hidden = hiddenCount(before)
  const from = Math.max(run.after, hidden)
  const firstAt = entries.findIndex((entry, index) => index >= from && isMessage(entry))
  const lastAt = entries.findLastIndex((entry, index) => index < run.after + run.length && isMessage(entry))
  const [first, last] = [entries[firstAt], entries[lastAt]]
  if (first?.kind !== 'message' || last?.kind !== 'message' || lastAt < firstAt) return null

  const writer = new RowWriter(entries, firstUnreadId, before)
  for (const entry of entries.slice(hidden, firstAt + 1)) writer.write(entry)
  const isRowOf = (message: MessageEntry) => (row: Row) => row.kind === 'message' && row.message === message
  const firstRow = previous.rows.findIndex(isRowOf(first))
  if (firstRow === -1) return null
  writer.take(previous.rows.slice(firstRow + 1, previous.rows.findLastIndex(isRowOf(last)) + 1), last)
  for (const entry of entries.slice(lastAt + 1)) writer.write(entry)
  writer.end()
  return writer.rows
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
