import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Address } from '../common/address.ts'
import { foldToAscii } from '../common/ascii-folding.ts'
import { describeDuration } from '../common/duration.ts'
import { defaultLimits, type Limits } from '../common/limits.ts'
import { coerceNickname } from '../common/nickname.ts'
import { success, type Result } from '../common/result.ts'
import type { Connection, NoticeEntry, Person, Retention, RoomEventBody } from '../common/room.ts'
import { ClassicSession } from './classic-session.ts'
import type { ClientSession, SessionListener } from './client-session.ts'
import type { Identity } from './identity.ts'
import type { JoinFailure } from './join-failure.ts'
import { NativeSession } from './native-session.ts'
import { type NativeOptions, openConnection, type OpenedConnection } from './open-connection.ts'
import { OwnMessages } from './own-messages.ts'
import { Reconnecting } from './reconnecting.ts'
import { systemTimers, type Timers } from './timers.ts'

/** Longest time, in milliseconds, that leaving waits for what was just sent. */
const leaveMs = 1000
/** A connection that held this long, in milliseconds, is no flapping one: the attempts start from the shortest delay again. */
const stableMs = 30_000

export interface RoomClientOptions {
  readonly address: Address
  readonly nickname: string
  /** Folds messages to a classic server to ASCII. The nickname is folded there in any case: the server dies of another one. */
  readonly asciiOnly: boolean
  /** Who we are to a native host. Without it, or with `classicOnly`, the classic protocol is spoken. */
  readonly identity?: Identity
  readonly classicOnly?: boolean
  /** How many of the newest events of a native room are loaded at first. */
  readonly history?: number
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
  history: 100,
  clock: Date.now,
  timers: systemTimers,
  random: Math.random,
  createId: (): string => randomUUID(),
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 5000,
}

/**
 * Somebody's place in a room on a classic server or with a native host: joins it, keeps it over dropped connections,
 * leaves it.
 *
 * Says what happens as `event`, from the turn of the event loop after {@link RoomClient.join} has answered.
 */
export class RoomClient extends EventEmitter<{ event: [RoomEventBody] }> {
  readonly #options: RoomClientOptions & typeof defaultOptions & { readonly limits: Limits }
  readonly #classic: ClassicSession
  readonly #native: NativeSession | null
  readonly #ownMessages: OwnMessages
  readonly #reconnecting: Reconnecting<OpenedConnection>
  readonly #leaving = new AbortController()
  /** By the protocol that was spoken last. */
  #session: ClientSession
  /** Why the room is over, if the host has closed it. */
  #closedReason: string | null = null
  #openedAt = 0
  #cameBackAt = -Infinity
  #isPaused = false

