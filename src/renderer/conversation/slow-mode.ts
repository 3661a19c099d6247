/** How long one has to wait in a slow room before one's next message. */
import type { RoomState } from '../../core/common/room.ts'

/** When the next message may be written, in milliseconds since 1970; null while nothing holds it back. */
export function slowUntil({
  role,
  slowSeconds,
  entries,
}: Pick<RoomState, 'role' | 'slowSeconds' | 'entries'>): number | null {
  if (role.kind === 'host' || slowSeconds === 0) return null
  const last = entries.findLast((entry) => {
    if (entry.kind === 'happening') return entry.happening.type === 'slowed'
    return entry.kind === 'message' && entry.own && entry.delivery.state !== 'failed'
  })
  // Nobody is held back by what they said before the room became slow.
  return last?.kind === 'message' ? last.at + slowSeconds * 1000 : null
}
