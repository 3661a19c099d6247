import { readArgument } from './read-argument.ts'
import { findCommand, type Command, type Speaker } from './registry.ts'

/** What somebody has entered. A fault is a sentence for them alone, and nothing that they typed is lost. */
export type Input =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'fault'; readonly message: string }

/** More letters are no slip of the finger, and would make a long answer. */
const longestWord = 32
const commandPattern = /^\/(?<word>\p{L}[\p{L}\p{M}]*)(?=\s|$)/u
/** `//shrug` says `/shrug`, `///shrug` says `//shrug`; `//usr/bin` and `// x` need no such care. */
const escapedPattern = /^\/(?=\/+\p{L}[\p{L}\p{M}]*(?:\s|$))/u

/**
 * Tells a command from a text to say.
 *
 * A command is a slash and letters at the very beginning, by themselves. `nicknames` are those of the people whom a
 * command may be about; they are asked for only when there is one.
 */
export function parseInput(line: string, speaker: Speaker, nicknames: () => readonly string[]): Input {
  const word = commandWord(line)
  if (word === null) return { type: 'say', text: line.replace(escapedPattern, '') }
  const entry = findCommand(word, speaker)
  if (!entry.ok) return { type: 'fault', message: entry.error }
  const command = readArgument(entry.value, line.slice(1 + word.length), nicknames())
  return command.ok ? { type: 'command', command: command.value } : { type: 'fault', message: command.error }
}

/** The name of the command that a line would be; null if it is something to say. */
export function commandWord(line: string): string | null {
  const word = commandPattern.exec(line)?.groups?.['word']
  return word === undefined || word.length > longestWord ? null : word
}

/** A text as it has to be entered so that it is said as it is. */
export function asSaid(text: string): string {
  return commandWord(text) !== null || escapedPattern.test(text) ? `/${text}` : text
}
