/** One room at this window: numbers its events, keeps its state, and hands the events on in batches. */
import type { RequestAnswer } from '../core/common/ipc-contract.ts'
import type { Result } from '../core/common/result.ts'
import { type Exposure, oldestLogSeq, type RoomState } from '../core/common/room.ts'
import type { RoomEvent, RoomEventBody } from '../core/common/room-event.ts'
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
  /**
   * Away with a few words about it, or none; null: back.
   *
   * @param isAsked whether the person has asked for it; true unless said otherwise
   */
  setAway(message: string | null, isAsked?: boolean): void
  /** Answers why not, in a sentence; only the host of a room can do this. */
  moderate(moderation: Moderation): Result<void, string>
  /**
   * Decides anew who can reach the room; only its host can do this. The error says in a sentence why not.
   *
   * @param mayCut also if people would be cut off by that; otherwise they are only counted then
   */
  expose(exposure: Exposure, mayCut: boolean): Promise<Result<RequestAnswer<'room.expose'>, string>>
  retry(messageId: string): void
  discard(messageId: string): void
  reconnectNow(): void
  /**
   * Asks for older entries, perhaps for all back to a message. They come as an event: one at least, if there are any.
   *
   * @param above the number in the room's log before which they are wanted, if not before all that was told so far
   */
  loadHistory(untilId?: string, above?: number): void
  setTyping(on: boolean): void
  /** Says goodbye properly. What is not sent yet is kept for the next visit. Never rejects. */
  leave(): Promise<void>
}

type HistoryLoaded = Extract<RoomEventBody, { type: 'history.loaded' }>

/** How many older entries a window takes in at a time. */
const sliceSize = 250

/** Between two batches, in milliseconds, so that a busy room costs the window one update a frame. */
const batchMs = 16

export class RoomSession {
  readonly actions: RoomActions
  readonly #publish: (events: readonly RoomEvent[]) => void
  #state: RoomState
  /** What is to be published, batch after batch. */
  readonly #waiting: RoomEvent[][] = []
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

  /** Asks for what is older than what the window shows, perhaps for all back to a message. */
  loadHistory(untilId?: string): void {
    const { isCutAbove = false, entries } = this.#state
    this.actions.loadHistory(untilId, isCutAbove ? oldestLogSeq(entries) : undefined)
  }

  /** Takes what happened in the room. */
  record(body: RoomEventBody): void {
    if (this.#isClosed) return
    if (body.type === 'history.loaded') return this.#recordHistory(body)
    const event = this.#numbered(body)
    const last = this.#waiting.at(-1)
    if (last && !isHistory(last)) last.push(event)
    else this.#waiting.push([event])
    this.#goOnSoon()
  }

  /** Publishes what waits and hears nothing more. */
  close(): void {
    this.#flush()
    this.#isClosed = true
  }

  /**
   * Older entries go alone: a window can keep its place while rows come at one end, but not at both. Many go in slices, the
   * newest first and one for each frame, in which the window takes it in.
   */
  #recordHistory(body: HistoryLoaded): void {
    const isFirst = !this.#waiting.some(isHistory)
    const [newest, ...older] = slicesOf(body).map((slice) => [this.#numbered(slice)])
    if (newest) this.#waiting.push(newest)
    if (isFirst) this.#flush()
    this.#waiting.push(...older)
    this.#goOnSoon()
  }

  #numbered(body: RoomEventBody): RoomEvent {
    this.#lastSeq += 1
    return { ...body, seq: this.#lastSeq }
  }

  #goOnSoon(): void {
    if (this.#waiting.length === 0) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#publishNext()
      this.#goOnSoon()
    }, batchMs)
  }

  #flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#waiting.length > 0) this.#publishNext()
  }

  #publishNext(): void {
    const events = this.#waiting.shift()
    if (!events) return
    this.#state = applyEvents(this.#state, events)
    this.#publish(events)
  }
}

function isHistory([first]: readonly RoomEvent[]): boolean {
  return first?.type === 'history.loaded'
}

/** The newest first: that is what the others give way to, and what joins on to what is below. */
function slicesOf({ renews, above, ...body }: HistoryLoaded): HistoryLoaded[] {
  const { entries } = body
  const slices: HistoryLoaded[] = []
  let end = entries.length
  for (; end > sliceSize; end -= sliceSize) {
    slices.push({ type: 'history.loaded', entries: entries.slice(end - sliceSize, end), more: true, goesOn: true })
  }
  slices.push({ ...body, entries: entries.slice(0, end) })
  const joint = { ...(renews && { renews }), ...(above !== undefined && { above }) }
  return slices.map((slice, index) => (index === 0 ? Object.assign({}, slice, joint) : slice))
}
