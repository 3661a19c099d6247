/** A room that has just been entered. */
import { undescribed, type RoomState } from './room.ts'

/** What is known of it, and of everything else the least: a guest's room in which nobody is and nothing has been said. */
export function newRoom(known: Pick<RoomState, 'id' | 'name' | 'self'> & Partial<RoomState>): RoomState {
  return {
    ...undescribed,
    role: { kind: 'guest' },
    addresses: [],
    connection: { status: 'open' },
    people: [],
    typing: [],
    hasMoreHistory: false,
    bans: [],
    arrivals: [],
    readAt: null,
    entries: [],
    seq: 0,
    ...known,
  }
}
