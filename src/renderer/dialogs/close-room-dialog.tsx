import type { RoomState } from '../../core/common/room.ts'
import { leaveRoomNow, othersIn, unsentIn } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { Phrase } from '../components/phrase.tsx'
import { t } from '../language.ts'
import { phrase } from '../view/phrase.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks before a room is closed while others are inside, or while it has what would be gone. */
export function CloseRoomDialog({ roomId }: { roomId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId))
  if (!found) return null
  return (
    <ConfirmDialog
      title={t('closing.title')}
      keep={t('closing.keep')}
      submit={t('room.close')}
      onSubmit={() => leaveRoomNow(roomId)}
    >
      <Reasons room={found.room} />
    </ConfirmDialog>
  )
}

function Reasons({ room }: { room: RoomState }): React.ReactNode {
  const others = othersIn(room)
  const unsent = unsentIn(room)
  return (
    <>
      {others > 0 && (
        <p>
          <Phrase pieces={phrase({ name: room.name }, (names) => t('closing.text', { count: others, ...names }))} />
        </p>
      )}
      {unsent > 0 && <p>{t('closing.unsent', { count: unsent })}</p>}
      <p>{room.retention?.stored === true ? t('closing.kept') : t('closing.notKept')}</p>
    </>
  )
}
