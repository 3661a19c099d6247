/** The classic clients of a room, and everybody who has not yet shown to be more than that. */
import type { Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { type ArrivalEnd, expulsionEnd } from '../common/arrivals.ts'
import { utf8Length } from '../common/byte-cutting.ts'
import { classicLinesOf, type ClassicLine } from '../common/classic/event-lines.ts'
import { connectedPhrase, joinedPhrase, nativeOnlyPhrase } from '../common/classic/phrases.ts'
import type { Limits } from '../common/limits.ts'
import { coerceNickname, takenNotice } from '../common/nickname.ts'
import { audienceOf, type LogEvent, type LoggedMessage, type NativePerson } from '../common/native/log-event.ts'
import { nativeOffer } from '../common/native/wire.ts'
import { ClassicBatch, type ClassicBatchOptions, classicPacking } from './classic-batch.ts'
import { hearClassic } from './classic-commands.ts'
import { type ConnectionListener, HostConnection, type NicknameFault } from './host-connection.ts'
import { OutgoingQueue } from './outgoing-queue.ts'
import type { RoomContext } from './room-context.ts'

/** Milliseconds that a newcomer has to show that it is native, before the others are told that somebody joined. */
export const newcomerPatienceMs = 300

/** The same where it is turned away otherwise: a link may be slow, and to come too late means not to come in. */
export const upgradePatienceMs = 3000

interface ClassicGuest {
  /** As it is in the room, once it is announced there. */
  person: NativePerson
  isAnnounced: boolean
  readonly cancelPatience: () => void
}

/** Takes over a connection whose client goes on in the native protocol, and the bytes that came with its request. */
export type Upgrade = (socket: Socket, address: Address, rest: Uint8Array) => void

export class ClassicGuests {
  readonly #room: RoomContext
  readonly #upgrade: Upgrade
  readonly #batchOptions: ClassicBatchOptions
  readonly #queue: OutgoingQueue<ClassicLine, ClassicBatch>
  readonly #connections = new Set<HostConnection>()
  /** Those that have a name. */
  readonly #guests = new Map<HostConnection, ClassicGuest>()
  readonly #connectionOf = new Map<string, HostConnection>()
  readonly #listener: ConnectionListener = {
    nicknameGiven: (connection, nickname) => this.#welcome(connection, nickname),
    nicknameMissed: (connection, why) =>
      this.#turnAway(connection, why, missedSentence(why, this.#room.settings.limits)),
    messageReceived: (connection, text) => this.#post(connection, text),
    slowedDown: (connection) => {
      const text = 'You are sending faster than this room allows. Nothing is lost: your messages are delayed.'
      this.#queue.addFor(connection, { type: 'remark', text })
    },
    overflowed: (connection) => {
      const nickname = this.#guests.get(connection)?.person.nickname ?? connection.address.host
      this.#room.arrivals.ended(connection.address, 'slow')
      this.#room.warn(`${nickname} was disconnected, because they read too slowly.`)
    },
    drained: () => this.#room.caughtUp(),
    upgraded: (connection, socket, rest) => {
      this.#remove(connection)
      this.#upgrade(socket, connection.address, rest)
    },
    ended: (connection) => {
      this.#remove(connection)
      this.#room.disconnected(connection.address)
      this.#room.caughtUp()
    },
  }

  constructor(room: RoomContext, upgrade: Upgrade) {
    this.#room = room
    this.#upgrade = upgrade
    this.#batchOptions = { maxBytes: room.settings.limits.classicMessageBytes, names: room.names }
    this.#queue = new OutgoingQueue(classicPacking(this.#batchOptions), room.settings)
  }

  accept(socket: Socket, address: Address): void {
    this.#connections.add(new HostConnection(socket, address, this.#listener, this.#room.settings))
  }

  /** Takes what is in the log now; {@link dispatch} writes it. */
  deliver(events: readonly LogEvent[]): void {
    if (this.#guests.size === 0) return
    const find = (id: string): LoggedMessage | null => this.#room.log.message(id)
    for (const event of events) {
      const lines = classicLinesOf(event, find)
      const audience = audienceOf(event)
      const except = this.#connectionOf.get(toldOtherwise(event) ?? '')
      for (const line of lines) {
        if (audience) for (const personId of new Set(audience)) this.#tell(this.#connectionOf.get(personId), line)
        else this.#queue.add(line, except)
      }
    }
  }

  /** Somebody is away, or back, or called something else: their next words come under that name. */
  update(person: NativePerson): void {
    const connection = this.#connectionOf.get(person.id)
    const guest = connection && this.#guests.get(connection)
    if (!connection || !guest) return
    const before = guest.person.nickname
    guest.person = person
    if (before !== person.nickname) connection.bind(before, person.nickname, (name) => this.#room.names.isTaken(name))
  }

  /** Ends the connection of a person, in these words. False if they are not here by this protocol. */
  expel(personId: string, message: string, end: ArrivalEnd = 'sent-out'): boolean {
    const connection = this.#connectionOf.get(personId)
    if (!connection) return false
    this.#room.arrivals.ended(connection.address, end)
    this.#tell(connection, { type: 'line', text: message })
    this.flush()
    void connection.dismiss('')
    return true
  }

  /** Ends every connection that is meant, in these words, and those that have no name yet too. */
  expelWhere(isMeant: (address: Address) => boolean, code: 'banned' | 'way-closed', message: string): void {
    for (const connection of this.#connections) {
      if (!isMeant(connection.address)) continue
      const guest = this.#guests.get(connection)
      if (guest && this.#queue.has(connection)) this.expel(guest.person.id, message, expulsionEnd(code))
      else this.#turnAway(connection, code, message)
    }
  }

  /** Ends everybody who is in the room by the classic protocol, in these words. Newcomers may still show to be more. */
  expelAll(message: string): void {
    for (const { person, isAnnounced } of this.#guests.values()) {
      if (isAnnounced) this.expel(person.id, message, 'classic')
    }
  }

  /** Where a person is connected from; undefined if they are not here by this protocol. */
  addressOf(personId: string): Address | undefined {
    return this.#connectionOf.get(personId)?.address
  }

  /** Brings what is due on its way. */
  dispatch(): void {
    this.#queue.dispatch()
  }

  /** Writes what is due to everybody, now. */
  flush(): void {
    this.#queue.flush()
  }

  /** Whether somebody has much to read before more should be said. */
  get isCongested(): boolean {
    return [...this.#guests.keys()].some(({ isCongested }) => isCongested)
  }

  /** Hands over at once what people have said and is held back. */
  hearOut(): void {
    for (const connection of this.#connections) connection.hearOut()
  }

  /** Tells everybody, after what is still due, and ends them cleanly. */
  async close(reason: string): Promise<void> {
    this.#say(reason)
    this.flush()
    // Whoever hears what is said has just been told, together with what was still due.
    const farewells = [...this.#connections].map((connection) =>
      connection.dismiss(this.#queue.has(connection) ? '' : reason),
    )
    await Promise.all(farewells)
  }

  #say(text: string): void {
    this.#queue.add({ type: 'line', text })
  }

  #tell(connection: HostConnection | undefined, line: ClassicLine): void {
    if (connection) this.#queue.addFor(connection, line)
  }

  #turnAway(connection: HostConnection, end: ArrivalEnd, reason: string): void {
    this.#room.arrivals.turnedAway(connection.address, end, reason)
    void connection.dismiss(reason)
  }

  #welcome(connection: HostConnection, requested: string): void {
    const { names, rules, settings } = this.#room
    const { limits, timers } = settings
    if (utf8Length(requested) > limits.classicMessageBytes) {
      this.#turnAway(
        connection,
        'long-name',
        `A nickname has at most ${limits.nicknameGraphemes} characters. Connect again with a shorter one.`,
      )
      return
    }
    const wanted = coerceNickname(requested, limits)
    const nickname = names.freeLike(wanted, limits)
    names.take(nickname)
    this.#room.arrivals.reached(connection.address, 'named', nickname)
    connection.bind(requested, nickname, (name) => names.isTaken(name))
    const person: NativePerson = { id: this.#room.createId(), nickname, kind: 'classic' }
    this.#connectionOf.set(person.id, connection)
    this.#guests.set(connection, {
      person,
      isAnnounced: false,
      cancelPatience: timers.after(rules.nativeOnly ? upgradePatienceMs : newcomerPatienceMs, () =>
        this.#announce(connection),
      ),
    })
    const notice = renamingNotice(requested, wanted, nickname)
    const texts = [...(notice === undefined ? [] : [notice]), joinedPhrase(nickname), connectedPhrase]
    // At once and alone: a native client looks for the offer behind the last word.
    const lines = texts.map((text) => ({ type: 'line', text }) as const)
    connection.write(new ClassicBatch(lines, this.#batchOptions, nativeOffer))
    // Where it would be turned away, it hears nothing of what is said before it has shown that it is native.
    if (!rules.nativeOnly) this.#queue.enter(connection)
  }

  #announce(connection: HostConnection): void {
    const guest = this.#guests.get(connection)
    if (!guest || guest.isAnnounced) return
    const { rules } = this.#room
    if (rules.nativeOnly) {
      this.#turnAway(connection, 'classic', nativeOnlyPhrase)
      return
    }
    guest.cancelPatience()
    guest.isAnnounced = true
    if (!this.#queue.has(connection)) this.#queue.enter(connection)
    if (rules.isHostMuted(connection.address.host)) {
      rules.mute(guest.person)
      guest.person = { ...guest.person, muted: true }
    }
    this.#room.arrivals.reached(connection.address, 'in-room')
    this.#room.enter(guest.person, connection.address)
  }

  #post(connection: HostConnection, text: string): void {
    const guest = this.#guests.get(connection)
    if (!guest) return
    this.#announce(connection)
    if (!guest.isAnnounced) return
    for (const line of hearClassic(this.#room, guest.person, text)) {
      this.#tell(connection, { type: 'remark', text: line })
    }
  }

  #remove(connection: HostConnection): void {
    this.#connections.delete(connection)
    const guest = this.#guests.get(connection)
    if (!guest) return
    guest.cancelPatience()
    this.#guests.delete(connection)
    this.#connectionOf.delete(guest.person.id)
    this.#queue.leave(connection)
    this.#room.names.release(guest.person.nickname)
    if (guest.isAnnounced) this.#room.leave(guest.person)
  }
}

/** The id of whoever has read of their own coming already, or is told in words of their own that they have to go. */
function toldOtherwise(event: LogEvent): string | null {
  if (event.type === 'joined') return event.person.id
  const isSentOut = event.type === 'moderated' && (event.action === 'kicked' || event.action === 'banned')
  return isSentOut ? event.personId : null
}

/** What a client is told whose nickname is not quite what it asked for. */
function renamingNotice(requested: string, wanted: string, given: string): string | undefined {
  if (given !== wanted) return takenNotice(wanted, given)
  if (given !== requested.trim().normalize()) return `That nickname cannot be used here as it is. You are ${given}.`
  return undefined
}

/** What a client is told that is sent away because no nickname came. */
function missedSentence(why: NicknameFault, { handshakeMs, frameBytes }: Limits): string {
  if (why === 'silent') return noNickname(`within ${Math.round(handshakeMs / 1000)} seconds`)
  if (why === 'flooded') return noNickname(`among the first ${frameBytes} bytes`)
  return 'This is a chat room. Join it with a chat program: its address is no web page.'
}

function noNickname(within: string): string {
  return `No nickname came ${within}. Connect again to try once more.`
}
