/** A chat room, open to native clients and to the forty-line clients of every tutorial. Runs wherever Node runs. */
import { EventEmitter } from 'node:events'
import type { Address } from '../common/address.ts'
import { roomClosedPhrase, wayClosedPhrase } from '../common/classic/phrases.ts'
import { defaultLimits } from '../common/limits.ts'
import type { NativePerson } from '../common/native/log-event.ts'
import { printable } from '../common/unsafe-text.ts'
import { namelessRoom } from '../common/room-name.ts'
import { allAbilities, type Ban, type Ledger, type Person, type RoomDescription } from '../common/room.ts'
import type { Moderation, Post, RoomAct } from '../common/room-act.ts'
import type { Result } from '../common/result.ts'
import { timeOrderedId } from '../common/time-ordered-id.ts'
import { ArrivalBook } from './arrival-book.ts'
import { ClassicGuests } from './classic-guests.ts'
import { DeliveryLedgers } from './delivery-ledgers.ts'
import type { ConnectionSettings } from './host-connection.ts'
import { Entrance } from './entrance.ts'
import { HouseRules } from './house-rules.ts'
import type { ListenFault } from './listening-servers.ts'
import { markLocalIn, type AddressOf } from './local-people.ts'
import { Moderating } from './moderating.ts'
import { NativeGuests } from './native-guests.ts'
import { isSameNetwork } from './network-interfaces.ts'
import { type Fault, RoomActs } from './room-acts.ts'
import { OwnPerson } from './own-person.ts'
import type { RoomContext } from './room-context.ts'
import { type LogEventBody, RoomLog } from './room-log.ts'
import type { RoomHostEvents, RoomHostOptions } from './room-host-options.ts'
import { RoomNames } from './room-names.ts'
import { RoomPeople } from './room-people.ts'
import { RoomTelling } from './room-telling.ts'
import { systemTimers } from './timers.ts'
import { TypingBoard } from './typing-board.ts'

/** The end of a turn is not waited for once this much text is due: a flood must not pile up before it is echoed. */
const earlyCommitLength = 64 * 1024

export class RoomHost extends EventEmitter<RoomHostEvents> {
  readonly name: string
  /** Who tried to come in, and how far they came. */
  readonly arrivals: ArrivalBook
  readonly #options: RoomHostOptions
  readonly #settings: ConnectionSettings
  readonly #log: RoomLog
  readonly #entrance: Entrance
  readonly #people = new RoomPeople()
  readonly #names = new RoomNames((name) => this.#people.hasLikenessOf(name))
  readonly #selfId: string | undefined
  readonly #rules: HouseRules
  readonly #acts: RoomActs
  readonly #moderating: Moderating
  readonly #typing: TypingBoard
  readonly #ledgers: DeliveryLedgers
  readonly #classic: ClassicGuests
  readonly #native: NativeGuests
  readonly #own: OwnPerson
  readonly #telling: RoomTelling
  readonly #addressOf: AddressOf = (personId) => this.#connectedFrom(personId)?.host
  /** UTF-16 units of the messages that are not committed yet. */
  #uncommittedLength = 0
  #isClosing = false
  #closed: Promise<void> | undefined

