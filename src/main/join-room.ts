/** Joins a room elsewhere. */
import { formatAddress, type Address } from '../core/common/address.ts'
import type { RequestError } from '../core/common/ipc-contract.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { RoomState } from '../core/common/room.ts'
import { guestCopyKey } from '../core/node/archive/own-copy.ts'
import type { ClientHabits } from '../core/node/client-habits.ts'
import type { Identity } from '../core/node/identity.ts'
import type { Outbox } from '../core/node/outbox.ts'
import { RoomClient } from '../core/node/room-client.ts'
import { holdEvents, type OpenRoom } from './open-room.ts'
import type { RoomActions } from './room-session.ts'

export interface JoinRequest {
  readonly roomId: string
  readonly address: Address
  readonly nickname: string
  readonly asciiOnly: boolean
  readonly identity: Identity
  /** Keeps what is not sent yet, over the end of the app. */
  readonly outbox?: Outbox
  /** What the room is told of the person, and done for them; asked each time. */
  readonly habits: () => ClientHabits
  /** Hears which other name the person has taken, or wants as soon as there is a connection. */
  readonly renamed?: (nickname: string) => void
  readonly signal: AbortSignal
}

/** Joins a room. Fails in words, under the field that would have to change. */
export async function joinRoom(request: JoinRequest): Promise<Result<OpenRoom, RequestError>> {
  const { roomId, signal, renamed = () => {}, ...options } = request
  const { address } = options
  const client = new RoomClient(options)
  const start = holdEvents(client)
  const joined = await client.join(signal)
  if (!joined.ok) return joined
  const initial: RoomState = {
    id: roomId,
    role: { kind: 'guest' },
    addresses: [formatAddress(address)],
    people: client.people,
    self: { personId: client.selfId, nickname: client.nickname },
    connection: { status: 'open' },
    typing: [],
    ...client.description,
    hasMoreHistory: false,
    bans: [],
    arrivals: [],
    readAt: null,
    entries: [],
    seq: 0,
  }
  followOwnName(client, renamed)
  const shown = formatAddress(address)
  const copyKey = (): string => guestCopyKey(client.roomId, shown)
  return success({ initial, actions: actionsOf(client, renamed), copyKey, start })
}

/** A name that a server has only added to, since somebody else has it at the moment, is not one that the person has taken. */
function followOwnName(client: RoomClient, renamed: (nickname: string) => void): void {
  let { nickname } = client
  client.on('event', (event) => {
    if (event.type !== 'person.changed' || event.person.id !== client.selfId) return
    if (event.person.nickname !== nickname) renamed(event.person.nickname)
    nickname = event.person.nickname
  })
}

function actionsOf(client: RoomClient, renamed: (nickname: string) => void): RoomActions {
  return {
    send: (message) => client.send(message),
    edit: (messageId, text) => client.edit(messageId, text),
    delete: (messageId) => client.delete(messageId),
    react: (messageId, emoji, on) => client.react(messageId, emoji, on),
    rename: (nickname) => {
      if (client.rename(nickname)) renamed(nickname)
    },
    setTopic: (topic) => client.setTopic(topic),
    setAway: (message, isAsked) => client.setAway(message, isAsked),
    moderate: () => failure('Only the host of a room can do that.'),
    retry: (messageId) => client.retry(messageId),
    discard: (messageId) => client.discard(messageId),
    reconnectNow: () => client.reconnectNow(),
    loadHistory: (untilId) => client.loadHistory(untilId),
    setTyping: (on) => client.setTyping(on),
    leave: () => client.leave({ keepUnsent: true }),
  }
}
