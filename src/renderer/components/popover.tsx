import { useState, type Ref } from 'react'

interface PopoverProps {
  /** What a button's `popoverTarget` says. */
  id: string
  ref?: Ref<HTMLDivElement>
  label: string
  className: string
  onToggle?: (isOpen: boolean) => void
  /** Drawn while it is open. Its first input takes the focus. */
  children: React.ReactNode
}

/** A group of controls above everything else, until one is chosen or something else is pressed. */
export function Popover({ id, ref, label, className, onToggle, children }: PopoverProps): React.ReactNode {
  const [isOpen, setOpen] = useState(false)
  return (
    <div
      ref={ref}
      id={id}
      popover="auto"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A fieldset cannot be a popover everywhere.
      role="group"
      aria-label={label}
      className={`popover ${className}`}
      onBeforeToggle={({ newState }) => newState === 'open' && setOpen(true)}
      onToggle={({ newState, currentTarget }) => {
        onToggle?.(newState === 'open')
        if (newState === 'closed') setOpen(false)
        // It may have been drawn before it was in sight, and could not take the focus then.
        else currentTarget.querySelector('input')?.focus()
      }}
    >
      {isOpen && children}
    </div>
  )
}
