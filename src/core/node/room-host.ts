/** A chat room, open to native clients and to the forty-line clients of every tutorial. Runs wherever Node runs. */
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { cutToBytes } from '../common/byte-cutting.ts'
import { crowdedPhrase, roomClosedPhrase } from '../common/classic/phrases.ts'
import { defaultLimits, type Limits } from '../common/limits.ts'
import { roomEventOf } from '../common/native/log-projection.ts'
import type { LogEvent, NativePerson } from '../common/native/log-event.ts'
import type { Receipt } from '../common/native/receipt-book.ts'
import { printable } from '../common/unsafe-text.ts'
import type { Person, Retention, RoomEventBody } from '../common/room.ts'
import { ClassicGuests } from './classic-guests.ts'
import { ConnectionCounter } from './connection-counter.ts'
import { DeliveryLedgers } from './delivery-ledgers.ts'
import { sayFarewell } from './farewell.ts'
import type { ConnectionSettings } from './host-connection.ts'
import { ListeningServers } from './listening-servers.ts'
import { NativeGuests } from './native-guests.ts'
import { isLoopback, plainAddress } from './network-interfaces.ts'
import { PacedTexts } from './paced-texts.ts'
import type { RoomContext } from './room-context.ts'
import { RoomLog } from './room-log.ts'
import { RoomNames } from './room-names.ts'
import { systemTimers, type Timers } from './timers.ts'
import { TypingBoard } from './typing-board.ts'

export interface RoomHostOptions {
  readonly name: string
  /** Addresses to listen on, such as `127.0.0.1`, `0.0.0.0` or `::` (which takes IPv4 too). At least one. */
  readonly bind: readonly string[]
  /** Goes without addresses of `bind` after the first that this computer does not have, as when a VPN has just ended. */
  readonly skipsMissingAddresses?: boolean
  /** 0 picks a free one. */
  readonly port: number
  /** The person at the host's own window, already parsed; absent when there is no window. */
  readonly hostNickname?: string
  /** Who that is in the log, from one opening of the room to the next; a new id unless given. */
  readonly hostPersonId?: string
  /** What is said goes in here, and goes on from what is in it. Closed together with the room. Kept nowhere unless given. */
  readonly log?: RoomLog
  readonly limits?: Partial<Limits>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  readonly timers?: Timers
  readonly createId?: () => string
  /** Hears one harmless line about a connection that could not be accepted. */
  readonly report?: (line: string) => void
  /** Which addresses may connect as often as they like. Loopback, unless said otherwise. */
  readonly isExempt?: (address: string) => boolean
}

export interface RoomHostEvents {
  /** In the log, and so stored if the room stores anything. */
  event: [RoomEventBody]
  /** A connection was accepted; it has no name yet. */
  connected: [Address]
  named: [{ readonly nickname: string; readonly address: Address }]
  /** A connection was turned away before it was in the room. `reason` is the sentence it was sent. */
  refused: [{ readonly reason: string; readonly address: Address }]
}

/** The end of a turn is not waited for once this much text is due: a flood must not pile up before it is echoed. */
const earlyCommitLength = 64 * 1024

export class RoomHost extends EventEmitter<RoomHostEvents> {
  readonly name: string
  readonly #options: RoomHostOptions
  readonly #settings: ConnectionSettings
  readonly #log: RoomLog
  readonly #servers: ListeningServers
  readonly #counter = new ConnectionCounter()
  readonly #names = new RoomNames()
  readonly #people = new Map<string, NativePerson>()
  readonly #self: NativePerson | undefined
  readonly #typing: TypingBoard
  readonly #ledgers: DeliveryLedgers
  readonly #classic: ClassicGuests
  readonly #native: NativeGuests
  readonly #ownTexts: PacedTexts
  /** UTF-16 units of the messages that are not committed yet. */
  #uncommittedLength = 0
  #proceeding: NodeJS.Immediate | undefined
  #isClosing = false
  #closed: Promise<void> | undefined

