/** What the window knows of the app, and how each event changes it. Pure. */
import { assertNever } from '../../core/common/assert-never.ts'
import type { AppEvent, AppSnapshot, Profile } from '../../core/common/ipc-contract.ts'
import { applyEvents } from '../../core/common/apply-events.ts'
import type { Preferences } from '../../core/common/preferences.ts'
import { isUnsent, type RoomState } from '../../core/common/room.ts'
import { coloursAfter, coloursOf, type Colours } from './colours.ts'
import { hear, markRead, read, readingOf, turnAway, type Reading } from './reading.ts'
import { unsentAfter, unsentOf, type Unsent } from './unsent.ts'

export interface ListedRoom {
  readonly room: RoomState
  readonly reading: Reading
  readonly colours: Colours
  readonly unsent: Unsent
}

export interface AppData {
  readonly profile: Profile
  readonly preferences: Preferences
  /** What runs here, and by which key its person is known. */
  readonly program: Pick<AppSnapshot, 'platform' | 'version' | 'fingerprint'>
  readonly rooms: readonly ListedRoom[]
  readonly activeRoomId: string | null
  /** The window is visible and has the focus. */
  readonly windowFocused: boolean
  /** The active conversation is scrolled to its end. */
  readonly atEnd: boolean
}

/** The snapshot replaces what was known; what is unread and which room is shown survive. */
export function applySnapshot<Data extends AppData>(data: Data, snapshot: AppSnapshot): Data {
  const rooms = snapshot.rooms.map((room) => listedAs(room, listed(data, room.id)))
  const active = rooms.find(({ room }) => room.id === data.activeRoomId) ?? rooms[0]
  return {
    ...data,
    profile: snapshot.profile,
    preferences: snapshot.preferences,
    program: { platform: snapshot.platform, version: snapshot.version, fingerprint: snapshot.fingerprint },
    rooms,
    activeRoomId: active?.room.id ?? null,
  }
}

/**
 * The data after one event. Events that a snapshot already covers change nothing.
 *
 * @throws Error if an event of a room is missing before this one: ask for a new snapshot then.
 */
export function applyAppEvent<Data extends AppData>(data: Data, event: AppEvent): Data {
  switch (event.type) {
    case 'room.opened':
      return opened(data, event.room)
    case 'room.changed':
      return changeRoom(data, event.roomId, ({ room, reading, colours, unsent }) => {
        const next = applyEvents(room, event.events)
        const fresh = event.events.filter(({ seq }) => seq > room.seq)
        if (next === room) return null
        const reader = { nickname: next.self.nickname, watches: isWatched(data, room.id) }
        return {
          room: next,
          reading: hear(reading, fresh, reader),
          colours: coloursAfter(colours, room, next, fresh),
          unsent: unsentAfter(unsent, room, next, fresh),
        }
      })
    case 'room.removed':
      return removed(data, event.roomId)
    case 'profile.changed':
      return { ...data, profile: event.profile }
    case 'preferences.changed':
      return { ...data, preferences: event.preferences }
    case 'doctor.changed':
    case 'link.opened':
    case 'command.chosen':
    case 'message.wanted':
    case 'presenting.ended':
    case 'window.shown':
    case 'problem.happened':
      return data
    default:
      return assertNever(event)
  }
}

/** Shows a room. The one that was shown loses the divider above what has been read. */
export function showRoom<Data extends AppData>(data: Data, roomId: string): Data {
  if (roomId === data.activeRoomId) return data
  const left =
    data.activeRoomId === null
      ? data
      : changeRoom(data, data.activeRoomId, (known) => ({
          ...known,
          reading: turnAway(known.reading, newestAt(known.room)),
        }))
  // Whether the end is in sight is known only once the conversation has been laid out.
  return { ...left, activeRoomId: roomId, atEnd: false }
}

/** The person looks elsewhere, or looks again; the end of the conversation is reached or left. */
export function look<Data extends AppData>(
  data: Data,
  change: Partial<Pick<AppData, 'windowFocused' | 'atEnd'>>,
): Data {
  const next = { ...data, ...change }
  const { activeRoomId } = next
  if (activeRoomId === null || !isWatched(next, activeRoomId)) return next
  return changeRoom(next, activeRoomId, (known) => ({ ...known, reading: read(known.reading, newestAt(known.room)) }))
}

/** Everything in a room is read, seen or not. */
export function readAll<Data extends AppData>(data: Data, roomId: string): Data {
  return changeRoom(data, roomId, (known) => ({ ...known, reading: markRead(known.reading, newestAt(known.room)) }))
}

export function listed(data: AppData, roomId: string | null): ListedRoom | undefined {
  return data.rooms.find(({ room }) => room.id === roomId)
}

/** What is unread in all rooms together, without those that are muted. */
export function totalUnread({ rooms, preferences }: AppData): number {
  const { muted } = preferences.rooms
  const heard = rooms.filter(({ room }) => !muted.includes(room.key ?? room.id))
  return heard.reduce((sum, { reading }) => sum + reading.unread, 0)
}

/** Whether the end of a room's conversation is in front of the person's eyes. */
export function isWatched(data: AppData, roomId: string): boolean {
  return roomId === data.activeRoomId && data.windowFocused && data.atEnd
}

/** The time of the newest message that is in the room, in milliseconds since 1970; null if there is none. */
export function newestAt({ entries }: Pick<RoomState, 'entries'>): number | null {
  return entries.findLast((entry) => entry.kind === 'message' && !isUnsent(entry.delivery))?.at ?? null
}

/** A room as it is now, with what this window knew of it `before`. */
function listedAs(room: RoomState, before: ListedRoom | undefined): ListedRoom {
  return {
    room,
    reading: before?.reading ?? readingOf(room),
    colours: coloursOf(room, before?.colours),
    unsent: unsentOf(room),
  }
}

function opened<Data extends AppData>(data: Data, room: RoomState): Data {
  const known = listed(data, room.id)
  if (known && known.room.seq >= room.seq) return data
  const rooms = [...data.rooms.filter((other) => other !== known), listedAs(room, known)]
  return { ...data, rooms, activeRoomId: data.activeRoomId ?? room.id }
}

function removed<Data extends AppData>(data: Data, roomId: string): Data {
  const index = data.rooms.findIndex(({ room }) => room.id === roomId)
  if (index === -1) return data
  const rooms = data.rooms.toSpliced(index, 1)
  if (data.activeRoomId !== roomId) return { ...data, rooms }
  const neighbour = rooms[Math.min(index, rooms.length - 1)]
  return { ...data, rooms, activeRoomId: neighbour?.room.id ?? null, atEnd: false }
}

function changeRoom<Data extends AppData>(
  data: Data,
  roomId: string,
  change: (listed: ListedRoom) => ListedRoom | null,
): Data {
  const index = data.rooms.findIndex(({ room }) => room.id === roomId)
  const before = data.rooms[index]
  const after = before && change(before)
  if (!after || (after.room === before.room && after.reading === before.reading)) return data
  return { ...data, rooms: data.rooms.with(index, after) }
}
