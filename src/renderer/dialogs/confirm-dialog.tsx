import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog } from '../store/actions.ts'

interface ConfirmDialogProps {
  title: string
  /** What becomes of what. */
  children: React.ReactNode
  /** The button that leaves all as it is. */
  keep: string
  submit: string
  onSubmit: () => void
  /** Leaves all as it is; closes the dialog unless said otherwise. */
  onKeep?: () => void
  /** Nothing is taken away by it. */
  isHarmless?: boolean
}

/** A question before something is done. Enter and Escape leave all as it is. */
export function ConfirmDialog(props: ConfirmDialogProps): React.ReactNode {
  const { title, children, keep, submit, onSubmit, onKeep = closeDialog, isHarmless = false } = props
  return (
    <Modal title={title} onClose={onKeep}>
      <div className="modal-text">{children}</div>
      <div className="modal-actions">
        <Button onClick={onKeep} data-first-focus>
          {keep}
        </Button>
        <Button variant={isHarmless ? 'primary' : 'danger'} onClick={onSubmit}>
          {submit}
        </Button>
      </div>
    </Modal>
  )
}
