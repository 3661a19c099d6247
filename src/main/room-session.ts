/** One room at this window: numbers its events, keeps its state, and hands the events on in batches. */
import type { Result } from '../core/common/result.ts'
import type { RoomEvent, RoomEventBody, RoomState } from '../core/common/room.ts'
import type { Moderation, OutgoingMessage } from '../core/common/room-act.ts'
import { applyEvents } from '../core/common/apply-events.ts'

/** What the person can do in a room, whether it is hosted here or elsewhere. */
export interface RoomActions {
  send(message: OutgoingMessage): void
  edit(messageId: string, text: string): void
  delete(messageId: string): void
  react(messageId: string, emoji: string, on: boolean): void
  rename(nickname: string): void
  setTopic(topic: string): void
  /** Away with a few words about it, or none; null: back. */
  setAway(message: string | null): void
  /** Answers why not, in a sentence; only the host of a room can do this. */
  moderate(moderation: Moderation): Result<void, string>
  retry(messageId: string): void
  discard(messageId: string): void
  reconnectNow(): void
  /** Asks for older entries, perhaps for all back to a message; they come as events. */
  loadHistory(untilId?: string): void
  setTyping(on: boolean): void
  /** Says goodbye properly. What is not sent yet is kept for the next visit. Never rejects. */
  leave(): Promise<void>
}

/** Events wait at most this long, in milliseconds, so that a busy room costs the window one update a frame. */
const batchMs = 16

export class RoomSession {
  readonly actions: RoomActions
  readonly #publish: (events: readonly RoomEvent[]) => void
  #state: RoomState
  #waiting: RoomEvent[] = []
  #lastSeq: number
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  /** @param publish hears consecutive events, oldest first, never an empty batch */
  constructor(initial: RoomState, actions: RoomActions, publish: (events: readonly RoomEvent[]) => void) {
    this.#state = initial
    this.#lastSeq = initial.seq
    this.actions = actions
    this.#publish = publish
  }

  /** The room up to this moment. What waited is published first, so the snapshot covers it. */
  get state(): RoomState {
    this.#flush()
    return this.#state
  }

  /** Takes what happened in the room. */
  record(body: RoomEventBody): void {
    if (this.#isClosed) return
    // Older entries go alone: a window can keep its place while rows come at one end, but not at both.
    const isHistory = body.type === 'history.loaded'
    if (isHistory) this.#flush()
    this.#lastSeq += 1
    this.#waiting.push({ ...body, seq: this.#lastSeq })
    if (isHistory) this.#flush()
    else this.#timer ??= setTimeout(() => this.#flush(), batchMs)
  }

  /** Publishes what waits and hears nothing more. */
  close(): void {
    this.#flush()
    this.#isClosed = true
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    const events = this.#waiting
    this.#waiting = []
    this.#state = applyEvents(this.#state, events)
    this.#publish(events)
  }
}
