/** Who gets messages that are confirmed, and where it is stored, for tests of receipts. */
import type { Recipient } from '../../src/core/common/native/receipt-audience.ts'
import type { CountedMessage, Receipt } from '../../src/core/common/native/receipt-book.ts'
import type { ReceiptChanges, StoredReceipts } from '../../src/core/common/native/stored-receipts.ts'

export function native(id: string): Recipient {
  return { id, nickname: id, confirms: true }
}

export function classic(id: string): Recipient {
  return { id: `classic:${id}`, nickname: id, confirms: false }
}

/** The message with this number, by Amara. */
export function byAmara(seq: number): CountedMessage {
  return { id: `m${seq}`, seq, authorId: 'amara' }
}

/** Receipts without names. */
export function counts(receipts: readonly Receipt[] = []): readonly Receipt[] {
  return receipts.map(({ names: _names, ...rest }) => rest)
}

/** What is stored, as a room's file has it. */
export class Shelf {
  #audiences = new Map<number, StoredReceipts['audiences'][number]>()
  readonly #received = new Map<string, number>()

  put({ audiences, received, oldestSeq, forgotten }: ReceiptChanges): void {
    for (const audience of audiences) this.#audiences.set(audience.firstSeq, audience)
    this.#audiences = new Map([...this.#audiences].filter(([, { lastSeq }]) => lastSeq >= oldestSeq))
    for (const [id, seq] of received) this.#received.set(id, seq)
    for (const id of forgotten) this.#received.delete(id)
  }

  get stored(): StoredReceipts {
    const audiences = [...this.#audiences.values()].toSorted((one, other) => one.firstSeq - other.firstSeq)
    return { audiences, received: [...this.#received] }
  }
}
