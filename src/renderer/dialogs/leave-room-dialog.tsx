import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog, leaveRoomNow, unsentIn } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'

/** Asks before a room is left in which not everything has been sent. */
export function LeaveRoomDialog({ roomId }: { roomId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId))
  if (!found) return null
  return (
    <Modal title="Leave the room?" onClose={closeDialog}>
      <p className="modal-text">{unsentWords(unsentIn(found.room))}</p>
      <div className="modal-actions">
        <Button onClick={closeDialog} data-first-focus>
          Stay
        </Button>
        <Button variant="danger" onClick={() => leaveRoomNow(roomId)}>
          Leave the room
        </Button>
      </div>
    </Modal>
  )
}

/** While the dialog is open, what waited may go out. */
function unsentWords(unsent: number): string {
  if (unsent === 0) return 'Everything that you wrote has been sent.'
  if (unsent === 1) return 'One of your messages has not been sent. If you leave now, it is lost.'
  return `${unsent.toLocaleString('en')} of your messages have not been sent. If you leave now, they are lost.`
}
