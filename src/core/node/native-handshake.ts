/** Whether a native client is let in, and what it is given when it is. */
import type { RefusalCode } from '../common/arrivals.ts'
import { utf8Length } from '../common/byte-cutting.ts'
import { bannedPhrase } from '../common/classic/phrases.ts'
import { longestRoomName } from '../common/limits.ts'
import type { LogEvent, NativePerson } from '../common/native/log-event.ts'
import { helloProof, type HostMessage } from '../common/native/messages.ts'
import { splitToFit } from '../common/native/split-to-fit.ts'
import { oldestVersion, protocolVersion } from '../common/native/wire.ts'
import { coerceNickname, nameTaken, nicknameKey, parseNickname } from '../common/nickname.ts'
import { failure, success, type Result } from '../common/result.ts'
import type { RoomDescription } from '../common/room.ts'
import { personIdOf, verifySignature } from './identity.ts'
import type { Hello, Missed } from './native-history.ts'
import type { RoomContext } from './room-context.ts'

export type Refusal = Extract<HostMessage, { type: 'refused' }> & { readonly code: RefusalCode }

/** Who a hello proves to be. They may be in the room already, over another connection. */
export function judgeHello(hello: Hello, nonce: string, room: RoomContext): Result<NativePerson, Refusal> {
  const { limits } = room.settings
  if (hello.version < oldestVersion) {
    return refusal('version', 'This room needs a newer Snug. Update yours and join again.')
  }
  if (!verifySignature(hello.key, helloProof(nonce), hello.signature)) {
    return refusal('signature', 'Your Snug could not prove who you are. Join again.')
  }
  const nickname = parseNickname(hello.nickname, limits)
  if (!nickname.ok)
    return refusal('bad-name', nickname.error, room.names.freeLike(coerceNickname(hello.nickname, limits), limits))
  const id = personIdOf(hello.key)
  if (room.rules.isPersonBanned(id)) return refusal('banned', bannedPhrase)
  const before = room.people.get(id)
  if (before?.kind === 'host') return refusal('own-room', 'You are in this room already: you host it.')
  const mutedName = room.rules.mutedName(id)
  // A name is words, too.
  const onlyName = mutedName === null ? null : (before?.nickname ?? room.names.freeLike(mutedName, limits))
  if (onlyName !== null && nicknameKey(nickname.value) !== nicknameKey(onlyName)) {
    const message = `The host has muted you in this room. Until that is over, you are ${onlyName} here.`
    return refusal('name-taken', message, onlyName)
  }
  const isOwnName = before !== undefined && nicknameKey(before.nickname) === nicknameKey(nickname.value)
  const holder = room.names.holderOf(nickname.value)
  if (holder !== undefined && !isOwnName) {
    const free = room.names.freeLike(nickname.value, limits)
    return refusal('name-taken', nameTaken(nickname.value, holder, free), free)
  }
  return success({ id, nickname: nickname.value, kind: 'native', ...(mutedName !== null && { muted: true }) })
}

function refusal(code: RefusalCode, message: string, suggestion?: string): Result<never, Refusal> {
  return failure({ type: 'refused', code, message, ...(suggestion !== undefined && { suggestion }) })
}

/** A client that is let in. */
export interface Visit {
  readonly hello: Hello
  /** What its hello has answered. */
  readonly nonce: string
  readonly missed: Missed
}

/** The messages that a client is let in with: the room, and what it missed there. */
export function welcomeMessages(room: RoomContext, self: NativePerson, { hello, nonce, missed }: Visit): HostMessage[] {
  const { log, settings } = room
  const { frameBytes, sendQueueBytes } = settings.limits
  const people = awayWithin([...room.people.values()], sendQueueBytes / 4)
  const welcome = {
    type: 'welcome',
    version: Math.min(hello.version, protocolVersion),
    room: { id: log.roomId, ...wireDescription(room.describe()), retention: log.retention },
    ...(hello.nonce !== undefined && {
      proof: log.key.prove({ clientNonce: hello.nonce, hostNonce: nonce, clientKey: hello.key }),
    }),
    self,
    lastSeq: log.lastSeq,
    complete: missed.complete,
  } as const
  const last = missed.events.at(-1)
  const events = (events: LogEvent[]): HostMessage => ({ type: 'events', events })
  const welcomes = splitToFit(people, (people) => ({ ...welcome, people }), frameBytes)
  return [
    ...welcomes.map((message, index) =>
      index > 0 && message.type === 'welcome' ? ({ type: 'people', people: message.people } as const) : message,
    ),
    ...splitToFit(missed.events, events, frameBytes),
    // What the log ends with is for others: without this, the client would wait for it.
    ...(last && last.seq < log.lastSeq ? [events([])] : []),
  ]
}

/**
 * People; if what they say about being away has more than `maxBytes` of JSON together, only that they are. They choose these
 * words, and with those of a large room and its newest page, more would wait for a newcomer than may.
 */
function awayWithin(people: readonly NativePerson[], maxBytes: number): readonly NativePerson[] {
  const bytes = people.reduce((sum, { away }) => (away ? sum + utf8Length(JSON.stringify(away)) : sum), 0)
  return bytes <= maxBytes ? people : people.map((person) => (person.away ? { ...person, away: '' } : person))
}

/** What is told of the room as a whole. */
export function wireDescription({ name, topic, slowSeconds, nativeOnly }: RoomDescription): {
  name: string
  topic: string
  slowSeconds: number
  nativeOnly?: true
} {
  const shown = Array.from(name.toWellFormed()).slice(0, longestRoomName).join('')
  return { name: shown, topic, slowSeconds, ...(nativeOnly && { nativeOnly }) }
}

/** What was asked for under an id is in the log. */
export function accepted(id: string, { seq, at }: { readonly seq: number; readonly at: number }): HostMessage {
  return { type: 'accepted', id, seq, at }
}
