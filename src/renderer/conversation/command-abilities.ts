/** Which commands make sense in a room, by what it can do. */
import type { CommandName } from '../../core/common/commands/registry.ts'
import type { Ability } from '../../core/common/room.ts'

const needed: Partial<Record<CommandName, Ability>> = {
  nick: 'renames',
  msg: 'direct',
  topic: 'topic',
  away: 'away',
  back: 'away',
}

/** Whether a room can do what a command asks for. A classic server has no such commands at all. */
export function canUse(name: CommandName, abilities: readonly Ability[]): boolean {
  const ability = needed[name]
  return ability === undefined || abilities.includes(ability)
}
