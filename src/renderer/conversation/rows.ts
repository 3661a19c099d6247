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
  const rows: Row[] = []
  let day = { start: 0, end: 0 }
  let fold: PresenceEntry[] | null = null
  let above: MessageEntry | null = null
  // The past is a beginning of the entries: it only ever grows at its top. What is new in it has a divider already.
  const pastCount = endOfPast(entries, firstUnreadId)
  for (const [index, entry] of entries.entries()) {
    if (index === pastCount) {
      rows.push({ kind: 'past-end', key: 'past-end' })
      fold = above = null
    }
    if (entry.at < day.start || entry.at >= day.end) {
      day = localDay(entry.at)
      rows.push({ kind: 'day', key: `day of ${entry.id}`, at: entry.at })
      fold = above = null
    }
    switch (entry.kind) {
      case 'message':
        if (entry.id === firstUnreadId) {
          rows.push({ kind: 'unread', key: 'unread' })
          above = null
        }
        rows.push({ kind: 'message', key: entry.id, message: entry, startsGroup: !continues(above, entry) })
        above = entry
        fold = null
        break
      case 'presence':
        if (fold === null) {
          fold = []
          rows.push({ kind: 'presence', key: entry.id, changes: fold })
        }
        fold.push(entry)
        above = null
        break
      case 'notice':
        rows.push({ kind: 'notice', key: entry.id, notice: entry })
        fold = above = null
        break
      case 'happening':
        rows.push({ kind: 'happening', key: entry.id, entry })
        fold = above = null
        break
      default:
        assertNever(entry)
    }
  }
  if (pastCount === entries.length) rows.push({ kind: 'past-end', key: 'past-end' })
  return rows
}

/** How many entries stand above the line that ends the past; null if there is no such line. */
function endOfPast(entries: readonly Entry[], firstUnreadId: string | null): number | null {
  const [first] = entries
  if (!first || !isPast(first)) return null
  const end = entries.findIndex((entry) => !isPast(entry))
  const unread = firstUnreadId === null ? -1 : entries.findLastIndex(({ id }) => id === firstUnreadId)
  const count = end === -1 ? entries.length : end
  return unread !== -1 && unread < count ? null : count
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
  return gone <= 0 || gone > maxEntries ? entries : [...shown.slice(0, gone), ...entries]
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
