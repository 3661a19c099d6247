/** Tells everybody in a room what happens: classic and native guests, and the window of the host. */
import { isFor, type LogEvent, type NativePerson } from '../common/native/log-event.ts'
import { roomEventOf } from '../common/native/log-projection.ts'
import type { Retention } from '../common/native/messages.ts'
import type { Receipt } from '../common/native/receipt-book.ts'
import type { NoticeEntry, RoomDescription } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import type { ClassicGuests } from './classic-guests.ts'
import type { DeliveryLedgers } from './delivery-ledgers.ts'
import type { NativeGuests } from './native-guests.ts'
import { wireDescription } from './native-handshake.ts'
import { interruptedNotice } from './unstored.ts'

export interface RoomTellingOptions {
  readonly classic: ClassicGuests
  readonly native: NativeGuests
  readonly ledgers: DeliveryLedgers
  /** The host's own person; empty if there is none. */
  readonly selfId: string
  readonly describe: () => RoomDescription
  readonly retention: () => Retention
  readonly createId: () => string
  readonly clock: () => number
  /** Tells the host's window. */
  readonly emit: (event: RoomEventBody) => void
}

export class RoomTelling {
  readonly #room: RoomTellingOptions

  constructor(room: RoomTellingOptions) {
    this.#room = room
  }

  /**
   * Everything that happens comes by here, when it is in the log and not before.
   *
   * @param isLast what is due at the end leaves together with the last word
   */
  deliver(events: readonly LogEvent[], isLast: boolean): void {
    const { classic, native, ledgers, selfId, emit } = this.#room
    classic.deliver(events)
    native.deliver(events)
    if (!isLast) {
      classic.dispatch()
      native.dispatch()
    }
    ledgers.record(events)
    for (const event of events) if (isFor(event, selfId)) emit(roomEventOf(event, { selfId, past: false }))
  }

  /** Writes what is due to everybody, now. */
  flush(): void {
    this.#room.classic.flush()
    this.#room.native.flush()
  }

  /** These are described differently from now on. */
  changes(people: readonly NativePerson[]): void {
    for (const person of people) {
      this.#room.classic.update(person)
      this.#room.native.tellAll({ type: 'person', person })
      this.#room.emit({ type: 'person.changed', person })
    }
  }

  receipts(authorId: string, receipts: readonly Receipt[]): void {
    if (authorId !== this.#room.selfId) {
      this.#room.native.tellReceipts(authorId, receipts)
      return
    }
    for (const { id, ...ledger } of receipts) {
      this.#room.emit({ type: 'message.delivery-changed', id, delivery: { state: 'sent', ledger } })
    }
  }

  typing(personId: string, on: boolean): void {
    this.#room.native.tellAll({ type: 'typing', personId, on }, personId)
    if (personId !== this.#room.selfId) this.#room.emit({ type: 'typing.changed', personId, on })
  }

  /** The room is not stored any more: for good, or as long as the disk is full. */
  unsaved(why: string, isForGood: boolean): void {
    this.warn(why)
    this.description()
    const forGood = 'The host cannot keep this conversation any more. What is said from now on is gone with the room.'
    const message = isForGood ? forGood : interruptedNotice
    this.#room.native.tellAll({ type: 'notice', message, tone: 'warning' })
  }

  /** The room is stored again: with all that was said meanwhile, or a part of it. */
  saved(isWhole: boolean): void {
    const message = isWhole
      ? 'The conversation is kept again, with what was said meanwhile.'
      : 'The conversation is kept again. A part of what was said meanwhile is missing in it.'
    this.#notice(message, 'quiet')
    this.description()
    this.#room.native.tellAll({ type: 'notice', message, tone: 'quiet' })
  }

  /** The room as a whole is described differently. */
  description(): void {
    const description = this.#room.describe()
    this.#room.native.tellAll({ type: 'room', ...wireDescription(description), retention: this.#room.retention() })
    this.#room.emit({ type: 'room.described', ...description })
  }

  /** Tells the host alone about trouble. */
  warn(text: string): void {
    this.#notice(text, 'warning')
  }

  #notice(text: string, tone: NoticeEntry['tone']): void {
    const { createId, clock, emit } = this.#room
    emit({ type: 'notice.added', notice: { kind: 'notice', id: createId(), at: clock(), text, tone } })
  }
}
