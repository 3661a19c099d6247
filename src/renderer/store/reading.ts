/** What a person has not read yet in one room. */
import type { RoomEvent } from '../../core/common/room.ts'

export interface Reading {
  /** Messages of others that came while nobody was looking. */
  readonly unread: number
  /** Where the divider stands. It stays after reading, so that one can see what was new. */
  readonly firstUnreadId: string | null
}

export const allRead: Reading = { unread: 0, firstUnreadId: null }

/** @param watched whether the end of this conversation is in front of the person's eyes */
export function hear(reading: Reading, events: readonly RoomEvent[], watched: boolean): Reading {
  let { unread, firstUnreadId } = reading
  for (const event of events) {
    if (event.type !== 'message.added' || event.message.past) continue
    if (event.message.own) firstUnreadId = unread > 0 ? firstUnreadId : null
    else if (!watched) {
      firstUnreadId = unread > 0 ? firstUnreadId : event.message.id
      unread += 1
    }
  }
  const same = unread === reading.unread && firstUnreadId === reading.firstUnreadId
  return same ? reading : { unread, firstUnreadId }
}

/** The person sees the end of the conversation. */
export function read(reading: Reading): Reading {
  return reading.unread === 0 ? reading : { ...reading, unread: 0 }
}

/** The person turns to another room: what has been read needs no divider any more. */
export function turnAway(reading: Reading): Reading {
  return reading.unread === 0 && reading.firstUnreadId !== null ? allRead : reading
}
