/** Hosts a room on this computer. */
import { randomUUID } from 'node:crypto'
import os from 'node:os'
import type { Arrival } from '../core/common/arrivals.ts'
import type { RequestError } from '../core/common/ipc-contract.ts'
import { newRoom } from '../core/common/new-room.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { Exposure, RoomState } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import { nativeCopyKey } from '../core/node/archive/own-copy.ts'
import { discreetTyping } from '../core/node/client-habits.ts'
import { HostFailure } from '../core/node/network-errors.ts'
import { NetworkFollowing } from '../core/node/network-following.ts'
import { bindAddresses, type NetworkInterfaces, reachableAddresses } from '../core/node/network-interfaces.ts'
import { RoomHost } from '../core/node/room-host.ts'
import type { KeepingOptions } from '../core/node/open-room-log.ts'
import { systemTimers, type Timers } from '../core/node/timers.ts'
import { hostActions } from './host-actions.ts'
import { type HistoryPage, type HostedLog, openHostedLog, pagesOf } from './hosted-log.ts'
import { holdEvents, type OpenRoom } from './open-room.ts'
import type { RoomActions } from './room-session.ts'

/** The window is served by the same thread: `npm run bench:smooth` shows how long it waits. */
const writingMs = 2

export interface HostRequest {
  readonly roomId: string
  readonly name: string
  readonly nickname: string
  /** Who the host is in the log; the same each time, so that what they said before is still their own. */
  readonly personId: string
  readonly exposure: Exposure
  readonly port: number
  /** Ports of the person's other rooms, which may be closed at the moment: none of them is offered in the place of another. */
  readonly reservedPorts?: readonly number[]
  /** Where the conversation is kept, and goes on from; null keeps none. */
  readonly folder: string | null
  readonly keeping: KeepingOptions
  /** Turns classic clients away; as the room had it before unless given. */
  readonly nativeOnly?: boolean
  /** Whether others may be told that the person is writing; asked each time. */
  readonly sendsTyping: () => boolean
  /** The networks of this computer at this moment. */
  readonly interfaces?: () => NetworkInterfaces
  readonly timers?: Timers
}

/** Hosts a room on this computer. Fails in words when the port cannot be had, with a free one as the suggestion. */
export async function hostRoom(request: HostRequest): Promise<Result<OpenRoom, RequestError>> {
  const hosted = openHostedLog(request.folder, request.keeping)
  let host: RoomHost | undefined
  try {
    host = hostOf(hosted, request)
    return success(await opened(host, hosted, request))
  } catch (error) {
    // Neither the port nor the file stays taken.
    await host?.close()
    hosted.log.close()
    return failure(portError(error))
  }
}

/** It does not listen yet. */
function hostOf({ log }: HostedLog, request: HostRequest): RoomHost {
  const { name, nickname, personId, exposure, port, reservedPorts = [], nativeOnly } = request
  const { interfaces = os.networkInterfaces } = request
  return new RoomHost({
    name,
    ...(nativeOnly !== undefined && { nativeOnly }),
    bind: bindAddresses(exposure, interfaces()),
    skipsMissingAddresses: true,
    port,
    reservedPorts,
    hostNickname: nickname,
    hostPersonId: personId,
    log,
    writingMs,
  })
}

/** The room as its window has it, once it listens. */
async function opened(host: RoomHost, { log, warnings }: HostedLog, request: HostRequest): Promise<OpenRoom> {
  const { personId, exposure, folder, sendsTyping } = request
  const { interfaces = os.networkInterfaces, timers = systemTimers } = request
  const nextPage = pagesOf(log, personId, () => host.ownLedgers)
  const past = nextPage()
  const handOver = holdEvents(host)
  await host.listen()
  const addresses = reachableAddresses(exposure, host.addresses, interfaces())
  const initial = {
    ...stateOf(host, request, addresses),
    hasMoreHistory: past.more,
    entries: [...past.entries, ...warnings],
  }
  let record = (_body: RoomEventBody): void => {}
  const following = new NetworkFollowing(host, {
    exposure,
    shown: addresses,
    interfaces,
    timers,
    exposed: (exposure, addresses) => record({ type: 'exposure.changed', exposure, addresses }),
    moved: (addresses) => record({ type: 'addresses.changed', addresses }),
    failed: (where) => record(unreachableAt(where)),
  })
  const start: OpenRoom['start'] = (listener) => {
    record = listener
    handOver(listener)
    const tellArrivals = (arrivals: readonly Arrival[]): void => listener({ type: 'arrivals.changed', arrivals })
    host.arrivals.on('changed', tellArrivals)
    tellArrivals(host.arrivals.list)
    following.start()
  }
  const actions: RoomActions = {
    ...hostActions(host, (body) => record(body)),
    expose: (...wanted) => following.expose(...wanted),
    setTyping: discreetTyping((on) => host.setTyping(on), sendsTyping),
    loadHistory: (untilId, above) => record(historyLoaded(nextPage(untilId, above), above)),
    leave: async () => {
      await following.stop()
      await host.close()
    },
  }
  // Who wants nothing kept on this computer wants no copy either.
  const copyKey = (): string | null => (folder === null ? null : nativeCopyKey(host.roomId))
  return { initial, actions, copyKey, logId: () => host.roomId, start }
}

/** What a room that listens is like, without what was said in it. */
function stateOf(host: RoomHost, request: HostRequest, addresses: readonly string[]): RoomState {
  const { roomId, nickname, personId, exposure } = request
  return newRoom({
    id: roomId,
    role: { kind: 'host', exposure },
    addresses,
    people: host.people,
    self: { personId, nickname },
    ...host.description,
    bans: host.bans,
    arrivals: host.arrivals.list,
  })
}

function historyLoaded(page: HistoryPage, above: number | undefined): RoomEventBody {
  return { type: 'history.loaded', ...page, ...(above !== undefined && { above }) }
}

function unreachableAt(where: string): RoomEventBody {
  const text = `This computer cannot listen on ${where}. The other addresses of this room go on working.`
  return {
    type: 'notice.added',
    notice: { kind: 'notice', id: randomUUID(), at: Date.now(), text, tone: 'warning' },
  }
}

/** @throws whatever is not about the port */
function portError(error: unknown): RequestError {
  if (!(error instanceof HostFailure)) throw error
  const { code, message, nextFreePort } = error
  const suggestion = nextFreePort === undefined ? {} : { suggestion: String(nextFreePort) }
  return { code, field: 'port', message, ...suggestion }
}
