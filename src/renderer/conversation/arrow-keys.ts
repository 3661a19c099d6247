/** Moves the focus among the buttons of a toolbar or a grid by the arrow keys. */
import { inReadingOrder } from '../view/arrow-key.ts'

/**
 * Only its own buttons count, not those in what opens from it.
 *
 * @param columns how many buttons stand beside each other; up and down do nothing in a single row
 */
export function moveByArrows(event: React.KeyboardEvent<HTMLElement>, columns = Infinity): void {
  const key = inReadingOrder(event.key, getComputedStyle(event.currentTarget).direction)
  const step = stepOf(key, columns)
  if (step === null) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>(':scope > button')]
  const index = buttons.findIndex((button) => button === document.activeElement)
  const next = buttons[step === 'first' ? 0 : step === 'last' ? buttons.length - 1 : index + step]
  if (index === -1 || !next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}

function stepOf(key: string, columns: number): number | 'first' | 'last' | null {
  const isGrid = columns !== Infinity
  if (key === 'ArrowLeft') return -1
  if (key === 'ArrowRight') return 1
  if (key === 'ArrowUp' && isGrid) return -columns
  if (key === 'ArrowDown' && isGrid) return columns
  if (key === 'Home') return 'first'
  return key === 'End' ? 'last' : null
}
