import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { Limits } from '../common/limits.ts'
import { encodeFrame, FrameError, FrameReader } from '../common/native/frame-reader.ts'
import {
  type ClientMessage,
  type HostMessage,
  MalformedMessage,
  parseHostMessage,
  type RoomQuestion,
} from '../common/native/messages.ts'
import { UpgradeScanner } from '../common/native/upgrade-scanner.ts'
import { upgradeMark } from '../common/native/wire.ts'
import { printable } from '../common/unsafe-text.ts'
import { failure, success, type Result } from '../common/result.ts'
import { inflate } from './host-frames.ts'
import { cancelled, describeDrop, type JoinFailure, refused, upgradeBroken } from './join-failure.ts'
import { answerTo, type HelloOptions, recognised, type Welcome } from './native-hello.ts'
import { SilenceWatch } from './silence-watch.ts'
import type { Timers } from './timers.ts'

/** Milliseconds for the host's mark after ours; and of silence after it, until we are in. */
const enteringMs = 5000
/** How long a connection that we end may take to do so. */
const lingerMs = 1000
/** After so many letters of JSON everything else gets its turn: a read can bring sixteen times its bytes. */
const busyLetters = 32 * 1024

export type Bye = Extract<HostMessage, { type: 'bye' }>

export interface NativeServerConnectionOptions extends HelloOptions {
  readonly limits: Pick<Limits, 'frameBytes' | 'pingMs' | 'dropMs'>
  readonly signal: AbortSignal
  readonly clock: () => number
  readonly timers: Timers
}

