/** What somebody types at a terminal. What they paste is one text, however many lines it has. */
import { EventEmitter, on } from 'node:events'
import type { Interface, Key } from 'node:readline'
import { systemTimers, type Timers } from '../core/node/timers.ts'

/** Asks a terminal to say where a paste begins and ends, which `node:readline` understands; and not to any more. */
export const pasteMarks = { on: '\u001B[?2004h', off: '\u001B[?2004l' }

/** So long after the last key, in milliseconds, a paste is over whose end was not said: it comes all at once. */
const pasteGapMs = 1000

/**
 * The texts, each when Enter has been pressed, from now on until the input ends.
 *
 * @param input that of the interface, which edits lines
 */
export function typedTexts(
  readline: Interface,
  input: NodeJS.ReadableStream,
  timers: Timers = systemTimers,
): AsyncIterator<string> {
  const typed = new EventEmitter<{ text: [string]; end: [] }>()
  let isPasting = false
  let cancelGap = (): void => {}
  /** The lines of a text that is not finished. */
  let lines: string[] = []
  const finish = (): void => {
    const text = lines.join('\n').replace(/\n+$/u, '')
    lines = []
    typed.emit('text', text)
  }
  const endPaste = (): void => {
    isPasting = false
    // It ended with a line of its own: else the rest of it can still be edited.
    if (lines.length > 0 && readline.line === '') finish()
  }
  readline.on('line', (line) => {
    lines.push(line)
    if (!isPasting) finish()
  })
  // Before the interface, for which Ctrl-C may be the end.
  input.prependListener('keypress', (_character: string | undefined, { name, ctrl }: Key) => {
    if (ctrl && (name === 'u' || name === 'c')) lines = []
    if (name === 'paste-start') isPasting = true
    if (name === 'paste-end') endPaste()
    cancelGap()
    if (isPasting) cancelGap = timers.after(pasteGapMs, endPaste)
  })
  readline.once('close', () => {
    cancelGap()
    if (lines.length > 0) finish()
    typed.emit('end')
  })
  return textsOf(on(typed, 'text', { close: ['end'] }))
}

async function* textsOf(events: AsyncIterable<unknown[]>): AsyncGenerator<string, undefined> {
  for await (const [text] of events) yield String(text)
}
