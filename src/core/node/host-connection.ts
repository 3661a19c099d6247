/** One classic client of a room: its socket, its limits, and what it says. It knows nothing of the others. */
import type { Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { type ForeignProtocol, foreignProtocolOf } from '../common/arrivals.ts'
import { type ClassicClientItem, ClassicClientStream } from '../common/classic/client-stream.ts'
import { packItems, unpackItems } from '../common/classic/held-items.ts'
import { nicknameRequest } from '../common/classic/phrases.ts'
import { FloodGate } from '../common/flood-gate.ts'
import type { Limits } from '../common/limits.ts'
import { UpgradeScanner } from '../common/native/upgrade-scanner.ts'
import type { ClassicBatch } from './classic-batch.ts'
import { sayFarewell } from './farewell.ts'
import type { Receiver } from './outgoing-queue.ts'
import { SendQueue } from './send-queue.ts'
import type { Timers } from './timers.ts'

/** Why no nickname is waited for any more. */
export type NicknameFault = 'silent' | 'flooded' | ForeignProtocol

/** What a connection tells its room. */
export interface ConnectionListener {
  /** The client has answered the request for its nickname. The listener binds a name or dismisses the client. */
  nicknameGiven(connection: HostConnection, nickname: string): void
  /** Never before the nickname is bound. */
  messageReceived(connection: HostConnection, text: string): void
  /** No nickname came in time, or what came can be none. */
  nicknameMissed(connection: HostConnection, why: NicknameFault): void
  /** What it sends is being held back. Once an episode. */
  slowedDown(connection: HostConnection): void
  /** Everything that was written to it has left. */
  drained(connection: HostConnection): void
  /** It reads too slowly; it has been reset. `ended` follows. */
  overflowed(connection: HostConnection): void
  /** It goes on in the native protocol, and this connection is over: `ended` does not follow. */
  upgraded(connection: HostConnection, socket: Socket, rest: Uint8Array): void
  /** It is gone, whatever the cause. Once. */
  ended(connection: HostConnection): void
}

export interface ConnectionSettings {
  readonly limits: Limits
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly timers: Timers
  /** Milliseconds of a turn in which people are written to. */
  readonly writingMs: number
}

/** A silence after which a line without an end is complete. */
const partialLineMs = 200
/** A client that does not read what it causes is not read from either. */
const pausingBacklogBytes = 64 * 1024
/** After this long without being slowed down, a client is told again the next time. */
const floodEpisodeMs = 10_000
/** So many messages that come together are one paste, and count as one message. */
const pasteMessages = 50
/** Writes closer together than this may reach the client in one read, after a hiccup of its network too. */
const mergingMs = 1000
/** How long what is still unsent may take after the client has closed its side. */
const lingerMs = 1000

const lineEnd = Buffer.from('\n')

export class HostConnection implements Receiver<ClassicBatch> {
  readonly address: Address
  readonly #socket: Socket
  readonly #sendQueue: SendQueue
  readonly #listener: ConnectionListener
  readonly #settings: ConnectionSettings
  readonly #stream: ClassicClientStream
  readonly #scanner = new UpgradeScanner()
  readonly #gate: FloodGate
  readonly #handlers = {
    data: (bytes: Buffer) => this.#read(bytes),
    drain: () => this.#drained(),
    // Its close follows; an error that nobody listens for would end the process.
    error: () => undefined,
    end: () => this.#finish(),
    close: () => this.#end(),
  }
  #named = false
  /** Ending: what it said before still counts, but nothing is written any more. */
  #life: 'open' | 'ending' | 'ended' = 'open'
  /** What a read brought, waiting until its sender has been quiet for long enough; {@link packItems}. */
  #held: string | undefined
  #unnamedBytes = 0
  #slowedDownAt = -Infinity
  #lastWriteAt = -Infinity
  #mergingBytes = 0
  readonly #cancelDeadline: () => void
  #cancelHold = noTimer
  #cancelPartialLine = noTimer

  constructor(socket: Socket, address: Address, listener: ConnectionListener, settings: ConnectionSettings) {
    const { limits, timers } = settings
    this.address = address
    this.#socket = socket
    this.#sendQueue = new SendQueue(socket, limits.sendQueueBytes)
    this.#listener = listener
    this.#settings = settings
    this.#stream = new ClassicClientStream(limits)
    this.#gate = new FloodGate({
      burst: limits.floodBurst,
      perSecond: limits.floodPerSecond,
      clock: () => timers.now(),
    })
    this.#cancelDeadline = timers.after(limits.handshakeMs, () => listener.nicknameMissed(this, 'silent'))
    for (const [event, handler] of Object.entries(this.#handlers)) socket.on(event, handler)
    socket.write(nicknameRequest)
  }

  get #isOpen(): boolean {
    return this.#life === 'open'
  }

  /** Whether more is waiting for the client than half of what may. */
  get isCongested(): boolean {
    return this.#socket.writableLength > this.#settings.limits.sendQueueBytes / 2
  }

  /** Gives the client the name under which it speaks from now on. */
  bind(requested: string, given: string, isKnownName: (name: string) => boolean): void {
    this.#cancelDeadline()
    this.#named = true
    this.#stream.bind(requested, given, isKnownName)
  }

  /** Sends one write, unless the client is so far behind that it has to go. */
  write(batch: ClassicBatch): void {
    if (!this.#isOpen || this.#socket.destroyed) return
    const chosen = this.#choose(batch)
    if (chosen.length === 0) return
    // On the screen of nc or telnet, what is not ended runs together with what comes next.
    const bytes = this.#stream.endsLines ? Buffer.concat([chosen, lineEnd]) : chosen
    if (this.#sendQueue.push(bytes)) return
    this.#listener.overflowed(this)
    // Its close tells that it has ended: now, others have yet to be given what this one is given.
    this.#socket.resetAndDestroy()
  }

  /** Reads no more, and hands over at once what the client has said and is held back. */
  hearOut(): void {
    if (!this.#named) return
    this.#pause()
    this.#release()
    this.#take(this.#stream.flush())
  }

  /** Ends the client with a last text, a pause and a reset; what is held back does not count. `ended` is told at once. */
  dismiss(text: string): Promise<void> {
    if (!this.#isOpen) return Promise.resolve()
    this.#held = undefined
    this.#stream.flush()
    const farewell = sayFarewell(this.#socket, text, this.#settings.timers)
    this.#end()
    return farewell
  }

  /**
   * ASCII, or UTF-8 for a client that has proved it.
   *
   * Even that client is sent ASCII when more than one of its reads may be under way: it dies of a character cut by the end of a read.
   */
  #choose(batch: ClassicBatch): Buffer {
    if (!this.#stream.provedUtf8) return batch.ascii
    const now = this.#settings.timers.now()
    const mayMerge = this.#socket.writableLength > 0 || now - this.#lastWriteAt < mergingMs
    const before = mayMerge ? this.#mergingBytes : 0
    const fits = before + batch.utf8.length <= this.#settings.limits.classicMessageBytes
    const bytes = fits ? batch.utf8 : batch.ascii
    this.#lastWriteAt = now
    this.#mergingBytes = before + bytes.length
    return bytes
  }

  #read(bytes: Buffer): void {
    if (!this.#isOpen) return
    if (!this.#named && this.#isHopeless(bytes)) return
    const { classic, native } = this.#named ? this.#scanner.push(bytes) : { classic: bytes, native: null }
    const items = this.#stream.push(classic)
    if (native) return this.#handOver(items, native)
    const cost = this.#costOf(bytes.length, items)
    const delay = cost > 0 ? this.#gate.delayFor(cost) : 0
    if (delay > 0) this.#hold(items, delay)
    else this.#take(items)
    if (this.#isOpen && this.#socket.writableLength > pausingBacklogBytes) this.#pause()
  }

  /** Whether what has come without a nickname shows that nobody needs to wait for it. The listener is told. */
  #isHopeless(bytes: Buffer): boolean {
    const foreign = this.#unnamedBytes === 0 ? foreignProtocolOf(bytes) : null
    this.#unnamedBytes += bytes.length
    const fault = foreign ?? (this.#unnamedBytes > this.#settings.limits.frameBytes ? 'flooded' : null)
    if (fault !== null) this.#listener.nicknameMissed(this, fault)
    return fault !== null
  }

  /** What a read costs, in messages: at least one, more if it brings more than one could be. The nickname is free. */
  #costOf(bytes: number, items: readonly ClassicClientItem[]): number {
    const messages = items.filter((item) => item.type === 'message').length
    if (!this.#named && messages === 0) return 0
    return Math.max(1, bytes / this.#settings.limits.messageBytes, messages / pasteMessages)
  }

  #hold(items: readonly ClassicClientItem[], delay: number): void {
    const { timers } = this.#settings
    this.#held = packItems(items)
    this.#pause()
    this.#cancelHold = timers.after(delay, () => {
      this.#release()
      this.#readOn()
    })
    const now = timers.now()
    if (now - this.#slowedDownAt > floodEpisodeMs) this.#listener.slowedDown(this)
    this.#slowedDownAt = now + delay
  }

  /** What is taken at the end of what came too fast: there is no later. */
  #withinBurst(items: readonly ClassicClientItem[]): readonly ClassicClientItem[] {
    return items.slice(0, this.#settings.limits.floodBurst)
  }

  #release(): void {
    this.#cancelHold()
    const items = unpackItems(this.#held ?? '')
    this.#held = undefined
    this.#take(items)
  }

  /** The client goes on in the native protocol: what it said before counts, and the socket is somebody else's. */
  #handOver(items: readonly ClassicClientItem[], rest: Uint8Array): void {
    const cost = this.#costOf(0, items)
    const isTooFast = cost > 0 && this.#gate.delayFor(cost) > 0
    this.#take([...(isTooFast ? this.#withinBurst(items) : items), ...this.#stream.flush()])
    if (!this.#isOpen) return
    this.#life = 'ended'
    this.#cancelPartialLine()
    for (const [event, handler] of Object.entries(this.#handlers)) this.#socket.off(event, handler)
    this.#listener.upgraded(this, this.#socket, rest)
  }

  #drained(): void {
    this.#readOn()
    this.#listener.drained(this)
  }

  #pause(): void {
    this.#socket.pause()
    this.#cancelPartialLine()
  }

  #readOn(): void {
    if (this.#held !== undefined || !this.#isOpen || this.#socket.writableLength > pausingBacklogBytes) return
    this.#socket.resume()
    this.#awaitRestOfLine()
  }

  #take(items: readonly ClassicClientItem[]): void {
    for (const item of items) {
      if (item.type === 'message') {
        if (this.#named && this.#life !== 'ended') this.#listener.messageReceived(this, item.text)
      } else if (!this.#named && this.#isOpen) this.#listener.nicknameGiven(this, item.text)
    }
    this.#awaitRestOfLine()
  }

  /** Silence ends a line, but only the client's own silence: while it is not read from, the rest may have come long ago. */
  #awaitRestOfLine(): void {
    this.#cancelPartialLine()
    if (!this.#stream.holdsPartialLine || this.#socket.isPaused()) return
    this.#cancelPartialLine = this.#settings.timers.after(partialLineMs, () => {
      // A busy moment of this program is no silence of the client: what has arrived meanwhile is read first.
      const afterReading = setImmediate(() => this.#take(this.#stream.flush()))
      this.#cancelPartialLine = () => clearImmediate(afterReading)
    })
  }

  /** The client has closed its side: what it said until then counts, though no more than a burst, and it is gone. */
  #finish(): void {
    this.#end()
    this.#socket.end()
    const cancel = this.#settings.timers.after(lingerMs, () => this.#socket.resetAndDestroy())
    this.#socket.once('close', cancel)
  }

  #end(): void {
    if (!this.#isOpen) return
    this.#life = 'ending'
    this.#cancelDeadline()
    if (this.#held !== undefined) this.#held = packItems(this.#withinBurst(unpackItems(this.#held)))
    this.#release()
    this.#take(this.#stream.flush())
    this.#life = 'ended'
    this.#cancelPartialLine()
    this.#listener.ended(this)
  }
}

/** Nothing to cancel yet. */
function noTimer(): void {}