/** One connection to a native host, from its offer to the end. */
export class NativeServerConnection extends EventEmitter<{
  /** What one read has brought. The first of all is the welcome. */
  messages: [readonly HostMessage[]]
  /** It is over, for a reason in words; with the host's own `bye`. Never follows {@link NativeServerConnection.leave}. */
  closed: [reason: string, bye: Bye | null]
}> {
  readonly protocol = 'native'
  readonly #socket: Socket
  readonly #options: NativeServerConnectionOptions
  readonly #scanner = new UpgradeScanner()
  readonly #frames: FrameReader
  /** What has been read and not been taken yet. */
  #payloads: string[] = []
  readonly #silence: SilenceWatch
  /** Welcomed: it is in, but nobody listens before the next turn of the event loop. */
  #phase: 'entering' | 'welcomed' | 'open' | 'closed' = 'entering'
  #question: RoomQuestion | null = null
  #welcome: Welcome | null = null
  #capabilities: readonly string[] = []
  #held: HostMessage[] = []
  #ending: { readonly reason: string; readonly bye: Bye | null } | null = null
  #isPaused = false
  #isCorked = false
  #error: Error | undefined
  #cancelTimer = (): void => {}
  #settle: (result: Result<NativeServerConnection, JoinFailure>) => void

  /**
   * Takes up the offer, says hello, and answers when the host has let us in.
   *
   * After our mark nobody knows which protocol the other side reads, so a host that does not keep its offer is a failure:
   * there is no way back to the classic protocol.
   *
   * Messages come no earlier than the turn of the event loop after this, so that listeners can be added.
   */
  static enter(
    socket: Socket,
    options: NativeServerConnectionOptions,
  ): Promise<Result<NativeServerConnection, JoinFailure>> {
    return new Promise((resolve) => new NativeServerConnection(socket, options, resolve))
  }

  private constructor(
    socket: Socket,
    options: NativeServerConnectionOptions,
    resolve: (result: Result<NativeServerConnection, JoinFailure>) => void,
  ) {
    super()
    this.#socket = socket
    this.#options = options
    this.#frames = new FrameReader(options.limits.frameBytes, inflate)
    this.#silence = new SilenceWatch({
      ...options,
      isPaused: () => this.#isPaused,
      send: (message) => this.send(message),
      onSilence: () => {
        this.#end('The room no longer answers.', null)
        this.#deliver()
      },
    })
    const onAbort = (): void => this.#fail(cancelled)
    this.#settle = (result) => {
      this.#settle = () => {}
      options.signal.removeEventListener('abort', onAbort)
      resolve(result)
    }
    options.signal.addEventListener('abort', onAbort)
    socket
      .on('data', (bytes: Uint8Array) => this.#onData(bytes))
      .on('end', () => socket.destroy())
      .on('error', (error) => (this.#error = error))
      .on('close', () => this.#onClose())
    this.#awaitHost()
    if (options.signal.aborted) onAbort()
    else if (socket.destroyed) this.#onClose()
    else socket.write(upgradeMark)
    socket.resume()
  }

  /** How the host has welcomed us; the room has the id that it is known by here. */
  get welcome(): Welcome {
    if (!this.#welcome) throw new Error('A connection was used before the host had let it in.')
    return this.#welcome
  }

  /** What the host says that it can do. */
  get capabilities(): readonly string[] {
    return this.#capabilities
  }

  /** Sends a message; all of one turn of the event loop leave together. */
  send(message: ClientMessage): void {
    if (this.#phase === 'closed') return
    if (!this.#isCorked) {
      this.#isCorked = true
      this.#socket.cork()
      setImmediate(() => {
        this.#isCorked = false
        this.#socket.uncork()
      })
    }
    this.#socket.write(encodeFrame(message, this.#options.limits.frameBytes))
  }

  /** Takes no more from the host until {@link resume}; the host then has to wait too. */
  pause(): void {
    this.#isPaused = true
    this.#socket.pause()
  }

  resume(): void {
    // The silence until now was ours.
    if (this.#isPaused) this.#silence.hear()
    this.#isPaused = false
    this.#goOn()
  }

  /** Ends the connection on purpose, after what was sent. */
  leave(): void {
    this.#close()
    this.#socket.end()
    // What the host still sends has to be read, or its end would never be.
    this.#socket.resume()
    const cancel = this.#options.timers.after(lingerMs, () => this.#socket.destroy())
    this.#socket.once('close', cancel)
  }

  #onData(bytes: Uint8Array): void {
    if (this.#phase === 'closed' || this.#ending) return
    // What is said in the room before the mark is in the host's welcome too.
    const { native } = this.#scanner.push(bytes)
    if (!native) return
    this.#silence.hear()
    if (this.#phase === 'entering') this.#awaitHost()
    this.#attempt(() => (this.#payloads = this.#payloads.concat(this.#frames.push(native))))
    this.#work()
  }

  /** Takes what has been read; once it is open, as much as one turn should. */
  #work(mostLetters = this.#phase === 'open' ? busyLetters : Infinity): void {
    let letters = 0
    for (let payload = this.#payloads.shift(); payload !== undefined; payload = this.#payloads.shift()) {
      this.#attempt(() => this.#take(parseHostMessage(payload)))
      letters += payload.length
      if (letters >= mostLetters) break
    }
    this.#deliver()
    if (letters >= busyLetters) this.#takeBreath()
    else this.#readOn()
  }

  /** What cannot be understood is the end, after what came before it. */
  #attempt(read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof FrameError || error instanceof MalformedMessage)) throw error
      this.#end(`The room sent something that cannot be understood. ${error.message}`, null)
    }
  }

  /** @param message null if this program does not know its type */
  #take(message: HostMessage | null): void {
    if (!message || this.#isClosed || this.#ending) return
    if (message.type === 'ping') this.send({ type: 'pong' })
    else if (message.type === 'bye') this.#end(message.message, message)
    else if (message.type === 'challenge') this.#sayHello(message)
    else if (message.type === 'welcome') this.#recognise(message)
    else if (this.#phase !== 'entering') this.#held.push(message)
    else if (message.type === 'refused') this.#fail(refused(this.#options.nickname, message))
  }

  #sayHello(challenge: Extract<HostMessage, { type: 'challenge' }>): void {
    if (this.#question || this.#welcome) throw cameTwice('challenge')
    this.#capabilities = challenge.capabilities
    const answer = answerTo(challenge, this.#options)
    if (!answer.ok) return this.#fail(answer.error)
    this.#question = answer.value.question
    this.send(answer.value.hello)
  }

  #recognise(message: Welcome): void {
    // It would not be the answer to our question, and could name any room.
    if (this.#welcome) throw cameTwice('welcome')
    const welcome = recognised(message, this.#question, this.#options)
    if (welcome.ok) this.#enter(welcome.value)
    else this.#fail(welcome.error)
  }

  #enter(welcome: Welcome): void {
    this.#phase = 'welcomed'
    this.#cancelTimer()
    this.#welcome = welcome
    this.#held.push(welcome)
    this.#settle(success(this))
    this.#socket.pause()
    setImmediate(() => {
      if (this.#phase !== 'welcomed') return
      this.#phase = 'open'
      this.#silence.start()
      if (this.#socket.destroyed) this.#end(describeDrop(this.#error), null)
      this.#deliver()
      if (!this.#isPaused) this.#socket.resume()
    })
  }

  /** Hands over what has come, and then the end, if it has come too. */
  #deliver(): void {
    if (this.#phase !== 'open') return
    const due = this.#held
    this.#held = []
    if (due.length > 0) this.emit('messages', due)
    // A listener may have left.
    if (!this.#ending || this.#isClosed) return
    const { reason, bye } = this.#ending
    this.#close()
    this.#socket.destroy()
    this.emit('closed', reason, bye)
  }

  get #isClosed(): boolean {
    return this.#phase === 'closed'
  }

  /** Lets everything else have its turn: the system would hand over two megabytes before that. */
  #takeBreath(): void {
    if (this.#phase !== 'open') return
    this.#socket.pause()
    setImmediate(() => this.#goOn())
  }

  #goOn(): void {
    if (this.#phase !== 'open' || this.#isPaused) return
    if (this.#payloads.length > 0) this.#work()
    else this.#readOn()
  }

  #readOn(): void {
    if (this.#phase === 'open' && !this.#isPaused) this.#socket.resume()
  }

  #awaitHost(): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#options.timers.after(enteringMs, () => this.#fail(upgradeBroken(this.#options.address)))
  }

  #onClose(): void {
    if (this.#phase === 'closed' || this.#phase === 'welcomed') return
    this.#work(Infinity)
    this.#end(describeDrop(this.#error), null)
    this.#deliver()
  }

  /** Nothing more is taken; {@link #deliver} says so after what has come before. */
  #end(reason: string, bye: Bye | null): void {
    if (this.#phase === 'entering') {
      const { address, nickname } = this.#options
      this.#fail(bye ? refused(nickname, bye) : upgradeBroken(address))
    } else this.#ending ??= { reason: printable(reason), bye }
  }

  #fail(error: JoinFailure): void {
    this.#close()
    this.#socket.destroy()
    this.#settle(failure(error))
  }

  #close(): void {
    this.#phase = 'closed'
    this.#cancelTimer()
    this.#silence.stop()
  }
}

function cameTwice(type: HostMessage['type']): MalformedMessage {
  return new MalformedMessage(`A message of type ${type} came twice.`)
}
