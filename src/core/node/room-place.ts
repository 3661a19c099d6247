import { formatAddress, type Address } from '../common/address.ts'
import { foldToAscii } from '../common/ascii-folding.ts'
import { roomClosedPhrase } from '../common/classic/phrases.ts'
import { describeDuration } from '../common/duration.ts'
import type { Limits } from '../common/limits.ts'
import { coerceNickname } from '../common/nickname.ts'
import { success, type Result } from '../common/result.ts'
import { type Person, type RoomDescription, undescribed } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { ClassicSession } from './classic-session.ts'
import type { ClientHabits } from './client-habits.ts'
import type { ClientSession, SessionListener } from './client-session.ts'
import type { Identity } from './identity.ts'
import { bannedCode, type JoinFailure } from './join-failure.ts'
import { NativeSession } from './native-session.ts'
import { type NativeOptions, openConnection, type OpenedConnection } from './open-connection.ts'
import { Reconnecting } from './reconnecting.ts'
import type { Timers } from './timers.ts'

/** A connection that held this long, in milliseconds, is no flapping one: the attempts start from the shortest delay again. */
const stableMs = 30_000

export interface RoomPlaceOptions {
  readonly address: Address
  readonly nickname: string
  readonly asciiOnly: boolean
  readonly identity: Identity | null
  readonly history: number
  readonly limits: Limits
  readonly habits: () => ClientHabits
  readonly clock: () => number
  readonly timers: Timers
  readonly random: () => number
  readonly createId: () => string
  readonly connectTimeoutMs: number
  readonly greetingTimeoutMs: number
}

export interface PlaceListener extends Omit<SessionListener, 'ended'> {
  /** The room is entered, and this session is the one to talk by. */
  attached(session: ClientSession): void
  /** The connection is gone. */
  dropped(): void
  /** The room is over, and is not come back to without being asked. `isRemoved`: the host has sent the person away. */
  ended(reason: string, isRemoved: boolean): void
  /** It is come back to, all the same. */
  resumed(): void
}

/** A place in a room, kept over dropped connections, by whichever protocol the room speaks at the time. */
export class RoomPlace {
  readonly #options: RoomPlaceOptions
  readonly #listener: PlaceListener
  readonly #classic: ClassicSession
  readonly #native: NativeSession | null
  readonly #reconnecting: Reconnecting<OpenedConnection>
  readonly #leaving = new AbortController()
  /** By the protocol that was spoken last. */
  #session: ClientSession
  #wantedNickname: string
  /** Why the room is over, if it is. */
  #overReason: string | null = null
  #openedAt = 0
  /** When the last connection was gone. A person who comes back has been away since. */
  #droppedAt = 0
  #cameBackAt = -Infinity
  #isPaused = false
  #hasEntered = false

