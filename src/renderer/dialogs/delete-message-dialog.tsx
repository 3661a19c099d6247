import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { deleteMessage } from '../store/message-actions.ts'
import { printableLines } from '../../core/common/unsafe-text.ts'
import { t } from '../language.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks before an own message is taken back. */
export function DeleteMessageDialog({ roomId, messageId }: { roomId: string; messageId: string }): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  const message = room?.entries.findLast((entry) => entry.kind === 'message' && entry.id === messageId)
  if (message?.kind !== 'message') return null
  const hasClassic = room?.people.some(({ kind }) => kind === 'classic')
  return (
    <ConfirmDialog
      title={t('deleting.title')}
      keep={t('deleting.keep')}
      submit={t('deleting.submit')}
      onSubmit={() => deleteMessage(roomId, messageId)}
    >
      <blockquote className="modal-quote" dir="auto">
        {printableLines(message.text)}
      </blockquote>
      <p>{hasClassic ? t('deleting.textClassic') : t('deleting.text')}</p>
    </ConfirmDialog>
  )
}
