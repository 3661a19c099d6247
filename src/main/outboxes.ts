import type { Archive } from '../core/node/archive/archive.ts'
import { MemoryOutbox, type Outbox } from '../core/node/outbox.ts'

/** What has not been sent to the rooms of others, by their addresses: kept for the next visit, whenever that is. */
export class Outboxes {
  readonly #archive: Pick<Archive, 'outbox'> | null
  /** Where there is no archive, they last as long as the program. */
  readonly #inMemory = new Map<string, Outbox>()

  constructor(archive: Pick<Archive, 'outbox'> | null) {
    this.#archive = archive
  }

  at(address: string): Outbox {
    if (this.#archive) return this.#archive.outbox(address)
    const outbox = this.#inMemory.get(address) ?? new MemoryOutbox()
    this.#inMemory.set(address, outbox)
    return outbox
  }

  /** How many messages wait there. */
  waitingAt(address: string): number {
    return this.at(address).posts
  }

  /** Throws away what waits there. */
  empty(address: string): void {
    const outbox = this.at(address)
    for (const { act } of outbox.list()) outbox.remove(act.id)
  }
}
