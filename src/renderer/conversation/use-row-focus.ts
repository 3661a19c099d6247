import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { assertNever } from '../../core/common/assert-never.ts'
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

/** Whoever does one of these has turned elsewhere, and is not called back to a row that is drawn late. */
const signsOfTurningAway = ['keydown', 'pointerdown', 'wheel'] as const

interface RowFocusOptions {
  readonly roomId: string
  readonly rows: readonly Row[]
  readonly scroller: RefObject<HTMLElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
}

/**
 * Lets the arrow keys go through the conversation while it has the focus: from message to message, and to what can be opened or
 * chosen between them. Tab stops at the conversation alone, and then at what is in the message that has the focus.
 */
export function useRowFocus({ roomId, rows, scroller, list }: RowFocusOptions): RowFocus {
  const { cursor, focusRow, focusSoon } = useFocusedRow(scroller)
  const cursorIndex = cursor === null ? -1 : rows.findLastIndex(({ key }) => key === cursor)

  const move = (step: 1 | -1): void => {
    const from = scroller.current?.contains(document.activeElement) && cursorIsFocused(cursor) ? cursorIndex : null
    const start = from ?? edgeOfSight(list.current, step)
    const index = nextStop(rows, from === null ? start : start + step, step)
    const row = rows[index]
    if (!row) return
    focusRow(row.key)
    list.current?.scrollToIndex(index, { align: 'nearest' })
  }

  const keyDown = (event: React.KeyboardEvent<HTMLElement>): void => {
    const { target, currentTarget } = event
    const isAtRow = target instanceof HTMLElement && target.dataset['row'] !== undefined
    if (event.key === 'Escape' && !event.defaultPrevented) {
      if (!isAtRow && target !== currentTarget && (focusRowOf(target) || isInPopover(target))) return
      markRead(roomId)
      focusComposer()
      return
    }
    if (!isAtRow && target !== currentTarget) return
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      move(event.key === 'ArrowUp' ? -1 : 1)
    } else if (isAtRow && opensActions(event)) {
      const action = target.querySelector<HTMLElement>('.message-actions button')
      // What is no message does what its button does.
      if (!action) return
      event.preventDefault()
      action.focus()
    }
  }

  return { focusSoon, keepMounted: cursorIndex === -1 ? [] : [cursorIndex], keyDown, focusMessage: focusRow }
}

interface FocusedRow extends Pick<RowFocus, 'focusSoon'> {
  /** The row that has the focus, or had it last. */
  readonly cursor: string | null
  /** Gives the focus to a row, as soon as it is drawn. */
  readonly focusRow: (key: string) => void
}

function useFocusedRow(scroller: RefObject<HTMLElement | null>): FocusedRow {
  const [cursor, setCursor] = useState<string | null>(null)
  /** Whether the row at the cursor has yet to get the focus. */
  const isWanted = useRef(false)
  const giveFocus = useCallback(
    (key: string | null) => {
      if (key === null || !isWanted.current) return
      const row = rowElement(scroller.current, key)
      row?.focus({ preventScroll: true })
      if (row && row === document.activeElement) isWanted.current = false
    },
    [scroller],
  )
  useEffect(() => {
    const giveUp = (): void => void (isWanted.current = false)
    // Before anything that wants the focus for a row by this very key.
    for (const sign of signsOfTurningAway) window.addEventListener(sign, giveUp, { capture: true, passive: true })
    return () => {
      for (const sign of signsOfTurningAway) window.removeEventListener(sign, giveUp, { capture: true })
    }
  }, [])
  const focusRow = useCallback(
    (key: string) => {
      isWanted.current = true
      setCursor(key)
      giveFocus(key)
    },
    [giveFocus],
  )
  const focusSoon = useCallback(() => giveFocus(cursor), [giveFocus, cursor])
  useLayoutEffect(focusSoon)
  return { cursor, focusRow, focusSoon }
}

function opensActions({ key, shiftKey }: React.KeyboardEvent): boolean {
  return key === 'Enter' || key === 'ContextMenu' || (key === 'F10' && shiftKey)
}

function cursorIsFocused(cursor: string | null): boolean {
  const { activeElement } = document
  return activeElement instanceof HTMLElement && cursor !== null && activeElement.dataset['row'] === cursor
}

/** Escape closes it, and that is all. */
function isInPopover(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[popover]') !== null
}

/** From a button of a message back to the message. */
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

function nextStop(rows: readonly Row[], start: number, step: 1 | -1): number {
  for (let index = Math.min(start, rows.length - 1); ; index += step) {
    const row = rows[index]
    if (!row || isStop(row)) return index
  }
}

/** Whether something can be done with it. */
function isStop(row: Row): boolean {
  switch (row.kind) {
    case 'message':
    case 'day':
    case 'before':
      return true
    case 'presence':
      return row.changes.length > 1
    case 'unread':
    case 'past-end':
    case 'notice':
    case 'happening':
      return false
    default:
      return assertNever(row)
  }
}

/** Of a row, what takes the focus. */
function rowElement(scroller: HTMLElement | null, key: string): HTMLElement | null {
  const rows = [...(scroller?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  return rows.find(({ dataset }) => dataset['row'] === key) ?? null
}
