/** Joins a room elsewhere. */
import { formatAddress, type Address } from '../core/common/address.ts'
import type { RequestError } from '../core/common/ipc-contract.ts'
import { success, type Result } from '../core/common/result.ts'
import type { RoomState } from '../core/common/room.ts'
import type { Identity } from '../core/node/identity.ts'
import { RoomClient } from '../core/node/room-client.ts'
import { holdEvents, type OpenRoom } from './open-room.ts'
import type { RoomActions } from './room-session.ts'

export interface JoinRequest {
  readonly roomId: string
  readonly address: Address
  readonly nickname: string
  readonly asciiOnly: boolean
  readonly identity: Identity
  readonly signal: AbortSignal
}

/** Joins a room. Fails in words, under the field that would have to change. */
export async function joinRoom(request: JoinRequest): Promise<Result<OpenRoom, RequestError>> {
  const { roomId, address, nickname, asciiOnly, identity, signal } = request
  const client = new RoomClient({ address, nickname, asciiOnly, identity })
  const start = holdEvents(client)
  const joined = await client.join(signal)
  if (!joined.ok) return joined
  const shown = formatAddress(address)
  const initial: RoomState = {
    id: roomId,
    name: client.roomName ?? shown,
    role: { kind: 'guest' },
    addresses: [shown],
    people: client.people,
    self: { personId: client.selfId, nickname: client.nickname },
    connection: { status: 'open' },
    typing: [],
    retention: client.retention,
    hasMoreHistory: false,
    entries: [],
    seq: 0,
  }
  const actions: RoomActions = {
    send: (messageId, text) => client.send(messageId, text),
    retry: (messageId) => client.retry(messageId),
    discard: (messageId) => client.discard(messageId),
    reconnectNow: () => client.reconnectNow(),
    loadHistory: () => client.loadHistory(),
    setTyping: (on) => client.setTyping(on),
    leave: () => client.leave(),
  }
  return success({ initial, actions, start })
}
