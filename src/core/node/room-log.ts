/** The log of a hosted room: numbers what happens, stores a turn's worth at once, and tells it when it is safe. */
import { EventEmitter } from 'node:events'
import { isFor, type LogEvent, type LoggedMessage } from '../common/native/log-event.ts'
import {
  changedBy,
  idOf,
  isChange,
  type LoggedChange,
  withoutQuote,
  withoutTraceOf,
} from '../common/native/logged-changes.ts'
import type { Retention } from '../common/native/messages.ts'
import { dayMs, defaultRetention, keptEvents } from '../common/native/retention.ts'
import { noReceipts, type ReceiptChanges, type StoredReceipts } from '../common/native/stored-receipts.ts'
import { LogSaving, type LogStore } from './log-saving.ts'
import { createRoomKey, type RoomKey } from './room-key.ts'
import type { EventPage, LogPlace } from './room-store-events.ts'
import { systemTimers, type Timers } from './timers.ts'

type WithoutNumber<Event> = Event extends LogEvent ? Omit<Event, 'seq' | 'at'> : never

/** Something that happened, before the log has numbered it. */
export type LogEventBody = WithoutNumber<LogEvent>

export interface RoomLogOptions {
  /** Null keeps nothing beyond the room's own life. */
  readonly store: LogStore | null
  readonly retention?: Pick<Retention, 'messages' | 'days'>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  readonly timers?: Timers
}

export interface RoomLogEvents {
  /** These are in the log for good, in order: now everybody may see them. */
  committed: [readonly LogEvent[]]
  /** The room is not stored any more; the sentence says why. For good, or until there is space on the disk again. */
  unsaved: [why: string, isForGood: boolean]
  /** The room is stored again, with all that was said meanwhile or a part of it. */
  saved: [isWhole: boolean]
}

/** How many of the newest events are at hand, for whoever comes back after a drop. */
export const recentEvents = 2000
/** How many events are looked at together in search of those that a person may know of. */
const scannedAtOnce = 500
/** After so many new events, or so long, what is too old or too much is erased. */
const pruneAfterEvents = 500
const pruneAfterMs = 60 * 60 * 1000
/** How long a coming or going waits for others, in milliseconds, if something was committed so recently. Nobody notices. */
const crowdMs = 25

export class RoomLog extends EventEmitter<RoomLogEvents> {
  /** Which room it is: the same for as long as its numbers go on. */
  readonly key: RoomKey
  readonly #isStored: boolean
  readonly #saving: LogSaving
  readonly #kept: Pick<Retention, 'messages' | 'days'>
  readonly #clock: () => number
  readonly #timers: Timers
  #lastSeq: number
  /** The newest events, oldest first. */
  readonly #recent: LogEvent[] = []
  /** Those among the recent and the pending ones that somebody asked for, by the id that they are known by. */
  readonly #known = new Map<string, LogEvent>()
  #pending: LogEvent[] = []
  /** Committed messages that the pending events change, as they will be, by id. Nobody may see them like that yet. */
  #changed = new Map<string, LoggedMessage>()
  #turn: NodeJS.Immediate | undefined
  #crowd: NodeJS.Timeout | undefined
  #committedAt = -Infinity
  #isHandingOn = false
  #sincePruning = 0
  #cancelPruning = (): void => {}
  #closed = false

