/** The log of a room that is hosted here, as its window needs it. */
import { randomUUID } from 'node:crypto'
import { entryOf } from '../core/common/native/log-projection.ts'
import { maxEntries, type Entry, type Ledger, type NoticeEntry } from '../core/common/room.ts'
import { type KeepingOptions, openRoomLog } from '../core/node/open-room-log.ts'
import type { RoomLog } from '../core/node/room-log.ts'

/** How many events one look back brings. */
const pageSize = 100

export interface HistoryPage {
  /** Oldest first. */
  readonly entries: readonly Entry[]
  readonly more: boolean
}

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
export function openHostedLog(folder: string | null, keeping: KeepingOptions = {}): HostedLog {
  const warnings: NoticeEntry[] = []
  const complain = (text: string): void =>
    void warnings.push({ kind: 'notice', id: randomUUID(), at: Date.now(), text, tone: 'warning' })
  const log = openRoomLog(folder, complain, keeping)
  return { log, warnings }
}

/**
 * Gives entries before those of the last time: one at least, if there are any; all back to the one with an id, if one is named
 * and a window can keep them.
 *
 * @param above the number in the log before which they are wanted, if not before those of the last time
 */
export type PageSource = (untilId?: string, above?: number) => HistoryPage

/**
 * Pages of what was said in a hosted room, beginning with the newest of now.
 *
 * @param ledgers who has which of one's own messages, at the moment of the call
 */
export function pagesOf(
  log: RoomLog,
  selfId: string,
  ledgers: () => ReadonlyMap<string, Ledger> = () => new Map(),
): PageSource {
  let before = log.lastSeq + 1
  const nextPage = (): HistoryPage => {
    const { events, more } = log.before(before, pageSize, selfId)
    before = events[0]?.seq ?? before
    const entries = events.map((event) => entryOf(event, { selfId, past: true })).filter((entry) => entry !== null)
    const known = ledgers()
    return { entries: entries.map((entry) => withLedger(entry, known.get(entry.id))), more }
  }
  return (untilId, above) => {
    if (above !== undefined) before = above
    let page = nextPage()
    while (page.more && page.entries.length < maxEntries && !reaches(page, untilId)) {
      const older = nextPage()
      page = { entries: [...older.entries, ...page.entries], more: older.more }
    }
    return page
  }
}

/** Whether a page has an entry with an id; with any, if none is named: changes are no lines of the conversation. */
function reaches({ entries }: HistoryPage, entryId: string | undefined): boolean {
  return entryId === undefined ? entries.length > 0 : entries.some(({ id }) => id === entryId)
}

function withLedger(entry: Entry, ledger: Ledger | undefined): Entry {
  return entry.kind === 'message' && ledger ? { ...entry, delivery: { state: 'sent', ledger } } : entry
}
