/** Where a new room is to be opened unless the person says something else. */
import { parseAddress } from '../../core/common/address.ts'
import type { HostedBefore } from '../../core/common/ipc-contract.ts'
import { hostedKey } from '../../core/common/known-rooms.ts'
import type { RoomState } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'

const highestPort = 65_535

/** The port at which a room of this name would be opened. */
export function useHostPort(name: string): number {
  return useAppStore(({ preferences, profile, rooms }) =>
    portFor(
      name,
      preferences.network.port,
      profile.hosted,
      rooms.map(({ room }) => room),
    ),
  )
}

/** The wanted port, or the next one at which no other room is open here, or was. Pure. */
export function portFor(
  name: string,
  wanted: number,
  hosted: readonly HostedBefore[],
  rooms: readonly RoomState[],
): number {
  const others = hosted.filter((other) => hostedKey(other.name) !== hostedKey(name))
  const taken = new Set([...others.map(({ port }) => port), ...rooms.flatMap(openPorts)])
  for (let port = wanted; port <= highestPort; port += 1) if (!taken.has(port)) return port
  return wanted
}

function openPorts({ role, connection, addresses }: RoomState): number[] {
  if (role.kind !== 'host' || connection.status === 'closed') return []
  return addresses.map(parseAddress).flatMap((address) => (address.ok ? address.value.port : []))
}
