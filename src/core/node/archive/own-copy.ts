/** This computer's own copy of a room while that is open: what is recorded in it, and what was missed since the last visit. */
import type { Entry } from '../../common/room.ts'
import type { RoomEventBody } from '../../common/room-event.ts'
import { isProven } from '../room-key.ts'
import type { Archive } from './archive.ts'
import type { ArchivedRoom, Sending } from './archived-room.ts'

export interface OwnCopyOptions {
  /** Null if none can be kept. */
  readonly archive: Archive | null
  readonly name: string
  /** What the copy is known by at this moment; null if there is to be none. */
  readonly copyKey: () => string | null
  /** Whether the person wants copies at the moment. */
  readonly keeps: () => boolean
  /** Asks for everything back to a message; null where nothing can have been missed. */
  readonly loadHistory: ((untilId: string) => void) | null
}

/** What the copy of a room that has proved its id is known by: the same whether it is hosted here or joined, wherever it is. */
export function nativeCopyKey(roomId: string): string {
  return `native:${roomId}`
}

/**
 * What the copy of a room elsewhere is known by. Whatever could be any room has a copy of its address alone.
 *
 * @param roomId null by the classic protocol
 * @param address as it is shown
 */
export function guestCopyKey(roomId: string | null, address: string): string {
  if (roomId === null) return `classic:${address}`
  return isProven(roomId) ? nativeCopyKey(roomId) : `unproven:${address}`
}

export class OwnCopy {
  readonly #options: OwnCopyOptions
  readonly #sending: Sending = new Map()
  #name: string
  #stored: ArchivedRoom | null = null
  /** The newest message that was kept of this room at an earlier visit; null once everything since then is kept. */
  #keptUpTo: string | null = null
  #isCatchingUp = false

  constructor(options: OwnCopyOptions) {
    this.#options = options
    this.#name = options.name
  }

  get name(): string {
    return this.#name
  }

  get key(): string | null {
    return this.#options.copyKey()
  }

  /** What is kept. A room that comes back as another one has another copy from then on. */
  get stored(): ArchivedRoom | null {
    const { archive, copyKey } = this.#options
    const key = copyKey()
    if (key === null || !archive) return null
    if (this.#stored?.key !== key) this.#stored = archive.room(key, this.#name, this.#sending)
    return this.#stored
  }

  /** Whether what was missed since the last visit has been asked for, and is not there yet. */
  get isCatchingUp(): boolean {
    return this.#isCatchingUp
  }

  /** The room is open, and shows these. */
  begin(entries: readonly Entry[]): void {
    const newest = this.stored?.newestId ?? null
    this.record({ type: 'history.loaded', entries, more: false })
    if (this.#options.loadHistory) this.#keptUpTo = newest
  }

  /** Something happened in the room. */
  record(event: RoomEventBody): void {
    if (event.type === 'room.described') this.#name = event.name
    const keeps = this.#options.keeps()
    // What is taken back vanishes from what was kept before, too.
    if (keeps || event.type === 'message.deleted') this.stored?.record(event)
    if (keeps && event.type === 'history.loaded') this.#fillGap(event)
  }

  /** A room shows its newest page at first: asks for everything between that and what was kept at the last visit, once. */
  #fillGap({ entries, more }: Extract<RoomEventBody, { type: 'history.loaded' }>): void {
    const keptUpTo = this.#keptUpTo
    this.#keptUpTo = null
    this.#isCatchingUp = keptUpTo !== null && more && !entries.some(({ id }) => id === keptUpTo)
    if (this.#isCatchingUp && keptUpTo !== null) this.#options.loadHistory?.(keptUpTo)
  }
}
