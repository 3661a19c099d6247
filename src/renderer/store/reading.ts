/** What a person has not read yet in one room. */
import { isUnsent, type Entry, type MessageEntry, type RoomState } from '../../core/common/room.ts'
import type { RoomEvent } from '../../core/common/room-event.ts'
import { speaksTo } from './speaks-to.ts'

export interface Reading {
  /** Messages of others that came while nobody was looking. */
  readonly unread: number
  /** How many of them speak to the person. */
  readonly mentions: number
  /** Where the divider stands. It stays after reading, so that one can see what was new. */
  readonly firstUnreadId: string | null
  /**
   * Up to when everything had been read when the divider was set, in milliseconds since 1970; goes along while there is
   * none. Null in a room in which nothing has ever been read: its history is no news.
   */
  readonly since: number | null
}

export const allRead: Reading = { unread: 0, mentions: 0, firstUnreadId: null, since: null }

/** Through whose eyes a room is read. */
export interface Reader {
  readonly nickname: string
  /** Whether the end of this conversation is in front of them. */
  readonly watches: boolean
}

/** What is unread in a room that has just opened: what others have said since it was last read. */
export function readingOf({ readAt, entries, self }: Pick<RoomState, 'readAt' | 'entries' | 'self'>): Reading {
  return withMissed({ ...allRead, since: readAt }, entries, self.nickname)
}

/** The reading after some events. */
export function hear(reading: Reading, events: readonly RoomEvent[], reader: Reader): Reading {
  return events.reduce((before, event) => {
    if (event.type === 'history.loaded') {
      // What was counted in a copy is counted anew in the room itself.
      const known = event.renews ? { ...allRead, since: before.since } : before
      return withMissed(known, event.entries, reader.nickname)
    }
    return event.type === 'message.added' && !event.message.past ? withMessage(before, event.message, reader) : before
  }, reading)
}

/** The person sees the end of the conversation, whose newest entry is of this time. */
export function read(reading: Reading, at: number | null): Reading {
  const since = reading.firstUnreadId === null ? later(reading.since, at) : reading.since
  return reading.unread === 0 && since === reading.since ? reading : { ...reading, unread: 0, mentions: 0, since }
}

/** The person turns to another room: what has been read needs no divider any more. */
export function turnAway(reading: Reading, at: number | null): Reading {
  return reading.unread > 0 || reading.firstUnreadId === null ? reading : markRead(reading, at)
}

/** Everything is read, and nothing is marked as new. */
export function markRead(reading: Reading, at: number | null): Reading {
  return read({ ...reading, firstUnreadId: null }, at)
}

function withMessage(reading: Reading, message: MessageEntry, { nickname, watches }: Reader): Reading {
  const { unread, mentions, firstUnreadId } = reading
  // What waits says nothing of what others have said meanwhile.
  if (message.own) return unread > 0 ? reading : markRead(reading, isUnsent(message.delivery) ? null : message.at)
  if (watches) return read(reading, message.at)
  return {
    unread: unread + 1,
    mentions: mentions + (speaksTo(message, nickname) ? 1 : 0),
    firstUnreadId: unread > 0 ? firstUnreadId : message.id,
    since: unread > 0 ? reading.since : later(reading.since, message.at - 1),
  }
}

/** Entries that belong above all others: what has not been read of them comes first of what is new. */
function withMissed(reading: Reading, entries: readonly Entry[], nickname: string): Reading {
  const { since } = reading
  if (since === null) return reading
  const missed = entries.filter((entry) => entry.kind === 'message').filter(({ own, at }) => !own && at > since)
  const [first] = missed
  if (!first) return reading
  // What was above a divider that has been seen moves it, but has been scrolled to, and so is read.
  const isRead = reading.unread === 0 && reading.firstUnreadId !== null
  const news = isRead ? [] : missed
  return {
    ...reading,
    unread: reading.unread + news.length,
    mentions: reading.mentions + news.filter((message) => speaksTo(message, nickname)).length,
    firstUnreadId: first.id,
  }
}

function later(before: number | null, at: number | null): number | null {
  return at === null || (before !== null && before >= at) ? before : at
}
