import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { deleteMessage } from '../store/message-actions.ts'
import { printableLines } from '../../core/common/unsafe-text.ts'
import { t } from '../language.ts'

/** Asks before an own message is taken back. */
export function DeleteMessageDialog({ roomId, messageId }: { roomId: string; messageId: string }): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  const message = room?.entries.findLast((entry) => entry.kind === 'message' && entry.id === messageId)
  if (message?.kind !== 'message') return null
  const hasClassic = room?.people.some(({ kind }) => kind === 'classic')
  return (
    <Modal title={t('deleting.title')} onClose={closeDialog}>
      <div className="modal-text">
        <blockquote className="modal-quote" dir="auto">
          {printableLines(message.text)}
        </blockquote>
        <p>{hasClassic ? t('deleting.textClassic') : t('deleting.text')}</p>
      </div>
      <div className="modal-actions">
        <Button onClick={closeDialog} data-first-focus>
          {t('deleting.keep')}
        </Button>
        <Button variant="danger" onClick={() => deleteMessage(roomId, messageId)}>
          {t('deleting.submit')}
        </Button>
      </div>
    </Modal>
  )
}
