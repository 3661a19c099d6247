import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { readGreeting } from '../common/classic/greeting.ts'
import { isPlausibleName } from '../common/classic/known-names.ts'
import { nicknameRequest } from '../common/classic/phrases.ts'
import { ClassicServerStream, type ClassicServerItem } from '../common/classic/server-stream.ts'
import { isTornOffer } from '../common/native/torn-offer.ts'
import { parseTakenNotice } from '../common/nickname.ts'
import { failure, success, type Result } from '../common/result.ts'
import { dial } from './dialer.ts'
import {
  cancelled,
  describeDrop,
  nameTaken,
  notAChatServer,
  notConnected,
  silentServer,
  turnedAway,
  type JoinFailure,
} from './join-failure.ts'
import type { ServerConnectionOptions } from './server-connection-options.ts'

/** A quiet moment ends a message: milliseconds after the last byte. */
const flushMs = 40
/** The same while an offer of the native protocol may still come: a slow link can tear it off. */
const offerFlushMs = 150
/** Milliseconds after the nickname in which a server that says nothing could still have refused it. */
const settleMs = 1000
/** The same while an offer may still come: a link may be that slow, a server that says nothing is rare. */
const offerSettleMs = 3000
/** How long a connection that was given up may take to end in a way that the server survives. */
const withdrawMs = 60_000
/** So many items from one read are enough for one turn of the event loop. */
const busyItems = 100
/** A server that has said this much has let us in. */
const maxHeldItems = 1000
/** Characters at the end of what is heard in which an offer may be. */
const longestHeard = 500

/** A connection whose host offers the native protocol. Its socket is paused, and has no listeners of ours. */
export interface OfferedSocket {
  readonly protocol: 'offered'
  readonly socket: Socket
}

type Outcome = Result<ServerConnection | OfferedSocket, JoinFailure>

type Phase = 'greeting' | 'naming' | 'open' | 'withdrawn' | 'closed'

