import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Address } from '../common/address.ts'
import { foldToAscii } from '../common/ascii-folding.ts'
import { backoffDelay } from '../common/backoff.ts'
import { Incoming } from '../common/classic/incoming.ts'
import { roomClosedPhrase } from '../common/classic/phrases.ts'
import type { ClassicServerItem } from '../common/classic/server-stream.ts'
import { describeDuration } from '../common/duration.ts'
import { defaultLimits, type Limits } from '../common/limits.ts'
import { coerceNickname } from '../common/nickname.ts'
import { success, type Result } from '../common/result.ts'
import type { Connection, Person, RoomEventBody } from '../common/room.ts'
import type { JoinFailure } from './join-failure.ts'
import { OwnMessages } from './own-messages.ts'
import { ServerConnection } from './server-connection.ts'
import { systemTimers, type Timers } from './timers.ts'

/** Longest time, in milliseconds, that leaving waits for what was just sent. */
const leaveMs = 1000
/** A connection that held this long, in milliseconds, is no flapping one: the attempts start from the shortest delay again. */
const stableMs = 30_000

export interface RoomClientOptions {
  readonly address: Address
  readonly nickname: string
  /** Folds messages to ASCII. The nickname is folded in any case: a classic server dies of another one. */
  readonly asciiOnly: boolean
  readonly limits?: Partial<Limits>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  readonly timers?: Timers
  readonly random?: () => number
  readonly createId?: () => string
  readonly connectTimeoutMs?: number
  readonly greetingTimeoutMs?: number
}

const defaultOptions = {
  clock: Date.now,
  timers: systemTimers,
  random: Math.random,
  createId: (): string => randomUUID(),
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 5000,
}

/**
 * Somebody's place in a room on a classic server: joins it, keeps it over dropped connections, leaves it.
 *
 * Says what happens as `event`, from the turn of the event loop after {@link RoomClient.join} has answered.
 */
export class RoomClient extends EventEmitter<{ event: [RoomEventBody] }> {
  readonly #options: RoomClientOptions & typeof defaultOptions
  readonly #self: Person
  readonly #incoming: Incoming
  readonly #ownMessages: OwnMessages
  readonly #leaving = new AbortController()
  #nickname: string
  #connection: ServerConnection | null = null
  /** Why the room is over, if the host has closed it. */
  #closedReason: string | null = null
  #lastItem: ClassicServerItem | undefined
  #openedAt = 0
  #cameBackAt = -Infinity
  #attempt = 0
  #paused = false
  #attemptNow = (): void => {}

