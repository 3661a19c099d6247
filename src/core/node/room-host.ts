/** A chat room, open to the forty-line clients of every tutorial. Runs wherever Node runs. */
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { cutToBytes, utf8Length } from '../common/byte-cutting.ts'
import {
  connectedPhrase,
  crowdedPhrase,
  joinedPhrase,
  leftPhrase,
  roomClosedPhrase,
} from '../common/classic/phrases.ts'
import { defaultLimits, type Limits } from '../common/limits.ts'
import { coerceNickname, nicknameKey, takenNotice, uniqueNickname } from '../common/nickname.ts'
import { printable } from '../common/unsafe-text.ts'
import type { Author, Person, PresenceEntry, RoomEventBody } from '../common/room.ts'
import { sayFarewell } from './farewell.ts'
import { type ConnectionListener, type ConnectionSettings, HostConnection } from './host-connection.ts'
import { ListeningServers } from './listening-servers.ts'
import { isLoopback, plainAddress } from './network-interfaces.ts'
import { OutgoingQueue } from './outgoing-queue.ts'
import { PacedTexts } from './paced-texts.ts'
import { systemTimers, type Timers } from './timers.ts'

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
  readonly limits?: Partial<Limits>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  readonly timers?: Timers
  readonly createId?: () => string
  /** Hears one harmless line about a connection that could not be accepted. */
  readonly log?: (line: string) => void
  /** Which addresses may connect as often as they like. Loopback, unless said otherwise. */
  readonly isExempt?: (address: string) => boolean
}

export interface RoomHostEvents {
  event: [RoomEventBody]
  /** A connection was accepted; it has no name yet. */
  connected: [Address]
  named: [{ readonly nickname: string; readonly address: Address }]
  /** A connection was turned away before it was in the room. `reason` is the sentence it was sent. */
  refused: [{ readonly reason: string; readonly address: Address }]
}

export class RoomHost extends EventEmitter<RoomHostEvents> {
  readonly name: string
  readonly #options: RoomHostOptions
  readonly #settings: ConnectionSettings
  readonly #servers: ListeningServers
  readonly #connections = new Set<HostConnection>()
  readonly #connectionsByHost = new Map<string, number>()
  readonly #people = new Map<HostConnection, Person>()
  readonly #takenKeys = new Set<string>()
  readonly #self: Person | undefined
  readonly #queue: OutgoingQueue
  readonly #ownTexts: PacedTexts
  readonly #listener: ConnectionListener = {
    nicknameGiven: (connection, nickname) => this.#welcome(connection, nickname),
    nicknameMissed: (connection, within) =>
      this.#turnAway(connection, `No nickname came ${within}. Connect again to try once more.`),
    messageReceived: (connection, text) => {
      const person = this.#people.get(connection)
      if (person) for (const part of this.#partsOf(text)) this.#post(person, part, false)
    },
    slowedDown: (connection) => {
      const text = 'You are sending faster than this room allows. Nothing is lost: your messages are delayed.'
      this.#queue.addFor(connection, { type: 'line', text })
    },
    overflowed: (connection) => {
      const nickname = this.#people.get(connection)?.nickname ?? connection.address.host
      this.#notice(`${nickname} was disconnected, because they read too slowly.`)
    },
    drained: () => this.#ownTexts.proceed(),
    ended: (connection) => {
      this.#bidFarewell(connection)
      this.#ownTexts.proceed()
    },
  }
  #closed: Promise<void> | undefined
  /** The last word is being said: nobody is heard any more, or said to leave. */
  #isClosing = false

