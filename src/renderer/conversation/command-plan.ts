/** What the window does about a command. Pure. */
import { awayRefusal, refusalOf } from '../../core/common/abilities.ts'
import { assertNever } from '../../core/common/assert-never.ts'
import type { Command, Speaker } from '../../core/common/commands/registry.ts'
import type { RequestPayload } from '../../core/common/ipc-contract.ts'
import { nameKey } from '../../core/common/name-key.ts'
import type { NamedPerson, Person, RoomState } from '../../core/common/room.ts'
import type { Moderation } from '../../core/common/room-act.ts'
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
  | { readonly type: 'send'; readonly text: string; readonly to?: NamedPerson; readonly action?: true }
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
      return withPerson(room, command.to, ({ id, nickname }) => ({
        type: 'send',
        text: command.text,
        to: { personId: id, nickname },
      }))
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

type Moderating = Extract<Command, { name: 'kick' | 'ban' | 'mute' | 'unmute' | 'unban' | 'slow' }>

function planModeration(command: Moderating, room: RoomState): CommandPlan {
  switch (command.name) {
    case 'kick':
      return aboutPerson(room, command.nickname, { type: 'kick', reason: command.reason ?? '' })
    case 'ban':
      return withPerson(room, command.nickname, ({ id: personId, kind }) =>
        // A classic client has nothing else to be known by.
        moderate(room, { type: 'ban', personId, reason: command.reason ?? '', byAddress: kind === 'classic' }),
      )
    case 'mute':
    case 'unmute':
      return aboutPerson(room, command.nickname, { type: command.name, reason: '' })
    case 'unban': {
      const key = nameKey(command.nickname)
      const bans = room.bans.filter(({ nickname }) => nameKey(nickname) === key)
      if (bans.length === 0) {
        return { type: 'fault', message: `Nobody called ${command.nickname} is banned. /bans lists who is.` }
      }
      return moderate(room, ...bans.map(({ id }) => ({ type: 'unban', banId: id }) as const))
    }
    case 'slow':
      return moderate(room, { type: 'slow', seconds: command.seconds })
    default:
      return assertNever(command)
  }
}

function aboutPerson(
  room: RoomState,
  nickname: string,
  moderation: { readonly type: 'kick' | 'mute' | 'unmute'; readonly reason: string },
): CommandPlan {
  return withPerson(room, nickname, ({ id: personId }) => moderate(room, { ...moderation, personId }))
}

function withPerson({ people, self }: RoomState, name: string, plan: (person: Person) => CommandPlan): CommandPlan {
  const others = people.filter(({ id }) => id !== self.personId)
  const person =
    others.find(({ nickname }) => nickname === name) ??
    others.find(({ nickname }) => nameKey(nickname) === nameKey(name))
  if (person) return plan(person)
  return { type: 'fault', message: `There is nobody called ${name} here. /who lists who is.` }
}

function moderate({ id: roomId }: RoomState, ...moderations: readonly Moderation[]): CommandPlan {
  return request(
    ...moderations.map((moderation) => ({ name: 'room.moderate', payload: { roomId, moderation } }) as const),
  )
}

function request(...requests: readonly CommandRequest[]): CommandPlan {
  return { type: 'request', requests }
}
