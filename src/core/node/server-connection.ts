import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { formatAddress, type Address } from '../common/address.ts'
import { readGreeting } from '../common/classic/greeting.ts'
import { nicknameRequest } from '../common/classic/phrases.ts'
import { ClassicServerStream, type ClassicServerItem } from '../common/classic/server-stream.ts'
import { parseTakenNotice } from '../common/nickname.ts'
import { printable } from '../common/printable-text.ts'
import { failure, success, type Result } from '../common/result.ts'
import { cancelled, dial } from './dialer.ts'
import { describeConnectError, systemCode } from './network-errors.ts'
import type { Timers } from './timers.ts'

/** A quiet moment ends a message: milliseconds after the last byte. */
const flushMs = 40
/** Milliseconds after the nickname in which a server that says nothing could still have refused it. */
const settleMs = 1000
/** How long a connection that was given up may take to end in a way that the server survives. */
const withdrawMs = 60_000
/** A server that has said this much has let us in. */
const maxHeldItems = 1000

/** Why a room could not be entered: what happened and what to do, in words. */
export interface JoinFailure {
  /** Stable name: `refused`, `timed-out`, `unknown-host`, `not-a-chat-server`, `silent-server`, `name-taken`, `cancelled` … */
  readonly code: string
  readonly message: string
  /** The field of the form that it belongs under. */
  readonly field: 'address' | 'nickname'
  /** A nickname that is free. */
  readonly suggestion?: string
}

export interface ServerConnectionOptions {
  readonly address: Address
  /** ASCII; what the wire carries. */
  readonly nickname: string
  /** Goes on under the name that the host gives when the wanted one is taken, instead of failing with `name-taken`. */
  readonly acceptsOtherName: boolean
  readonly connectTimeoutMs: number
  readonly greetingTimeoutMs: number
  readonly signal: AbortSignal
  readonly timers: Timers
}

type Phase = 'greeting' | 'naming' | 'open' | 'withdrawn' | 'closed'

