import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog, leaveRoomNow, unsentIn } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { t } from '../language.ts'

/** Asks before a room is left in which not everything has been sent. */
export function LeaveRoomDialog({ roomId }: { roomId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId))
  if (!found) return null
  return (
    <Modal title={t('leaving.title')} onClose={closeDialog}>
      <p className="modal-text">{unsentWords(unsentIn(found.room))}</p>
      <div className="modal-actions">
        <Button onClick={closeDialog} data-first-focus>
          {t('leaving.stay')}
        </Button>
        <Button variant="danger" onClick={() => leaveRoomNow(roomId)}>
          {t('room.leave')}
        </Button>
      </div>
    </Modal>
  )
}

/** While the dialog is open, what waited may go out. */
function unsentWords(unsent: number): string {
  return unsent === 0 ? t('leaving.allSent') : t('leaving.unsent', { count: unsent })
}
