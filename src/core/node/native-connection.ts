/** One native client of a room: its socket, its frames, its limits. It knows nothing of what they mean. */
import type { Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { utf8Length } from '../common/byte-cutting.ts'
import { FloodGate } from '../common/flood-gate.ts'
import { encodeFrame, FrameError, FrameReader } from '../common/native/frame-reader.ts'
import {
  type ClientMessage,
  type HostMessage,
  MalformedMessage,
  parseClientMessage,
} from '../common/native/messages.ts'
import { upgradeMark } from '../common/native/wire.ts'
import { closePolitely } from './farewell.ts'
import type { ConnectionSettings } from './host-connection.ts'
import type { FrameBatch } from './host-frames.ts'
import type { Receiver } from './outgoing-queue.ts'
import { SendQueue } from './send-queue.ts'
import { SilenceWatch } from './silence-watch.ts'

/** What a client says to the room. Whether it is there at all is the connection's own business. */
export type ClientRequest = Exclude<ClientMessage, { type: 'ping' | 'pong' }>

/** What a connection tells its room. */
export interface NativeListener {
  received(connection: NativeConnection, message: ClientRequest): void
  /** What it sends is being held back. Once an episode, and not of what it sends as soon as it is let in. */
  slowedDown(connection: NativeConnection): void
  /** It reads too slowly; it has been reset. `ended` follows. */
  overflowed(connection: NativeConnection): void
  /** Everything that was written to it has left. */
  drained(connection: NativeConnection): void
  /** Milliseconds until older messages may be looked for, whoever asks: each request takes its turn. */
  turnForPage(): number
  /** It is sent away, because it cannot be read or is not heard any more. `ended` follows. */
  givenUp(connection: NativeConnection, why: 'malformed' | 'silent'): void
  /** It is gone, whatever the cause. Once. */
  ended(connection: NativeConnection): void
}

/** A client that does not read what it causes is not read from either. */
const pausingBacklogBytes = 64 * 1024
/** After this long without being slowed down, a client is told again the next time. */
const floodEpisodeMs = 10_000
/** What asking for older messages costs, in messages: twenty a second in the long run. */
const pageCost = 0.1

export class NativeConnection implements Receiver<FrameBatch> {
  readonly address: Address
  readonly #socket: Socket
  readonly #sendQueue: SendQueue
  readonly #listener: NativeListener
  readonly #settings: ConnectionSettings
  readonly #reader: FrameReader
  readonly #posts: FloodGate
  readonly #smallTalk: FloodGate
  readonly #silence: SilenceWatch
  #isOpen = true
  /** Whether it can read deflated frames. */
  #inflates = false
  /** Messages that have been read and wait for their turn. */
  #waiting: string[] = []
  /** The next message, while its sender is too fast; null for one of an unknown type. */
  #held: { readonly message: ClientMessage | null } | undefined
  #slowedDownAt = -Infinity
  #cancelHold = (): void => {}

  constructor(socket: Socket, address: Address, listener: NativeListener, settings: ConnectionSettings) {
    const { limits, timers } = settings
    this.address = address
    this.#socket = socket
    this.#sendQueue = new SendQueue(socket, limits.sendQueueBytes)
    this.#listener = listener
    this.#settings = settings
    this.#reader = new FrameReader(limits.frameBytes)
    const pace = { burst: limits.floodBurst, perSecond: limits.floodPerSecond, clock: () => timers.now() }
    this.#posts = new FloodGate(pace)
    this.#smallTalk = new FloodGate(pace)
    this.#silence = new SilenceWatch({
      limits,
      timers,
      // Who is not read from is not silent.
      isPaused: () => socket.isPaused(),
      send: (message) => this.send(message),
      onSilence: (silenceMs) => this.#dismissForSilence(silenceMs),
    })
    socket.on('data', (bytes: Buffer) => this.#read(bytes))
    socket.on('drain', () => {
      this.#work()
      listener.drained(this)
    })
    // Its close follows; an error that nobody listens for would end the process.
    socket.on('error', () => undefined)
    socket.once('end', () => this.#finish())
    socket.once('close', () => this.#end())
  }

  /** Whether the client can still be answered. What it said before it ended comes after that, too. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether more is waiting for the client than half of what may. */
  get isCongested(): boolean {
    return this.#socket.writableLength > this.#settings.limits.sendQueueBytes / 2
  }

  /** Begins the native protocol: the mark, a first message, then whatever came behind the client's own mark. */
  open(first: HostMessage, rest: Uint8Array): void {
    this.#socket.write(Buffer.concat([Buffer.from(upgradeMark), this.#encode(first)]))
    this.#silence.start()
    this.#read(rest)
  }

  /** It is let in. What it sends from now on without a pause has waited while it was away: that is no flood to speak of. */
  enter({ inflates }: { readonly inflates: boolean }): void {
    this.#inflates = inflates
    this.#slowedDownAt = this.#settings.timers.now()
  }

  /** Sends one write, unless the client is so far behind that it has to go; deflated if it can read that. */
  write(batch: FrameBatch): void {
    this.#push(this.#inflates ? batch.deflated : batch.plain)
  }

  /** Sends messages for it alone now, in one write, without waiting for the end of the turn. */
  send(...messages: readonly HostMessage[]): void {
    this.#push(Buffer.concat(messages.map((message) => this.#encode(message))))
  }

  #push(bytes: Uint8Array): void {
    if (!this.#isOpen || this.#socket.destroyed) return
    if (this.#sendQueue.push(bytes)) return
    this.#listener.overflowed(this)
    // Its close tells that it has ended: now, others have yet to be given what this one is given.
    this.#socket.resetAndDestroy()
  }

  /** Ends the client with a last message and a polite close; what waits does not count. `ended` is told at once. */
  dismiss(last: Extract<HostMessage, { type: 'bye' | 'refused' }>): Promise<void> {
    if (!this.#isOpen) return Promise.resolve()
    // Whoever is sent away has said their last word: what waits is unanswered, so they know that nothing came of it.
    this.#held = undefined
    this.#waiting = []
    const closed = closePolitely(this.#socket, this.#encode(last), this.#settings.timers)
    this.#end()
    return closed
  }

  /** Ends a client that does not keep to the protocol, in these words. */
  breakOff(message: string): void {
    void this.dismiss({ type: 'bye', code: 'malformed', message })
  }

  #encode(message: HostMessage): Uint8Array {
    return encodeFrame(message, this.#settings.limits.frameBytes)
  }

  #read(bytes: Uint8Array): void {
    if (!this.#isOpen) return
    this.#silence.hear()
    try {
      this.#waiting = this.#waiting.concat(this.#reader.push(bytes))
    } catch (error) {
      return this.#dismissFor(error)
    }
    this.#work()
  }

  /** Handles what waits, as far as the client's pace allows, and reads on when nothing is left. */
  #work(): void {
    while (this.#mayGoOn) {
      const payload = this.#waiting.shift()
      if (payload === undefined) return void this.#socket.resume()
      const message = this.#parse(payload)
      if (!this.#isOpen) return
      const delay = this.#delayFor(message, payload)
      if (delay > 0) this.#hold(message, delay)
      else this.#handle(message)
    }
    if (this.#isOpen) this.#socket.pause()
  }

  get #mayGoOn(): boolean {
    return this.#isOpen && !this.#held && this.#socket.writableLength <= pausingBacklogBytes
  }

  /** Null for a message of an unknown type, and for one that ends the connection. */
  #parse(payload: string): ClientMessage | null {
    try {
      return parseClientMessage(payload)
    } catch (error) {
      this.#dismissFor(error)
      return null
    }
  }

  #dismissFor(error: unknown): void {
    if (!(error instanceof FrameError || error instanceof MalformedMessage)) throw error
    this.#waiting = []
    this.#listener.givenUp(this, 'malformed')
    this.breakOff(`What you sent cannot be read. ${error.message}`)
  }

  /** Milliseconds to wait before a message counts. Small talk has an allowance of its own, so that it slows no message down. */
  #delayFor(message: ClientMessage | null, payload: string): number {
    const { messageBytes } = this.#settings.limits
    if (isAct(message)) return this.#posts.delayFor(Math.max(1, utf8Length(payload) / messageBytes))
    const isPage = message?.type === 'page'
    const delay = this.#smallTalk.delayFor(Math.max(isPage ? pageCost : 0, utf8Length(payload) / messageBytes))
    return isPage ? Math.max(delay, this.#listener.turnForPage()) : delay
  }

  #hold(message: ClientMessage | null, delay: number): void {
    const { timers } = this.#settings
    this.#held = { message }
    this.#cancelHold = timers.after(delay, () => {
      this.#held = undefined
      this.#handle(message)
      this.#work()
    })
    if (!isAct(message)) return
    const now = timers.now()
    if (now - this.#slowedDownAt > floodEpisodeMs) this.#listener.slowedDown(this)
    this.#slowedDownAt = now + delay
  }

  #handle(message: ClientMessage | null): void {
    // A message that had to wait is no silence.
    this.#silence.hear()
    if (message?.type === 'ping') this.send({ type: 'pong' })
    else if (message && message.type !== 'pong') this.#listener.received(this, message)
  }

  #dismissForSilence(silenceMs: number): void {
    const message = `Nothing was heard from you for ${Math.round(silenceMs / 1000)} seconds.`
    this.#listener.givenUp(this, 'silent')
    void this.dismiss({ type: 'bye', code: 'silent', message })
  }

  /** The client has closed its side: what it said until then counts as far as its pace allows, and it is gone. */
  #finish(): void {
    if (!this.#isOpen) return
    this.#end()
    void closePolitely(this.#socket, new Uint8Array(), this.#settings.timers)
  }

  #end(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#cancelHold()
    this.#silence.stop()
    this.#takeLastActs()
    this.#listener.ended(this)
  }

  /**
   * Takes what was asked of the room before the end, no faster than ever: what comes to nothing is unanswered, and will
   * be asked for again. What asks for an answer alone is left, as nobody could read it.
   */
  #takeLastActs(): void {
    if (isAct(this.#held?.message ?? null)) return
    for (let payload = this.#waiting.shift(); payload !== undefined; payload = this.#waiting.shift()) {
      const message = this.#parse(payload)
      if (!isAct(message)) continue
      if (this.#delayFor(message, payload) > 0) return
      this.#handle(message)
    }
  }
}

/** What asks for something that others will see. */
const actTypes: ReadonlySet<ClientMessage['type']> = new Set([
  'post',
  'edit',
  'delete',
  'react',
  'rename',
  'topic',
  'away',
])

function isAct(message: ClientMessage | null): boolean {
  return message !== null && actTypes.has(message.type)
}
