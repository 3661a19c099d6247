/** The log of a room that is hosted here, as its window needs it. */
import { randomUUID } from 'node:crypto'
import { entryOf } from '../core/common/native/log-projection.ts'
import type { Entry, NoticeEntry } from '../core/common/room.ts'
import { openRoomLog, type RoomLog } from '../core/node/room-log.ts'

/** How many events one look back brings. */
const pageSize = 100

export interface HostedLog {
  readonly log: RoomLog
  /** What the host must know about it: that it is not kept, or was damaged. */
  readonly warnings: readonly NoticeEntry[]
}

/**
 * Opens the log of a room. A folder that cannot be used does not stop the room: it opens unsaved, and says why.
 *
 * @param folder absolute path; null keeps nothing
 */
export function openHostedLog(folder: string | null): HostedLog {
  const warnings: NoticeEntry[] = []
  const log = openRoomLog(folder, (text) => {
    warnings.push({ kind: 'notice', id: randomUUID(), at: Date.now(), text, tone: 'warning' })
  })
  return { log, warnings }
}

/** Each call gives the entries before those of the last one, beginning with the newest of now. */
export function pagesOf(log: RoomLog, selfId: string): () => { readonly entries: Entry[]; readonly more: boolean } {
  let before = log.lastSeq + 1
  return () => {
    const { events, more } = log.before(before, pageSize)
    before = events[0]?.seq ?? before
    return { entries: events.map((event) => entryOf(event, { selfId, past: true })), more }
  }
}
