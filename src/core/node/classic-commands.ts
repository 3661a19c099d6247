/** What a classic client asks for with a slash, as far as the host can do it for a program that knows nothing of it. */
import { assertNever } from '../common/assert-never.ts'
import { helpFor, helpLines } from '../common/commands/help.ts'
import { parseInput } from '../common/commands/parse-input.ts'
import type { Command, Speaker } from '../common/commands/registry.ts'
import type { NativePerson } from '../common/native/log-event.ts'
import { peopleLine } from '../common/plain-lines.ts'
import type { Post } from '../common/room-act.ts'
import type { RoomContext } from './room-context.ts'

const speaker: Speaker = { audience: 'classic', isHost: false }

/** Says what a classic client wrote, or does what it asks for. Answers the lines that it alone is told. */
export function hearClassic(room: RoomContext, person: NativePerson, text: string): readonly string[] {
  const input = parseInput(text, speaker, () => [...room.people.values()].map(({ nickname }) => nickname))
  switch (input.type) {
    case 'say':
      return say(room, person, { text: input.text })
    case 'fault':
      return [input.message]
    case 'command':
      return obey(room, person, input.command)
    default:
      return assertNever(input)
  }
}

function obey(room: RoomContext, person: NativePerson, command: Command): readonly string[] {
  switch (command.name) {
    case 'help':
      return command.about === undefined ? helpLines(speaker) : helpFor(command.about, speaker)
    case 'me':
      return say(room, person, { text: command.text, action: true })
    case 'msg': {
      const recipient = [...room.people.values()].find(({ nickname }) => nickname === command.to)
      return say(room, person, { text: command.text, to: recipient?.id ?? '' })
    }
    case 'nick':
      return faultLines(room.acts.perform(person, { type: 'rename', id: room.createId(), nickname: command.nickname }))
    case 'who':
      return [peopleLine([...room.people.values()])]
    case 'topic': {
      const { topic } = room.describe()
      if (command.topic === null) return [topic === '' ? 'The room has no topic.' : `The topic is: ${topic}`]
      return faultLines(room.acts.perform(person, { type: 'topic', id: room.createId(), topic: command.topic }))
    }
    case 'away': {
      const isBack = command.message === null && person.away !== undefined
      const fault = room.acts.setAway(person, isBack ? null : (command.message ?? ''))
      return [...faultLines(fault), isBack ? 'You are back.' : 'You are away. /back tells that you are here again.']
    }
    case 'back':
      room.acts.setAway(person, null)
      return ['You are back.']
    case 'leave':
    case 'search':
    case 'export':
    case 'close':
    case 'kick':
    case 'ban':
    case 'unban':
    case 'bans':
    case 'mute':
    case 'unmute':
    case 'slow':
      // The registry offers these to nobody who connects classically.
      return []
    default:
      return assertNever(command)
  }
}

function say(room: RoomContext, person: NativePerson, post: Omit<Post, 'type' | 'id'>): readonly string[] {
  return faultLines(room.acts.say(person, { type: 'post', id: room.createId(), ...post }))
}

function faultLines(fault: string | null): readonly string[] {
  return fault === null ? [] : [fault]
}
