import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { markRead } from '../store/actions.ts'
import { focusComposer } from '../store/composer-actions.ts'
import type { Row } from './rows.ts'

export interface RowFocus {
  /** The row that has to stay mounted, since it has the focus or had it last. */
  readonly keepMounted: readonly number[]
  readonly keyDown: (event: React.KeyboardEvent<HTMLElement>) => void
  /** Gives the focus to a message, as soon as it is drawn. */
  readonly focusMessage: (id: string) => void
  /** A row has been measured: until then it is invisible, and cannot take the focus. */
  readonly focusSoon: () => void
}

/** Who waits longer for the focus has long turned elsewhere, in milliseconds. */
const patienceMs = 1000

interface RowFocusOptions {
  readonly roomId: string
  readonly rows: readonly Row[]
  readonly scroller: RefObject<HTMLElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
}

/** Lets the arrow keys go from message to message while the conversation has the focus. */
export function useRowFocus({ roomId, rows, scroller, list }: RowFocusOptions): RowFocus {
  const { cursor, focusMessage, focusSoon } = useMessageFocus(scroller)
  const cursorIndex = cursor === null ? -1 : rows.findLastIndex((row) => row.kind === 'message' && row.key === cursor)

  const move = (step: 1 | -1): void => {
    const from = scroller.current?.contains(document.activeElement) && cursorIsFocused(cursor) ? cursorIndex : null
    const start = from ?? edgeOfSight(list.current, step)
    const index = nextMessage(rows, from === null ? start : start + step, step)
    const row = rows[index]
    if (!row) return
    focusMessage(row.key)
    list.current?.scrollToIndex(index, { align: 'nearest' })
  }

  const keyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const { target, currentTarget } = event
    const isAtRow = target instanceof HTMLElement && target.dataset['message'] !== undefined
    if (event.key === 'Escape' && !event.defaultPrevented) {
      if (!isAtRow && target !== currentTarget && focusRowOf(target)) return
      markRead(roomId)
      focusComposer()
      return
    }
    if (!isAtRow && target !== currentTarget) return
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      move(event.key === 'ArrowUp' ? -1 : 1)
    } else if (isAtRow && opensActions(event)) {
      event.preventDefault()
      target.querySelector<HTMLElement>('.message-actions button')?.focus()
    }
  }

  return { focusSoon, keepMounted: cursorIndex === -1 ? [] : [cursorIndex], keyDown, focusMessage }
}

interface MessageFocus extends Pick<RowFocus, 'focusMessage' | 'focusSoon'> {
  /** The message that has the focus, or had it last. */
  readonly cursor: string | null
}

function useMessageFocus(scroller: RefObject<HTMLElement | null>): MessageFocus {
  const [cursor, setCursor] = useState<string | null>(null)
  /** Until when the message is to get the focus that is to have it, in milliseconds since 1970. */
  const wantedUntil = useRef(0)
  const giveFocus = useCallback(
    (id: string | null) => {
      if (id === null || Date.now() > wantedUntil.current) return
      const row = messageElement(scroller.current, id)
      row?.focus({ preventScroll: true })
      if (row && row === document.activeElement) wantedUntil.current = 0
    },
    [scroller],
  )
  const focusMessage = useCallback(
    (id: string) => {
      wantedUntil.current = Date.now() + patienceMs
      setCursor(id)
      giveFocus(id)
    },
    [giveFocus],
  )
  const focusSoon = useCallback(() => giveFocus(cursor), [giveFocus, cursor])
  useLayoutEffect(focusSoon)
  return { cursor, focusMessage, focusSoon }
}

function opensActions({ key, shiftKey }: React.KeyboardEvent): boolean {
  return key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shiftKey)
}

function cursorIsFocused(cursor: string | null): boolean {
  const { activeElement } = document
  return activeElement instanceof HTMLElement && cursor !== null && activeElement.dataset['message'] === cursor
}

/** From a button of a row back to the row. */
function focusRowOf(target: EventTarget): boolean {
  const row = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-message]') : null
  row?.focus()
  return row !== null
}

/** Where one comes in: from below at the last row in sight, from above at the first. */
function edgeOfSight(list: VirtualizerHandle | null, step: 1 | -1): number {
  if (!list) return 0
  return list.findItemIndex(step === 1 ? list.scrollOffset : list.scrollOffset + list.viewportSize)
}

function nextMessage(rows: readonly Row[], start: number, step: 1 | -1): number {
  let index = Math.min(start, rows.length - 1)
  while (rows[index] && rows[index]?.kind !== 'message') index += step
  return index
}

function messageElement(scroller: HTMLElement | null, id: string): HTMLElement | null {
  return (
    [...(scroller?.querySelectorAll<HTMLElement>('[data-message]') ?? [])].find(
      (element) => element.dataset['message'] === id,
    ) ?? null
  )
}
