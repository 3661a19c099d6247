import { assertNever } from '../../core/common/assert-never.ts'
import { useAppStore } from '../store/app-store.ts'
import { CloseRoomDialog } from './close-room-dialog.tsx'
import { HostDialog } from './host-dialog.tsx'
import { JoinDialog } from './join-dialog.tsx'

/** The dialog that is open, if one is. */
export function Dialogs(): React.ReactNode {
  const dialog = useAppStore((state) => state.dialog)
  if (!dialog) return null
  switch (dialog.kind) {
    case 'host':
      return <HostDialog error={dialog.error ?? null} />
    case 'join':
      // Another address is another dialog: what it was filled with must show.
      return <JoinDialog key={dialog.address} request={dialog} />
    case 'close-room':
      return <CloseRoomDialog roomId={dialog.roomId} />
    default:
      return assertNever(dialog)
  }
}
