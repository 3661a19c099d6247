/* oxlint-disable react/preserve-manual-memoization -- What is read here is measured, not drawn. */
import { useCallback, useState, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { dayAt, type Row } from './rows.ts'

interface DayInSight {
  /** When the day begins to which the topmost row belongs, while the day's divider is further up; else null. */
  readonly at: number | null
  /** The reader has scrolled, or a row has another size. */
  readonly look: () => void
}

/** Which day is being read, once its divider is out of sight. */
export function useDayInSight(rows: readonly Row[], list: RefObject<VirtualizerHandle | null>): DayInSight {
  const [at, setAt] = useState<number | null>(null)
  const look = useCallback(() => {
    const handle = list.current
    const top = handle && handle.scrollOffset > 0 ? handle.findItemIndex(handle.scrollOffset) : 0
    setAt(rows[top]?.kind === 'day' ? null : dayAt(rows, top))
  }, [rows, list])
  return { at, look }
}
