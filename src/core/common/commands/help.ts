import { commandsFor, findCommand, type Speaker } from './registry.ts'

/** The commands that somebody may use, a line each, for a screen of 76 columns. */
export function helpLines(speaker: Speaker): string[] {
  const entries = commandsFor(speaker)
  const width = Math.max(...entries.map(({ usage }) => usage.length))
  return entries.map(({ usage, summary }) => `${usage.padEnd(width)}  ${summary}`)
}

/** What one command does, with an example; a sentence if there is none of that name. A slash before it is fine. */
export function helpFor(name: string, speaker: Speaker): string[] {
  const found = findCommand(name.replace(/^\//, ''), speaker)
  if (!found.ok) return [found.error]
  const { usage, summary, example } = found.value
  return [`${usage}  ${summary}`, ...(example === usage ? [] : [`For example: ${example}`])]
}
