import { useState } from 'react'

interface RowActivity {
  /** The row is pointed at, has the focus from the keyboard, or has something open. */
  readonly isActive: boolean
  /** The row, or something in it, has the focus from the keyboard. */
  readonly isFocused: boolean
  readonly setOpen: (isOpen: boolean) => void
  readonly handlers: Pick<React.HTMLAttributes<HTMLElement>, 'onPointerEnter' | 'onPointerLeave' | 'onFocus' | 'onBlur'>
}

/** Whether somebody is at a row. Kept in the row itself, so that no other one is drawn anew. */
export function useRowActivity(): RowActivity {
  const [isHovered, setHovered] = useState(false)
  const [isFocused, setFocused] = useState(false)
  const [isOpen, setOpen] = useState(false)
  return {
    isActive: isHovered || isFocused || isOpen,
    isFocused,
    setOpen,
    handlers: {
      onPointerEnter: () => setHovered(true),
      onPointerLeave: () => setHovered(false),
      // A click focuses, too, and must not leave a row marked that the pointer has left.
      onFocus: ({ target }) => setFocused(target.matches(':focus-visible')),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setFocused(false)
      },
    },
  }
}
