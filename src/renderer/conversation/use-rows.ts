import { useState } from 'react'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import type { Reading } from '../store/reading.ts'
import { beforeYouCame } from './before-you-came.ts'
import { builtFrom, builtOn, type BuiltRows, type RowSource } from './built-rows.ts'
import { differOnlyAtTop, keepAbove, type Row } from './rows.ts'

interface Rows {
  readonly rows: readonly Row[]
  /** What the rows are made of, and what is folded away. */
  readonly shown: readonly Entry[]
  /** What was said before the person first came is one row. */
  readonly isFolded: boolean
  /** Since the last time, rows have come or gone only at the top: what is in sight must stay where it is. */
  readonly changedAtTop: boolean
  readonly newestOwnId: string | null
}

interface Shown {
  readonly room: RoomState
  /** Of the room's entries, and of those that were above them until now. */
  readonly built: BuiltRows
  readonly isUnfolded: boolean
  readonly changedAtTop: boolean
}

/** The rows of a room's conversation. While somebody reads further up, nothing leaves at the top: their place would move. */
export function useRows(room: RoomState, { firstUnreadId }: Reading): Rows {
  const atEnd = useAppStore((state) => state.atEnd)
  const isUnfolded = useAppStore(({ beforeShown }) => beforeShown.has(room.id))
  const sourceOf = (entries: readonly Entry[]): RowSource => {
    const before = beforeYouCame(room, entries, firstUnreadId)
    return { entries, firstUnreadId, before: before && { ...before, isShown: isUnfolded } }
  }
  const [last, setLast] = useState<Shown>(() => {
    return { room, built: builtFrom(sourceOf(room.entries)), isUnfolded, changedAtTop: false }
  })
  const entries = entriesToShow(last, room.entries, atEnd)
  const built = builtOn(last.built, sourceOf(entries))
  if (last.room.entries === room.entries && built === last.built) return rowsIn(last)
  const isUnfolding = last.isUnfolded !== isUnfolded && last.built.entries.at(-1) === entries.at(-1)
  const changedAtTop = isUnfolding || differOnlyAtTop(last.built.entries, entries)
  const next = { room, built, isUnfolded, changedAtTop }
  setLast(next)
  return rowsIn(next)
}

function entriesToShow({ room, built }: Shown, entries: readonly Entry[], atEnd: boolean): readonly Entry[] {
  if (atEnd) return entries
  return room.entries === entries ? built.entries : keepAbove(built.entries, entries)
}

function rowsIn({ built, changedAtTop }: Shown): Rows {
  const { rows, entries, before, newestOwn } = built
  const isFolded = before !== null && !before.isShown
  return { rows, shown: entries, isFolded, changedAtTop, newestOwnId: newestOwn?.id ?? null }
}
