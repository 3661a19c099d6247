/** A Chromium process, driven over its debugging pipe. Our death, however sudden, closes the pipe, and Chromium leaves. */
import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts'

export type { Protocol }
type Method = keyof Protocol.CommandParameters

interface Waiting {
  readonly method: string
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** What comes out of the pipe: an answer if it has an `id`, else an event. */
interface Incoming {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
  readonly method: string
  readonly params: unknown
  readonly sessionId?: string
}

/** A conversation with one page, or with the browser itself. */
export class Session {
  readonly targetId: string
  readonly #events = new EventEmitter()
  readonly #post: (method: string, parameters: object) => Promise<unknown>

  constructor(targetId: string, post: (method: string, parameters: object) => Promise<unknown>) {
    this.targetId = targetId
    this.#post = post
  }

  /** Sends a command and answers its result. Rejects with Chromium's message, or when the page or Chromium is gone. */
  send<Name extends Method>(
    method: Name,
    parameters?: Protocol.CommandParameters[Name],
  ): Promise<Protocol.CommandReturnValues[Name]> {
    return this.#post(method, parameters ?? {}) as Promise<Protocol.CommandReturnValues[Name]>
  }

  /** Sends a command whose failure means no more than that the page is gone. */
  tell<Name extends Method>(method: Name, parameters?: Protocol.CommandParameters[Name]): void {
    this.send(method, parameters).catch(() => {})
  }

  on<Name extends keyof Protocol.Events>(name: Name, listener: (payload: Protocol.Events[Name]) => void): void {
    this.#events.on(name, listener)
  }

  /** Called once when the page is gone. */
  onGone(listener: () => void): void {
    this.#events.once('gone', listener)
  }

  /** For the pipe alone: passes on what arrived for this conversation. */
  receive(name: string, payload: unknown): void {
    this.#events.emit(name, payload)
  }
}

export interface ChromiumOptions {
  readonly executable: string
  /** Absolute folder for everything that Chromium keeps. */
  readonly profile: string
  readonly headless: boolean
  readonly switches: readonly string[]
  /** Hears every line of Chromium's stderr. */
  readonly onLine: (line: string) => void
}

export class Chromium {
  readonly browser = new Session('', (method, parameters) => this.#post(method, parameters))
  /** Resolves once the process has ended and all it said has been heard. */
  readonly exited: Promise<void>
  readonly #options: ChromiumOptions
  readonly #process: ChildProcess
  readonly #input: Writable
  readonly #sessions = new Map<string, Session>()
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #opening: Promise<unknown> = Promise.resolve()
  #onWindow: (targetId: string) => void = () => {}

  constructor(options: ChromiumOptions) {
    this.#options = options
    this.#process = this.#spawn(['--remote-debugging-pipe', '--no-startup-window'], 'pipe')
    const [, , errors, input, output] = this.#process.stdio as [null, null, Readable, Writable, Readable]
    this.#input = input.on('error', () => {}) // A write after Chromium went away; `exited` tells.
    this.#listen(output)
    createInterface(errors).on('line', options.onLine)
    this.exited = this.#ending(output)
  }

  /** Answers once Chromium takes commands. Rejects if it ends before. */
  async start(): Promise<void> {
    this.browser.on('Target.detachedFromTarget', ({ sessionId }) => {
      this.#sessions.get(sessionId)?.receive('gone', undefined)
      this.#sessions.delete(sessionId)
    })
    this.browser.on('Target.targetCreated', ({ targetInfo }) => {
      // No page opens another by itself: window.open was asked about long before.
      if (targetInfo.openerId) this.browser.tell('Target.closeTarget', { targetId: targetInfo.targetId })
      else this.#onWindow(targetInfo.targetId)
    })
    await this.browser.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'page' }] })
  }

  /** Opens a window on a url, one after the other, and attaches to its page. */
  open(url: string, size: { readonly width: number; readonly height: number }): Promise<Session> {
    const opened = this.#opening.then(async () => {
      const targetId = await (this.#options.headless ? this.#openHeadless(url, size) : this.#openHeaded(url))
      const { sessionId } = await this.browser.send('Target.attachToTarget', { targetId, flatten: true })
      const session = new Session(targetId, (method, parameters) => this.#post(method, parameters, sessionId))
      this.#sessions.set(sessionId, session)
      return session
    })
    this.#opening = opened.catch(() => {})
    return opened
  }

  /** Ends Chromium, by force after fifteen seconds: it has to write down what pages have stored. */
  async close(): Promise<void> {
    this.browser.tell('Browser.close')
    const limit = setTimeout(() => this.#process.kill('SIGKILL'), 15_000)
    await this.exited
    clearTimeout(limit)
  }

  async #openHeadless(url: string, size: { readonly width: number; readonly height: number }): Promise<string> {
    const { targetId } = await this.browser.send('Target.createTarget', { url, newWindow: true, ...size })
    return targetId
  }

  /** A bare window, like an installed web app's: only a second start of Chromium opens one, in the process that runs. */
  async #openHeaded(url: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>()
    this.#onWindow = resolve
    this.#spawn([`--app=${url}`], 'ignore')
    return promise
  }

  #spawn(args: readonly string[], stdio: 'pipe' | 'ignore'): ChildProcess {
    const { executable, profile, switches } = this.#options
    return spawn(executable, [`--user-data-dir=${profile}`, ...switches, ...args], {
      // Crash reports and caches would else go to the home folder.
      env: { ...process.env, XDG_CONFIG_HOME: profile, XDG_CACHE_HOME: profile },
      stdio: stdio === 'pipe' ? ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] : 'ignore',
      // Its own process group, so that Ctrl+C in a terminal reaches only the app, which then closes in good order.
      detached: process.platform !== 'win32',
    })
  }

  async #ending(output: Readable): Promise<void> {
    const failed = once(this.#process, 'error').then(([error]) => this.#options.onLine(String(error)))
    await Promise.race([once(this.#process, 'exit'), failed])
    // The last events may still be in the pipe, which a helper process may hold open a little longer.
    if (!output.readableEnded) await Promise.race([once(output, 'end'), delay(500)])
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`${method}: Chromium has ended`))
    this.#waiting.clear()
  }

  #post(method: string, parameters: object, sessionId?: string): Promise<unknown> {
    this.#lastId += 1
    const id = this.#lastId
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#waiting.set(id, { method, resolve, reject })
    this.#input.write(`${JSON.stringify({ id, method, params: parameters, sessionId })}\0`)
    return promise
  }

  #listen(output: Readable): void {
    let parts: Buffer[] = []
    output.on('data', (data: Buffer) => {
      let rest = data
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        const text = Buffer.concat([...parts, rest.subarray(0, end)]).toString()
        parts = []
        rest = rest.subarray(end + 1)
        this.#receive(JSON.parse(text) as Incoming)
      }
      if (rest.length > 0) parts.push(rest)
    })
  }

  #receive({ id, result, error, method, params, sessionId }: Incoming): void {
    if (id === undefined) {
      const session = sessionId === undefined ? this.browser : this.#sessions.get(sessionId)
      session?.receive(method, params)
      return
    }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
    else waiting?.resolve(result)
  }
}
