/** What the composer offers while somebody types. */
import { nameKey } from '../name-key.ts'
import { commandsFor, type CommandEntry, type Speaker } from './registry.ts'

/** The commands whose name begins with what was typed, with or without its slash. */
export function completeCommand(prefix: string, speaker: Speaker): CommandEntry[] {
  const typed = prefix.replace(/^\//, '').toLowerCase()
  return commandsFor(speaker).filter(({ name }) => name.startsWith(typed))
}

/**
 * The nicknames of which a word begins with what was typed, with or without an `@`, in any case and without accents.
 *
 * First whole names, then those that begin so, then the others; the order given decides among equals.
 */
export function completeName(prefix: string, nicknames: readonly string[]): string[] {
  const typed = nameKey(prefix.replace(/^@/, ''))
  const ranked = nicknames.map((nickname) => ({ nickname, rank: rankOf(nameKey(nickname), typed) }))
  return ranked
    .filter(({ rank }) => rank < Infinity)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ nickname }) => nickname)
}

function rankOf(key: string, typed: string): number {
  if (key === typed) return 0
  if (key.startsWith(typed)) return 1
  for (let at = key.indexOf(typed, 1); at !== -1; at = key.indexOf(typed, at + 1)) {
    if (/[^\p{L}\p{N}\p{M}]/u.test(key.charAt(at - 1))) return 2
  }
  return Infinity
}
