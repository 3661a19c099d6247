/** What somebody asks for with a slash at a terminal. */
import { foldToAscii } from '../core/common/ascii-folding.ts'
import { assertNever } from '../core/common/assert-never.ts'
import { helpFor, helpLines } from '../core/common/commands/help.ts'
import type { Command, Speaker } from '../core/common/commands/registry.ts'
import { defaultLimits, longestAwayMessage, longestTopic } from '../core/common/limits.ts'
import { foldNamesBy } from '../core/common/name-key.ts'
import { parseNickname } from '../core/common/nickname.ts'
import { peopleLine } from '../core/common/plain-lines.ts'
import type { OutgoingMessage } from '../core/common/room-act.ts'
import type { RoomClient } from '../core/node/room-client.ts'

foldNamesBy(foldToAscii)

export const speaker: Speaker = { audience: 'terminal', isHost: false }

/** What there is to do about a command. */
export type Outcome =
  /** Something is to be said in the room. */
  | { readonly type: 'say'; readonly message: Omit<OutgoingMessage, 'id'> }
  /** It is done; the person alone is told these lines. */
  | { readonly type: 'told'; readonly lines: readonly string[] }
  | { readonly type: 'leave' }

/** Does what a command asks for. What the room then makes of it comes as its events. */
export function obey(client: RoomClient, command: Command): Outcome {
  switch (command.name) {
    case 'help':
      return tell(command.about === undefined ? helpLines(speaker) : helpFor(command.about, speaker))
    case 'me':
      return { type: 'say', message: { text: command.text, action: true } }
    case 'msg':
      return write(client, command.to, command.text)
    case 'nick': {
      const nickname = parseNickname(command.nickname, defaultLimits)
      if (!nickname.ok) return tell([nickname.error])
      client.rename(nickname.value)
      return tell([])
    }
    case 'who':
      return tell([peopleLine(client.people)])
    case 'topic':
      return command.topic === null ? tell([topicLine(client)]) : setTopic(client, command.topic)
    case 'away': {
      const isBack = command.message === null && client.people[0]?.away !== undefined
      return isBack ? comeBack(client) : goAway(client, command.message ?? '')
    }
    case 'back':
      return comeBack(client)
    case 'leave':
      return { type: 'leave' }
    case 'kick':
    case 'ban':
    case 'unban':
    case 'bans':
    case 'mute':
    case 'unmute':
    case 'slow':
    case 'close':
      // The registry offers these to nobody but the host.
      return tell([])
    default:
      return assertNever(command)
  }
}

function write({ people }: RoomClient, nickname: string, text: string): Outcome {
  const person = people.find((person) => person.nickname === nickname)
  if (!person) return tell([`There is nobody called ${nickname} here.`])
  return { type: 'say', message: { text, to: { personId: person.id, nickname } } }
}

function topicLine({ description }: RoomClient): string {
  return description.topic === '' ? 'The room has no topic.' : `The topic is: ${description.topic}`
}

function setTopic(client: RoomClient, topic: string): Outcome {
  if (topic.length > longestTopic) return tell([`A topic has at most ${longestTopic} letters. Shorten it.`])
  client.setTopic(topic)
  return tell([])
}

function goAway(client: RoomClient, message: string): Outcome {
  if (message.length > longestAwayMessage) {
    return tell([`What you say about being away has at most ${longestAwayMessage} letters. Shorten it.`])
  }
  client.setAway(message)
  return tell(canBeAway(client) ? ['You are away. /back tells that you are here again.'] : [])
}

function comeBack(client: RoomClient): Outcome {
  client.setAway(null)
  return tell(canBeAway(client) ? ['You are back.'] : [])
}

/** Where it cannot be told to anybody, that is said by the client. */
function canBeAway({ description }: RoomClient): boolean {
  return description.abilities.includes('away')
}

function tell(lines: readonly string[]): Outcome {
  return { type: 'told', lines }
}
