/** Runs one of our own terminal programs, as a person or a script would. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { Transcript } from './transcript.ts'

/** A program that runs. Dispose of it at the end of the test (`await using`). */
export class Program implements AsyncDisposable {
  readonly output = new Transcript()
  readonly errors = new Transcript()
  /** Its exit status; null if a signal ended it. */
  readonly exited: Promise<number | null>
  readonly #child: ChildProcessWithoutNullStreams

  /** @param script its path from the top of the repository */
  constructor(script: string, ...flags: readonly string[]) {
    const top = path.join(import.meta.dirname, '..', '..')
    this.#child = spawn(process.execPath, [path.join(top, script), ...flags])
    const child = this.#child
    child.stdin.on('error', () => undefined)
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.output.add(text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.errors.add(text))
    this.exited = once(child, 'close').then(([status]) => {
      const ending = `${script} ended with status ${String(status)}; it said ${JSON.stringify(this.errors.text)}`
      this.output.end(ending)
      this.errors.end(ending)
      return typeof status === 'number' ? status : null
    })
  }

  /** Types one line. */
  type(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  /** Ends what is typed. */
  endInput(): void {
    this.#child.stdin.end()
  }

  /** Stops reading what it prints. */
  closeOutput(): void {
    this.#child.stdout.destroy()
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.exited
  }
}
