/** The terminal's host as a program of its own, for tests that kill it. */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Transcript } from './transcript.ts'

const script = path.join(import.meta.dirname, '..', '..', 'src', 'cli', 'host.ts')

export interface HostProcessOptions {
  /** Keeps the conversation. */
  readonly folder: string
  readonly port: number
  /** Where Node keeps the compiled program, so that it starts twice as fast. */
  readonly cache: string
}

/** Dispose of it at the end of the test (`await using`). */
export class HostProcess implements AsyncDisposable {
  /** When it is dead and everything that it has said is read. */
  readonly exited: Promise<void>
  readonly #output = new Transcript()
  readonly #errors = new Transcript()
  readonly #child: ChildProcessByStdio<null, Readable, Readable>

  private constructor(flags: readonly string[], cache: string) {
    const env = { ...process.env, NODE_COMPILE_CACHE: cache }
    const child = spawn(process.execPath, [script, ...flags], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#child = child
    child.stdout.setEncoding('utf8').on('data', (text: string) => this.#output.add(text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => this.#errors.add(text))
    this.exited = once(child, 'close').then(() => this.#output.end(`The host ended and said ${this.errors}`))
  }

  /** Lets Node compile the program and keep the result: what is killed keeps nothing. */
  static async warmUp(cache: string): Promise<void> {
    await new HostProcess(['--help'], cache).exited
  }

  /** Starts it and waits until it listens. */
  static async start({ folder, port, cache }: HostProcessOptions): Promise<HostProcess> {
    const host = new HostProcess(['--data', folder, '--port', String(port), '--unlimited'], cache)
    try {
      await host.#output.until(/^Listening on .*:\d+\n/)
      return host
    } catch (error) {
      await host[Symbol.asyncDispose]()
      throw error
    }
  }

  /** What it has complained about. */
  get errors(): string {
    return this.#errors.text
  }

  /** Kills it at once; nothing in it can notice. */
  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill()
    await this.exited
  }
}
