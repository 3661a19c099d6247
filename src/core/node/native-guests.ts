/** The native clients of a room. */
import type { Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { expulsionEnd } from '../common/arrivals.ts'
import { runsByAudience } from '../common/native/audience-runs.ts'
import type { LogEvent, NativePerson } from '../common/native/log-event.ts'
import { actorOf, idOf } from '../common/native/logged-changes.ts'
import type { HostMessage } from '../common/native/messages.ts'
import type { Receipt } from '../common/native/receipt-book.ts'
import { splitToFit } from '../common/native/split-to-fit.ts'
import { capabilities, deflateCapability, oldestVersion, protocolVersion } from '../common/native/wire.ts'
import { type FrameBatch, framePacking, HostFrame } from './host-frames.ts'
import { createNonce } from './identity.ts'
import { type ClientRequest, NativeConnection, type NativeListener } from './native-connection.ts'
import { accepted, judgeHello, welcomeMessages } from './native-handshake.ts'
import { type Hello, missedSince } from './native-history.ts'
import { NativeRequests } from './native-requests.ts'
import { OutgoingQueue } from './outgoing-queue.ts'
import type { RoomContext } from './room-context.ts'
import { interruptedNotice } from './unstored.ts'

/** Somebody who has not said hello yet. */
interface Newcomer {
  readonly nonce: string
  readonly cancelDeadline: () => void
}

export class NativeGuests {
  readonly #room: RoomContext
  readonly #queue: OutgoingQueue<HostFrame, FrameBatch>
  readonly #newcomers = new Map<NativeConnection, Newcomer>()
  /** The ids of those that are in the room. */
  readonly #people = new Map<NativeConnection, string>()
  /** Where each person is, by id. */
  readonly #connections = new Map<string, NativeConnection>()
  readonly #requests: NativeRequests
  readonly #listener: NativeListener = {
    received: (connection, message) => this.#take(connection, message),
    slowedDown: (connection) => {
      const message = 'You are sending faster than this room allows. Nothing is lost: your messages are delayed.'
      this.#tell(connection, { type: 'notice', message, tone: 'quiet' })
    },
    overflowed: (connection) => {
      const nickname = this.#personAt(connection)?.nickname ?? connection.address.host
      this.#room.arrivals.ended(connection.address, 'slow')
      this.#room.warn(`${nickname} was disconnected, because they read too slowly.`)
    },
    drained: () => this.#room.caughtUp(),
    turnForPage: () => this.#requests.turnForPage(),
    givenUp: (connection, why) => this.#room.arrivals.ended(connection.address, why),
    ended: (connection) => {
      this.#remove(connection)
      this.#room.caughtUp()
    },
  }

  constructor(room: RoomContext) {
    this.#room = room
    this.#requests = new NativeRequests(room, (...told) => this.#tell(...told))
    this.#queue = new OutgoingQueue(framePacking, room.settings)
  }

  /** Takes a connection over whose client has asked for the native protocol, with the bytes behind its request. */
  accept(socket: Socket, address: Address, rest: Uint8Array): void {
    const { limits, timers } = this.#room.settings
    const connection = new NativeConnection(socket, address, this.#listener, this.#room.settings)
    const nonce = createNonce()
    const cancelDeadline = timers.after(limits.handshakeMs, () => {
      const message = `No hello came within ${Math.round(limits.handshakeMs / 1000)} seconds.`
      this.#room.arrivals.turnedAway(address, 'silent', message)
      void connection.dismiss({ type: 'bye', code: 'silent', message })
    })
    this.#newcomers.set(connection, { nonce, cancelDeadline })
    this.#room.arrivals.reached(address, 'native')
    const versions = { oldest: oldestVersion, newest: protocolVersion }
    connection.open({ type: 'challenge', versions, nonce, capabilities: [...capabilities] }, rest)
  }

  /** Takes what is in the log now, and that its authors are to know so; {@link dispatch} writes it. */
  deliver(events: readonly LogEvent[]): void {
    this.#requests.record(events)
    if (this.#connections.size === 0) return
    // What concerns two people only has its place among what everybody gets.
    for (const [audience, run] of runsByAudience(events)) {
      for (const message of splitToFit(run, (events) => ({ type: 'events', events }), this.#frameBytes)) {
        if (audience) for (const personId of new Set(audience)) this.tell(personId, message)
        else this.#queue.add(this.#frameForAll(message))
      }
    }
    for (const event of events) {
      const [id, actor] = [idOf(event), actorOf(event)]
      if (id !== null && actor !== null) this.tell(actor, accepted(id, event))
    }
  }

  get #frameBytes(): number {
    return this.#room.settings.limits.frameBytes
  }

  /** Ends the connection of a person for good, in these words. False if they are not here by this protocol. */
  expel(personId: string, code: 'kicked' | 'banned' | 'way-closed', message: string): boolean {
    const connection = this.#connections.get(personId)
    if (!connection) return false
    this.#room.arrivals.ended(connection.address, expulsionEnd(code))
    this.flush()
    void connection.dismiss({ type: 'bye', code, message })
    return true
  }

  /** Ends every connection that is meant for good, in these words, and those that have not said hello yet too. */
  expelWhere(isMeant: (address: Address) => boolean, code: 'banned' | 'way-closed', message: string): void {
    for (const connection of this.#newcomers.keys()) {
      if (!isMeant(connection.address)) continue
      this.#room.arrivals.turnedAway(connection.address, code, message)
      void connection.dismiss({ type: 'refused', code, message })
    }
    for (const [connection, personId] of this.#people)
      if (isMeant(connection.address)) this.expel(personId, code, message)
  }

  /** Where a person is connected from; undefined if they are not here by this protocol. */
  addressOf(personId: string): Address | undefined {
    return this.#connections.get(personId)?.address
  }

  #personAt(connection: NativeConnection): NativePerson | undefined {
    return this.#room.people.get(this.#people.get(connection) ?? '')
  }

  /** Brings what is due on its way. */
  dispatch(): void {
    this.#queue.dispatch()
  }

  /** Writes what is due to everybody, now. */
  flush(): void {
    this.#queue.flush()
  }

  /** Tells one person something at the end of the turn, if they are here. */
  tell(personId: string, message: HostMessage): void {
    const connection = this.#connections.get(personId)
    if (connection) this.#tell(connection, message)
  }

  tellReceipts(authorId: string, receipts: readonly Receipt[]): void {
    if (!this.#connections.has(authorId)) return
    const wrap = (receipts: Receipt[]): HostMessage => ({ type: 'receipts', receipts })
    for (const message of splitToFit(receipts, wrap, this.#frameBytes)) this.tell(authorId, message)
  }

  /** Tells everybody something at the end of the turn, perhaps with one exception. */
  tellAll(message: HostMessage, exceptPersonId?: string): void {
    const except = exceptPersonId === undefined ? undefined : this.#connections.get(exceptPersonId)
    if (this.#connections.size > 0) this.#queue.add(this.#frameForAll(message), except)
  }

  /** Whether a person has much to read before more should be told them. */
  isBehind(personId: string): boolean {
    return this.#connections.get(personId)?.isCongested ?? false
  }

  /** Whether somebody has much to read before more should be said. */
  get isCongested(): boolean {
    return [...this.#people.keys()].some(({ isCongested }) => isCongested)
  }

  /** Tells everybody, after what is still due, and ends them cleanly. */
  async close(reason: string): Promise<void> {
    this.flush()
    const connections = [...this.#newcomers.keys(), ...this.#people.keys()]
    const bye = { type: 'bye', code: 'closed', message: reason } as const
    await Promise.all(connections.map((connection) => connection.dismiss(bye)))
  }

  #tell(connection: NativeConnection, message: HostMessage): void {
    this.#queue.addFor(connection, new HostFrame(message, this.#frameBytes, false))
  }

  #frameForAll(message: HostMessage): HostFrame {
    return new HostFrame(message, this.#frameBytes, true)
  }

  #take(connection: NativeConnection, message: ClientRequest): void {
    const newcomer = connection.isOpen ? this.#newcomers.get(connection) : undefined
    const person = this.#personAt(connection)
    if (newcomer && message.type === 'hello') this.#judge(connection, newcomer, message)
    else if (newcomer) {
      const reason = 'The first message must be a hello.'
      this.#room.arrivals.turnedAway(connection.address, 'malformed', reason)
      connection.breakOff(reason)
    } else if (person) this.#requests.answer(connection, person, message)
  }

  #judge(connection: NativeConnection, { nonce, cancelDeadline }: Newcomer, hello: Hello): void {
    cancelDeadline()
    this.#newcomers.delete(connection)
    const verdict = judgeHello(hello, nonce, this.#room)
    if (verdict.ok) {
      this.#letIn(connection, verdict.value, hello, nonce)
      return
    }
    this.#room.arrivals.turnedAway(connection.address, verdict.error.code, verdict.error.message)
    void connection.dismiss(verdict.error)
  }

  #letIn(connection: NativeConnection, person: NativePerson, hello: Hello, nonce: string): void {
    const { log, names, people, settings } = this.#room
    const ghost = this.#connections.get(person.id)
    this.#people.set(connection, person.id)
    this.#connections.set(person.id, connection)
    const message = 'You joined this room from somewhere else.'
    if (ghost) this.#room.arrivals.ended(ghost.address, 'replaced')
    void ghost?.dismiss({ type: 'bye', code: 'replaced', message })
    this.#room.arrivals.reached(connection.address, 'in-room', person.nickname)
    // Not before: whatever the end of the ghost brings about is true of them now.
    const before = people.get(person.id)
    // What is not committed yet comes by itself, with everything else of this turn: who comes with many others costs no
    // write to everybody of their own. Only a ghost's last words belong to what was missed.
    if (before) log.flush()
    const missed = missedSince(log, hello, person.id, settings.limits.sendQueueBytes / 2)
    if (before?.nickname !== person.nickname) {
      if (before) {
        names.release(before.nickname)
        this.#room.leave(before)
      }
      names.take(person.nickname)
      this.#room.enter(person, connection.address)
    }
    this.#queue.enter(connection)
    const self = people.get(person.id) ?? person
    connection.enter({ inflates: hello.capabilities.includes(deflateCapability) })
    connection.send(...welcomeMessages(this.#room, self, { hello, nonce, missed }))
    // What changed while they were away was told to nobody. Who comes anew has no more than what they were just given.
    this.#room.returned(person.id, hello.resume ? undefined : idsOf(missed.events))
    if (log.isInterrupted) this.#tell(connection, { type: 'notice', message: interruptedNotice, tone: 'warning' })
  }

  #remove(connection: NativeConnection): void {
    this.#newcomers.get(connection)?.cancelDeadline()
    this.#newcomers.delete(connection)
    this.#queue.leave(connection)
    this.#room.disconnected(connection.address)
    const person = this.#personAt(connection)
    this.#people.delete(connection)
    // Whoever has come back over another connection is still here.
    if (!person || this.#connections.get(person.id) !== connection) return
    this.#connections.delete(person.id)
    this.#room.names.release(person.nickname)
    this.#room.leave(person)
  }
}

/** The ids of what was asked for. */
function idsOf(events: readonly LogEvent[]): ReadonlySet<string> {
  return new Set(events.map(idOf).filter((id) => id !== null))
}
