/** Hosts a room on this computer. */
import { randomUUID } from 'node:crypto'
import os from 'node:os'
import type { Arrival } from '../core/common/arrivals.ts'
import type { RequestError } from '../core/common/ipc-contract.ts'
import { newRoom } from '../core/common/new-room.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { Exposure, RoomEventBody, ShownEntries } from '../core/common/room.ts'
import { nativeCopyKey } from '../core/node/archive/own-copy.ts'
import { discreetTyping } from '../core/node/client-habits.ts'
import { HostFailure } from '../core/node/network-errors.ts'
import { NetworkFollowing } from '../core/node/network-following.ts'
import { bindAddresses, type NetworkInterfaces, reachableAddresses } from '../core/node/network-interfaces.ts'
import { RoomHost } from '../core/node/room-host.ts'
import type { KeepingOptions } from '../core/node/open-room-log.ts'
import { systemTimers, type Timers } from '../core/node/timers.ts'
import { hostActions } from './host-actions.ts'
import { openHostedLog, pagesOf, pagesUntil } from './hosted-log.ts'
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
  const { roomId, name, nickname, personId, exposure, port, folder, keeping, nativeOnly, sendsTyping } = request
  const { interfaces = os.networkInterfaces, timers = systemTimers, reservedPorts = [] } = request
  const { log, warnings } = openHostedLog(folder, keeping)
  const bind = bindAddresses(exposure, interfaces())
  const host = new RoomHost({
    name,
    ...(nativeOnly !== undefined && { nativeOnly }),
    bind,
    skipsMissingAddresses: true,
    port,
    reservedPorts,
    hostNickname: nickname,
    hostPersonId: personId,
    log,
    writingMs,
  })
  const nextPage = pagesOf(log, personId, () => host.ownLedgers)
  const past = nextPage()
  const handOver = holdEvents(host)
  try {
    await host.listen()
  } catch (error) {
    log.close()
    return failure(portError(error))
  }
  const addresses = reachableAddresses(exposure, host.addresses, interfaces())
  const initial = newRoom({
    id: roomId,
    role: { kind: 'host', exposure },
    addresses,
    people: host.people,
    self: { personId, nickname },
    ...host.description,
    hasMoreHistory: past.more,
    bans: host.bans,
    arrivals: host.arrivals.list,
    entries: [...past.entries, ...warnings],
  })
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
  const loadHistory = (wantedId?: string, shown?: ShownEntries): void => {
    const untilId = wantedId ?? shown?.oldestId
    const page = untilId === undefined ? nextPage() : pagesUntil(nextPage, untilId, shown && shown.countOfOthers - 1)
    record({ type: 'history.loaded', ...page })
  }
  const setTyping = discreetTyping((on) => host.setTyping(on), sendsTyping)
  const leave = async (): Promise<void> => {
    await following.stop()
    await host.close()
  }
  const actions: RoomActions = {
    ...hostActions(host, (body) => record(body)),
    expose: (...wanted) => following.expose(...wanted),
    setTyping,
    loadHistory,
    leave,
  }
  // Who wants nothing kept on this computer wants no copy either.
  const copyKey = (): string | null => (folder === null ? null : nativeCopyKey(host.roomId))
  return success({ initial, actions, copyKey, logId: () => host.roomId, start })
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
