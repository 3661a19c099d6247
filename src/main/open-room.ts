/** Opens a room, hosted here or joined elsewhere, and makes both look the same to the controller. */
import { formatAddress, type Address } from '../core/common/address.ts'
import type { RequestError } from '../core/common/ipc-contract.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { Exposure, Person, RoomEventBody, RoomState } from '../core/common/room.ts'
import { bindAddresses, reachableAddresses } from '../core/node/network-interfaces.ts'
import { HostFailure } from '../core/node/network-errors.ts'
import { RoomClient } from '../core/node/room-client.ts'
import { RoomHost } from '../core/node/room-host.ts'
import type { RoomActions } from './room-session.ts'

export interface OpenRoom {
  readonly initial: RoomState
  readonly actions: RoomActions
  /** Hands over what happened since `initial`, then everything that happens. Call once. */
  start(record: (body: RoomEventBody) => void): void
}

export interface HostRequest {
  readonly roomId: string
  readonly name: string
  readonly nickname: string
  readonly exposure: Exposure
  readonly port: number
}

/** Hosts a room on this computer. Fails in words when the port cannot be had, with a free one as the suggestion. */
export async function hostRoom(request: HostRequest): Promise<Result<OpenRoom, RequestError>> {
  const { roomId, name, nickname, exposure, port } = request
  const bind = bindAddresses(exposure)
  const host = new RoomHost({ name, bind, skipsMissingAddresses: true, port, hostNickname: nickname })
  const start = holdEvents(host)
  try {
    await host.listen()
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error
    const suggestion = error.nextFreePort === undefined ? {} : { suggestion: String(error.nextFreePort) }
    return failure({ code: error.code, field: 'port', message: error.message, ...suggestion })
  }
  const initial: RoomState = {
    id: roomId,
    name,
    role: { kind: 'host', exposure },
    addresses: reachableAddresses(exposure, host.addresses),
    ...selfAmong(host.people, nickname),
    connection: { status: 'open' },
    entries: [],
    seq: 0,
  }
  const actions: RoomActions = {
    send: (messageId, text) => host.say(text, messageId),
    retry: () => {},
    discard: () => {},
    reconnectNow: () => {},
    leave: () => host.close(),
  }
  return success({ initial, actions, start })
}

export interface JoinRequest {
  readonly roomId: string
  readonly address: Address
  readonly nickname: string
  readonly asciiOnly: boolean
  readonly signal: AbortSignal
}

/** Joins a room. Fails in words, under the field that would have to change. */
export async function joinRoom(request: JoinRequest): Promise<Result<OpenRoom, RequestError>> {
  const { roomId, address, nickname, asciiOnly, signal } = request
  const client = new RoomClient({ address, nickname, asciiOnly })
  const start = holdEvents(client)
  const joined = await client.join(signal)
  if (!joined.ok) return joined
  const shown = formatAddress(address)
  const initial: RoomState = {
    id: roomId,
    name: shown,
    role: { kind: 'guest' },
    addresses: [shown],
    ...selfAmong(client.people, client.nickname),
    connection: { status: 'open' },
    entries: [],
    seq: 0,
  }
  const actions: RoomActions = {
    send: (messageId, text) => client.send(messageId, text),
    retry: (messageId) => client.retry(messageId),
    discard: (messageId) => client.discard(messageId),
    reconnectNow: () => client.reconnectNow(),
    leave: () => client.leave(),
  }
  return success({ initial, actions, start })
}

function selfAmong(people: readonly Person[], nickname: string): Pick<RoomState, 'people' | 'self'> {
  const own = people.find((person) => person.nickname === nickname)
  return { people, self: { personId: own?.id ?? '', nickname } }
}

/** Keeps what happens until the room is open, so that nothing said in the first moment is lost. */
function holdEvents(source: RoomHost | RoomClient): OpenRoom['start'] {
  const held: RoomEventBody[] = []
  const hold = (body: RoomEventBody): void => void held.push(body)
  source.on('event', hold)
  return (record) => {
    source.off('event', hold)
    held.forEach(record)
    source.on('event', record)
  }
}
