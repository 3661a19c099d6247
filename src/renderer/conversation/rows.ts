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

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  /** Ends what was said before this window came. */
  | { readonly kind: 'past-end'; readonly key: string }
  /** Stands below what was said before the person first came, or for it while it is folded. */
  | { readonly kind: 'before'; readonly key: string; readonly messages: number; readonly isShown: boolean }
  /** `startsGroup` is false for a further message of the same person to the same people in the same minute. */
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageEntry; readonly startsGroup: boolean }
  /** Joins and leaves that nothing else interrupts. */
  | { readonly kind: 'presence'; readonly key: string; readonly changes: readonly PresenceEntry[] }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: NoticeEntry }
  | { readonly kind: 'happening'; readonly key: string; readonly entry: HappeningEntry }

/** The lines that end what was before, by the id of the entry below them; what stands at the end is under null. */
export type Dividers = ReadonlyMap<string | null, Row>

/** What was said before the person first came, while it is one row and while it is not. */
export type Before = BeforeYouCame & { readonly isShown: boolean }

/**
 * @param firstUnreadId the message above which the unread divider stands
 * @param before what was said before the person first came; `isShown` is false while it is folded into one row
 */
export function buildRows(
  entries: readonly Entry[],
  firstUnreadId: string | null,
  before: Before | null = null,
): Row[] {
  const writer = new RowWriter(entries, firstUnreadId, before)
  for (const entry of entries.slice(hiddenCount(before))) writer.write(entry)
  writer.end()
  return writer.rows
}

/** How many entries at the top have no row. */
export function hiddenCount(before: Before | null): number {
  return before && !before.isShown ? before.entries : 0
}

export function dividersOf(entries: readonly Entry[], firstUnreadId: string | null, before: Before | null): Dividers {
  const dividers = new Map<string | null, Row>()
  const idAt = (index: number): string | null => entries[index]?.id ?? null
  const pastCount = endOfPast(entries, firstUnreadId)
  if (pastCount !== null) dividers.set(idAt(pastCount), { kind: 'past-end', key: 'past-end' })
  if (before) {
    const { messages, isShown } = before
    dividers.set(idAt(before.entries), { kind: 'before', key: 'before', messages, isShown })
  }
  return dividers
}

/** Writes row after row, as entry after entry comes. */
export class RowWriter {
  readonly #dividers: Dividers
  readonly #firstUnreadId: string | null
  #rows: Row[] = []
  #day = { start: 0, end: 0 }
  #fold: PresenceEntry[] | null = null
  #above: MessageEntry | null = null

  constructor(entries: readonly Entry[], firstUnreadId: string | null, before: Before | null) {
    this.#dividers = dividersOf(entries, firstUnreadId, before)
    this.#firstUnreadId = firstUnreadId
    // The day in which it ends is shown, so that nothing below is another row while it is folded.
    const lastDay = firstOfLastDay(entries, hiddenCount(before))
    if (lastDay) this.#startDay(lastDay)
  }

  get rows(): Row[] {
    return this.#rows
  }

  /** Takes rows that are there already, the last one being that of the message. What follows depends on nothing before it. */
  take(rows: readonly Row[], message: MessageEntry): void {
    this.#rows = this.#rows.concat(rows)
    this.#day = localDay(message.at)
    this.#fold = null
    this.#above = message
  }

  write(entry: Entry): void {
    this.#divide(entry.id)
    if (entry.at < this.#day.start || entry.at >= this.#day.end) this.#startDay(entry)
    switch (entry.kind) {
      case 'message':
        return this.#writeMessage(entry)
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

  /** No entry follows. */
  end(): void {
    this.#divide(null)
  }

  #startDay(entry: Entry): void {
    this.#day = localDay(entry.at)
    this.#rows.push({ kind: 'day', key: `day of ${entry.id}`, at: entry.at })
    this.#interrupt()
  }

  #divide(belowId: string | null): void {
    const divider = this.#dividers.get(belowId)
    if (!divider) return
    this.#rows.push(divider)
    this.#interrupt()
  }

  /** Nothing goes on below. */
  #interrupt(): void {
    this.#fold = this.#above = null
  }

  #writeMessage(message: MessageEntry): void {
    if (message.id === this.#firstUnreadId) {
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

/** How many entries stand above the line that ends the past; null if there is no such line. */
function endOfPast(entries: readonly Entry[], firstUnreadId: string | null): number | null {
  const [first] = entries
  if (!first || !isPast(first)) return null
  const end = entries.findIndex((entry) => !isPast(entry))
  const unread = firstUnreadId === null ? -1 : entries.findLastIndex(({ id }) => id === firstUnreadId)
  const count = end === -1 ? entries.length : end
  // What is new in the past has a divider already.
  return unread !== -1 && unread < count ? null : count
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
