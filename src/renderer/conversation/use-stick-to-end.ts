import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { endReached } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'
import type { Row } from './rows.ts'

/** This near to the end, in pixels, counts as being there. */
const endTolerance = 32

/** Room for what floats over the head of the conversation, in pixels, above a row that is brought there. */
const headRoom = 48

/** Nearer to the top than this, in pixels, older messages are wanted. */
const topDistance = 800

/** More pixels than a conversation has. */
const beyondEveryEnd = 1e9

export interface StickToEnd {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
  readonly isAtEnd: boolean
  /** Whether the oldest row is in sight or soon will be. */
  readonly isNearTop: () => boolean
  /** The scroll position has changed. */
  readonly scrolled: () => void
  /** The conversation or one of its rows has another size. */
  readonly resized: () => void
  readonly scrollToEnd: () => void
  /** Leaves the end, and brings a row to the top or to the middle. */
  readonly scrollToRow: (index: number, align: 'start' | 'center') => void
}

/**
 * Keeps the end in sight as long as it is in sight, and brings it there when something is said in this window; a room with
 * unread messages opens at the first of them.
 */
export function useStickToEnd(rows: readonly Row[]): StickToEnd {
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const [opensAtEnd] = useState(() => !rows.some((row) => row.kind === 'unread'))
  const [isAtEnd, setAtEnd] = useState(opensAtEnd)
  const sticks = useRef(opensAtEnd)
  const lastTop = useRef(0)

  const stick = useCallback((yes: boolean) => {
    sticks.current = yes
    setAtEnd(yes)
    endReached(yes)
  }, [])

  const scrollToEnd = useCallback(() => {
    const element = scroller.current
    if (!element) return
    // Not by way of the list: it would go on scrolling for a moment, against the reader's wheel. Rows that turn out to
    // be higher than they were guessed call for this again.
    element.scrollTop = element.scrollHeight
    lastTop.current = element.scrollTop
    stick(true)
  }, [stick])

  const scrollToRow = useCallback(
    (index: number, align: 'start' | 'center') => {
      // Where everything is in sight, nobody leaves the end.
      if (isScrollable(scroller.current)) stick(false)
      // At once, never gliding: the rows on the way have not been measured, and some eyes do not like to be moved.
      list.current?.scrollToIndex(index, { align, ...(align === 'start' && { offset: -headRoom }) })
    },
    [stick],
  )

  const stickSoon = useSettled(() => {
    if (isNearEnd(scroller.current)) stick(true)
  })

  const scrolled = useCallback(() => {
    const element = scroller.current
    if (!element) return
    // Rows that grow move the end away without a scroll; only a move upwards is the reader's.
    const movedUp = element.scrollTop < lastTop.current
    lastTop.current = element.scrollTop
    if (isNearEnd(element)) stickSoon()
    else if (movedUp) stick(false)
  }, [stick, stickSoon])

  const resized = useCallback(() => (sticks.current ? scrollToEnd() : stickSoon()), [scrollToEnd, stickSoon])

  const isNearTop = useCallback(() => {
    const element = scroller.current
    if (!element) return false
    // Whoever stays at the end will be there, even if the scroll position has yet to follow.
    return (sticks.current ? element.scrollHeight - element.clientHeight : element.scrollTop) < topDistance
  }, [])

  const isOpened = useRef(false)
  useLayoutEffect(() => {
    if (sticks.current) scrollToEnd()
    else if (!isOpened.current) {
      const unread = rows.findIndex(({ kind }) => kind === 'unread')
      list.current?.scrollToIndex(unread, { align: 'start', offset: -headRoom })
    }
    isOpened.current = true
  }, [rows, scrollToEnd])

  const timesSaid = useAppStore((state) => state.timesSaid)
  const lastSaid = useRef(timesSaid)
  useLayoutEffect(() => {
    if (lastSaid.current === timesSaid) return
    lastSaid.current = timesSaid
    // What was said comes a moment later, and finds the end in sight. By way of the list, too: a jump of a moment ago, which it
    // is still about, would else be gone on with.
    list.current?.scrollTo(beyondEveryEnd)
    scrollToEnd()
  }, [timesSaid, scrollToEnd])

  return { scroller, list, isAtEnd, isNearTop, scrolled, resized, scrollToEnd, scrollToRow }
}

function isNearEnd(element: HTMLElement | null): boolean {
  return element !== null && element.scrollHeight - element.scrollTop - element.clientHeight <= endTolerance
}

function isScrollable(element: HTMLElement | null): boolean {
  return element !== null && element.scrollHeight > element.clientHeight
}

/** Calls once nothing has asked for it during two frames: rows have their guessed size until they have been measured. */
function useSettled(act: () => void): () => void {
  const latest = useRef(act)
  const frame = useRef(0)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  return useCallback(() => {
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      frame.current = requestAnimationFrame(() => latest.current())
    })
  }, [])
}
