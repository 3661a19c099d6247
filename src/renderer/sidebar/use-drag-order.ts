import { useState } from 'react'
import { movedTo } from '../store/room-order.ts'

interface Drag {
  readonly key: string
  /** Where it would be put down: before or after another one. */
  readonly over: { readonly key: string; readonly side: 'before' | 'after' } | null
}

type ItemProps = Pick<
  React.ComponentProps<'li'>,
  'draggable' | 'onDragStart' | 'onDragOver' | 'onDrop' | 'onDragEnd'
> & { readonly 'data-drag'?: 'before' | 'after' | 'self' }

/**
 * Brings the items of a list into another order with the mouse.
 *
 * @param keys as they are shown
 * @param onOrder hears them in their new order
 * @returns the properties of each item
 */
export function useDragOrder(
  keys: readonly string[],
  onOrder: (keys: readonly string[], moved: string) => void,
): (key: string) => ItemProps {
  const [drag, setDrag] = useState<Drag | null>(null)

  const dragOver = (event: React.DragEvent<HTMLElement>, key: string): void => {
    // Something else is dragged, as a file or a room of another list.
    if (!drag) return
    event.preventDefault()
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const side = event.clientY < top + height / 2 ? 'before' : 'after'
    if (drag.over?.key !== key || drag.over.side !== side) setDrag({ ...drag, over: { key, side } })
  }
  const drop = (event: React.DragEvent<HTMLElement>): void => {
    if (!drag) return
    event.preventDefault()
    setDrag(null)
    if (!drag.over || drag.over.key === drag.key) return
    const others = keys.filter((key) => key !== drag.key)
    const place = others.indexOf(drag.over.key) + (drag.over.side === 'after' ? 1 : 0)
    onOrder(movedTo(keys, drag.key, place), drag.key)
  }
  return (key) => ({
    draggable: true,
    onDragStart: (event) => {
      event.dataTransfer.effectAllowed = 'move'
      setDrag({ key, over: null })
    },
    onDragOver: (event) => dragOver(event, key),
    onDrop: drop,
    onDragEnd: () => setDrag(null),
    ...(drag?.key === key && { 'data-drag': 'self' }),
    ...(drag?.over?.key === key && drag.key !== key && { 'data-drag': drag.over.side }),
  })
}
