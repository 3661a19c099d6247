import { EventEmitter } from 'node:events'
import type { Address } from '../common/address.ts'
import { defaultLimits, type Limits, longestTopic } from '../common/limits.ts'
import type { Result } from '../common/result.ts'
import type { NoticeEntry, Person, RoomDescription } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import type { OutgoingMessage } from '../common/room-act.ts'
import { timeOrderedId } from '../common/time-ordered-id.ts'
import { type ClientHabits, discreetTyping, usualHabits } from './client-habits.ts'
import type { Identity } from './identity.ts'
import type { JoinFailure } from './join-failure.ts'
import { MemoryOutbox, type Outbox } from './outbox.ts'
import { OwnActs } from './own-acts.ts'
import { type PlaceListener, RoomPlace } from './room-place.ts'
import { systemTimers, type Timers } from './timers.ts'

/** Longest time, in milliseconds, that leaving waits for what was just sent. */
const leaveMs = 1000

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
  /** Keeps what is not sent yet. What an earlier visit has left in it is taken up; without it nothing outlives the program. */
  readonly outbox?: Outbox
  /** What the person wants to be told of them, and done for them; asked each time. */
  readonly habits?: () => ClientHabits
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
  habits: (): ClientHabits => usualHabits,
  clock: Date.now,
  timers: systemTimers,
  random: Math.random,
  createId: (): string => timeOrderedId(),
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 5000,
}

/**
 * Somebody's place in a room on a classic server or with a native host: joins it, keeps it over dropped connections,
 * leaves it.
 *
 * Says what happens as `event`: while joining, what an earlier visit has left unsent; everything else from the turn of the
 * event loop after {@link RoomClient.join} has answered. What the room cannot do, or has refused to, is said as a notice.
 */
