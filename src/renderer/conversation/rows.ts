/** Turns the entries of a room into the rows that the conversation shows. */
import { assertNever } from '../../core/common/assert-never.ts'
import {
  maxEntries,
  type Entry,
  type HappeningEntry,
  type MessageEntry,
  type NoticeEntry,
  type PresenceEntry,
} from '../../core/common/room.ts'
import { localDay } from '../view/time.ts'

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  /** Ends what was said before this window came. */
  | { readonly kind: 'past-end'; readonly key: string }
  /** `startsGroup` is false for a further message of the same person to the same people in the same minute. */
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageEntry; readonly startsGroup: boolean }
  /** Joins and leaves that nothing else interrupts. */
  | { readonly kind: 'presence'; readonly key: string; readonly changes: readonly PresenceEntry[] }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: NoticeEntry }
  | { readonly kind: 'happening'; readonly key: string; readonly entry: HappeningEntry }

/** @param firstUnreadId the message above which the unread divider stands */
export function buildRows(entries: readonly Entry[], firstUnreadId: string | null): Row[] {
  const writer = new RowWriter(firstUnreadId, entries[0] !== undefined && isPast(entries[0]))
  for (const entry of entries) writer.write(entry)
  writer.end()
  return writer.rows
}

/** Writes row after row, as entry after entry comes. */
export class RowWriter {
  readonly #firstUnreadId: string | null
  #rows: Row[] = []
  #day = { start: 0, end: 0 }
  #fold: PresenceEntry[] | null = null
  #above: MessageEntry | null = null
  #isInPast: boolean

  /** @param isInPast whether the line that ends the past is still to come */
  constructor(firstUnreadId: string | null, isInPast: boolean) {
    this.#firstUnreadId = firstUnreadId
    this.#isInPast = isInPast
  }

  get rows(): Row[] {
    return this.#rows
  }

  get isInPast(): boolean {
    return this.#isInPast
  }

  /** Takes rows that are there already, the last one being that of the message. What follows depends on nothing before it. */
  take(rows: readonly Row[], message: MessageEntry, isInPast: boolean): void {
    this.#rows = this.#rows.concat(rows)
    this.#day = localDay(message.at)
    this.#fold = null
    this.#above = message
    this.#isInPast = isInPast
  }

  write(entry: Entry): void {
    if (this.#isInPast && !isPast(entry)) this.#endPast()
    if (entry.at < this.#day.start || entry.at >= this.#day.end) {
      this.#day = localDay(entry.at)
      this.#rows.push({ kind: 'day', key: `day of ${entry.id}`, at: entry.at })
      this.#fold = this.#above = null
    }
    switch (entry.kind) {
      case 'message':
        return this.#writeMessage(entry)
      case 'presence':
        return this.#writePresence(entry)
      case 'notice':
        this.#rows.push({ kind: 'notice', key: entry.id, notice: entry })
        this.#fold = this.#above = null
        return
      case 'happening':
        this.#rows.push({ kind: 'happening', key: entry.id, entry })
        this.#fold = this.#above = null
        return
      default:
        assertNever(entry)
    }
  }

  /** No entry follows. */
  end(): void {
    if (this.#isInPast) this.#endPast()
  }

  #endPast(): void {
    this.#rows.push({ kind: 'past-end', key: 'past-end' })
    this.#isInPast = false
    this.#fold = this.#above = null
  }

  #writeMessage(message: MessageEntry): void {
    if (message.id === this.#firstUnreadId) {
      this.#rows.push({ kind: 'unread', key: 'unread' })
      this.#above = null
      // What is new in the past has a divider already.
      this.#isInPast = false
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

/** Whether it was said or happened before this window came. */
export function isPast(entry: Entry): boolean {
  return entry.kind !== 'notice' && entry.past === true
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
  const gone = first ? shown.findIndex((entry) => entry.id === first.id) : 0
  return gone <= 0 || gone > maxEntries ? entries : shown.slice(0, gone).concat(entries)
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
