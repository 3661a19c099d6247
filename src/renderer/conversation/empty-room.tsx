import type { RoomState } from '../../core/common/room.ts'
import { CopyButton } from '../components/copy-button.tsx'

/** What to do next in a room in which nobody has said anything yet. */
export function EmptyRoom({ room }: { room: RoomState }): React.ReactNode {
  if (room.role.kind === 'guest') {
    return (
      <div className="empty-room">
        <h2>You are in.</h2>
        <p>Nothing has been said since you came. Say hello.</p>
      </div>
    )
  }
  const [address] = room.addresses
  const onlyHere = room.role.exposure === 'this-computer'
  return (
    <div className="empty-room">
      <h2>Your room is open.</h2>
      <p>Tell people this address:</p>
      {address !== undefined && (
        <p className="empty-room-address">
          <span className="address">{address}</span>
          <CopyButton text={address} withWords />
        </p>
      )}
      <p className="empty-room-note">
        {onlyHere
          ? 'It works for programs on this computer. To let others in, close the room and host it for this network.'
          : 'They join with Snug, or with any classic chat client.'}
      </p>
    </div>
  )
}
