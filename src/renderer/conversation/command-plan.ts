/** What the window does about a command. Pure. */
import { awayRefusal, refusalOf } from '../../core/common/abilities.ts'
import { assertNever } from '../../core/common/assert-never.ts'
import { moderationsOf, type ModeratingCommand, recipientCalled } from '../../core/common/commands/moderation.ts'
import type { Command, Speaker } from '../../core/common/commands/registry.ts'
import type { RequestPayload } from '../../core/common/ipc-contract.ts'
import type { RoomState } from '../../core/common/room.ts'
import type { Outgoing } from '../store/composing.ts'
import { bansAnswer, helpAnswer, topicAnswer, whoAnswer, type Answer } from './answers.ts'
import { canUse } from './command-abilities.ts'

/** A request that says in words why it cannot be done. */
export type CommandRequest = {
  [Name in 'room.rename' | 'room.set-topic' | 'room.moderate']: {
    readonly name: Name
    readonly payload: RequestPayload<Name>
  }
}['room.rename' | 'room.set-topic' | 'room.moderate']

export type CommandPlan =
  | ({ readonly type: 'send' } & Outgoing)
  | { readonly type: 'request'; readonly requests: readonly CommandRequest[] }
  /** Away in every room, since nobody leaves their computer in one alone; null: back. */
  | { readonly type: 'away'; readonly message: string | null }
  | { readonly type: 'answer'; readonly answer: Answer }
  | { readonly type: 'leave' }
  | { readonly type: 'fault'; readonly message: string }

export function planCommand(command: Command, room: RoomState, speaker: Speaker): CommandPlan {
  const { id: roomId } = room
  const refusal = canUse(command.name, room.abilities) ? null : refusalWords(command, room)
  if (refusal !== null) return { type: 'fault', message: refusal }
  switch (command.name) {
    case 'help': {
      const answer = helpAnswer(command.about, speaker, room)
      return answer.ok ? { type: 'answer', answer: answer.value } : { type: 'fault', message: answer.error }
    }
    case 'who':
      return { type: 'answer', answer: whoAnswer(room) }
    case 'bans':
      return { type: 'answer', answer: bansAnswer(room) }
    case 'nick':
      return request({ name: 'room.rename', payload: { roomId, nickname: command.nickname } })
    case 'me':
      return { type: 'send', text: command.text, action: true }
    case 'msg':
      return planDirect(command, room)
    case 'topic':
      return command.topic === null
        ? { type: 'answer', answer: topicAnswer(room) }
        : request({ name: 'room.set-topic', payload: { roomId, topic: command.topic } })
    case 'away': {
      const isAway = room.people.find(({ id }) => id === room.self.personId)?.away !== undefined
      return { type: 'away', message: command.message ?? (isAway ? null : '') }
    }
    case 'back':
      return { type: 'away', message: null }
    case 'leave':
    case 'close':
      return { type: 'leave' }
    case 'search':
    case 'export':
      // The registry offers these to nobody in a window.
      return { type: 'request', requests: [] }
    case 'kick':
    case 'ban':
    case 'mute':
    case 'unmute':
    case 'unban':
    case 'slow':
      return planModeration(command, room)
    default:
      return assertNever(command)
  }
}

/** Why a room cannot do what a command asks for. */
function refusalWords(command: Command, { abilities, people, self }: RoomState): string | null {
  const isClassic = people.find(({ id }) => id === self.personId)?.kind === 'unknown'
  const place = isClassic ? 'on a classic server' : 'in this room'
  const { name } = command
  if (name === 'nick') return refusalOf({ type: 'rename', id: '', nickname: command.nickname }, abilities, place)
  if (name === 'msg') return refusalOf({ type: 'post', id: '', text: command.text, to: command.to }, abilities, place)
  if (name === 'topic') return refusalOf({ type: 'topic', id: '', topic: '' }, abilities, place)
  return name === 'away' || name === 'back' ? awayRefusal(abilities, place) : null
}

function planModeration(command: ModeratingCommand, { id: roomId, people, bans }: RoomState): CommandPlan {
  const moderations = moderationsOf(command, people, bans)
  if (!moderations.ok) return { type: 'fault', message: moderations.error }
  return request(
    ...moderations.value.map((moderation) => ({ name: 'room.moderate', payload: { roomId, moderation } }) as const),
  )
}

function planDirect(command: Extract<Command, { name: 'msg' }>, { people, self }: RoomState): CommandPlan {
  const person = recipientCalled(people, command.to, self.personId)
  if (!person.ok) return { type: 'fault', message: person.error }
  const { id: personId, nickname } = person.value
  return { type: 'send', text: command.text, to: { personId, nickname } }
}

function request(...requests: readonly CommandRequest[]): CommandPlan {
  return { type: 'request', requests }
}
