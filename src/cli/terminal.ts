import { once } from 'node:events'
import { clearLine, createInterface, cursorTo, type Interface } from 'node:readline'
import { printable } from '../core/common/unsafe-text.ts'
import { stopRequested } from './stop-request.ts'

/** The person at this terminal, or the program that its input and output are piped to. */
export class Terminal {
  /** Somebody types here, even if what is printed goes elsewhere (`… | tee`). */
  readonly isTypedAt = process.stdin.isTTY
  readonly isInteractive = this.isTypedAt && process.stdout.isTTY
  readonly lines: AsyncIterator<string>
  readonly #readline: Interface

  constructor() {
    this.#readline = createInterface({
      input: process.stdin,
      ...(this.isInteractive ? { output: process.stdout } : {}),
      terminal: this.isInteractive,
      prompt: '',
    })
    // Made at once: lines that come before somebody listens would be lost.
    this.lines = this.#readline[Symbol.asyncIterator]()
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
    if (!this.isInteractive) return
    this.#readline.setPrompt(text)
    this.#readline.prompt(true)
  }

  /** Prints a line above what is being typed. False if the output cannot take more for now. */
  print(line: string, stream: NodeJS.WriteStream = process.stdout): boolean {
    if (this.isInteractive) {
      clearLine(process.stdout, 0)
      cursorTo(process.stdout, 0)
    }
    const keepsUp = stream.write(`${printable(line)}\n`)
    if (this.isInteractive) this.#readline.prompt(true)
    return keepsUp
  }

  complain(line: string): void {
    this.print(line, process.stderr)
  }

  close(): void {
    if (this.isInteractive) process.stdout.write('\n')
    this.#readline.close()
    process.stdin.destroy()
  }
}
