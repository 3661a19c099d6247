import { printable } from '../core/common/unsafe-text.ts'

/** What {@link LinePrinter} needs of `process.stdout`. */
export interface LineStream {
  /** What is still waiting to be read, in bytes. */
  readonly writableLength: number
  write(text: string): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** As much waits for a slow reader; what comes on top of it is counted, not kept. */
const mostWaitingBytes = 1024 * 1024

/**
 * Prints a conversation, one line each, a write per turn of the event loop.
 *
 * Nothing in a line can steer the terminal. Whoever stops reading (`… | head`) ends the printing, not the program; whoever
 * reads too slowly is told how many lines were left out.
 */
export class LinePrinter {
  readonly #stream: LineStream
  #lines: string[] = []
  #length = 0
  #leftOut = 0
  #turn: NodeJS.Immediate | undefined
  #broken = false

  constructor(stream: LineStream) {
    this.#stream = stream
    stream.on('error', () => (this.#broken = true))
  }

  print(line: string): void {
    if (this.#length + this.#stream.writableLength > mostWaitingBytes) {
      this.#leftOut += 1
      return
    }
    this.#sayLeftOut()
    this.#add(printable(line))
  }

  /** Writes what is still due, for good. */
  end(): void {
    this.#sayLeftOut()
    this.#flush()
  }

  #flush(): void {
    clearImmediate(this.#turn)
    this.#turn = undefined
    const lines = this.#lines
    this.#lines = []
    this.#length = 0
    if (!this.#broken && lines.length > 0) this.#stream.write(`${lines.join('\n')}\n`)
  }

  #sayLeftOut(): void {
    if (this.#leftOut > 0) this.#add(`(${this.#leftOut} lines left out: they came faster than they were read.)`)
    this.#leftOut = 0
  }

  #add(line: string): void {
    this.#lines.push(line)
    this.#length += line.length
    this.#turn ??= setImmediate(() => this.#flush())
  }
}
