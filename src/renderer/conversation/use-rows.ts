import { useState } from 'react'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import type { Reading } from '../store/reading.ts'
import { builtFrom, builtOn, type BuiltRows } from './built-rows.ts'
import { differOnlyAtTop, keepAbove, type Row } from './rows.ts'

interface Rows {
  readonly rows: readonly Row[]
  /** Since the last time, rows have come or gone only at the top: what is in sight must stay where it is. */
  readonly changedAtTop: boolean
  readonly newestOwnId: string | null
}

interface Shown {
  readonly entries: readonly Entry[]
  /** Of these entries, and of those that were above them until now. */
  readonly built: BuiltRows
  readonly changedAtTop: boolean
}

/** The rows of a room's conversation. While somebody reads further up, nothing leaves at the top: their place would move. */
export function useRows({ entries }: RoomState, { firstUnreadId }: Reading): Rows {
  const atEnd = useAppStore((state) => state.atEnd)
  const [last, setLast] = useState<Shown>(() => ({
    entries,
    built: builtFrom(entries, firstUnreadId),
    changedAtTop: false,
  }))
  const shown = atEnd ? entries : last.entries === entries ? last.built.entries : keepAbove(last.built.entries, entries)
  const built = builtOn(last.built, shown, firstUnreadId)
  if (last.entries === entries && built === last.built) return rowsIn(last)
  const next = { entries, built, changedAtTop: differOnlyAtTop(last.built.entries, shown) }
  setLast(next)
  return rowsIn(next)
}

function rowsIn({ built, changedAtTop }: Shown): Rows {
  return { rows: built.rows, changedAtTop, newestOwnId: built.newestOwn?.id ?? null }
}
