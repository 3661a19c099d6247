/** Which ids are among entries; from one page of history to the next, a hundred thousand are not looked through anew. */
import type { Entry } from './room.ts'

const known = new WeakMap<readonly Entry[], Set<string>>()

/** The ids of entries. Whoever adds an entry to them adds its id; whoever takes one away forgets them. */
export function idsOf(entries: readonly Entry[]): Set<string> {
  const ids = known.get(entries) ?? new Set(entries.map(({ id }) => id))
  known.set(entries, ids)
  return ids
}

/** The same, if they have been asked for before. */
export function knownIdsOf(entries: readonly Entry[]): Set<string> | undefined {
  return known.get(entries)
}

/** What is known of some entries is true of others that have taken their place, and no longer kept for the former. */
export function handIdsOn(from: readonly Entry[], to: readonly Entry[]): void {
  const ids = known.get(from)
  if (!ids) return
  known.delete(from)
  known.set(to, ids)
}

export function forgetIdsOf(entries: readonly Entry[]): void {
  known.delete(entries)
}
