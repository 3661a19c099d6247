/** What can be done about somebody in a room, by whoever looks at them. Pure. */
import type { Person, RoomState } from '../../core/common/room.ts'

export type PersonCommand = 'message' | 'copy-name' | 'rename' | 'away' | 'back' | 'mute' | 'unmute' | 'kick' | 'ban'

/** The commands in groups, none of which is empty. */
export function personCommands(room: RoomState, person: Person): readonly (readonly PersonCommand[])[] {
  const isSelf = person.id === room.self.personId
  const groups = isSelf
    ? [ownCommands(room, person), ['copy-name'] as const]
    : [[...(canWriteTo(room) ? (['message'] as const) : []), 'copy-name'] as const, hostCommands(room, person)]
  return groups.filter((group) => group.length > 0)
}

/** What a person can do about themselves: also at the foot of the sidebar. */
export function ownCommands(room: RoomState, self: Pick<Person, 'away'>): PersonCommand[] {
  if (room.connection.status === 'closed') return []
  const commands: PersonCommand[] = []
  if (room.abilities.includes('away')) commands.push(self.away === undefined ? 'away' : 'back')
  if (room.abilities.includes('renames')) commands.push('rename')
  return commands
}

function canWriteTo({ abilities, connection }: RoomState): boolean {
  return connection.status !== 'closed' && abilities.includes('direct')
}

function hostCommands({ role, connection }: RoomState, person: Person): PersonCommand[] {
  if (role.kind !== 'host' || connection.status !== 'open') return []
  // A classic client has only its address to be known by, and that of this computer cannot be banned.
  const canBan = person.kind === 'native' || person.isLocal !== true
  return [person.muted ? 'unmute' : 'mute', 'kick', ...(canBan ? (['ban'] as const) : [])]
}
