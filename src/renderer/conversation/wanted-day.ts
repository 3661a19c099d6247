/** Where a day begins in a conversation, or what is to be done to find out. Pure. */
import { localDay } from '../view/time.ts'
import type { Row } from './rows.ts'

export type DayPlace =
  /** Older messages have to be here before it can be said. */
  | { readonly type: 'older' }
  /** `isThatDay` is false for what came next. `isOldest`: nothing older is kept. */
  | {
      readonly type: 'found'
      readonly index: number
      readonly id: string
      readonly isThatDay: boolean
      readonly isOldest: boolean
    }
  /** Nothing was said on that day or after it. */
  | { readonly type: 'nothing' }

/**
 * @param from the beginning of the day
 * @param hasMore whether there may be older messages than those in the rows
 */
export function placeOfDay(rows: readonly Row[], from: number, hasMore: boolean): DayPlace {
  const isMessage = (row: Row): row is Extract<Row, { kind: 'message' }> => row.kind === 'message'
  const isCovered = rows.some((row) => isMessage(row) && row.message.at < from)
  if (!isCovered && hasMore) return { type: 'older' }
  const at = rows.findIndex((row) => isMessage(row) && row.message.at >= from)
  const row = rows[at]
  if (!row || !isMessage(row)) return { type: 'nothing' }
  return {
    type: 'found',
    // The divider of the day belongs to it.
    index: rows[at - 1]?.kind === 'day' ? at - 1 : at,
    id: row.key,
    isThatDay: row.message.at < localDay(from).end,
    isOldest: !isCovered,
  }
}