  constructor(options: RoomHostOptions) {
    super()
    this.name = options.name
    this.#options = options
    const limits = { ...defaultLimits, ...options.limits }
    this.#settings = { limits, clock: options.clock ?? Date.now, timers: options.timers ?? systemTimers }
    this.#servers = new ListeningServers(
      (socket) => this.#accept(socket),
      (line) => this.#log(line),
    )
    this.#queue = new OutgoingQueue(limits.classicMessageBytes)
    this.#ownTexts = new PacedTexts({
      say: (part, messageId) => this.#self && this.#post(this.#self, part, true, messageId),
      flush: () => this.#queue.flush(),
      isCongested: () => [...this.#people.keys()].some(({ isCongested }) => isCongested),
      timers: this.#settings.timers,
    })
    if (options.hostNickname === undefined) return
    this.#self = { id: this.#createId(), nickname: options.hostNickname, kind: 'host' }
    this.#takeName(options.hostNickname)
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
    return [...(this.#self ? [this.#self] : []), ...this.#people.values()]
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

  /** Tells everybody, ends them cleanly and frees the port. A second call waits for the first. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    const portFreed = this.#servers.close()
    for (const connection of this.#connections) connection.hearOut()
    this.#ownTexts.finish()
    this.#isClosing = true
    this.#queue.add({ type: 'line', text: roomClosedPhrase })
    this.#queue.flush()
    const farewells = [...this.#connections].map((connection) =>
      // Whoever is in the room has just been told, together with what was still due.
      connection.dismiss(this.#people.has(connection) ? '' : roomClosedPhrase),
    )
    await Promise.all([portFreed, ...farewells])
  }

  #accept(socket: Socket): void {
    const { remoteAddress, remotePort: port } = socket
    if (remoteAddress === undefined || port === undefined || this.#isClosing) {
      socket.resetAndDestroy()
      return
    }
    const host = plainAddress(remoteAddress)
    const count = this.#connectionsByHost.get(host) ?? 0
    const { connectionsPerAddress } = this.#settings.limits
    if (count >= connectionsPerAddress && !(this.#options.isExempt ?? isLoopback)(host)) {
      const reason = crowdedPhrase(count, host)
      void sayFarewell(socket, reason, this.#settings.timers)
      this.emit('refused', { reason, address: { host, port } })
      return
    }
    this.#connectionsByHost.set(host, count + 1)
    this.emit('connected', { host, port })
    this.#connections.add(new HostConnection(socket, { host, port }, this.#listener, this.#settings))
  }

  #turnAway(connection: HostConnection, reason: string): void {
    this.emit('refused', { reason, address: connection.address })
    void connection.dismiss(reason)
  }

  #welcome(connection: HostConnection, requested: string): void {
    const { limits } = this.#settings
    if (utf8Length(requested) > limits.classicMessageBytes) {
      this.#turnAway(
        connection,
        `A nickname has at most ${limits.nicknameGraphemes} characters. Connect again with a shorter one.`,
      )
      return
    }
    const wanted = coerceNickname(requested, limits)
    const nickname = uniqueNickname(wanted, this.#takenKeys, limits)
    connection.bind(requested, nickname, (name) => this.#takenKeys.has(nicknameKey(name)))
    const person: Person = { id: this.#createId(), nickname, kind: 'classic' }
    this.#people.set(connection, person)
    this.#takeName(nickname)
    this.emit('named', { nickname, address: connection.address })
    this.#queue.enter(connection)
    const notice = renamingNotice(requested, wanted, nickname)
    if (notice !== undefined) this.#queue.addFor(connection, { type: 'line', text: notice })
    this.#queue.add({ type: 'line', text: joinedPhrase(nickname) })
    this.#queue.addFor(connection, { type: 'line', text: connectedPhrase })
    this.emit('event', { type: 'person.joined', person, entry: this.#presence(nickname, 'joined') })
  }

  #takeName(nickname: string): void {
    this.#takenKeys.add(nicknameKey(nickname))
    this.#queue.addName(nickname)
  }

  #bidFarewell(connection: HostConnection): void {
    const { host } = connection.address
    const others = (this.#connectionsByHost.get(host) ?? 1) - 1
    if (others > 0) this.#connectionsByHost.set(host, others)
    else this.#connectionsByHost.delete(host)
    this.#connections.delete(connection)
    const person = this.#people.get(connection)
    if (!person) return
    this.#people.delete(connection)
    this.#takenKeys.delete(nicknameKey(person.nickname))
    this.#queue.deleteName(person.nickname)
    this.#queue.leave(connection)
    if (this.#isClosing) return
    this.#queue.add({ type: 'line', text: leftPhrase(person.nickname) })
    this.emit('event', { type: 'person.left', personId: person.id, entry: this.#presence(person.nickname, 'left') })
  }

  /** A text as the messages that it becomes. */
  #partsOf(text: string): string[] {
    return cutToBytes(text, this.#settings.limits.messageBytes).filter((part) => part.trim() !== '')
  }

  #post(person: Person, text: string, own: boolean, id = this.#createId()): void {
    if (this.#isClosing) return
    const author: Author = { personId: person.id, nickname: person.nickname, kind: person.kind }
    const delivery = { state: own ? 'sent' : 'received' } as const
    this.#queue.add({ type: 'message', nickname: person.nickname, text })
    const message = { kind: 'message', id, at: this.#settings.clock(), author, text, own, delivery } as const
    this.emit('event', { type: 'message.added', message })
  }

  #notice(text: string): void {
    const notice = { kind: 'notice', id: this.#createId(), at: this.#settings.clock(), text, tone: 'warning' } as const
    this.emit('event', { type: 'notice.added', notice })
  }

  #presence(nickname: string, change: PresenceEntry['change']): PresenceEntry {
    return { kind: 'presence', id: this.#createId(), at: this.#settings.clock(), nickname, change }
  }

  #createId(): string {
    return this.#options.createId?.() ?? randomUUID()
  }

  #log(line: string): void {
    this.#options.log?.(printable(line))
  }
}

/** What a client is told whose nickname is not quite what it asked for. */
function renamingNotice(requested: string, wanted: string, given: string): string | undefined {
  if (given !== wanted) return takenNotice(wanted, given)
  if (given !== requested.trim().normalize()) return `That nickname cannot be used here as it is. You are ${given}.`
  return undefined
}
