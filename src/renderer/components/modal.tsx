import { X } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type RefObject } from 'react'
import { IconButton } from './button.tsx'
import { t } from '../language.ts'

interface ModalProps {
  title: string
  onClose: () => void
  /** What Escape does instead of closing. */
  onEscape?: () => void
  className?: string
  children: React.ReactNode
}

/** A dialog over the window. Escape closes it; a click beside it does not, since something may have been typed. */
export function Modal({ title, onClose, onEscape = onClose, className = '', children }: ModalProps): React.ReactNode {
  const dialog = useShownDialog()
  const titleId = useId()
  return (
    <dialog ref={dialog} className={`modal ${className}`} aria-labelledby={titleId} onCancel={closeInstead(onEscape)}>
      <header className="modal-header">
        <h2 id={titleId}>{title}</h2>
        <IconButton label={t('common.close')} onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {children}
    </dialog>
  )
}

interface DrawerProps {
  label: string
  side: 'start' | 'end'
  onClose: () => void
  children: React.ReactNode
}

/** A panel that slides over a narrow window. Its button, Escape or a click beside it closes it. */
export function Drawer({ label, side, onClose, children }: DrawerProps): React.ReactNode {
  const dialog = useShownDialog()
  return (
    <dialog
      ref={dialog}
      className={`drawer drawer-${side}`}
      aria-label={label}
      closedby="any"
      onCancel={closeInstead(onClose)}
    >
      <IconButton label={t('common.close')} className="drawer-close" onClick={onClose}>
        <X aria-hidden="true" />
      </IconButton>
      {children}
    </dialog>
  )
}

/** React takes the dialog away; the browser only announces that it should go. */
function closeInstead(close: () => void): React.ReactEventHandler<HTMLDialogElement> {
  return (event) => {
    event.preventDefault()
    close()
  }
}

function useShownDialog(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const { current } = dialog
    if (!current) return undefined
    current.showModal()
    const first =
      current.querySelector<HTMLElement>('[aria-invalid="true"]') ?? current.querySelector('[data-first-focus]')
    if (first instanceof HTMLElement) first.focus()
    if (first instanceof HTMLInputElement) first.select()
    // With what would work.
    first?.closest('.field')?.scrollIntoView({ block: 'nearest' })
    // Closing, unlike removing, gives the focus back to where it was.
    return () => current.close()
  }, [])
  return dialog
}
