import { once } from 'node:events'
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline'
import { printable } from '../core/common/unsafe-text.ts'
import { stopRequested } from './stop-request.ts'
import type { LineStream } from './terminal-text.ts'
import { pasteMarks, typedTexts } from './typed-texts.ts'

/** The person at this terminal, or the program that its input and output are piped to. */
export class Terminal {
  /** Somebody types here, even if what is printed goes elsewhere (`… | tee`). */
  readonly isTypedAt = process.stdin.isTTY
  readonly isInteractive = this.isTypedAt && process.stdout.isTTY
  /** What is entered: a line, or a paste of several. */
  readonly lines: AsyncIterator<string>
  readonly #readline: Interface
  /** A line is being edited, below everything that is printed. */
  #isEdited: boolean

  constructor() {
    this.#readline = createInterface({
      input: process.stdin,
      ...(this.isInteractive ? { output: process.stdout } : {}),
      terminal: this.isInteractive,
      prompt: '',
    })
    this.#isEdited = this.isInteractive
    this.#readline.once('close', () => (this.#isEdited = false))
    // Made at once: lines that come before somebody listens would be lost.
    this.lines = this.isInteractive ? typedTexts(this.#readline, process.stdin) : this.#readline[Symbol.asyncIterator]()
    if (this.isInteractive && process.env['TERM'] !== 'dumb') this.#askForPasteMarks()
  }

  /** Resolves when the person wants to stop. */
  get stopRequested(): Promise<unknown> {
    // While a line is being edited, Ctrl-C is a key and no signal.
    return Promise.race([stopRequested(), once(this.#readline, 'SIGINT')])
  }

  /** Puts a question to somebody who types, where they see it. */
  ask(question: string): void {
    if (this.isInteractive) this.prompt(question)
    else if (this.isTypedAt) process.stderr.write(question)
  }

  prompt(text: string): void {
    if (!this.#isEdited) return
    this.#readline.setPrompt(text)
    this.#readline.prompt(true)
  }

  /** Prints a line above what is being typed. False if the output cannot take more for now. */
  print(line: string, stream: NodeJS.WriteStream = process.stdout): boolean {
    return this.#write(`${printable(line)}\n`, stream)
  }

  complain(line: string): void {
    this.print(line, process.stderr)
  }

  /** Tells somebody who types that what they have said was too long for one message. */
  tellParts(count: number): void {
    if (this.isInteractive && count > 1) this.complain(`It was too long for one message, and became ${count}.`)
  }

  /** The output, above what is being typed, for whole lines that cannot steer the terminal. */
  get output(): LineStream {
    return {
      get writableLength() {
        return process.stdout.writableLength
      },
      write: (text) => this.#write(text, process.stdout),
      on: (event, listener) => process.stdout.on(event, listener),
    }
  }

  close(): void {
    if (this.isInteractive) process.stdout.write('\n')
    this.#readline.close()
    process.stdin.destroy()
  }

  #askForPasteMarks(): void {
    process.stdout.write(pasteMarks.on)
    process.once('exit', () => process.stdout.write(pasteMarks.off))
    // Whoever suspends it has other programs at the terminal meanwhile. The prompt goes on reading.
    this.#readline.on('SIGCONT', () => {
      process.stdout.write(pasteMarks.on)
      this.#readline.prompt(true)
    })
  }

  #write(text: string, stream: NodeJS.WriteStream): boolean {
    if (this.#isEdited) {
      clearLine(process.stdout, 0)
      cursorTo(process.stdout, 0)
    }
    const keepsUp = stream.write(text)
    if (this.#isEdited) this.#readline.prompt(true)
    return keepsUp
  }
}
