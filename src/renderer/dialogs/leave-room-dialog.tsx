import { leaveRoomNow, unsentIn } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { t } from '../language.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks before a room is left in which not everything has been sent, and says that it is kept. */
export function LeaveRoomDialog({ roomId }: { roomId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId))
  if (!found) return null
  return (
    <ConfirmDialog
      title={t('leaving.title')}
      keep={t('leaving.stay')}
      submit={t('room.leave')}
      onSubmit={() => leaveRoomNow(roomId)}
      isHarmless
    >
      <p>{unsentWords(unsentIn(found.room))}</p>
    </ConfirmDialog>
  )
}

/** While the dialog is open, what waited may go out. */
function unsentWords(unsent: number): string {
  return unsent === 0 ? t('leaving.allSent') : t('leaving.unsent', { count: unsent })
}