/** One connection to a classic server, from the greeting to the end. */
export class ServerConnection extends EventEmitter<{
  items: [readonly ClassicServerItem[]]
  /** The other side is gone; the reason is a sentence. Never follows {@link ServerConnection.reset}. */
  closed: [string]
}> {
  readonly protocol = 'classic'
  readonly #socket: Socket
  readonly #options: ServerConnectionOptions
  readonly #stream: ClassicServerStream
  #phase: Phase = 'greeting'
  #isPaused = false
  #isSnug = false
  #head = Buffer.alloc(0)
  /** What has been said since the nickname was given, while the native protocol may be offered. */
  #heard = ''
  #held: ClassicServerItem[] = []
  #nickname: string
  #error: Error | undefined
  #cancelFlush = (): void => {}
  #cancelDeadline = (): void => {}
  #settle: (outcome: Outcome) => void = () => {}

  /**
   * Connects, gives the nickname, and answers when the server has let us in, or offers the native protocol.
   *
   * Items come no earlier than the turn of the event loop after this, so that listeners can be added.
   */
  static async open(options: ServerConnectionOptions): Promise<Outcome> {
    const dialled = await dial(options.address, {
      timeoutMs: options.connectTimeoutMs,
      signal: options.signal,
      timers: options.timers,
    })
    if (!dialled.ok) return dialled
    return new Promise((resolve) => new ServerConnection(dialled.value, options, resolve))
  }

  private constructor(socket: Socket, options: ServerConnectionOptions, resolve: (outcome: Outcome) => void) {
    super()
    this.#socket = socket
    this.#options = options
    this.#nickname = options.nickname
    this.#stream = new ClassicServerStream(options.nickname)
    const onAbort = (): void => this.#withdraw(cancelled)
    this.#settle = (outcome) => {
      this.#settle = () => {}
      this.#cancelDeadline()
      options.signal.removeEventListener('abort', onAbort)
      resolve(outcome)
    }
    options.signal.addEventListener('abort', onAbort)
    this.#deadline(options.greetingTimeoutMs, () => this.#withdraw(silentServer(options.address)))
    socket.on('data', this.#onData).on('end', this.#onEnd).on('error', this.#onError).on('close', this.#onClose)
    if (options.signal.aborted) onAbort()
  }

  /** The name that the room knows us by. */
  get nickname(): string {
    return this.#nickname
  }

  /** Whether something written has not even left this computer. */
  get hasUnwritten(): boolean {
    return this.#socket.writableLength > 0
  }

  /** Whether the server offers the native protocol, and so is a Snug, which reads lines and answers commands. */
  get isSnug(): boolean {
    return this.#isSnug
  }

  /** To a Snug, in lines: whoever ends lines gets lines that are ended, however close together they come. */
  write(text: string): void {
    this.#socket.write(this.#isSnug ? `${text}\n` : text)
  }

  /** Takes no more from the server until {@link resume}; the server then has to wait too. */
  pause(): void {
    this.#isPaused = true
    // The rest of a message that has begun may be waiting outside.
    this.#cancelFlush()
    this.#socket.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#flushWhenQuiet()
    this.#socket.resume()
  }

  /** Ends the connection with a reset: a classic server notices nothing else. What was written may be lost with it. */
  reset(): void {
    this.#phase = 'closed'
    this.#cancelFlush()
    this.#cancelDeadline()
    this.#socket.resetAndDestroy()
  }

  readonly #onEnd = (): void => void this.#socket.destroy()

  readonly #onError = (error: Error): void => void (this.#error = error)

  readonly #onData = (bytes: Uint8Array): void => {
    if (this.#mayBeOffered) this.#heard = (this.#heard + Buffer.from(bytes).toString('latin1')).slice(-longestHeard)
    if (this.#phase === 'greeting' || (this.#phase === 'withdrawn' && this.#head.length < nicknameRequest.length)) {
      this.#head = Buffer.concat([this.#head, bytes])
      const greeting = readGreeting(this.#head)
      if (greeting.type === 'incomplete') return
      if (greeting.type === 'foreign') return this.#fail(notAChatServer(greeting.quote))
      this.#giveNickname()
      bytes = this.#head
    }
    if (this.#phase === 'withdrawn') return
    const items = this.#stream.push(bytes)
    this.#take(items, false)
    if (this.#isClosed) return
    if (items.length > busyItems) this.#takeBreath()
    this.#flushWhenQuiet()
  }

  /** Asked anew after items were taken: they may have ended it. */
  get #isClosed(): boolean {
    return this.#phase === 'closed'
  }

  get #mayBeOffered(): boolean {
    return this.#phase === 'naming' && this.#options.upgrades
  }

  #flushWhenQuiet(): void {
    this.#cancelFlush()
    this.#cancelFlush = this.#options.timers.after(this.#mayBeOffered ? offerFlushMs : flushMs, () => {
      if (this.#mayBeOffered && isTornOffer(this.#heard, this.#nickname)) return
      // What has arrived while this process was busy comes first.
      const turn = setImmediate(() => this.#take(this.#stream.flush(), true))
      this.#cancelFlush = () => clearImmediate(turn)
    })
  }

  #giveNickname(): void {
    this.#socket.write(this.#options.nickname)
    if (this.#phase === 'withdrawn') return this.#deadline(settleMs, () => this.reset())
    this.#phase = 'naming'
    this.#deadline(this.#options.upgrades ? offerSettleMs : settleMs, () => this.#enter())
  }

  /** @param quiet nothing more is about to come */
  #take(items: readonly ClassicServerItem[], quiet: boolean): void {
    if (this.#phase !== 'naming') return this.#deliver(items)
    this.#held = [...this.#held, ...items]
    for (const item of items) if (item.type === 'line' && !this.#takeVerdict(item.text)) return
    const connected = this.#held.find((item) => item.type === 'connected')
    if (connected?.offersNative) {
      if (this.#options.upgrades) return this.#handOver()
      this.#isSnug = true
    }
    const joined = this.#held.some((item) => item.type === 'joined' && item.nickname === this.#nickname)
    // A join alone may be followed by a second write; resetting before the server has made it would bring it down.
    if (connected || (joined && quiet) || this.#held.length > maxHeldItems) this.#enter()
  }

  /** What the server says about the nickname. False if that ends the joining. */
  #takeVerdict(line: string): boolean {
    const { nickname } = this.#options
    const taken = parseTakenNotice(line)
    if (taken?.wanted === nickname && isPlausibleName(taken.given)) this.#nickname = taken.given
    else if (line === nicknameRequest) this.#fail(nameTaken(nickname))
    return this.#phase === 'naming'
  }

  /** A name that is taken does not matter here: it may be our own ghost who has it. The native host decides. */
  #handOver(): void {
    const socket = this.#socket.pause()
    socket.off('data', this.#onData).off('end', this.#onEnd).off('error', this.#onError).off('close', this.#onClose)
    this.#phase = 'closed'
    this.#cancelFlush()
    this.#settle(success({ protocol: 'offered', socket }))
  }

  #enter(): void {
    const { nickname, acceptsOtherName } = this.#options
    if (this.#nickname !== nickname && !acceptsOtherName) return this.#fail(nameTaken(nickname, this.#nickname))
    this.#phase = 'open'
    if (this.#isSnug) this.write('')
    this.#settle(success(this))
    this.#takeBreath()
    this.#flushWhenQuiet()
  }

  /** Lets everything else have its turn: the system would hand over two megabytes before that. */
  #takeBreath(): void {
    this.#socket.pause()
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

  readonly #onClose = (): void => {
    this.#cancelFlush()
    this.#cancelDeadline()
    if (this.#phase === 'naming') this.#held.push(...this.#stream.flush())
    else this.#deliver(this.#stream.flush())
    const phase = this.#phase
    this.#phase = 'closed'
    if (phase === 'greeting') this.#settle(failure(notConnected(this.#options.address, this.#error)))
    if (phase === 'naming') this.#settle(failure(this.#whyTurnedAway()))
    if (phase === 'open') this.emit('closed', describeDrop(this.#error))
  }

  #whyTurnedAway(): JoinFailure {
    const { nickname, acceptsOtherName } = this.#options
    if (this.#nickname !== nickname && !acceptsOtherName) return nameTaken(nickname, this.#nickname)
    return turnedAway(this.#held.findLast((item) => item.type === 'line')?.text)
  }

  #deadline(ms: number, action: () => void): void {
    this.#cancelDeadline()
    this.#cancelDeadline = this.#options.timers.after(ms, action)
  }
}
