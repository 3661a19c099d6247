/** Turns the entries of a room into the rows that the conversation shows. */
import { assertNever } from '../../core/common/assert-never.ts'
import {
  isPast,
  maxEntries,
  type Entry,
  type HappeningEntry,
  type MessageEntry,
  type NoticeEntry,
  type PresenceEntry,
} from '../../core/common/room.ts'
import { localDay } from '../view/time.ts'
import type { BeforeYouCame } from './before-you-came.ts'
import type { Outline } from './outline.ts'

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  /** Ends what was said before this window came. */
  | { readonly kind: 'past-end'; readonly key: string }
  /** Stands below what was said before the person first came, or for it while it is folded. */
  | { readonly kind: 'before'; readonly key: string; readonly isShown: boolean }
  /** `startsGroup` is false for a further message of the same person to the same people in the same minute. */
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageEntry; readonly startsGroup: boolean }
  /** Joins and leaves that nothing else interrupts. */
  | { readonly kind: 'presence'; readonly key: string; readonly changes: readonly PresenceEntry[] }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: NoticeEntry }
  | { readonly kind: 'happening'; readonly key: string; readonly entry: HappeningEntry }

/** What was said before the person first came, while it is one row and while it is not. */
export type Before = BeforeYouCame & { readonly isShown: boolean }

/** Where lines divide the entries: each by how many stand above it; null where there is none. */
export interface Divisions {
  /** Above the first unread message. */
  readonly unread: number | null
  /** Below what was said before this window came. */
  readonly pastEnd: number | null
  /** While it is folded, its entries have no rows. */
  readonly before: Before | null
}

export function divisionsOf({ past, unreadAt }: Outline, before: Before | null, showsPastEnd: boolean): Divisions {
  const unread = unreadAt === -1 ? null : unreadAt
  // What is new in the past has a divider already.
  const hasPastEnd = showsPastEnd && (unread === null || unread >= past.entries)
  return { unread, pastEnd: hasPastEnd ? past.entries : null, before }
}

export function buildRows(entries: readonly Entry[], divisions: Divisions): Row[] {
  const writer = new RowWriter(entries, divisions)
  writer.write(hiddenCount(divisions), entries.length)
  writer.end()
  return writer.take()
}

/** How many entries at the top have no row. */
export function hiddenCount({ before }: Divisions): number {
  return before && !before.isShown ? before.entries : 0
}

/** Writes row after row, for entry after entry. */
export class RowWriter {
  readonly #entries: readonly Entry[]
  readonly #divisions: Divisions
  #rows: Row[] = []
  #day = { start: 0, end: 0 }
  #fold: PresenceEntry[] | null = null
  #above: MessageEntry | null = null

  constructor(entries: readonly Entry[], divisions: Divisions) {
    this.#entries = entries
    this.#divisions = divisions
    // The day in which it ends is shown, so that nothing below is another row while it is folded.
    const lastDay = firstOfLastDay(entries, hiddenCount(divisions))
    if (lastDay) this.#startDay(lastDay)
  }

  /** The rows that have been written since the last call. */
  take(): Row[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  /** Goes on below a message whose row is there already: what follows depends on nothing before it. */
  resumeBelow(message: MessageEntry): void {
    this.#day = localDay(message.at)
    this.#fold = null
    this.#above = message
  }

  write(start: number, end: number): void {
    for (let index = start; index < end; index += 1) {
      const entry = this.#entries[index]
      if (entry) this.#writeEntry(entry, index)
    }
  }

  /** No entry follows. */
  end(): void {
    this.#divide(this.#entries.length)
  }

  #writeEntry(entry: Entry, index: number): void {
    this.#divide(index)
    if (entry.at < this.#day.start || entry.at >= this.#day.end) this.#startDay(entry)
    switch (entry.kind) {
      case 'message':
        return this.#writeMessage(entry, index)
      case 'presence':
        return this.#writePresence(entry)
      case 'notice':
        this.#rows.push({ kind: 'notice', key: entry.id, notice: entry })
        return this.#interrupt()
      case 'happening':
        this.#rows.push({ kind: 'happening', key: entry.id, entry })
        return this.#interrupt()
      default:
        assertNever(entry)
    }
  }

  #startDay(entry: Entry): void {
    this.#day = localDay(entry.at)
    this.#rows.push({ kind: 'day', key: `day of ${entry.id}`, at: entry.at })
    this.#interrupt()
  }

