import { assertNever } from '../../core/common/assert-never.ts'
import { useAppStore } from '../store/app-store.ts'
import { CloseRoomDialog } from './close-room-dialog.tsx'
import { DeleteMessageDialog } from './delete-message-dialog.tsx'
import { HostDialog } from './host-dialog.tsx'
import { JoinDialog } from './join-dialog.tsx'
import { LeaveRoomDialog } from './leave-room-dialog.tsx'

/** The dialog that is open, if one is. */
export function Dialogs(): React.ReactNode {
  const dialog = useAppStore((state) => state.dialog)
  const dialogsOpened = useAppStore((state) => state.dialogsOpened)
  if (!dialog) return null
  switch (dialog.kind) {
    case 'host':
      return <HostDialog key={dialogsOpened} error={dialog.error ?? null} />
    case 'join':
      return <JoinDialog key={dialogsOpened} request={dialog} />
    case 'close-room':
      return <CloseRoomDialog roomId={dialog.roomId} />
    case 'leave-room':
      return <LeaveRoomDialog roomId={dialog.roomId} />
    case 'delete-message':
      return <DeleteMessageDialog roomId={dialog.roomId} messageId={dialog.messageId} />
    default:
      return assertNever(dialog)
  }
}