  constructor(options: RoomHostOptions) {
    super()
    this.#options = options
    const limits = { ...defaultLimits, ...options.limits }
    const { clock = Date.now, timers = systemTimers, writingMs = Infinity, hostNickname } = options
    this.#settings = { limits, clock, timers, writingMs }
    this.arrivals = new ArrivalBook(this.#settings)
    this.#log = options.log ?? new RoomLog({ store: null, clock, timers })
    this.#rules = new HouseRules(this.#log, () => timers.now())
    this.name = options.name ?? (this.#rules.name || namelessRoom)
    this.#entrance = new Entrance({
      settings: this.#settings,
      rules: this.#rules,
      arrivals: this.arrivals,
      isExempt: options.isExempt,
      accept: (socket, address) => this.#classic.accept(socket, address),
      report: (line) => options.report?.(printable(line)),
    })
    if (hostNickname !== undefined) {
      // The same as long as the room is: what was said to them before is still for them.
      this.#selfId = options.hostPersonId ?? `host:${this.#log.roomId}`
      this.#people.enter({ id: this.#selfId, nickname: hostNickname, kind: 'host' })
      this.#names.take(hostNickname)
    }
    this.#typing = new TypingBoard(timers, (personId, on) => this.#telling.typing(personId, on))
    this.#ledgers = new DeliveryLedgers({
      timers,
      log: this.#log,
      people: this.#people.all,
      host: this.#people.all.get(this.#selfId ?? ''),
      tell: (...told) => this.#telling.receipts(...told),
      isBehind: (authorId) => this.#native.isBehind(authorId),
    })
    this.#acts = new RoomActs({
      settings: this.#settings,
      log: this.#log,
      names: this.#names,
      rules: this.#rules,
      people: this.#people.all,
      createId: () => this.#createId(),
      append: (body) => this.#append(body),
      change: (person) => this.#change(person),
      described: () => this.#telling.description(),
    })
    const context = this.#context()
    this.#native = new NativeGuests(context)
    this.#classic = new ClassicGuests(context, (...upgrade) => this.#native.accept(...upgrade))
    this.#telling = new RoomTelling({
      classic: this.#classic,
      native: this.#native,
      ledgers: this.#ledgers,
      selfId: this.#selfId ?? '',
      describe: () => this.description,
      retention: () => this.#log.retention,
      createId: () => this.#createId(),
      clock,
      emit: (event) => this.emit('event', markLocalIn(event, this.#addressOf)),
    })
    this.#moderating = new Moderating({
      rules: this.#rules,
      people: this.#people.all,
      clock,
      createId: () => this.#createId(),
      append: (body) => this.#append(body),
      flush: () => this.#log.flush(),
      change: (person) => this.#change(person),
      described: () => this.#telling.description(),
      bansChanged: () => this.emit('event', { type: 'bans.changed', bans: this.bans }),
      addressOf: this.#addressOf,
      expel: (personId, code, message) =>
        this.#native.expel(personId, code, message) || this.#classic.expel(personId, message),
      expelFrom: (address, message) => this.#expelWhere(({ host }) => isSameNetwork(address, host), 'banned', message),
      expelClassic: (message) => this.#classic.expelAll(message),
    })
    this.#own = new OwnPerson({
      acts: this.#acts,
      typing: this.#typing,
      person: () => this.#person,
      createId: () => this.#createId(),
      warn: (text) => this.#telling.warn(text),
      flush: () => {
        this.#log.flush()
        this.#telling.flush()
      },
      isCongested: () => this.#classic.isCongested || this.#native.isCongested,
      timers,
    })
    this.#log.on('committed', (events) => {
      this.#uncommittedLength = 0
      this.#telling.deliver(events, this.#isClosing)
    })
    this.#log.on('unsaved', (...told) => this.#telling.unsaved(...told))
    this.#log.on('saved', (isWhole) => {
      // First: the disk may be full again at once, and that is told then.
      this.#telling.saved(isWhole)
      this.#ledgers.saveAnew()
    })
  }

  /** Where the room listens, with the real port. Empty before `listen` and after `close`. */
  get addresses(): readonly Address[] {
    return this.#entrance.addresses
  }

  /** The port that is really in use; 0 before `listen` and after `close`. */
  get port(): number {
    return this.addresses[0]?.port ?? 0
  }

  /** Who is in the room, the host's own person first. */
  get people(): readonly Person[] {
    return [...this.#people.all.values()]
  }

  /** Stays the same for a log, however often its room is opened. */
  get roomId(): string {
    return this.#log.roomId
  }

  /** What is true of the room as a whole. */
  get description(): RoomDescription {
    const { topic, slowSeconds, nativeOnly } = this.#rules
    const { retention } = this.#log
    return { name: this.name, topic, slowSeconds, nativeOnly, retention, abilities: allAbilities }
  }

  /** Who has what of what the host's own person has said, by the ids of these messages; as far as it is known. */
  get ownLedgers(): ReadonlyMap<string, Ledger> {
    return new Map(this.#ledgers.receiptsOf(this.#selfId ?? '').map(({ id, ...ledger }) => [id, ledger]))
  }

  /** Who may not come in, newest first. */
  get bans(): readonly Ban[] {
    return this.#rules.bans
  }

  /**
   * Opens the room on every address of `bind`.
   *
   * @throws HostFailure in words for a person, with a free port where another port would help
   */
  async listen(): Promise<void> {
    const { bind, port, skipsMissingAddresses: skipsMissing = false, reservedPorts = [], nativeOnly } = this.#options
    await this.#entrance.open({ bind, port, skipsMissing, reservedPorts })
    if (this.#isClosing) return
    this.#rules.setName(this.name)
    if (nativeOnly !== undefined) this.#rules.setNativeOnly(nativeOnly)
  }

  /**
   * Listens on these addresses from now on, on the same port, as when the network has changed. Nobody who is connected is cut
   * off by that. Answers where it cannot listen; addresses that this computer does not have, or not yet, are left out.
   */
  move(bind: readonly string[]): Promise<readonly Address[]> {
    return this.#entrance.move(bind)
  }

  /** How many people would be cut off by {@link expose}. */
  countBeyond(bind: readonly string[]): number {
    const beyond = this.#entrance.beyond(bind)
    const addresses = [...this.#people.all.keys()].map((personId) => this.#connectedFrom(personId))
    return addresses.filter((address) => address && beyond.has(address)).length
  }

  /**
   * Can be reached at these addresses alone from now on, on the same port: whoever came in at another is told and cut off,
   * besides those on this computer. If it cannot listen at one of them, all stays as it is, and the answer is why.
   */
  async expose(bind: readonly string[]): Promise<ListenFault | null> {
    const fault = await this.#entrance.moveOrStay(bind)
    if (fault || this.#isClosing) return fault
    const beyond = this.#entrance.beyond(bind)
    this.#expelWhere((address) => beyond.has(address), 'way-closed', wayClosedPhrase)
    return null
  }

  /**
   * Says something as the host's own person. A text over the limits goes out as several messages, no faster than the
   * others can read them; the first of them has the id of the post, or one of its own.
   *
   * @throws Error if the room has no person of its own
   */
  say(text: string, extras: Partial<Omit<Post, 'type' | 'text'>> = {}): Fault {
    return this.#own.say(text, extras)
  }

  /**
   * Does something else as the host's own person. Answers why not, in a sentence.
   *
   * @throws Error if the room has no person of its own
   */
  perform(act: Exclude<RoomAct, { type: 'post' }>): Fault {
    return this.#own.perform(act)
  }

  /** Does what only the host can do. The error says in a sentence why not. */
  moderate(moderation: Moderation): Result<void, string> {
    return this.#moderating.perform(moderation)
  }

  /** The host's own person is away, with a few words about it or none; null: back. */
  setAway(message: string | null): void {
    this.#own.setAway(message)
  }

  /** Tells the others whether the host's own person is writing. */
  setTyping(on: boolean): void {
    this.#own.setTyping(on)
  }

  get #person(): NativePerson {
    const person = this.#people.all.get(this.#selfId ?? '')
    if (!person) throw new Error('This room has no person of its own who could say something.')
    return person
  }

  /** Tells everybody, ends them cleanly, frees the port and closes the log. A second call waits for the first. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    const portFreed = this.#entrance.close()
    this.arrivals.close()
    this.#classic.hearOut()
    this.#own.finish()
    this.#isClosing = true
    this.#log.flush()
    this.#typing.close()
    this.#ledgers.close()
    await Promise.all([portFreed, this.#classic.close(roomClosedPhrase), this.#native.close(roomClosedPhrase)])
    this.#log.close()
  }

  #context(): RoomContext {
    return {
      describe: () => this.description,
      rules: this.#rules,
      arrivals: this.arrivals,
      acts: this.#acts,
      settings: this.#settings,
      log: this.#log,
      names: this.#names,
      people: this.#people.all,
      createId: () => this.#createId(),
      enter: (person, address) => this.#enter(person, address),
      leave: (person) => this.#leave(person),
      change: (person) => this.#change(person),
      received: (personId, seq) => this.#ledgers.received(personId, seq),
      returned: (...author) => this.#ledgers.returned(...author),
      caughtUp: () => this.#own.proceed(),
      setTyping: (personId, on) => this.#typing.set(personId, on),
      disconnected: (address) => this.#entrance.left(address),
      warn: (text) => this.#telling.warn(text),
    }
  }

  #enter(newcomer: NativePerson, address: Address): void {
    const [person, ...others] = this.#people.enter(newcomer)
    this.arrivals.entered(address, person.nickname)
    this.#log.append({ type: 'joined', person })
    this.#telling.changes(others)
  }

  #change(changed: NativePerson): NativePerson {
    const changes = this.#people.change(changed)
    this.#telling.changes(changes)
    return changes[0] ?? changed
  }

  #leave({ id, nickname, kind }: NativePerson): void {
    const others = this.#people.leave(id)
    this.#typing.forget(id)
    if (kind === 'classic') this.#rules.forget(id)
    if (this.#isClosing) return
    this.#log.append({ type: 'left', personId: id, nickname })
    this.#telling.changes(others)
  }

  #append(body: LogEventBody): void {
    if (this.#isClosing) return
    this.#log.append(body)
    if ('text' in body) this.#uncommittedLength += body.text.length
    if (this.#uncommittedLength > earlyCommitLength) this.#log.flush()
  }

  #connectedFrom(personId: string): Address | undefined {
    return this.#native.addressOf(personId) ?? this.#classic.addressOf(personId)
  }

  #expelWhere(isMeant: (address: Address) => boolean, code: 'banned' | 'way-closed', message: string): void {
    this.#native.expelWhere(isMeant, code, message)
    this.#classic.expelWhere(isMeant, code, message)
  }

  #createId(): string {
    return this.#options.createId?.() ?? timeOrderedId()
  }
}
