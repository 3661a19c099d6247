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

/**
 * @param firstUnreadId the message above which the unread divider stands
 * @param before what was said before the person first came; `isShown` is false while it is folded into one row
 */
export function buildRows(
  entries: readonly Entry[],
  firstUnreadId: string | null,
  before: (BeforeYouCame & { readonly isShown: boolean }) | null = null,
): Row[] {
  const rows: Row[] = []
  let day = { start: 0, end: 0 }
  let fold: PresenceEntry[] | null = null
  let above: MessageEntry | null = null
  // The past is a beginning of the entries: it only ever grows at its top. What is new in it has a divider already.
  const pastCount = endOfPast(entries, firstUnreadId)
  const endSection = (index: number): void => {
    if (index === before?.entries) rows.push(...endOfBefore(rows, before))
    else if (index === pastCount) rows.push({ kind: 'past-end', key: 'past-end' })
    else return
    fold = above = null
  }
  for (const [index, entry] of entries.entries()) {
    endSection(index)
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
  endSection(entries.length)
  return rows
}

/**
 * What stands below what was said before the person came. Folding takes away what stands above; the day in which it ends stays,
 * so that nothing below is another row then.
 */
function endOfBefore(rows: Row[], { messages, isShown }: { messages: number; isShown: boolean }): Row[] {
  const day = rows.findLast(({ kind }) => kind === 'day')
  if (!isShown) rows.length = 0
  return [...(day && !isShown ? [day] : []), { kind: 'before', key: 'before', messages, isShown }]
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