  constructor(options: RoomClientOptions) {
    super()
    this.#options = { ...defaultOptions, ...options, limits: { ...defaultLimits, ...options.limits } }
    const identity = options.classicOnly === true ? undefined : options.identity
    const nickname = this.#classicNickname
    // The same in both protocols: a room that comes back by the other one is still the same window.
    const id = identity?.personId ?? `self:${nickname}`
    const listener: SessionListener = {
      happened: this.#emit,
      noticed: (text, tone) => this.#say(text, tone),
      sent: (messageId) => this.#ownMessages.sent(messageId),
      rejected: (message, reason) => this.#ownMessages.rejected(message, reason),
      ended: (reason, isOver) => this.#onDrop(reason, isOver),
    }
    this.#classic = new ClassicSession({ ...this.#options, self: { id, nickname, kind: 'unknown' } }, listener)
    const self: Person = { id, nickname: coerceNickname(options.nickname, this.#options.limits), kind: 'native' }
    this.#native = identity ? new NativeSession({ ...this.#options, self }, listener) : null
    this.#session = this.#classic
    this.#reconnecting = new Reconnecting({
      ...this.#options,
      connect: () => this.#connect(true),
      onWait: (waiting) => this.#changeConnection(waiting),
      signal: this.#leaving.signal,
    })
    this.#ownMessages = new OwnMessages(this.#session, this.#options.timers, (id, delivery) =>
      this.#emit({ type: 'message.delivery-changed', id, delivery }),
    )
  }

  /** Who is known to be here, ourselves first. */
  get people(): readonly Person[] {
    return this.#session.people
  }

  /** The name that the room knows us by: ASCII on a classic server; after a reconnect perhaps with a suffix. */
  get nickname(): string {
    return this.#session.self.nickname
  }

  /** The id of the person at this window, among {@link people} and as an author. */
  get selfId(): string {
    return this.#session.self.id
  }

  /** Whether the room speaks the native protocol. */
  get isNative(): boolean {
    return this.#session === this.#native
  }

  /** What the host calls the room; null on a classic server. */
  get roomName(): string | null {
    return this.isNative ? (this.#native?.roomName ?? null) : null
  }

  /** Who keeps the conversation, and for how long; null where nobody says. */
  get retention(): Retention | null {
    return this.isNative ? (this.#native?.retention ?? null) : null
  }

  /** What a classic server is told: it dies of a name that is not ASCII. */
  get #classicNickname(): string {
    return coerceNickname(foldToAscii(this.#options.nickname), this.#options.limits)
  }

  /** Enters the room. Call it once; aborting the signal gives up with `cancelled`. */
  async join(signal?: AbortSignal): Promise<Result<void, JoinFailure>> {
    const opened = await this.#connect(false, signal)
    if (!opened.ok) return opened
    this.#attach(opened.value, false)
    return success(undefined)
  }

  /** Says something: now, or when the connection is back. Events with this id tell what becomes of it. */
  send(messageId: string, text: string): void {
    const { createId, clock } = this.#options
    const { id: personId, nickname, kind } = this.#session.self
    const author = { personId, nickname, kind }
    const delivery = { state: 'sending' } as const
    // A text over the limits becomes several messages, the first with the given id.
    for (const [index, part] of this.#session.divide(text).entries()) {
      const id = index === 0 ? messageId : createId()
      const message = { kind: 'message', id, at: clock(), author, text: part, own: true, delivery } as const
      this.#emit({ type: 'message.added', message })
      this.#ownMessages.send({ id, text: part })
    }
  }

  /** Sends a message again that has failed. */
  retry(messageId: string): void {
    this.#ownMessages.retry(messageId)
  }

  /** Forgets a message that has failed or still waits. One that is being written at this moment stays. */
  discard(messageId: string): void {
    if (this.#ownMessages.discard(messageId)) this.#emit({ type: 'message.discarded', id: messageId })
  }

  /** Asks a native host for the hundred entries before the oldest here; they come as `history.loaded`. */
  loadHistory(): void {
    this.#session.loadHistory()
  }

  /** Tells the others of a native room that the person is writing, or has stopped. */
  setTyping(on: boolean): void {
    this.#session.setTyping(on)
  }

  /** Starts the next reconnect attempt now; tries again, too, a room that its host had closed. */
  reconnectNow(): void {
    const reason = this.#closedReason
    if (reason !== null && !this.#leaving.signal.aborted) {
      this.#closedReason = null
      this.#ownMessages.reopen()
      void this.#reconnect(reason)
    }
    this.#reconnecting.attemptNow()
  }

  /** Takes no more from the room until {@link RoomClient.resume}, for a listener that cannot keep up. */
  pause(): void {
    this.#isPaused = true
    this.#session.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#session.resume()
  }

  /** Leaves when what was sent is in the room, after a second at the latest. What is not there by then has failed. */
  async leave(): Promise<void> {
    if (this.#leaving.signal.aborted) return
    await this.#ownMessages.idle(leaveMs)
    this.#leaving.abort()
    this.#session.leave()
    this.#close('You left.')
  }

  #connect(isReturn: boolean, signal?: AbortSignal): Promise<Result<OpenedConnection, JoinFailure>> {
    const { address, connectTimeoutMs, greetingTimeoutMs, timers } = this.#options
    return openConnection({
      address,
      nickname: this.#classicNickname,
      acceptsOtherName: isReturn,
      native: this.#nativeOptions(isReturn),
      connectTimeoutMs,
      greetingTimeoutMs,
      signal: signal ? AbortSignal.any([signal, this.#leaving.signal]) : this.#leaving.signal,
      timers,
    })
  }

  #nativeOptions(isReturn: boolean): NativeOptions | null {
    const { identity, history, clock, limits, nickname } = this.#options
    if (!identity || !this.#native) return null
    return {
      identity,
      nickname: coerceNickname(nickname, limits),
      resume: this.#native.position,
      // What was said by the classic protocol stands here already, under other ids.
      history: isReturn && !this.isNative ? 0 : history,
      limits,
      clock,
    }
  }

  #attach(connection: OpenedConnection, isReturn: boolean): void {
    this.#openedAt = this.#options.clock()
    if (connection.protocol === 'classic') {
      this.#native?.forget()
      this.#classic.attach(connection, isReturn)
      this.#session = this.#classic
    } else if (this.#native) {
      this.#native.attach(connection, isReturn && !this.isNative)
      this.#session = this.#native
    }
    this.#ownMessages.use(this.#session)
    if (this.#isPaused) this.#session.pause()
  }

  #onDrop(reason: string, isOver: boolean): void {
    this.#ownMessages.disconnected()
    if (isOver) {
      this.#closedReason = reason
      return this.#close(reason)
    }
    if (this.#options.clock() - this.#openedAt >= stableMs) this.#reconnecting.startOver()
    void this.#reconnect(reason)
  }

  async #reconnect(reason: string): Promise<void> {
    const droppedAt = this.#options.clock()
    const connection = await this.#reconnecting.run(reason)
    if (connection) this.#comeBack(connection, droppedAt)
  }

  #comeBack(connection: OpenedConnection, droppedAt: number): void {
    const now = this.#options.clock()
    const { nickname, isNative, roomName } = this
    this.#attach(connection, true)
    if (this.nickname !== nickname) this.#emit({ type: 'self.renamed', nickname: this.nickname })
    this.#changeConnection({ status: 'open' })
    const isFlapping = droppedAt - this.#cameBackAt < stableMs && now - droppedAt < stableMs
    if (!isFlapping) this.#say(`Back after ${describeDuration(now - droppedAt)}.`, 'quiet')
    this.#cameBackAt = now
    if (!isNative || this.isNative) return
    this.#emit({ type: 'room.described', name: roomName ?? '', retention: null })
    this.#emit({ type: 'history.loaded', entries: [], more: false })
    this.#say(
      'The room has come back on a classic server: what was said meanwhile is not known, and nobody can confirm that they have a message.',
      'warning',
    )
  }

  #close(reason: string): void {
    this.#ownMessages.close(reason)
    this.#changeConnection({ status: 'closed', reason })
  }

  #changeConnection(connection: Connection): void {
    this.#emit({ type: 'connection.changed', connection })
  }

  #say(text: string, tone: NoticeEntry['tone']): void {
    const { clock, createId } = this.#options
    this.#emit({ type: 'notice.added', notice: { kind: 'notice', id: createId(), at: clock(), text, tone } })
  }

  readonly #emit = (event: RoomEventBody): void => {
    this.emit('event', event)
  }
}
