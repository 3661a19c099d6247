import { useEffect, useState } from 'react'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import type { Reading } from '../store/reading.ts'
import { builtFrom, builtOn, type BuiltRows, type RowSource } from './built-rows.ts'
import { differOnlyAtTop, keepAbove, type Row } from './rows.ts'

interface Rows {
  readonly rows: readonly Row[]
  /** What the rows are made of, and what is folded away. */
  readonly shown: readonly Entry[]
  /** What was said before the person first came is one row. */
  readonly isFolded: boolean
  /** How many messages that is, folded or not. */
  readonly messagesBefore: number
  /** Since the last time, rows have come or gone only at the top: what is in sight must stay where it is. */
  readonly changedAtTop: boolean
  readonly newestOwnId: string | null
}

interface Shown {
  readonly room: RoomState
  /** Of the room's entries, and of those that were above them until now. */
  readonly built: BuiltRows
  readonly changedAtTop: boolean
  /** What has come at the end is to be drawn before anything leaves at the top. */
  readonly isBehind: boolean
}

/** The rows of a room's conversation. While somebody reads further up, nothing leaves at the top: their place would move. */
export function useRows(room: RoomState, { firstUnreadId }: Reading): Rows {
  const atEnd = useAppStore((state) => state.atEnd)
  const isUnfolded = useAppStore(({ beforeShown }) => beforeShown.has(room.id))
  const sourceOf = (entries: readonly Entry[]): RowSource => ({ ...visitTo(room), entries, firstUnreadId, isUnfolded })
  const [last, setLast] = useState<Shown>(() => {
    return { room, built: builtFrom(sourceOf(room.entries)), changedAtTop: false, isBehind: false }
  })
  useEffect(() => {
    // oxlint-disable-next-line react/set-state-in-effect -- It has been drawn only now.
    if (last.isBehind) setLast((shown) => ({ ...shown, isBehind: false }))
  }, [last])
  const built = builtOn(last.built, sourceOf(entriesToShow(last, room.entries, atEnd)))
  if (last.room.entries === room.entries && built === last.built) return rowsIn(last)
  const isBehind = atEnd && built.entries !== room.entries
  const next = { room, built, changedAtTop: hasChangedAtTop(last.built, built), isBehind }
  setLast(next)
  return rowsIn(next)
}

function visitTo({ role, cameAt }: RoomState): Pick<RoomState, 'role' | 'cameAt'> {
  return cameAt === undefined ? { role } : { role, cameAt }
}

/** The list keeps what is in sight in its place while rows come or go at one end, but not at both. */
function entriesToShow({ room, built, isBehind }: Shown, entries: readonly Entry[], atEnd: boolean): readonly Entry[] {
  if (room.entries !== entries) {
    const isNewsAtEnd = entries.at(-1)?.id !== built.entries.at(-1)?.id
    return atEnd && !isNewsAtEnd ? entries : keepAbove(built.entries, entries)
  }
  return atEnd && !isBehind ? entries : built.entries
}

function hasChangedAtTop(before: BuiltRows, after: BuiltRows): boolean {
  const isUnfolding = before.isUnfolded !== after.isUnfolded && before.entries.at(-1) === after.entries.at(-1)
  return isUnfolding || differOnlyAtTop(before.entries, after.entries)
}

function rowsIn({ built, changedAtTop }: Shown): Rows {
  const { rows, entries, divisions, newestOwn } = built
  const { before } = divisions
  return {
    rows,
    shown: entries,
    isFolded: before !== null && !before.isShown,
    messagesBefore: before?.messages ?? 0,
    changedAtTop,
    newestOwnId: newestOwn?.id ?? null,
  }
}
