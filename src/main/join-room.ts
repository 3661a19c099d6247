/** Joins a room elsewhere. */
import { formatAddress, type Address } from '../core/common/address.ts'
import type { RequestError } from '../core/common/ipc-contract.ts'
import { newRoom } from '../core/common/new-room.ts'
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

/** What an earlier visit to a room has left. */
export interface EarlierVisit extends Pick<RoomState, 'name' | 'entries'> {
  /** What its log was known by; null on a classic server. */
  readonly logId: string | null
}

/** Joins a room. Fails in words, under the field that would have to change. */
export async function joinRoom({ signal, ...request }: JoinRequest): Promise<Result<OpenRoom, RequestError>> {
  const client = new RoomClient(request)
  const start = holdEvents(client)
  const joined = await client.join(signal)
  if (!joined.ok) return joined
  return success({ ...placeIn(client, request), start })
}

/** Goes back to a room: it is open at once, with what is kept of it, and entered as soon as it can be reached. */
export function returnToRoom(request: Omit<JoinRequest, 'signal'>, { logId, name, entries }: EarlierVisit): OpenRoom {
  const client = new RoomClient(request)
  const start = holdEvents(client)
  client.returnTo(logId)
  const { initial, ...place } = placeIn(client, request)
  return { ...place, initial: { ...initial, name: name || initial.name, entries, isFromCopy: true }, start }
}

function placeIn(
  client: RoomClient,
  { roomId, address, renamed = () => {} }: Pick<JoinRequest, 'roomId' | 'address' | 'renamed'>,
): Omit<OpenRoom, 'start'> {
  const shown = formatAddress(address)
  const initial = newRoom({
    id: roomId,
    addresses: [shown],
    people: client.people,
    self: { personId: client.selfId, nickname: client.nickname },
    ...client.description,
  })
  const logId = (): string | null => client.roomId
  return { initial, actions: actionsOf(client, renamed), copyKey: () => guestCopyKey(logId(), shown), logId }
}

/** Renames the person, and tells which name they have taken: one that a server has only added to is not. */
function renaming(client: RoomClient, renamed: (nickname: string) => void): (nickname: string) => void {
  let asked: string | null = null
  client.on('event', (event) => {
    if (event.type !== 'person.changed' || event.person.id !== client.selfId) return
    if (event.person.nickname === asked) renamed(asked)
  })
  return (nickname) => {
    asked = nickname
    if (client.rename(nickname)) renamed(nickname)
  }
}

const onlyForHosts = failure('Only the host of a room can do that.')

function actionsOf(client: RoomClient, renamed: (nickname: string) => void): RoomActions {
  return {
    send: (message) => client.send(message),
    edit: (messageId, text) => client.edit(messageId, text),
    delete: (messageId) => client.delete(messageId),
    react: (messageId, emoji, on) => client.react(messageId, emoji, on),
    rename: renaming(client, renamed),
    setTopic: (topic) => client.setTopic(topic),
    setAway: (message, isAsked) => client.setAway(message, isAsked),
    moderate: () => onlyForHosts,
    expose: () => Promise.resolve(onlyForHosts),
    retry: (messageId) => client.retry(messageId),
    discard: (messageId) => client.discard(messageId),
    reconnectNow: () => client.reconnectNow(),
    loadHistory: (...wanted) => client.loadHistory(...wanted),
    setTyping: (on) => client.setTyping(on),
    leave: () => client.leave({ keepUnsent: true }),
  }
}