  /** @throws StoreFailure if what is stored cannot be read */
  constructor({ store, retention = defaultRetention, clock = Date.now, timers = systemTimers }: RoomLogOptions) {
    super()
    this.key = store?.key ?? createRoomKey()
    this.#isStored = store !== null
    this.#saving = new LogSaving({
      store,
      timers,
      recent: () => this.#recent,
      onUnsaved: (...told) => this.emit('unsaved', ...told),
      onSaved: (isWhole) => this.emit('saved', isWhole),
    })
    this.#kept = retention
    this.#clock = clock
    this.#timers = timers
    this.#lastSeq = store?.lastSeq ?? 0
    if (store === null) return
    this.#replaceRecent(store.before(Infinity, recentEvents).events)
    // Not at once: nobody could hear of a failure yet.
    this.#cancelPruning = timers.after(0, () => this.#prune(this.#isClockPlausible))
  }

  get roomId(): string {
    return this.key.roomId
  }

  /** The number of the last event that is committed. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** How much is kept, and whether it is. */
  get retention(): Retention {
    return { stored: this.#saving.isOn, messages: this.#kept.messages, days: this.#kept.days }
  }

  /** Whether the room is not stored at the moment and may be again, with what is said until then. */
  get isInterrupted(): boolean {
    return this.#saving.isInterrupted
  }

  /**
   * Adds an event. It is numbered at once, and committed with everything else of this turn. A change of a message that
   * {@link message} does not find is kept as an event alone.
   */
  append(body: LogEventBody): void {
    if (this.#closed) return
    const event: LogEvent = { ...body, seq: this.#lastSeq + this.#pending.length + 1, at: this.#clock() }
    if (isChange(event)) this.#change(event)
    this.#pending.push(event)
    this.#index(event)
    // Each commit is a write to everybody: in a crowd, those who come and go are told of together.
    const isCrowded = isPresence(event) && performance.now() - this.#committedAt < crowdMs
    if (isCrowded) this.#crowd ??= setTimeout(() => this.flush(), crowdMs)
    else this.#turn ??= setImmediate(() => this.flush())
  }

  /** The message, or what was done, with this id, committed; null if none is known. */
  find(id: string): LogEvent | null {
    const event = this.#known.get(id)
    // Whoever asks may tell its author that it is safe.
    if (event && event.seq > this.#lastSeq) this.flush()
    return event ?? this.#saving.read((store) => store.find(id)) ?? null
  }

  /** Where something was that a person had asked for by this id, and that is not kept any more; null if nothing is known. */
  findErased(personId: string, id: string): LogPlace | null {
    return this.#saving.read((store) => store.findErased(personId, id)) ?? null
  }

  /** The message with this id in its present form, which may not be committed yet; null if it is not kept. */
  message(id: string): LoggedMessage | null {
    // What cannot be stored any more cannot be changed where it is stored either.
    const stored = (): LogEvent | null | undefined => this.#saving.read((store) => store.find(id))
    const event = this.#changed.get(id) ?? this.#known.get(id) ?? (this.#saving.isOn ? stored() : null)
    return event?.type === 'message' ? event : null
  }

  /** What was last given to {@link saveRules}, perhaps by an earlier opening of this room; null if nothing was. */
  get rules(): unknown {
    return this.#saving.read((store) => store.rules) ?? null
  }

  /** Keeps what the host has laid down for this room. */
  saveRules(rules: unknown): void {
    this.#saving.saveRules(rules)
  }

  /** Who has what of {@link recent}, as {@link saveReceipts} was last told by an earlier opening of this room. */
  get receipts(): StoredReceipts {
    return this.#saving.read((store) => store.receipts) ?? noReceipts
  }

  /** Keeps who has what. Nothing is kept while the room is not stored; after `saved` it has to be told anew. */
  saveReceipts(changes: ReceiptChanges): void {
    this.#saving.saveReceipts(changes)
  }

  /** The newest events, oldest first; at most {@link recentEvents}. */
  get recent(): readonly LogEvent[] {
    return this.#recent
  }

  /** Everything after a number, oldest first. Null if that is more than `limit`, or not all of it is known any more. */
  after(seq: number, limit: number): readonly LogEvent[] | null {
    const first = this.#recent[0]?.seq ?? this.#lastSeq + 1
    if (seq > this.#lastSeq || seq < first - 1) return null
    const events = this.#recent.slice(this.#recent.findLastIndex((event) => event.seq <= seq) + 1)
    return events.length > limit ? null : events
  }

  /**
   * The last `limit` events before a number that a person may know of. None if this room never stored any.
   *
   * @param mostScanned how many events may be looked at; there may be more before these, though not all that are wanted are found
   */
  before(seq: number, limit: number, personId: string, mostScanned = Infinity): EventPage {
    let events: LogEvent[] = []
    let [from, size, scanned] = [seq, limit, 0]
    for (;;) {
      const page = this.#page(from, size)
      const found = [...page.events.filter((event) => isFor(event, personId)), ...events]
      events = found.slice(Math.max(0, found.length - limit))
      const more = page.more || found.length > limit
      scanned += size
      if (!more || events.length === limit || scanned >= mostScanned) return { events, more }
      from = page.events[0]?.seq ?? 0
      // What is sought is rare here.
      size = Math.max(limit, scannedAtOnce)
    }
  }

  /** The last `limit` events before a number, whomever they are for. */
  #page(seq: number, limit: number): EventPage {
    if (!this.#isStored) return { events: [], more: false }
    const end = this.#recent.findLastIndex((event) => event.seq < seq) + 1
    const recent = this.#recent.slice(Math.max(0, end - limit), end)
    const older = this.#saving.read((store) => store.before(recent[0]?.seq ?? seq, limit - recent.length))
    return { events: [...(older?.events ?? []), ...recent], more: end > limit || (older?.more ?? false) }
  }

  /** Commits what is due, now. */
  flush(): void {
    // What comes up while events are handed on has to wait, or it would be heard before them.
    if (this.#isHandingOn) return
    clearImmediate(this.#turn)
    clearTimeout(this.#crowd)
    this.#turn = undefined
    this.#crowd = undefined
    const events = this.#pending
    const last = events.at(-1)
    if (!last) return
    this.#pending = []
    this.#lastSeq = last.seq
    this.#committedAt = performance.now()
    const changed = [...this.#changed.values()]
    this.#changed.clear()
    this.#saving.append(events, changed)
    if (events.some(isChange)) this.#showChanges(events, changed)
    for (const event of events) this.#recent.push(event)
    const tooMany = this.#recent.splice(0, Math.max(0, this.#recent.length - recentEvents))
    this.#drop(tooMany)
    this.#saving.drop(tooMany)
    this.#isHandingOn = true
    try {
      this.emit('committed', events)
    } finally {
      this.#isHandingOn = false
    }
    this.#sincePruning += events.length
    if (this.#saving.isOn && this.#sincePruning >= pruneAfterEvents) this.#prune()
  }

  /** Commits what is due and lets go of the file. What is appended after this is ignored. */
  close(): void {
    if (this.#closed) return
    this.flush()
    this.#closed = true
    this.#cancelPruning()
    this.#saving.close()
  }

  /** Brings the message that an event is about into its present form; one that is committed only once the event is, too. */
  #change(change: LoggedChange): void {
    const message = this.message(change.target)
    if (!message) return
    const changed = changedBy(message, change)
    if (message.seq <= this.#lastSeq) this.#changed.set(message.id, changed)
    const isGone = change.type === 'deleted'
    if (isGone) for (const [id, other] of this.#changed) this.#changed.set(id, withoutQuote(other, change))
    // What is pending is still to be told to whoever asked for it, also what a deletion leaves nothing of.
    this.#pending = this.#pending.map((event) => {
      if (event.seq === message.seq) return changed
      return isGone && event.type === 'message' ? withoutQuote(event, change) : event
    })
    this.#pending.forEach((event) => this.#index(event))
  }

  /** What these events have changed is committed, and may be seen. */
  #showChanges(events: readonly LogEvent[], changed: readonly LoggedMessage[]): void {
    const present = new Map(changed.map((message) => [message.seq, message]))
    const deletions = events.filter((event) => event.type === 'deleted')
    const shown = this.#recent
      .map((event) => present.get(event.seq) ?? event)
      .map((event) => deletions.reduce<LogEvent | null>((left, gone) => left && withoutTraceOf(left, gone), event))
    this.#replaceRecent(shown.filter((event) => event !== null))
  }

  #replaceRecent(events: readonly LogEvent[]): void {
    this.#drop(this.#recent.splice(0))
    for (const event of events) {
      this.#recent.push(event)
      this.#index(event)
    }
  }

  #index(event: LogEvent): void {
    const id = idOf(event)
    if (id !== null) this.#known.set(id, event)
  }

  #drop(events: readonly LogEvent[]): void {
    for (const event of events) {
      const id = idOf(event)
      if (id !== null) this.#known.delete(id)
    }
  }

  /** Whether not even the newest event is too old: else it is more likely that the clock of this start is wrong. */
  get #isClockPlausible(): boolean {
    const newest = this.#recent.at(-1)
    return newest === undefined || this.#clock() - newest.at < this.#kept.days * dayMs
  }

  /** @param byAge whether what is too old goes, too */
  #prune(byAge = true): void {
    const now = this.#clock()
    const kept = byAge ? this.#kept : { ...this.#kept, days: Infinity }
    this.#saving.prune(kept, now)
    const recent = keptEvents(this.#recent, kept, now)
    if (recent.length < this.#recent.length) this.#replaceRecent(recent)
    this.#sincePruning = 0
    this.#cancelPruning()
    this.#cancelPruning = this.#timers.after(pruneAfterMs, () => this.#prune())
  }
}

function isPresence({ type }: LogEvent): boolean {
  return type === 'joined' || type === 'left'
}
