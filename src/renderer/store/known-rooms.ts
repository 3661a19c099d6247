/** The rooms that the person can go to, open or not, as the sidebar lists them. Pure. */
import { hostedKey, joinedKey } from '../../core/common/known-rooms.ts'
import type { HostedBefore, RecentRoom } from '../../core/common/ipc-contract.ts'
import type { RoomState } from '../../core/common/room.ts'
import { arranged } from './room-order.ts'
import type { AppData, ListedRoom } from './app-data.ts'

/** A room by what preferences know it by, from one start to the next. */
export type KnownRoom = { readonly key: string } & (
  | ({ readonly kind: 'open' } & ListedRoom)
  | { readonly kind: 'joined'; readonly recent: RecentRoom }
  | { readonly kind: 'hosted'; readonly hosted: HostedBefore }
)

export type KnownBefore = Exclude<KnownRoom, { readonly kind: 'open' }>

export interface RoomLists {
  /** Open or not, in the order of the person. */
  readonly favourites: readonly KnownRoom[]
  /** The other open ones, in the order of the person. */
  readonly open: readonly KnownRoom[]
  /** The others, newest first. */
  readonly before: readonly KnownBefore[]
}

type Known = Pick<AppData, 'rooms' | 'profile' | 'preferences'>

export function roomLists({ rooms, profile, preferences }: Known): RoomLists {
  const { favourites, order } = preferences.rooms
  const open = openRooms(rooms)
  const before = roomsBefore(profile, open)
  const isFavourite = ({ key }: KnownRoom): boolean => favourites.includes(key)
  return {
    favourites: arranged([...open, ...before].filter(isFavourite), favourites),
    open: arranged(
      open.filter((room) => !isFavourite(room)),
      order,
    ),
    before: before.filter((room) => !isFavourite(room)),
  }
}

/** The open rooms in the order in which the sidebar shows them. */
export function roomsInOrder(known: Known): readonly ListedRoom[] {
  const { favourites, open } = roomLists(known)
  return [...favourites, ...open].filter((room) => room.kind === 'open')
}

/** What a room is called. */
export function nameOf(known: KnownRoom): string {
  switch (known.kind) {
    case 'open':
      return known.room.name
    case 'joined':
      return known.recent.name
    case 'hosted':
      return known.hosted.name
  }
}

/** How many own messages are not in the room, and will not be by themselves in a moment. */
export function waitingIn(known: KnownRoom): number {
  if (known.kind === 'open') {
    const { sending, failed } = known.unsent
    return known.room.connection.status === 'open' ? failed : sending + failed
  }
  return known.kind === 'joined' ? known.recent.waiting : 0
}

/** What an open room is known by. */
export function keyOf({ role, name, addresses }: Pick<RoomState, 'role' | 'name' | 'addresses'>): string {
  return role.kind === 'host' ? hostedKey(name) : joinedKey(addresses[0] ?? name)
}

/** One that is open twice, as a closed one that was hosted again, is two rooms all the same. */
function openRooms(rooms: readonly ListedRoom[]): Extract<KnownRoom, { kind: 'open' }>[] {
  const times = new Map<string, number>()
  return rooms.map((listed) => {
    const key = keyOf(listed.room)
    const time = (times.get(key) ?? 0) + 1
    times.set(key, time)
    return { kind: 'open', key: time === 1 ? key : `${key} (${time})`, ...listed }
  })
}

/** Newest first, without those that are open, under whichever of their addresses. */
function roomsBefore({ recents, hosted }: Known['profile'], open: readonly KnownRoom[]): KnownBefore[] {
  const keys = new Set(open.map(({ key }) => key))
  const addresses = new Set(open.flatMap((known) => (known.kind === 'open' ? known.room.addresses : [])))
  const before: KnownBefore[] = [
    ...recents
      .filter(({ address }) => !addresses.has(address))
      .map((recent) => ({ kind: 'joined' as const, key: joinedKey(recent.address), recent })),
    ...hosted.map((hosted) => ({ kind: 'hosted' as const, key: hostedKey(hosted.name), hosted })),
  ]
  return before.filter(({ key }) => !keys.has(key)).toSorted((one, other) => lastThere(other) - lastThere(one))
}

/** When the person was there last, in milliseconds since 1970. */
export function lastThere(known: KnownBefore): number {
  return known.kind === 'joined' ? known.recent.lastJoinedAt : known.hosted.lastHostedAt
}
