import type { Speaker } from '../../core/common/commands/registry.ts'
import type { RoomState } from '../../core/common/room.ts'

/** Who types in this window, as commands see it. */
export function speakerIn({ role }: Pick<RoomState, 'role'>): Speaker {
  return { audience: 'window', isHost: role.kind === 'host' }
}