  constructor(options: RoomHostOptions) {
    super()
    this.name = options.name
    this.#options = options
    const limits = { ...defaultLimits, ...options.limits }
    const { clock = Date.now, timers = systemTimers, hostNickname } = options
    this.#settings = { limits, clock, timers }
    this.#log = options.log ?? new RoomLog({ store: null, clock, timers })
    this.#servers = new ListeningServers(
      (socket) => this.#accept(socket),
      (line) => this.#report(line),
    )
    if (hostNickname !== undefined) {
      this.#self = { id: options.hostPersonId ?? this.#createId(), nickname: hostNickname, kind: 'host' }
      this.#people.set(this.#self.id, this.#self)
      this.#names.take(hostNickname)
    }
    this.#typing = new TypingBoard(this.#settings, (personId, on) => this.#tellTyping(personId, on))
    this.#ledgers = new DeliveryLedgers(timers, this.#self, (...told) => this.#tellReceipts(...told))
    const context = this.#context()
    this.#native = new NativeGuests(context)
    this.#classic = new ClassicGuests(context, (...upgrade) => this.#native.accept(...upgrade))
    this.#ownTexts = new PacedTexts({
      say: (part, messageId) => this.#self && this.#add(this.#self, part, messageId),
      flush: () => this.#log.flush(),
      isCongested: () => this.#classic.isCongested || this.#native.isCongested,
      timers,
    })
    this.#log.on('committed', (events) => this.#deliver(events))
    this.#log.on('unsaved', (why) => this.#tellUnsaved(why))
  }

  /** Where the room listens, with the real port. Empty before `listen` and after `close`. */
  get addresses(): readonly Address[] {
    return this.#servers.addresses
  }

  /** The port that is really in use; 0 before `listen` and after `close`. */
  get port(): number {
    return this.addresses[0]?.port ?? 0
  }

  /** Who is in the room, the host's own person first. */
  get people(): readonly Person[] {
    return [...this.#people.values()]
  }

  /** Stays the same for a log, however often its room is opened. */
  get roomId(): string {
    return this.#log.roomId
  }

  /** Whether the conversation is kept, and for how long. */
  get retention(): Retention {
    return this.#log.retention
  }

  /**
   * Opens the room on every address of `bind`.
   *
   * @throws HostFailure in words for a person, with a free port where another port would help
   */
  listen(): Promise<void> {
    const { bind, port, skipsMissingAddresses = false } = this.#options
    return this.#servers.listen(bind, port, skipsMissingAddresses)
  }

  /**
   * Says something as the host's own person. A text over the limits goes out as several messages, no faster than the
   * others can read them.
   *
   * @param messageId the id of the first of them; the others get their own
   * @throws Error if the room has no person of its own
   */
  say(text: string, messageId?: string): void {
    if (!this.#self) throw new Error('This room has no person of its own who could say something.')
    this.#ownTexts.add(this.#partsOf(text), messageId)
  }

  /** Tells the others whether the host's own person is writing. */
  setTyping(on: boolean): void {
    if (this.#self) this.#typing.set(this.#self.id, on)
  }

  /** Tells everybody, ends them cleanly, frees the port and closes the log. A second call waits for the first. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    const portFreed = this.#servers.close()
    this.#classic.hearOut()
    this.#ownTexts.finish()
    this.#isClosing = true
    this.#log.flush()
    this.#typing.close()
    this.#ledgers.close()
    await Promise.all([portFreed, this.#classic.close(roomClosedPhrase), this.#native.close(roomClosedPhrase)])
    this.#log.close()
  }

  #context(): RoomContext {
    return {
      name: this.name,
      settings: this.#settings,
      log: this.#log,
      names: this.#names,
      people: this.#people,
      createId: () => this.#createId(),
      enter: (person, address) => this.#enter(person, address),
      leave: (person) => this.#leave(person),
      post: (author, text, id) => this.#post(author, text, id),
      received: (personId, seq) => this.#ledgers.received(personId, seq),
      receiptsOf: (authorId) => this.#ledgers.receiptsOf(authorId),
      caughtUp: () => this.#proceedSoon(),
      setTyping: (personId, on) => this.#typing.set(personId, on),
      turnedAway: (address, reason) => this.emit('refused', { reason, address }),
      disconnected: ({ host }) => this.#counter.remove(host),
      warn: (text) => this.#warn(text),
    }
  }

  /** Not at once: this may be heard in the middle of a delivery, and what is said next would overtake it. */
  #proceedSoon(): void {
    if (this.#proceeding) return
    this.#proceeding = setImmediate(() => {
      this.#proceeding = undefined
      this.#ownTexts.proceed()
    })
  }

  #accept(socket: Socket): void {
    const { remoteAddress, remotePort: port } = socket
    if (remoteAddress === undefined || port === undefined || this.#isClosing) {
      socket.resetAndDestroy()
      return
    }
    const host = plainAddress(remoteAddress)
    const count = this.#counter.count(host)
    const { connectionsPerAddress } = this.#settings.limits
    if (count >= connectionsPerAddress && !(this.#options.isExempt ?? isLoopback)(host)) {
      const reason = crowdedPhrase(count, host)
      void sayFarewell(socket, reason, this.#settings.timers)
      this.emit('refused', { reason, address: { host, port } })
      return
    }
    this.#counter.add(host)
    this.emit('connected', { host, port })
    this.#classic.accept(socket, { host, port })
  }

  #enter(person: NativePerson, address: Address): void {
    this.#people.set(person.id, person)
    this.emit('named', { nickname: person.nickname, address })
    this.#log.append({ type: 'joined', person })
  }

  #leave({ id, nickname }: NativePerson): void {
    this.#people.delete(id)
    this.#typing.forget(id)
    if (this.#isClosing) return
    this.#log.append({ type: 'left', personId: id, nickname })
  }

  #post(author: NativePerson, text: string, firstId?: string): void {
    for (const [index, part] of this.#partsOf(text).entries())
      this.#add(author, part, index === 0 ? firstId : undefined)
  }

  /** A text as the messages that it becomes. */
  #partsOf(text: string): string[] {
    return cutToBytes(text, this.#settings.limits.messageBytes).filter((part) => part.trim() !== '')
  }

  #add({ id: personId, nickname, kind }: NativePerson, text: string, id = this.#createId()): void {
    if (this.#isClosing) return
    this.#log.append({ type: 'message', id, author: { personId, nickname, kind }, text })
    this.#uncommittedLength += text.length
    if (this.#uncommittedLength > earlyCommitLength) this.#log.flush()
  }

  /** Everything that happens comes by here, when it is in the log and not before. */
  #deliver(events: readonly LogEvent[]): void {
    this.#uncommittedLength = 0
    this.#classic.deliver(events)
    this.#native.deliver(events)
    // What is due at the end leaves together with the last word.
    if (!this.#isClosing) {
      this.#classic.flush()
      this.#native.flush()
    }
    this.#ledgers.record(events)
    const view = { selfId: this.#self?.id ?? '', past: false }
    for (const event of events) this.emit('event', roomEventOf(event, view))
  }

  #tellReceipts(authorId: string, receipts: readonly Receipt[]): void {
    if (authorId !== this.#self?.id) {
      this.#native.tellReceipts(authorId, receipts)
      return
    }
    for (const { id, ...ledger } of receipts) {
      this.emit('event', { type: 'message.delivery-changed', id, delivery: { state: 'sent', ledger } })
    }
  }

  #tellTyping(personId: string, on: boolean): void {
    this.#native.tellAll({ type: 'typing', personId, on }, personId)
    if (personId !== this.#self?.id) this.emit('event', { type: 'typing.changed', personId, on })
  }

  #tellUnsaved(why: string): void {
    this.#warn(why)
    this.emit('event', { type: 'room.described', name: this.name, retention: this.retention })
    const message = 'The host cannot keep this conversation any more. What is said from now on is gone with the room.'
    this.#native.tellAll({ type: 'notice', message, tone: 'warning' })
  }

  #warn(text: string): void {
    const notice = { kind: 'notice', id: this.#createId(), at: this.#settings.clock(), text, tone: 'warning' } as const
    this.emit('event', { type: 'notice.added', notice })
  }

  #createId(): string {
    return this.#options.createId?.() ?? randomUUID()
  }

  #report(line: string): void {
    this.#options.report?.(printable(line))
  }
}
