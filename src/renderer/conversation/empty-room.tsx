import type { RoomState } from '../../core/common/room.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { openDialog, openExposure } from '../store/actions.ts'
import { t } from '../language.ts'

/** What to know before others can join. */
function noteFor({
  role,
  nativeOnly,
}: RoomState): 'conversation.onlyHere' | 'conversation.snugOnly' | 'conversation.anyClient' {
  if (role.kind === 'host' && role.exposure === 'this-computer') return 'conversation.onlyHere'
  return nativeOnly ? 'conversation.snugOnly' : 'conversation.anyClient'
}

/** What to do next in a room in which nobody has said anything yet. */
export function EmptyRoom({ room }: { room: RoomState }): React.ReactNode {
  if (room.role.kind === 'guest') {
    return (
      <div className="empty-room">
        <h2>{t('conversation.guestTitle')}</h2>
        <p>{t('conversation.guestText')}</p>
      </div>
    )
  }
  const [address] = room.addresses
  return (
    <div className="empty-room">
      <h2>{t('conversation.hostTitle')}</h2>
      <p>{t('conversation.hostText')}</p>
      {address !== undefined && (
        <p className="empty-room-address">
          <span className="address">{address}</span>
          <CopyButton text={address} withWords />
        </p>
      )}
      <p className="empty-room-note">{t(noteFor(room))}</p>
      {room.role.exposure === 'this-computer' && (
        <button type="button" className="button button-plain button-small" onClick={() => openExposure(room.id)}>
          {t('exposure.changeNow')}
        </button>
      )}
      <button
        type="button"
        className="button button-quiet button-small"
        onClick={() => openDialog({ kind: 'arrivals', roomId: room.id })}
      >
        {t('arrivals.nobodyGetsIn')}
      </button>
    </div>
  )
}
