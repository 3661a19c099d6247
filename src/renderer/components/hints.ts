import type { RoomState } from '../../core/common/room.ts'

export type Hint = 'hosting' | 'classic'

/** The hint that a room gives occasion to, of those that have not been put away; null if there is none. */
export function hintFor(
  { role, people, connection }: Pick<RoomState, 'role' | 'people' | 'connection'>,
  seen: readonly string[],
): Hint | null {
  if (connection.status !== 'open') return null
  if (role.kind === 'host' && !seen.includes('hosting')) return 'hosting'
  if (people.some(({ kind }) => kind === 'classic') && !seen.includes('classic')) return 'classic'
  return null
}
