/** What somebody asks for with a slash at a terminal, as a guest or in their own room. */
import { foldToAscii } from '../core/common/ascii-folding.ts'
import { assertNever } from '../core/common/assert-never.ts'
import { helpFor, helpLines } from '../core/common/commands/help.ts'
import { moderationsOf, type ModeratingCommand, recipientCalled } from '../core/common/commands/moderation.ts'
import { commandWord, parseInput } from '../core/common/commands/parse-input.ts'
import { type Command, type CommandName, findCommand, type Speaker } from '../core/common/commands/registry.ts'
import { defaultLimits, longestAwayMessage, longestTopic } from '../core/common/limits.ts'
import { foldNamesBy } from '../core/common/name-key.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { banLines, peopleLine } from '../core/common/plain-lines.ts'
import type { Result } from '../core/common/result.ts'
import type { Ban, Person, RoomDescription } from '../core/common/room.ts'
import type { Moderation, OutgoingMessage } from '../core/common/room-act.ts'

foldNamesBy(foldToAscii)

/** A room as somebody at a terminal commands it. What cannot be done is answered in a sentence, or said by the room. */
export interface CommandedRoom {
  readonly speaker: Speaker
  /** Whether somebody elsewhere does what a line asks for. */
  readonly takesCommands: boolean
  /** Who is here, oneself first. */
  readonly people: readonly Person[]
  readonly description: RoomDescription
  readonly bans: readonly Ban[]
  rename(nickname: string): string | null
  setTopic(topic: string): string | null
  setAway(message: string | null): string | null
  moderate(moderation: Moderation): Result<void, string>
}

export type CopyCommand = Extract<Command, { name: 'search' | 'export' }>

/** What there is to do about a line. */
export type Outcome =
  /** Something is to be said in the room. */
  | { readonly type: 'say'; readonly message: Omit<OutgoingMessage, 'id'> }
  /** It is done; the person alone is told these lines. */
  | { readonly type: 'told'; readonly lines: readonly string[] }
  /** Something is looked for in one's own copy, or that is written into a file. */
  | { readonly type: 'look'; readonly command: CopyCommand }
  /** The line is for whoever does it. */
  | { readonly type: 'pass' }
  | { readonly type: 'leave' }

/** Takes a typed line. What the room then makes of it comes as its events. */
export function takeLine(room: CommandedRoom, line: string): Outcome {
  if (room.takesCommands && isForOthers(line, room.speaker)) return { type: 'pass' }
  const input = parseInput(line, room.speaker, () => room.people.map(({ nickname }) => nickname))
  if (input.type === 'say') return { type: 'say', message: { text: input.text } }
  return input.type === 'fault' ? tell([input.message]) : obey(room, input.command)
}

/** What this program does itself also where the host takes commands. */
const ownCommands: ReadonlySet<CommandName> = new Set(['help', 'search', 'export', 'leave'])

function isForOthers(line: string, speaker: Speaker): boolean {
  const entry = findCommand(commandWord(line) ?? '', speaker)
  return entry.ok && !ownCommands.has(entry.value.name)
}

function obey(room: CommandedRoom, command: Command): Outcome {
  switch (command.name) {
    case 'help':
      return tell(command.about === undefined ? helpLines(room.speaker) : helpFor(command.about, room.speaker))
    case 'me':
      return { type: 'say', message: { text: command.text, action: true } }
    case 'msg':
      return write(room, command.to, command.text)
    case 'nick': {
      const nickname = parseNickname(command.nickname, defaultLimits)
      return tellFault(nickname.ok ? room.rename(nickname.value) : nickname.error)
    }
    case 'who':
      return tell([peopleLine(room.people)])
    case 'topic':
      return command.topic === null ? tell([topicLine(room)]) : setTopic(room, command.topic)
    case 'away': {
      const isBack = command.message === null && room.people[0]?.away !== undefined
      return isBack ? comeBack(room) : goAway(room, command.message ?? '')
    }
    case 'back':
      return comeBack(room)
    case 'search':
    case 'export':
      return { type: 'look', command }
    case 'leave':
    case 'close':
      return { type: 'leave' }
    case 'kick':
    case 'ban':
    case 'unban':
    case 'mute':
    case 'unmute':
    case 'slow':
      return moderate(room, command)
    case 'bans':
      return tell(banLines(room.bans))
    default:
      return assertNever(command)
  }
}

function write({ people }: CommandedRoom, nickname: string, text: string): Outcome {
  const person = recipientCalled(people, nickname, people[0]?.id ?? '')
  if (!person.ok) return tell([person.error])
  return { type: 'say', message: { text, to: { personId: person.value.id, nickname: person.value.nickname } } }
}

function topicLine({ description }: CommandedRoom): string {
  return description.topic === '' ? 'The room has no topic.' : `The topic is: ${description.topic}`
}

function setTopic(room: CommandedRoom, topic: string): Outcome {
  if (topic.length > longestTopic) return tell([`A topic has at most ${longestTopic} letters. Shorten it.`])
  return tellFault(room.setTopic(topic))
}

function goAway(room: CommandedRoom, message: string): Outcome {
  if (message.length > longestAwayMessage) {
    return tell([`What you say about being away has at most ${longestAwayMessage} letters. Shorten it.`])
  }
  const fault = room.setAway(message)
  if (fault !== null) return tell([fault])
  return tell(canBeAway(room) ? ['You are away. /back tells that you are here again.'] : [])
}

function comeBack(room: CommandedRoom): Outcome {
  const fault = room.setAway(null)
  if (fault !== null) return tell([fault])
  return tell(canBeAway(room) ? ['You are back.'] : [])
}

/** Where it cannot be told to anybody, that is said by the room. */
function canBeAway({ description }: CommandedRoom): boolean {
  return description.abilities.includes('away')
}

function moderate(room: CommandedRoom, command: ModeratingCommand): Outcome {
  const moderations = moderationsOf(command, room.people, room.bans)
  if (!moderations.ok) return tell([moderations.error])
  const faults = moderations.value.map((moderation) => room.moderate(moderation))
  const said = faults.flatMap((done) => (done.ok ? [] : [done.error]))
  // Everything else is told by the room itself.
  if (command.name === 'unban' && said.length === 0) return tell([`${command.nickname} may come in again.`])
  return tell(said)
}

function tellFault(fault: string | null): Outcome {
  return tell(fault === null ? [] : [fault])
}

function tell(lines: readonly string[]): Outcome {
  return { type: 'told', lines }
}