/** One connection to a classic server, from the greeting to the end. */
export class ServerConnection extends EventEmitter<{
  items: [readonly ClassicServerItem[]]
  /** The other side is gone; the reason is a sentence. Never follows {@link ServerConnection.reset}. */
  closed: [string]
}> {
  readonly #socket: Socket
  readonly #options: ServerConnectionOptions
  readonly #stream: ClassicServerStream
  #phase: Phase = 'greeting'
  #isPaused = false
  #head = Buffer.alloc(0)
  #held: ClassicServerItem[] = []
  #nickname: string
  #error: Error | undefined
  #cancelFlush = (): void => {}
  #cancelDeadline = (): void => {}
  #settle: (result: Result<ServerConnection, JoinFailure>) => void = () => {}

  /**
   * Connects, gives the nickname, and answers when the server has let us in.
   *
   * Items come no earlier than the turn of the event loop after this, so that listeners can be added.
   */
  static async open(options: ServerConnectionOptions): Promise<Result<ServerConnection, JoinFailure>> {
    const dialled = await dial(options.address, {
      timeoutMs: options.connectTimeoutMs,
      signal: options.signal,
      timers: options.timers,
    })
    if (!dialled.ok) return failure({ ...dialled.error, field: 'address' })
    return new Promise((resolve) => new ServerConnection(dialled.value, options, resolve))
  }

  private constructor(
    socket: Socket,
    options: ServerConnectionOptions,
    resolve: (result: Result<ServerConnection, JoinFailure>) => void,
  ) {
    super()
    this.#socket = socket
    this.#options = options
    this.#nickname = options.nickname
    this.#stream = new ClassicServerStream(options.nickname)
    const onAbort = (): void => this.#withdraw({ ...cancelled, field: 'address' })
    this.#settle = (result) => {
      this.#settle = () => {}
      this.#cancelDeadline()
      options.signal.removeEventListener('abort', onAbort)
      resolve(result)
    }
    options.signal.addEventListener('abort', onAbort)
    this.#deadline(options.greetingTimeoutMs, () => this.#withdraw(this.#silentServer()))
    socket
      .on('data', (bytes) => this.#onData(bytes))
      .on('end', () => socket.destroy())
      .on('error', (error) => (this.#error = error))
      .on('close', () => this.#onClose())
  }

  /** The name that the room knows us by. */
  get nickname(): string {
    return this.#nickname
  }

  /** Whether something written has not even left this computer. */
  get hasUnwritten(): boolean {
    return this.#socket.writableLength > 0
  }

  write(text: string): void {
    this.#socket.write(text)
  }

  /** Takes no more from the server until {@link resume}; the server then has to wait too. */
  pause(): void {
    this.#isPaused = true
    this.#socket.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#socket.resume()
  }

  /** Ends the connection with a reset: a classic server notices nothing else. What was written may be lost with it. */
  reset(): void {
    this.#phase = 'closed'
    this.#cancelFlush()
    this.#cancelDeadline()
    this.#socket.resetAndDestroy()
  }

  #onData(bytes: Buffer): void {
    if (this.#phase === 'greeting' || (this.#phase === 'withdrawn' && this.#head.length < nicknameRequest.length)) {
      this.#head = Buffer.concat([this.#head, bytes])
      const greeting = readGreeting(this.#head)
      if (greeting.type === 'incomplete') return
      if (greeting.type === 'foreign') return this.#fail(this.#notAChatServer(greeting.quote))
      this.#giveNickname()
      bytes = this.#head
    }
    if (this.#phase === 'withdrawn') return
    this.#take(this.#stream.push(bytes), false)
    this.#cancelFlush()
    this.#cancelFlush = this.#options.timers.after(flushMs, () => this.#take(this.#stream.flush(), true))
  }

  #giveNickname(): void {
    this.#socket.write(this.#options.nickname)
    if (this.#phase === 'withdrawn') return this.#deadline(settleMs, () => this.reset())
    this.#phase = 'naming'
    this.#deadline(settleMs, () => this.#enter())
  }

  /** @param quiet nothing more is about to come */
  #take(items: readonly ClassicServerItem[], quiet: boolean): void {
    if (this.#phase !== 'naming') return this.#deliver(items)
    this.#held = [...this.#held, ...items]
    for (const item of items) if (item.type === 'line' && !this.#takeVerdict(item.text)) return
    const connected = this.#held.some((item) => item.type === 'connected')
    const joined = this.#held.some((item) => item.type === 'joined' && item.nickname === this.#nickname)
    // A join alone may be followed by a second write; resetting before the server has made it would bring it down.
    if (connected || (joined && quiet) || this.#held.length > maxHeldItems) this.#enter()
  }

  /** What the server says about the nickname. False if that ends the joining. */
  #takeVerdict(line: string): boolean {
    const { nickname, acceptsOtherName } = this.#options
    const taken = parseTakenNotice(line)
    if (taken?.wanted === nickname && acceptsOtherName) this.#nickname = taken.given
    else if (taken?.wanted === nickname) this.#fail(nameTaken(nickname, taken.given))
    else if (line === nicknameRequest) this.#fail(nameTaken(nickname))
    return this.#phase === 'naming'
  }

  #enter(): void {
    this.#phase = 'open'
    this.#socket.pause()
    this.#settle(success(this))
    setImmediate(() => {
      this.#deliver([])
      if (!this.#isPaused) this.#socket.resume()
    })
  }

  #deliver(items: readonly ClassicServerItem[]): void {
    const due = [...this.#held, ...items]
    this.#held = []
    if (this.#phase === 'open' && due.length > 0) this.emit('items', due)
  }

  #fail(error: JoinFailure): void {
    this.#settle(failure(error))
    this.reset()
  }

  /**
   * Gives up, without harm to the server: a classic one serves everybody from one loop, and a connection that breaks
   * before it has been let in breaks that loop. So the joining goes on unseen, and is followed by a reset.
   */
  #withdraw(error: JoinFailure): void {
    const named = this.#phase === 'naming'
    this.#phase = 'withdrawn'
    this.#settle(failure(error))
    this.#socket.unref()
    this.#deadline(named ? settleMs : withdrawMs, () => this.reset())
  }

  #onClose(): void {
    this.#cancelFlush()
    this.#cancelDeadline()
    if (this.#phase === 'naming') this.#held.push(...this.#stream.flush())
    else this.#deliver(this.#stream.flush())
    const phase = this.#phase
    this.#phase = 'closed'
    if (phase === 'greeting') this.#settle(failure(this.#closedBeforeGreeting()))
    if (phase === 'naming') this.#settle(failure(this.#closedAfterNickname()))
    if (phase === 'open') this.emit('closed', describeDrop(this.#error))
  }

  #deadline(ms: number, action: () => void): void {
    this.#cancelDeadline()
    this.#cancelDeadline = this.#options.timers.after(ms, action)
  }

  #silentServer(): JoinFailure {
    const where = formatAddress(this.#options.address)
    return {
      code: 'silent-server',
      field: 'address',
      message: `${where} accepts connections but says nothing. It may not be a chat room, or somebody is just joining it: try again.`,
    }
  }

  #notAChatServer(quote: string): JoinFailure {
    const answer = quote === '' ? 'with something that is no text' : `‘${quote}’`
    return {
      code: 'not-a-chat-server',
      field: 'address',
      message: `That is a server, but not a chat room: or one that turns you away: it answered ${answer}.`,
    }
  }

  #closedBeforeGreeting(): JoinFailure {
    const error = this.#error ?? Object.assign(new Error('Closed'), { code: 'ECONNRESET' })
    return { ...describeConnectError(error, this.#options.address), field: 'address' }
  }

  #closedAfterNickname(): JoinFailure {
    const last = this.#held.findLast((item) => item.type === 'line')
    const said = last ? `: ‘${printable(last.text)}’` : '. It may not accept this name: try another one.'
    return { code: 'turned-away', field: 'nickname', message: `The room closed the connection${said}` }
  }
}

function nameTaken(nickname: string, suggestion?: string): JoinFailure {
  const failure = { code: 'name-taken', field: 'nickname' } as const
  const taken = `The name ${nickname} is taken in this room.`
  if (suggestion === undefined) return { ...failure, message: `${taken} Choose another one.` }
  return { ...failure, message: `${taken} ${suggestion} is free.`, suggestion }
}

function describeDrop(error: Error | undefined): string {
  switch (systemCode(error)) {
    case '':
      return 'The room closed the connection.'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'The connection was cut off.'
    case 'ETIMEDOUT':
      return 'The room no longer answers.'
    default:
      return `The connection was lost (${systemCode(error)}).`
  }
}