  constructor(options: RoomClientOptions) {
    super()
    this.#options = { ...defaultOptions, ...options }
    const limits = { ...defaultLimits, ...options.limits }
    const { clock, createId, timers, asciiOnly } = this.#options
    const nickname = coerceNickname(foldToAscii(options.nickname), limits)
    this.#nickname = nickname
    this.#self = { id: `self:${nickname}`, nickname, kind: 'unknown' }
    this.#incoming = new Incoming({ self: this.#self, messageBytes: limits.messageBytes, clock, createId })
    this.#ownMessages = new OwnMessages({
      nickname,
      asciiOnly,
      maxBytes: limits.classicMessageBytes,
      timers,
      onDelivery: (id, delivery) => this.#emit({ type: 'message.delivery-changed', id, delivery }),
    })
  }

  /** Who is known to be here, ourselves first. */
  get people(): readonly Person[] {
    return this.#incoming.people
  }

  /** The name that the room knows us by: ASCII, and after a reconnect perhaps with a suffix. */
  get nickname(): string {
    return this.#nickname
  }

  /** Enters the room. Call it once; aborting the signal gives up with `cancelled`. */
  async join(signal?: AbortSignal): Promise<Result<void, JoinFailure>> {
    const opened = await this.#connect(false, signal)
    if (!opened.ok) return opened
    this.#adopt(opened.value)
    return success(undefined)
  }

  /** Says something: now, or when the connection is back. Events with this id tell what becomes of it. */
  send(messageId: string, text: string): void {
    const { id: personId, kind } = this.#self
    const author = { personId, nickname: this.#nickname, kind }
    const delivery = { state: 'sending' } as const
    const at = this.#options.clock()
    this.#emit({
      type: 'message.added',
      message: { kind: 'message', id: messageId, at, author, text, own: true, delivery },
    })
    this.#ownMessages.send(messageId, text)
  }

  /** Sends a message again that has failed. */
  retry(messageId: string): void {
    this.#ownMessages.retry(messageId)
  }

  /** Forgets a message that has failed or still waits. One that is being written at this moment stays. */
  discard(messageId: string): void {
    if (this.#ownMessages.discard(messageId)) this.#emit({ type: 'message.discarded', id: messageId })
  }

  /** Starts the next reconnect attempt now; tries again, too, a room that its host had closed. */
  reconnectNow(): void {
    const reason = this.#closedReason
    if (reason !== null && !this.#leaving.signal.aborted) {
      this.#closedReason = null
      this.#ownMessages.reopen()
      void this.#reconnect(reason)
    }
    this.#attemptNow()
  }

  /** Takes no more from the server until {@link RoomClient.resume}, for a listener that cannot keep up. */
  pause(): void {
    this.#paused = true
    this.#connection?.pause()
  }

  resume(): void {
    this.#paused = false
    this.#connection?.resume()
  }

  /** Leaves when what was sent is in the room, after a second at the latest. What is not there by then has failed. */
  async leave(): Promise<void> {
    if (this.#leaving.signal.aborted) return
    await this.#ownMessages.idle(leaveMs)
    this.#leaving.abort()
    this.#connection?.reset()
    this.#close('You left.')
  }

  #connect(acceptsOtherName: boolean, signal?: AbortSignal): Promise<Result<ServerConnection, JoinFailure>> {
    const { address, connectTimeoutMs, greetingTimeoutMs, timers } = this.#options
    return ServerConnection.open({
      address,
      nickname: this.#self.nickname,
      acceptsOtherName,
      connectTimeoutMs,
      greetingTimeoutMs,
      signal: signal ? AbortSignal.any([signal, this.#leaving.signal]) : this.#leaving.signal,
      timers,
    })
  }

  #adopt(connection: ServerConnection): void {
    this.#connection = connection
    this.#openedAt = this.#options.clock()
    this.#lastItem = undefined
    connection.on('items', (items) => {
      for (const item of items) if (!this.#ownMessages.receive(item)) this.#incoming.receive(item).forEach(this.#emit)
      this.#lastItem = items.at(-1)
    })
    connection.on('closed', (reason) => this.#onDrop(reason))
    if (this.#paused) connection.pause()
    this.#ownMessages.attach(connection)
  }

  #onDrop(reason: string): void {
    this.#connection = null
    this.#ownMessages.detach()
    if (this.#lastItem?.type === 'line' && this.#lastItem.text === roomClosedPhrase) {
      this.#closedReason = roomClosedPhrase
      return this.#close(roomClosedPhrase)
    }
    if (this.#options.clock() - this.#openedAt >= stableMs) this.#attempt = 0
    void this.#reconnect(reason)
  }

  async #reconnect(firstReason: string): Promise<void> {
    const { clock, random } = this.#options
    const droppedAt = clock()
    let reason = firstReason
    while (!this.#leaving.signal.aborted) {
      this.#attempt += 1
      const delay = backoffDelay(this.#attempt, random)
      this.#changeConnection({
        status: 'reconnecting',
        attempt: this.#attempt,
        retryAt: clock() + delay,
        reason,
      })
      await this.#untilNextAttempt(delay)
      const opened = await this.#connect(true)
      if (opened.ok) return this.#comeBack(opened.value, droppedAt)
      reason = opened.error.message
    }
  }

  /** Until the time has come, somebody wants it now, or we leave. */
  #untilNextAttempt(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#leaving
      const proceed = (): void => {
        this.#attemptNow = () => {}
        signal.removeEventListener('abort', proceed)
        cancel()
        resolve()
      }
      const cancel = this.#options.timers.after(delay, proceed)
      this.#attemptNow = proceed
      signal.addEventListener('abort', proceed)
    })
  }

  #comeBack(connection: ServerConnection, droppedAt: number): void {
    const now = this.#options.clock()
    const renamed = connection.nickname !== this.#nickname
    this.#nickname = connection.nickname
    if (renamed) this.#emit({ type: 'self.renamed', nickname: this.#nickname })
    this.#emit(this.#incoming.reset(this.#nickname))
    this.#changeConnection({ status: 'open' })
    const isFlapping = droppedAt - this.#cameBackAt < stableMs && now - droppedAt < stableMs
    if (!isFlapping) this.#emit(this.#incoming.notice(`Back after ${describeDuration(now - droppedAt)}.`))
    this.#cameBackAt = now
    this.#adopt(connection)
  }

  #close(reason: string): void {
    this.#connection = null
    this.#ownMessages.close(reason)
    this.#changeConnection({ status: 'closed', reason })
  }

  #changeConnection(connection: Connection): void {
    this.#emit({ type: 'connection.changed', connection })
  }

  readonly #emit = (event: RoomEventBody): void => {
    this.emit('event', event)
  }
}
