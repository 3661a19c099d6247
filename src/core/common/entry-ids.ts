/** Which ids are among entries and their quotes; a hundred thousand are not looked through anew for every event. */
import type { Entry } from './room.ts'

interface Known {
  readonly ids: Set<string>
  /** Of the messages that they quote, and perhaps of some that they have quoted. */
  readonly quoted: Set<string>
}

const known = new WeakMap<readonly Entry[], Known>()

/** The ids of entries. Whoever adds an entry to them {@link noteEntry notes} it; whoever takes one away forgets the ids. */
export function idsOf(entries: readonly Entry[]): ReadonlySet<string> {
  return knownOf(entries).ids
}

/** The ids of the messages that entries quote, as {@link idsOf}. Whoever empties all quotes of one takes its id away. */
export function quotedIdsOf(entries: readonly Entry[]): Set<string> {
  return knownOf(entries).quoted
}

/** One of the entries is new or has another quote. */
export function noteEntry(entries: readonly Entry[], entry: Entry): void {
  const found = known.get(entries)
  if (found) note(found, entry)
}

/** What is known of some entries is true of others that have taken their place, and no longer kept for the former. */
export function handIdsOn(from: readonly Entry[], to: readonly Entry[]): void {
  const found = known.get(from)
  if (!found) return
  known.delete(from)
  known.set(to, found)
}

export function forgetIdsOf(entries: readonly Entry[]): void {
  known.delete(entries)
}

function knownOf(entries: readonly Entry[]): Known {
  const found = known.get(entries)
  if (found) return found
  const made: Known = { ids: new Set(), quoted: new Set() }
  for (const entry of entries) note(made, entry)
  known.set(entries, made)
  return made
}

function note({ ids, quoted }: Known, entry: Entry): void {
  ids.add(entry.id)
  if (entry.kind === 'message' && entry.replyTo) quoted.add(entry.replyTo.id)
}
