/** What a room's log owes its store while the disk is full. */
import type { LogEvent, LoggedMessage } from '../common/native/log-event.ts'
import type { RoomStore } from './room-store.ts'

/** What guests are told as long as it lasts. */
export const interruptedNotice =
  'The disk of the host is full. Unless it has space again, what is said from now on is gone with the room.'

export class Unstored {
  /** Everything up to this number is stored, in the form that it had then. */
  readonly #upTo: number
  /** Stored messages that have changed since, by id. Only what was at hand can be changed, so they are not many. */
  readonly #changed = new Map<string, LoggedMessage>()
  /** Those among the changes that erase more than the message itself. */
  readonly #deletions: LogEvent[] = []
  #rules: { readonly value: unknown } | null = null
  #isWhole = true

  constructor(upTo: number) {
    this.#upTo = upTo
  }

  /** Whether nothing has been lost so far. */
  get isWhole(): boolean {
    return this.#isWhole
  }

  /** These are committed, and have changed these messages. */
  note(events: readonly LogEvent[], changed: readonly LoggedMessage[]): void {
    for (const message of changed) if (message.seq <= this.#upTo) this.#changed.set(message.id, message)
    for (const event of events) {
      if (event.type === 'deleted' && this.#changed.has(event.target)) this.#deletions.push(event)
    }
  }

  noteRules(value: unknown): void {
    this.#rules = { value }
  }

  /** These are not at hand any more. */
  noteDropped(events: readonly LogEvent[]): void {
    if (events.some(({ seq }) => seq > this.#upTo)) this.#isWhole = false
  }

  /**
   * Stores it: all of it, or nothing that would be in the way of another try.
   *
   * @param recent the events that are at hand, oldest first
   * @throws StoreFailure in words
   */
  store(store: Pick<RoomStore, 'append' | 'saveRules'>, recent: readonly LogEvent[]): void {
    if (this.#rules) store.saveRules(this.#rules.value)
    const missing = new Map(
      [...this.#deletions, ...recent.filter(({ seq }) => seq > this.#upTo)].map((event) => [event.seq, event]),
    )
    const events = [...missing.values()].toSorted((one, other) => one.seq - other.seq)
    store.append(events, [...this.#changed.values()])
  }
}
