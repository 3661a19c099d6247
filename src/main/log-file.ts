/** What happens to the program itself, in a file for whoever helps: never what anybody says, and never more than two files full. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'

/** The size, in bytes, at which the file becomes the older one. */
const fullBytes = 256 * 1024

export interface LogFile {
  /** One line; line breaks in it become blanks. */
  readonly write: (sentence: string) => void
  /** An error without its words, in which somebody's text may stand: its name, its code and where it comes from. */
  readonly writeError: (error: unknown) => void
}

/**
 * A log in a folder, which is created with the first line. Never fails: a log that cannot be written is none.
 *
 * @param clock milliseconds since 1970
 */
export function openLogFile(folder: string, clock: () => number): LogFile {
  const file = path.join(folder, 'snug.log')
  const write = (sentence: string): void => {
    try {
      mkdirSync(folder, { recursive: true })
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) >= fullBytes) renameSync(file, `${file}.old`)
      const line = sentence.replaceAll(/\s*[\r\n]+\s*/g, ' ')
      appendFileSync(file, `${new Date(clock()).toISOString()} ${line}\n`, { mode: 0o600 })
    } catch {
      // There is nowhere to say so.
    }
  }
  return { write, writeError: (error) => write(traceOf(error)) }
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something that is no error was thrown.'
  const code = 'code' in error ? ` ${String(error.code)}` : ''
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return `${error.name}${code} ${places.map((place) => place.trim()).join(' ')}`
}
