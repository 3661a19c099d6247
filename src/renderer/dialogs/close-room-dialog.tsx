import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { closeDialog, leaveRoomNow, othersIn } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { Name } from '../components/name.tsx'

/** Asks before a room is closed while others are inside. */
export function CloseRoomDialog({ roomId }: { roomId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId))
  if (!found) return null
  const others = othersIn(found.room)
  return (
    <Modal title="Close the room?" onClose={closeDialog}>
      <p className="modal-text">
        {others === 1 ? 'Somebody else is' : `${others.toLocaleString('en')} others are`} in{' '}
        <Name>{found.room.name}</Name>. Closing it ends the conversation for everybody.
      </p>
      <div className="modal-actions">
        <Button onClick={closeDialog} data-first-focus>
          Keep it open
        </Button>
        <Button variant="danger" onClick={() => leaveRoomNow(roomId)}>
          Close the room
        </Button>
      </div>
    </Modal>
  )
}
