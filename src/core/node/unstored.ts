/** What a room's log owes its store while nothing can be stored. */
import type { LogEvent, LoggedMessage } from '../common/native/log-event.ts'
import { actorOf, isChange, withoutTraceOf } from '../common/native/logged-changes.ts'
import type { StoredReceipts } from '../common/native/stored-receipts.ts'
import type { EventPage, LogPlace } from './room-store-events.ts'
import type { RoomStore } from './room-store.ts'

/** What guests are told as long as it may still be stored. */
export const interruptedNotice =
  'The disk of the host is full. Unless it has space again, what is said from now on is gone with the room.'

/** What a log reads of its store. */
export type StoredLog = Pick<RoomStore, 'before' | 'find' | 'findErased' | 'rules' | 'receipts'>

type Deletion = Extract<LogEvent, { type: 'deleted' }>

/** Reads as the store would if it had been told: what was taken back does not come up again. */
export class Unstored implements StoredLog {
  readonly #store: StoredLog & Pick<RoomStore, 'append' | 'saveRules'>
  /** Everything up to this number is stored, in the form that it had then. */
  readonly #upTo: number
  /** Stored messages that have changed since, by id. Only what was at hand can be changed, so they are not many. */
  readonly #changed = new Map<string, LoggedMessage>()
  /** Those among the changes that erase more than the message itself, by the id of that. */
  readonly #deletions = new Map<string, Deletion>()
  #rules: { readonly value: unknown } | null = null
  #isWhole = true

  constructor(store: StoredLog & Pick<RoomStore, 'append' | 'saveRules' | 'lastSeq'>) {
    this.#store = store
    this.#upTo = store.lastSeq
  }

  /** Whether nothing has been lost so far. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** These are committed, and have changed these messages. */
  note(events: readonly LogEvent[], changed: readonly LoggedMessage[]): void {
    for (const message of changed) if (message.seq <= this.#upTo) this.#changed.set(message.id, message)
    for (const event of events) {
      if (event.type === 'deleted' && this.#changed.has(event.target)) this.#deletions.set(event.target, event)
    }
  }

  noteRules(value: unknown): void {
    this.#rules = { value }
  }

  /** These are not at hand any more. */
  noteDropped(events: readonly LogEvent[]): void {
    if (events.some(({ seq }) => seq > this.#upTo)) this.#isWhole = false
  }

  /** As in the store, with the deletions that it lacks. */
  before(seq: number, limit: number): EventPage {
    const deletions = [...this.#deletions.values()].filter((deletion) => deletion.seq < seq)
    const events: LogEvent[] = deletions.slice(Math.max(0, deletions.length - limit))
    if (deletions.length > limit) return { events, more: true }
    for (let from = seq; ;) {
      const page = this.#store.before(from, limit - events.length)
      events.unshift(...page.events.map((event) => this.#present(event)).filter((event) => event !== null))
      // What is left out makes room for what is older.
      if (!page.more || events.length === limit) return { events, more: page.more }
      from = page.events[0]?.seq ?? 0
    }
  }

  find(id: string): LogEvent | null {
    const stored = this.#store.find(id)
    if (stored) return this.#present(stored)
    return [...this.#deletions.values()].find((deletion) => deletion.id === id) ?? null
  }

  findErased(personId: string, id: string): LogPlace | null {
    const stored = this.#store.find(id)
    const isErased = stored !== null && actorOf(stored) === personId && this.#present(stored) === null
    return isErased ? { seq: stored.seq, at: stored.at } : this.#store.findErased(personId, id)
  }

  get rules(): unknown {
    return this.#rules ? this.#rules.value : this.#store.rules
  }

  get receipts(): StoredReceipts {
    return this.#store.receipts
  }

  /**
   * Stores it: all of it, or nothing that would be in the way of another try.
   *
   * @param recent the events that are at hand, oldest first
   * @throws StoreFailure in words
   */
  save(recent: readonly LogEvent[]): void {
    if (this.#rules) this.#store.saveRules(this.#rules.value)
    const missing = new Map(
      [...this.#deletions.values(), ...recent.filter(({ seq }) => seq > this.#upTo)].map((event) => [event.seq, event]),
    )
    const events = [...missing.values()].toSorted((one, other) => one.seq - other.seq)
    this.#store.append(events, [...this.#changed.values()])
  }

  /** A stored event as it is now; null if it is erased. */
  #present(stored: LogEvent): LogEvent | null {
    const event = (stored.type === 'message' && this.#changed.get(stored.id)) || stored
    const about = isChange(event) ? event.target : event.type === 'message' ? event.replyTo?.id : undefined
    const deletion = about === undefined ? undefined : this.#deletions.get(about)
    return deletion ? withoutTraceOf(event, deletion) : event
  }
}
