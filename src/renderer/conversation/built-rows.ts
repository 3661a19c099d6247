/**
 * Rows that are built on those of before: a busy room brings one message after the other, and building a hundred thousand
 * rows for each would take longer than a frame. Pure.
 */
import type { Entry, MessageEntry, RoomState } from '../../core/common/room.ts'
import { beforeYouCame, showsPastEnd } from './before-you-came.ts'
import { commonRun, type Run } from './common-run.ts'
import { outlineOf, outlineOn, type Outline, type OutlineSource } from './outline.ts'
import { buildRows, divisionsOf, hiddenCount, RowWriter, type Divisions, type Row } from './rows.ts'

/** What rows are made of. */
export interface RowSource extends OutlineSource, Pick<RoomState, 'role' | 'cameAt'> {
  /** What was said before the person first came is shown. */
  readonly isUnfolded: boolean
}

export interface BuiltRows extends RowSource {
  readonly outline: Outline
  readonly divisions: Divisions
  readonly rows: readonly Row[]
  /** The last message of the person at this window that has not been taken back. */
  readonly newestOwn: Entry | null
}

/** The rows of some entries, from the beginning. */
export function builtFrom(source: RowSource): BuiltRows {
  const { entries } = source
  const outline = outlineOf(source)
  const divisions = divisionsIn(source, outline)
  return {
    ...source,
    outline,
    divisions,
    rows: buildRows(entries, divisions),
    newestOwn: entries.findLast(isOwn) ?? null,
  }
}

/** The same as {@link builtFrom}; but what lies between two messages that were there before is taken as it is. */
export function builtOn(previous: BuiltRows, source: RowSource): BuiltRows {
  if (isSame(previous, source)) return previous
  const { entries } = source
  const run = commonRun(previous.entries, entries)
  if (!run) return builtFrom(source)
  const outline = outlineOn(previous, source, run)
  const divisions = divisionsIn(source, outline)
  return {
    ...source,
    outline,
    divisions,
    rows: rowsAround(previous, entries, divisions, untilDivision(run, previous.divisions, divisions)),
    newestOwn: newestOwnAfter(previous, entries, run),
  }
}

function divisionsIn(source: RowSource, outline: Outline): Divisions {
  const before = beforeYouCame(source, outline)
  const shown = before && { ...before, isShown: source.isUnfolded }
  return divisionsOf(outline, shown, showsPastEnd(source, outline))
}

function isSame(one: RowSource, other: RowSource): boolean {
  return (
    one.entries === other.entries &&
    one.firstUnreadId === other.firstUnreadId &&
    one.isUnfolded === other.isUnfolded &&
    one.cameAt === other.cameAt &&
    one.role.kind === other.role.kind
  )
}

/** The beginning of a run in which the same lines divide the same entries. */
function untilDivision(run: Run, before: Divisions, after: Divisions): Run {
  const [old, now] = [placesOf(before, run.before), placesOf(after, run.after)]
  const changed = now.flatMap((place, index) => (place === old[index] ? [] : [place, old[index] ?? 0]))
  return { ...run, length: Math.min(run.length, ...changed.filter((place) => place > 0)) }
}

/** Where each kind of line stands within a run; 0 if it is not below its first entry, since what is above is written anew. */
function placesOf({ unread, pastEnd, before }: Divisions, start: number): number[] {
  const [shown, folded] = before?.isShown ? [before.entries, null] : [null, before?.entries ?? null]
  return [unread, pastEnd, shown, folded].map((place) => Math.max(0, (place ?? 0) - start))
}

function rowsAround(previous: BuiltRows, entries: readonly Entry[], divisions: Divisions, run: Run): readonly Row[] {
  const hidden = hiddenCount(divisions)
  const [start, end] = [Math.max(run.after, hidden), run.after + run.length]
  const firstAt = entries.findIndex((entry, index) => index >= end || (index >= start && isMessage(entry)))
  const lastAt = entries.findLastIndex((entry, index) => index < end && isMessage(entry))
  const [first, last] = [entries[firstAt], entries[lastAt]]
  // Nothing of what was there can be taken.
  if (first?.kind !== 'message' || last?.kind !== 'message' || lastAt < firstAt) return buildRows(entries, divisions)
  const firstRow = previous.rows.findIndex(isRowOf(first))
  if (firstRow === -1) return buildRows(entries, divisions)

  const writer = new RowWriter(entries, divisions)
  writer.write(hidden, firstAt + 1)
  const above = writer.take()
  writer.resumeBelow(last)
  writer.write(lastAt + 1, entries.length)
  writer.end()
  const taken = previous.rows.slice(firstRow + 1, previous.rows.findLastIndex(isRowOf(last)) + 1)
  return above.concat(taken, writer.take())
}

function newestOwnAfter({ entries: old, newestOwn }: BuiltRows, entries: readonly Entry[], run: Run): Entry | null {
  const newer = entries.slice(run.after + run.length).findLast(isOwn)
  if (newer) return newer
  // Without one until now, only what has come above can have it.
  if (newestOwn === null) return entries.slice(0, run.after).findLast(isOwn) ?? null
  const isHere = entries[run.after + old.lastIndexOf(newestOwn) - run.before] === newestOwn
  return isHere ? newestOwn : (entries.findLast(isOwn) ?? null)
}

function isMessage(entry: Entry): boolean {
  return entry.kind === 'message'
}

function isRowOf(message: MessageEntry): (row: Row) => boolean {
  return (row) => row.kind === 'message' && row.message === message
}

function isOwn(entry: Entry): boolean {
  return entry.kind === 'message' && entry.own && !entry.isDeleted
}
