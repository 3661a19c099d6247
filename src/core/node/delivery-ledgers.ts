import type { LogEvent, NativePerson } from '../common/native/log-event.ts'
import { type Receipt, ReceiptBook } from '../common/native/receipt-book.ts'
import type { Timers } from './timers.ts'

/** Authors are told what has changed at most this often, in milliseconds. */
const batchMs = 250

/** How authors are told. */
export interface LedgerReaders {
  readonly tell: (authorId: string, receipts: readonly Receipt[]) => void
  /** Whether an author has so much to read already that receipts wait. */
  readonly isBehind: (authorId: string) => boolean
}

/** Who has which message; tells the authors, in batches. */
export class DeliveryLedgers {
  readonly #book = new ReceiptBook()
  readonly #timers: Timers
  readonly #readers: LedgerReaders
  readonly #host: NativePerson | undefined
  #cancelBatch: (() => void) | undefined

  /** @param host the host's own person, who has every message as soon as it is in the log */
  constructor(timers: Timers, host: NativePerson | undefined, readers: LedgerReaders) {
    this.#timers = timers
    this.#readers = readers
    this.#host = host
    if (host) this.#enter(host)
  }

  /** These are in the log now. */
  record(events: readonly LogEvent[]): void {
    for (const event of events) {
      if (event.type === 'joined') this.#enter(event.person)
      else if (event.type === 'left') this.#book.left(event.personId)
      else if (event.type === 'renamed') this.#book.renamed(event.personId, event.nickname)
      // A classic author could not be told anything.
      else if (event.type === 'message' && event.author.kind !== 'classic') {
        const { id, seq, author, to } = event
        this.#book.committed({ id, seq, authorId: author.personId, ...(to && { onlyFor: to.personId }) })
        if (this.#host) this.#book.received(this.#host.id, event.seq)
      }
    }
    this.#awaitBatch()
  }

  /** Somebody has everything up to this number. */
  received(personId: string, seq: number): void {
    this.#book.received(personId, seq)
    this.#awaitBatch()
  }

  /** An author is told anew how far their messages are: all of them, or those with these ids. */
  returned(authorId: string, ids?: ReadonlySet<string>): void {
    this.#book.returned(authorId, ids)
    this.#awaitBatch()
  }

  close(): void {
    this.#cancelBatch?.()
  }

  #enter({ id, nickname, kind }: NativePerson): void {
    this.#book.entered({ id, nickname, confirms: kind !== 'classic' })
  }

  #awaitBatch(): void {
    if (!this.#book.hasChanges) return
    this.#cancelBatch ??= this.#timers.after(batchMs, () => {
      this.#cancelBatch = undefined
      const { tell, isBehind } = this.#readers
      for (const [authorId, receipts] of this.#book.takeChanges(isBehind)) tell(authorId, receipts)
      this.#awaitBatch()
    })
  }
}