  constructor(options: RoomPlaceOptions, listener: PlaceListener) {
    const { identity, limits } = options
    this.#options = options
    this.#listener = listener
    this.#wantedNickname = options.nickname
    const nickname = this.#classicNickname
    // The same in both protocols: a room that comes back by the other one is still the same window.
    const id = identity?.personId ?? `self:${nickname}`
    const sessionListener: SessionListener = {
      happened: (event) => this.#hear(event),
      noticed: (text, tone) => listener.noticed(text, tone),
      written: (actId) => listener.written(actId),
      settled: (actId) => listener.settled(actId),
      rejected: (actId, reason) => listener.rejected(actId, reason),
      ended: (reason, isOver) => this.#onDrop(reason, isOver),
    }
    this.#classic = new ClassicSession({ ...options, self: { id, nickname, kind: 'unknown' } }, sessionListener)
    const self: Person = { id, nickname: coerceNickname(options.nickname, limits), kind: 'native' }
    this.#native = identity ? new NativeSession({ ...options, self }, sessionListener) : null
    this.#session = this.#classic
    this.#reconnecting = new Reconnecting({
      ...options,
      connect: () => this.#connect(true),
      onWait: (waiting) => listener.happened({ type: 'connection.changed', connection: waiting }),
      signal: this.#leaving.signal,
      insists: () => options.habits().reconnect,
    })
  }

  get session(): ClientSession {
    return this.#session
  }

  /** Whether the room speaks the native protocol. */
  get isNative(): boolean {
    return this.#session === this.#native
  }

  /** What a native room's log is known by; null on a classic server, which has none. */
  get roomId(): string | null {
    return this.isNative ? (this.#native?.roomId ?? null) : null
  }

  /** What is true of the room as a whole. A classic server says nothing about it. */
  get description(): RoomDescription {
    const native = this.#native?.description
    if (native && this.isNative) return native
    return { ...undescribed, name: native?.name || formatAddress(this.#options.address) }
  }

  get hasLeft(): boolean {
    return this.#leaving.signal.aborted
  }

  /** What a classic server is told: it dies of a name that is not ASCII. */
  get #classicNickname(): string {
    return coerceNickname(foldToAscii(this.#wantedNickname), this.#options.limits)
  }

  /** Enters the room. Call it once; aborting the signal gives up with `cancelled`. */
  async join(signal?: AbortSignal): Promise<Result<void, JoinFailure>> {
    const opened = await this.#connect(false, signal)
    if (!opened.ok) return opened
    this.#attach(opened.value, false)
    return success(undefined)
  }

  /**
   * Instead of {@link join}, for whoever was here at an earlier visit: enters the room as soon as it can be reached, and
   * does not fail before.
   *
   * @param roomId what the room was known by then; null on a classic server
   */
  returnTo(roomId: string | null): void {
    this.#native?.expect(roomId)
    if (this.#native && roomId !== null) this.#session = this.#native
    void this.#reconnect('Joining the room again.')
    this.#reconnecting.attemptNow()
  }

  /** Starts the next reconnect attempt now; tries again, too, a room that is over. */
  reconnectNow(): void {
    const reason = this.#overReason
    if (reason !== null && !this.hasLeft) {
      this.#overReason = null
      this.#listener.resumed()
      void this.#reconnect(reason)
    }
    this.#reconnecting.attemptNow()
  }

  pause(): void {
    this.#isPaused = true
    this.#session.pause()
  }

  resume(): void {
    this.#isPaused = false
    this.#session.resume()
  }

  leave(): void {
    this.#leaving.abort()
    this.#session.leave()
  }

  #connect(isReturn: boolean, signal?: AbortSignal): Promise<Result<OpenedConnection, JoinFailure>> {
    const { address, connectTimeoutMs, greetingTimeoutMs, timers } = this.#options
    return openConnection({
      address,
      nickname: this.#classicNickname,
      acceptsOtherName: isReturn,
      native: this.#nativeOptions(),
      connectTimeoutMs,
      greetingTimeoutMs,
      signal: signal ? AbortSignal.any([signal, this.#leaving.signal]) : this.#leaving.signal,
      timers,
    })
  }

  #nativeOptions(): NativeOptions | null {
    const { identity, history, clock, limits } = this.#options
    if (!identity || !this.#native) return null
    return {
      identity,
      nickname: coerceNickname(this.#wantedNickname, limits),
      resume: this.#native.position,
      // What was said by the classic protocol stands here already, under other ids.
      history: this.#hasEntered && !this.isNative ? 0 : history,
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
      this.#native.attach(connection, this.#hasEntered && !this.isNative)
      this.#session = this.#native
    }
    this.#hasEntered = true
    this.#listener.attached(this.#session)
    if (this.#isPaused) this.#session.pause()
  }

  #hear(event: RoomEventBody): void {
    // The next hello says the name that we have now.
    if (event.type === 'person.changed' && event.person.id === this.#session.self.id) {
      this.#wantedNickname = event.person.nickname
    }
    this.#listener.happened(event)
  }

  #onDrop(reason: string, isOver: boolean): void {
    this.#droppedAt = this.#options.clock()
    this.#listener.dropped()
    if (isOver || !this.#options.habits().reconnect) return this.#end(reason, isOver && reason !== roomClosedPhrase)
    if (this.#droppedAt - this.#openedAt >= stableMs) this.#reconnecting.startOver()
    void this.#reconnect(reason)
  }

  async #reconnect(reason: string): Promise<void> {
    const opened = await this.#reconnecting.run(reason)
    if (opened.ok) this.#comeBack(opened.value)
    else if (!this.hasLeft) this.#end(opened.error.message, opened.error.code === bannedCode)
  }

  #end(reason: string, isRemoved: boolean): void {
    this.#overReason = reason
    this.#listener.ended(reason, isRemoved)
  }

  #comeBack(connection: OpenedConnection): void {
    const now = this.#options.clock()
    const droppedAt = this.#droppedAt
    const { isNative } = this
    const isFirst = !this.#hasEntered
    const { nickname } = this.#session.self
    const { happened, noticed } = this.#listener
    this.#attach(connection, true)
    const { nickname: givenNickname } = this.#session.self
    if (givenNickname !== nickname) happened({ type: 'self.renamed', nickname: givenNickname })
    happened({ type: 'connection.changed', connection: { status: 'open' } })
    const isFlapping = droppedAt - this.#cameBackAt < stableMs && now - droppedAt < stableMs
    if (!isFlapping && !isFirst) noticed(`Back after ${describeDuration(now - droppedAt)}.`, 'quiet')
    if (!isFirst) this.#cameBackAt = now
    if (!isNative || this.isNative) return
    happened({ type: 'room.described', ...this.description })
    happened({ type: 'history.loaded', entries: [], more: false })
    noticed(
      'The room has come back on a classic server: what was said meanwhile is not known, and nobody can confirm that they have a message.',
      'warning',
    )
  }
}
