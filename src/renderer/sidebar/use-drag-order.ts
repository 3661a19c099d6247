import { useRef, useState } from 'react'

/** Where a room may be dragged: among the favourites, or among the other open ones. */
export type SortedList = 'favourites' | 'order'

interface Drag {
  readonly key: string
  readonly from: SortedList
  /** Where it would be put down: before or after another one. */
  readonly over: { readonly list: SortedList; readonly key: string; readonly side: 'before' | 'after' } | null
}

type ItemProps = Pick<
  React.ComponentProps<'li'>,
  'draggable' | 'onDragStart' | 'onDragOver' | 'onDrop' | 'onDragEnd'
> & { readonly 'data-drag'?: 'before' | 'after' | 'self' }

export interface DragOrder {
  /** The properties of each item. */
  readonly item: (list: SortedList, key: string) => ItemProps
  /** The properties of what stands in the place of a list without items; null while nothing could come there. */
  readonly empty: (list: SortedList) => Pick<React.ComponentProps<'p'>, 'onDragOver' | 'onDrop'> | null
}

/**
 * Brings the items of two lists into another order, and from one into the other, with the mouse.
 *
 * @param keys of each list, as they are shown
 * @param onMove hears which item goes to which place among the others of a list
 */
export function useDragOrder(
  keys: Readonly<Record<SortedList, readonly string[]>>,
  onMove: (key: string, list: SortedList, place: number) => void,
): DragOrder {
  const [drag, setDrag] = useState<Drag | null>(null)
  /** The same before it is drawn: the drop may follow at once where the pointer has just come to. */
  const current = useRef<Drag | null>(null)
  const change = (next: Drag | null): void => {
    current.current = next
    setDrag(next)
  }

  const dragOver = (event: React.DragEvent<HTMLElement>, list: SortedList, key: string): void => {
    const drag = current.current
    // Something else is dragged, as a file.
    if (!drag) return
    event.preventDefault()
    const { top, height } = event.currentTarget.getBoundingClientRect()
    const side = event.clientY < top + height / 2 ? 'before' : 'after'
    if (drag.over?.key !== key || drag.over.side !== side) change({ ...drag, over: { list, key, side } })
  }
  const drop = (event: React.DragEvent<HTMLElement>): void => {
    const drag = current.current
    if (!drag) return
    event.preventDefault()
    change(null)
    if (!drag.over || drag.over.key === drag.key) return
    const others = keys[drag.over.list].filter((key) => key !== drag.key)
    const place = others.indexOf(drag.over.key) + (drag.over.side === 'after' ? 1 : 0)
    onMove(drag.key, drag.over.list, place)
  }
  return {
    item: (list, key) => ({
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = 'move'
        change({ key, from: list, over: null })
      },
      onDragOver: (event) => dragOver(event, list, key),
      onDrop: drop,
      onDragEnd: () => change(null),
      ...(drag?.key === key && { 'data-drag': 'self' }),
      ...(drag?.over?.key === key && drag.key !== key && { 'data-drag': drag.over.side }),
    }),
    // Not before it moves: Chromium ends a drag at once if what is dragged is elsewhere after its start.
    empty: (list) =>
      !drag?.over || drag.from === list || keys[list].length > 0
        ? null
        : {
            onDragOver: (event) => event.preventDefault(),
            onDrop: (event) => {
              event.preventDefault()
              change(null)
              onMove(drag.key, list, 0)
            },
          },
  }
}
