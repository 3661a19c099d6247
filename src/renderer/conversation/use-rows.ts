import { useMemo, useState } from 'react'
import type { Entry, RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'
import type { Reading } from '../store/reading.ts'
import { beforeYouCame } from './before-you-came.ts'
import { buildRows, differOnlyAtTop, keepAbove, type Row } from './rows.ts'

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

/** The rows of a room's conversation. */
export function useRows(room: RoomState, { firstUnreadId }: Reading): Rows {
  const isShown = useAppStore(({ beforeShown }) => beforeShown.has(room.id))
  const { shown, changedAtTop } = useShownEntries(room.entries, isShown)
  const { role, cameAt } = room
  const before = useMemo(
    () => beforeYouCame({ role, ...(cameAt !== undefined && { cameAt }) }, shown, firstUnreadId),
    [role, cameAt, shown, firstUnreadId],
  )
  const rows = useMemo(
    () => buildRows(shown, firstUnreadId, before && { ...before, isShown }),
    [shown, firstUnreadId, before, isShown],
  )
  const newestOwnId = useMemo(
    () => shown.findLast((entry) => entry.kind === 'message' && entry.own && !entry.isDeleted)?.id ?? null,
    [shown],
  )
  return { rows, shown, isFolded: before !== null && !isShown, changedAtTop, newestOwnId }
}

interface ShownEntries {
  readonly shown: readonly Entry[]
  readonly changedAtTop: boolean
}

/** While somebody reads further up, nothing leaves at the top: their place would move. */
function useShownEntries(entries: readonly Entry[], isBeforeShown: boolean): ShownEntries {
  const atEnd = useAppStore((state) => state.atEnd)
  const [last, setLast] = useState({ entries, shown: entries, isBeforeShown, changedAtTop: false })
  const isUnfolding = last.isBeforeShown !== isBeforeShown
  if (last.entries === entries && (last.shown === entries || !atEnd) && !isUnfolding) return last
  const shown = atEnd ? entries : keepAbove(last.shown, entries)
  const changedAtTop = differOnlyAtTop(last.shown, shown) || (isUnfolding && last.shown.at(-1) === shown.at(-1))
  const next = { entries, shown, isBeforeShown, changedAtTop }
  setLast(next)
  return next
}
