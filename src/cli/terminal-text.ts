import { printable } from '../core/common/unsafe-text.ts'

/** What {@link LinePrinter} needs of `process.stdout`. */
export interface LineStream {
  write(text: string): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/**
 * Prints a conversation, one line each, a write per turn of the event loop.
 *
 * Nothing in a line can steer the terminal. Whoever stops reading (`… | head`) ends the printing, not the program.
 */
export class LinePrinter {
  readonly #stream: LineStream
  #lines: string[] = []
  #turn: NodeJS.Immediate | undefined
  #broken = false

  constructor(stream: LineStream) {
    this.#stream = stream
    stream.on('error', () => (this.#broken = true))
  }

  print(line: string): void {
    this.#lines.push(printable(line))
    this.#turn ??= setImmediate(() => this.flush())
  }

  /** Writes what is still due. */
  flush(): void {
    clearImmediate(this.#turn)
    this.#turn = undefined
    const lines = this.#lines
    this.#lines = []
    if (!this.#broken && lines.length > 0) this.#stream.write(`${lines.join('\n')}\n`)
  }
}
