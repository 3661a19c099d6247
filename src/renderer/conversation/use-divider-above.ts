/* oxlint-disable react/preserve-manual-memoization -- What is read here is measured, not drawn. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { useAppStore } from '../store/app-store.ts'
import type { Row } from './rows.ts'

/** In sight of somebody for this long, in milliseconds, the divider has been seen, and does not only pass by. */
const seenAfterMs = 600

export interface DividerAbove {
  readonly isAbove: boolean
  readonly index: number
  /** The reader has scrolled, or a row has another size. */
  readonly look: () => void
}

interface DividerAboveOptions {
  readonly rows: readonly Row[]
  readonly firstUnreadId: string | null
  readonly list: RefObject<VirtualizerHandle | null>
  /** What stands above the list, in pixels. */
  readonly startMargin: number
}

/** Whether the unread divider is further up than what is in sight, and has not been seen yet. */
export function useDividerAbove({ rows, firstUnreadId, list, startMargin }: DividerAboveOptions): DividerAbove {
  const index = firstUnreadId === null ? -1 : rows.findLastIndex(({ kind }) => kind === 'unread')
  const isLooking = useAppStore((state) => state.windowFocused)
  const [isAbove, setAbove] = useState(false)
  const seenId = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const look = useCallback(() => {
    const handle = list.current
    const isUnseen = handle !== null && index !== -1 && seenId.current !== firstUnreadId
    const end = isUnseen ? startMargin + handle.getItemOffset(index) + handle.getItemSize(index) : 0
    const above = isUnseen && end < handle.scrollOffset
    setAbove(above)
    clearTimeout(timer.current)
    if (isUnseen && !above && isLooking) {
      timer.current = setTimeout(() => {
        seenId.current = firstUnreadId
      }, seenAfterMs)
    }
  }, [list, index, firstUnreadId, startMargin, isLooking])

  useEffect(look, [look])
  useEffect(() => () => clearTimeout(timer.current), [])
  return { isAbove, index, look }
}
