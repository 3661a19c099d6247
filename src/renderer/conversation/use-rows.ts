import { useMemo, useState } from 'react'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import type { Reading } from '../store/reading.ts'
import { buildRows, differOnlyAtTop, keepAbove, type Row } from './rows.ts'

interface Rows {
  readonly rows: readonly Row[]
  /** Since the last time, rows have come or gone only at the top: what is in sight must stay where it is. */
  readonly changedAtTop: boolean
  readonly newestOwnId: string | null
}

/** The rows of a room's conversation. */
export function useRows(room: RoomState, { firstUnreadId }: Reading): Rows {
  const { shown, changedAtTop } = useShownEntries(room.entries)
  const rows = useMemo(() => buildRows(shown, firstUnreadId), [shown, firstUnreadId])
  const newestOwnId = useMemo(
    () => shown.findLast((entry) => entry.kind === 'message' && entry.own && !entry.isDeleted)?.id ?? null,
    [shown],
  )
  return { rows, changedAtTop, newestOwnId }
}

interface ShownEntries {
  readonly shown: readonly Entry[]
  readonly changedAtTop: boolean
}

/** While somebody reads further up, nothing leaves at the top: their place would move. */
function useShownEntries(entries: readonly Entry[]): ShownEntries {
  const atEnd = useAppStore((state) => state.atEnd)
  const [last, setLast] = useState({ entries, shown: entries, changedAtTop: false })
  if (last.entries === entries && (last.shown === entries || !atEnd)) return last
  const shown = atEnd ? entries : keepAbove(last.shown, entries)
  const next = { entries, shown, changedAtTop: differOnlyAtTop(last.shown, shown) }
  setLast(next)
  return next
}
