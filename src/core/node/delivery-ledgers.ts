import type { LogEvent, NativePerson } from '../common/native/log-event.ts'
import { type CountedMessage, type Receipt, ReceiptBook } from '../common/native/receipt-book.ts'
import { receiptPaceMs } from '../common/native/receipt-pace.ts'
import type { RoomLog } from './room-log.ts'
import type { Timers } from './timers.ts'

export interface DeliveryLedgersOptions {
  readonly timers: Timers
  /** Keeps who has what, from one opening of the room to the next. */
  readonly log: Pick<RoomLog, 'recent' | 'receipts' | 'saveReceipts'>
  /** Who is in the room. */
  readonly people: ReadonlyMap<string, NativePerson>
  /** The host's own person, who has every message as soon as it is in the log. */
  readonly host: NativePerson | undefined
  readonly tell: (authorId: string, receipts: readonly Receipt[]) => void
  /** Whether an author has so much to read already that receipts wait. */
  readonly isBehind: (authorId: string) => boolean
}

/** Who has which message; tells the authors, in batches. */
export class DeliveryLedgers {
  readonly #book = new ReceiptBook()
  readonly #options: DeliveryLedgersOptions
  #cancelBatch: (() => void) | undefined

  constructor(options: DeliveryLedgersOptions) {
    this.#options = options
    const { log, host } = options
    this.#book.restore(countedIn(log.recent), log.receipts)
    if (host) this.#enter(host)
  }

  /** These are in the log now. */
  record(events: readonly LogEvent[]): void {
    const { host } = this.#options
    for (const event of events) {
      if (event.type === 'joined') this.#enter(event.person)
      else if (event.type === 'left') this.#book.left(event.personId)
      else if (event.type === 'renamed') this.#book.renamed(event.personId, event.nickname)
      else
        for (const message of countedIn([event])) {
          this.#book.committed(message)
          if (host) this.#book.received(host.id, event.seq)
        }
    }
    this.#awaitBatch()
  }

  /** Somebody has everything up to this number. */
  received(personId: string, seq: number): void {
    this.#book.received(personId, seq)
    this.#awaitBatch()
  }

  /** How far all messages of an author are. */
  receiptsOf(authorId: string): readonly Receipt[] {
    return this.#book.receiptsOf(authorId)
  }

  /** An author is told anew how far their messages are: all of them, or those with these ids. */
  returned(authorId: string, ids?: ReadonlySet<string>): void {
    this.#book.returned(authorId, ids)
    this.#awaitBatch()
  }

  /** The room is stored again: what could not be stored meanwhile is. */
  saveAnew(): void {
    this.#book.storeAnew()
    this.#save()
  }

  close(): void {
    this.#cancelBatch?.()
    this.#save()
  }

  #enter({ id, nickname, kind }: NativePerson): void {
    this.#book.entered({ id, nickname, confirms: kind !== 'classic' })
  }

  #awaitBatch(): void {
    if (!this.#book.hasChanges) return
    const { timers, people, tell, isBehind } = this.#options
    this.#cancelBatch ??= timers.after(receiptPaceMs(people.size), () => {
      this.#cancelBatch = undefined
      for (const [authorId, receipts] of this.#book.takeChanges(isBehind)) tell(authorId, receipts)
      this.#save()
      this.#awaitBatch()
    })
  }

  #save(): void {
    this.#options.log.saveReceipts(this.#book.takeUnstored())
  }
}

/** A classic author could not be told anything. */
function countedIn(events: readonly LogEvent[]): CountedMessage[] {
  return events.flatMap((event) => {
    if (event.type !== 'message' || event.author.kind === 'classic') return []
    const { id, seq, author, to } = event
    return [{ id, seq, authorId: author.personId, ...(to && { onlyFor: to.personId }) }]
  })
}
