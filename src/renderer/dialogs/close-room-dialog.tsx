import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog, leaveRoomNow, othersIn } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { Phrase } from '../components/phrase.tsx'
import { t } from '../language.ts'
import { phrase } from '../view/phrase.ts'

/** Asks before a room is closed while others are inside. */
export function CloseRoomDialog({ roomId }: { roomId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId))
  if (!found) return null
  const others = othersIn(found.room)
  return (
    <Modal title={t('closing.title')} onClose={closeDialog}>
      <p className="modal-text">
        <Phrase pieces={phrase({ name: found.room.name }, (names) => t('closing.text', { count: others, ...names }))} />
      </p>
      <div className="modal-actions">
        <Button onClick={closeDialog} data-first-focus>
          {t('closing.keep')}
        </Button>
        <Button variant="danger" onClick={() => leaveRoomNow(roomId)}>
          {t('room.close')}
        </Button>
      </div>
    </Modal>
  )
}
