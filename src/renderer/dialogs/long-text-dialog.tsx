import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { t } from '../language.ts'

interface LongTextDialogProps {
  /** As how many messages it goes out. */
  parts: number
  onSend: () => void
  onClose: () => void
}

/** Asks before a text goes out that fills the room. */
export function LongTextDialog({ parts: count, onSend, onClose }: LongTextDialogProps): React.ReactNode {
  return (
    <Modal title={t('composer.askPartsTitle')} onClose={onClose}>
      <p className="modal-text">{t('composer.askParts', { count })}</p>
      <div className="modal-actions">
        <Button onClick={onClose} data-first-focus>
          {t('composer.keepWriting')}
        </Button>
        <Button variant="primary" onClick={onSend}>
          {t('composer.sendParts', { count })}
        </Button>
      </div>
    </Modal>
  )
}