  #divide(index: number): void {
    const { before, pastEnd } = this.#divisions
    if (before?.entries === index) this.#rows.push({ kind: 'before', key: 'before', isShown: before.isShown })
    else if (pastEnd === index) this.#rows.push({ kind: 'past-end', key: 'past-end' })
    else return
    this.#interrupt()
  }

  /** Nothing goes on below. */
  #interrupt(): void {
    this.#fold = this.#above = null
  }

  #writeMessage(message: MessageEntry, index: number): void {
    if (index === this.#divisions.unread) {
      this.#rows.push({ kind: 'unread', key: 'unread' })
      this.#interrupt()
    }
    this.#rows.push({ kind: 'message', key: message.id, message, startsGroup: !continues(this.#above, message) })
    this.#above = message
    this.#fold = null
  }

  #writePresence(entry: PresenceEntry): void {
    if (this.#fold === null) {
      this.#fold = []
      this.#rows.push({ kind: 'presence', key: entry.id, changes: this.#fold })
    }
    this.#fold.push(entry)
    this.#above = null
  }
}

/** Of the first `count` entries, the first one of the last day; undefined if there is none. */
function firstOfLastDay(entries: readonly Entry[], count: number): Entry | undefined {
  const last = entries[count - 1]
  if (!last) return undefined
  const { start, end } = localDay(last.at)
  let index = count - 1
  for (; index > 0; index -= 1) {
    const at = entries[index - 1]?.at ?? 0
    if (at < start || at >= end) break
  }
  return entries[index]
}

function continues(above: MessageEntry | null, message: MessageEntry): boolean {
  return (
    above !== null &&
    // An answer has its quote under the name; what is done or taken back has the name in its words.
    !message.replyTo &&
    !message.isAction &&
    !above.isAction &&
    !above.isDeleted &&
    above.to?.personId === message.to?.personId &&
    above.author.personId === message.author.personId &&
    above.author.nickname === message.author.nickname &&
    minute(above) === minute(message)
  )
}

function minute(entry: Entry): number {
  return Math.floor(entry.at / 60_000)
}

/** The entries, below those that were shown above them until now; but never more than twice as many as a room keeps. */
export function keepAbove(shown: readonly Entry[], entries: readonly Entry[]): readonly Entry[] {
  const first = entries[0]
  const gone = first ? shown.slice(0, maxEntries + 1).findIndex((entry) => entry.id === first.id) : 0
  return gone <= 0 ? entries : shown.slice(0, gone).concat(entries)
}

/** When the day begins to which a row belongs; null if there is none. What stands between two entries goes with the upper one. */
export function dayAt(rows: readonly Row[], index: number): number | null {
  const at = rows[index] && momentOf(rows[index])
  if (at === null) return dayAt(rows, index - 1)
  return at === undefined ? null : localDay(at).start
}

/** When it was said or happened; null for what only divides. */
function momentOf(row: Row): number | null {
  switch (row.kind) {
    case 'day':
      return row.at
    case 'message':
      return row.message.at
    case 'presence':
      return row.changes[0]?.at ?? null
    case 'notice':
      return row.notice.at
    case 'happening':
      return row.entry.at
    case 'unread':
    case 'past-end':
    case 'before':
      return null
    default:
      return assertNever(row)
  }
}

/** Whether entries have come or gone at the top, and nothing has at the end. */
export function differOnlyAtTop(before: readonly Entry[], after: readonly Entry[]): boolean {
  const [end] = before.slice(-1)
  return end !== undefined && end.id === after.at(-1)?.id && before[0]?.id !== after[0]?.id
}

/** The messages of others that came after an entry, without the past; all of them once that entry has left at the top. */
export function messagesAfter(entries: readonly Entry[], lastId: string | null): MessageEntry[] {
  const index = lastId === null ? -1 : entries.findLastIndex((entry) => entry.id === lastId)
  return entries
    .slice(index + 1)
    .filter((entry): entry is MessageEntry => entry.kind === 'message' && !entry.own && !isPast(entry))
}