export class RoomClient extends EventEmitter<{ event: [RoomEventBody] }> {
  readonly #options: RoomClientOptions & typeof defaultOptions & { readonly limits: Limits }
  readonly #place: RoomPlace
  readonly #own: OwnActs
  readonly #tellTyping = discreetTyping(
    (on) => this.#place.session.setTyping(on),
    () => this.#options.habits().sendTyping,
  )

  constructor(options: RoomClientOptions) {
    super()
    this.#options = { ...defaultOptions, ...options, limits: { ...defaultLimits, ...options.limits } }
    const identity = options.classicOnly === true ? undefined : options.identity
    this.#place = new RoomPlace({ ...this.#options, identity: identity ?? null }, this.#listener())
    this.#own = new OwnActs(this.#place.session, {
      ...this.#options,
      outbox: options.outbox ?? new MemoryOutbox(this.#options.clock),
      roomId: () => this.roomId,
      happened: this.#emit,
      warned: (text) => this.#say(text, 'warning'),
    })
  }

  /** Who is known to be here, ourselves first. */
  get people(): readonly Person[] {
    return this.#place.session.people
  }

  /** The name that the room knows us by: ASCII on a classic server; after a reconnect perhaps with a suffix. */
  get nickname(): string {
    return this.#place.session.self.nickname
  }

  /** The id of the person at this window, among {@link people} and as an author. */
  get selfId(): string {
    return this.#place.session.self.id
  }

  /** Whether the room speaks the native protocol. */
  get isNative(): boolean {
    return this.#place.isNative
  }

  /** What a native room's log is known by; null on a classic server, which has none. */
  get roomId(): string | null {
    return this.#place.roomId
  }

  /** What is true of the room as a whole. A classic server says nothing about it. */
  get description(): RoomDescription {
    return this.#place.description
  }

  /** Enters the room. Call it once; aborting the signal gives up with `cancelled`. */
  async join(signal?: AbortSignal): Promise<Result<void, JoinFailure>> {
    const joined = await this.#place.join(signal)
    if (joined.ok) this.#own.takeUp(this.#place.session)
    return joined
  }

  /**
   * Goes back to where an earlier visit was, instead of {@link RoomClient.join}: tries until it is in, as after a drop, and
   * takes what is said meanwhile. What was left unsent is there at once.
   *
   * @param roomId what the room was known by then; null on a classic server
   */
  returnTo(roomId: string | null): void {
    this.#place.returnTo(roomId)
    this.#own.takeUp(this.#place.session)
  }

  /** Whether the host does what is asked for in a line that begins with a slash, though the room is joined classically. */
  get takesCommands(): boolean {
    return this.#place.session.takesCommands
  }

  /** Asks the host for something in such a line. What becomes of it is said in the room. */
  command(line: string): void {
    this.#place.session.command(line)
  }

  /** Says something: now, or when the connection is back. Events with its id tell what becomes of it. */
  send(message: OutgoingMessage): void {
    this.#own.say(message)
  }

  /** Gives an own message another text. */
  edit(messageId: string, text: string): void {
    this.#own.edit(messageId, text)
  }

  /** Takes an own message back. */
  delete(messageId: string): void {
    this.#own.delete(messageId)
  }

  /** Puts an emoji under a message, or takes it away. */
  react(messageId: string, emoji: string, on: boolean): void {
    this.#own.react(messageId, emoji, on)
  }

  /**
   * Takes another name. Answers whether that waits for a connection.
   *
   * @param nickname already parsed
   */
  rename(nickname: string): boolean {
    const waits = this.#own.ask({ type: 'rename', id: this.#options.createId(), nickname })
    if (waits) this.#say('Your name changes once you are back in the room.', 'quiet')
    return waits
  }

  /** @param topic cut to `longestTopic`; empty takes it away */
  setTopic(topic: string): void {
    const cut = topic.slice(0, longestTopic).toWellFormed()
    const waits = this.#own.ask({ type: 'topic', id: this.#options.createId(), topic: cut })
    if (waits) this.#say('The topic changes once you are back in the room.', 'quiet')
  }

  /**
   * Tells the others that the person is away, with a few words about it or none; null: back. Kept over dropped connections.
   *
   * @param isAsked whether the person has asked for it, and so waits for an answer
   */
  setAway(message: string | null, isAsked = true): void {
    const refusal = this.#place.session.setAway(message)
    if (refusal !== null) this.#say(refusal, 'warning')
    else if (isAsked && this.#own.isOffline) {
      const [away, back] = [
        'The others read that you are away once you are back in the room.',
        'The others read that you are here once you are back in the room.',
      ]
      this.#say(message === null ? back : away, 'quiet')
    }
  }

  /** Sends a message again that has failed. */
  retry(messageId: string): void {
    this.#own.retry(messageId)
  }

  /** Forgets a message that has failed or still waits. One that is being written at this moment stays. */
  discard(messageId: string): void {
    this.#own.discard(messageId)
  }

  /**
   * Asks a native host for the hundred entries before the oldest here, or for all back to the one with this id. They come
   * as one `history.loaded`.
   */
  loadHistory(untilId?: string, above?: number): void {
    this.#place.session.loadHistory(untilId, above)
  }

  /** Tells the others of a native room that the person is writing, or has stopped; not if the person does not want that. */
  setTyping(on: boolean): void {
    this.#tellTyping(on)
  }

  /** Starts the next reconnect attempt now; tries again, too, a room that is over. */
  reconnectNow(): void {
    this.#place.reconnectNow()
  }

  /** Takes no more from the room until {@link RoomClient.resume}, for a listener that cannot keep up. */
  pause(): void {
    this.#place.pause()
  }

  resume(): void {
    this.#place.resume()
  }

  /**
   * Leaves when what was sent is in the room, after a second at the latest. What is not there by then has failed.
   *
   * With `keepUnsent`, as when the program ends, it stays in the outbox for the next visit.
   */
  async leave({ keepUnsent = false }: { readonly keepUnsent?: boolean } = {}): Promise<void> {
    if (this.#place.hasLeft) return
    await this.#own.idle(leaveMs)
    this.#place.leave()
    const reason = 'You left.'
    this.#own.leave(reason, keepUnsent)
    this.#sayClosed(reason)
  }

  #listener(): PlaceListener {
    return {
      happened: (event) => this.#emit(this.#withMarks(event)),
      noticed: (text, tone) => this.#say(text, tone),
      written: (actId) => this.#own.written(actId),
      settled: (actId) => this.#own.settled(actId),
      rejected: (actId, reason) => this.#own.rejected(actId, reason),
      attached: (session) => this.#own.use(session),
      dropped: () => this.#own.disconnected(),
      ended: (reason, isRemoved) => {
        this.#own.close(reason, isRemoved)
        this.#sayClosed(reason, isRemoved)
      },
      resumed: () => this.#own.reopen(),
    }
  }

  /** What the room tells anew of a message takes nothing away of what waits to be done to it. */
  #withMarks(event: RoomEventBody): RoomEventBody {
    return event.type === 'history.loaded' ? { ...event, entries: this.#own.marked(event.entries) } : event
  }

  #sayClosed(reason: string, isRemoved = false): void {
    const connection = { status: 'closed', reason, ...(isRemoved && { isRemoved }) } as const
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
