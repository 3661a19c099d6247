/** What a room can do beyond plain messages; in words, what it cannot. */
import { assertNever } from './assert-never.ts'
import { type Ability, allAbilities, type Quote } from './room.ts'
import { directQuoteRefusal } from './quote.ts'
import type { RoomAct } from './room-act.ts'

/** The abilities among what a host says that it can do. */
export function abilitiesAmong(capabilities: readonly string[]): readonly Ability[] {
  return allAbilities.filter((ability) => capabilities.includes(ability))
}

/** Where something cannot be done. */
export type Place = 'in this room' | 'on a classic server'

/**
 * Why something cannot be asked of a room with these abilities, as a sentence; null if it can.
 *
 * @param quote the beginning of what a post answers
 */
export function refusalOf(act: RoomAct, abilities: readonly Ability[], place: Place, quote?: Quote): string | null {
  switch (act.type) {
    case 'post':
      // An action or an answer can still be said in plain words; what is for one person alone cannot.
      if (act.to === undefined) return quote?.direct ? directQuoteRefusal : null
      return abilities.includes('direct') ? null : `There are no direct messages ${place}.`
    case 'edit':
      return abilities.includes('edits') ? null : `Nothing can be edited ${place}.`
    case 'delete':
      return abilities.includes('edits') ? null : `Nothing can be taken back ${place}.`
    case 'react':
      return abilities.includes('reactions') ? null : `There are no reactions ${place}.`
    case 'rename':
      return abilities.includes('renames')
        ? null
        : `Nobody can change their name ${place}. Leave, and join again under the other one.`
    case 'topic':
      return abilities.includes('topic') ? null : `There is no topic ${place}.`
    default:
      return assertNever(act)
  }
}

/** Why nobody can be told that the person is away; null if they can. */
export function awayRefusal(abilities: readonly Ability[], place: Place): string | null {
  return abilities.includes('away') ? null : `Nobody can be told that you are away ${place}.`
}
