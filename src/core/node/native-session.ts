import { abilitiesAmong, awayRefusal } from '../common/abilities.ts'
import { assertNever } from '../common/assert-never.ts'
import { cutToBytes } from '../common/byte-cutting.ts'
import { roomClosedPhrase } from '../common/classic/phrases.ts'
import { type Limits, longestAwayMessage } from '../common/limits.ts'
import type { HostMessage } from '../common/native/messages.ts'
import { harmlessLedger } from '../common/native/peer-events.ts'
import { printable } from '../common/unsafe-text.ts'
import { allAbilities, type Person, type Quote, type RoomDescription, undescribed } from '../common/room.ts'
import type { RoomAct } from '../common/room-act.ts'
import type { ClientHabits } from './client-habits.ts'
import type { ClientSession, SessionListener } from './client-session.ts'
import { LogConfirmation } from './log-confirmation.ts'
import { NativeActs } from './native-acts.ts'
import type { Welcome } from './native-hello.ts'
import { NativePeople } from './native-people.ts'
import { NativeReading } from './native-reading.ts'
import type { Bye, NativeServerConnection } from './native-server-connection.ts'
import type { Timers } from './timers.ts'
import { TypingBoard } from './typing-board.ts'

/** Why it ends when the same person has come in by another program. */
/** Of a `bye` by which the host has ended the visit: nobody comes back by themselves. */
const finalCodes: ReadonlySet<string> = new Set(['kicked', 'banned', 'way-closed'])

export const replacedReason = 'You joined this room from somewhere else.'

export interface NativeSessionOptions {
  readonly self: Person
  /** How many of the newest events of the room are wanted at first. */
  readonly history: number
  readonly limits: Limits
  readonly habits: () => Pick<ClientHabits, 'sendReceipts'>
  readonly timers: Timers
  readonly createId: () => string
}

/** A place in a native room: nothing is lost or doubled, whatever becomes of its connections. */
export class NativeSession implements ClientSession {
  readonly #options: NativeSessionOptions
  readonly #listener: SessionListener
  readonly #people: NativePeople
  readonly #acts: NativeActs
  readonly #reading: NativeReading
  readonly #typing: TypingBoard
  readonly #confirmation: LogConfirmation
  #connection: NativeServerConnection | null = null
  #roomId: string | null = null
  #description: RoomDescription = { name: '', ...undescribed }
  /** What the person says about being away; null while they are here. */
  #away: string | null = null

  constructor(options: NativeSessionOptions, listener: SessionListener) {
    const { self, history, timers, createId } = options
    this.#options = options
    this.#listener = listener
    this.#people = new NativePeople(self)
    this.#acts = new NativeActs(listener)
    const confirm = (): void => {
      if (this.#options.habits().sendReceipts) this.#connection?.send({ type: 'received', seq: this.#reading.lastSeq })
    }
    this.#confirmation = new LogConfirmation(timers, () => this.#people.count, confirm)
    this.#typing = new TypingBoard(timers, (personId, on) =>
      listener.happened({ type: 'typing.changed', personId, on }),
    )
    this.#reading = new NativeReading({
      history,
      createId,
      listener,
      people: this.#people,
      acts: this.#acts,
      typing: this.#typing,
      confirmation: this.#confirmation,
    })
  }

  get self(): Person {
    return this.#people.self
  }

  get people(): readonly Person[] {
    return this.#people.all
  }

  /** What the log of the room is known by; null before it has been entered, unless it is expected. */
  get roomId(): string | null {
    return this.#roomId
  }

  /** Its name is empty before the room has been entered. */
  get description(): RoomDescription {
    return this.#description
  }

  /** How far the room has been read, for a host that still knows it. */
  get position(): NativeReading['position'] {
    return this.#reading.position
  }

  /**
   * Somebody is on their way back to the room with this id, null being one on a classic server: until it is entered, it is taken to be
   * the same and to be able to do everything.
   */
  expect(roomId: string | null): void {
    this.#roomId = roomId
    this.#description = { ...this.#description, abilities: allAbilities }
    this.#acts.use(allAbilities)
    this.#reading.beginFromCopy(roomId)
  }

  /** @param isContinued a conversation by another protocol stands here already; so does one of another room */
  attach(connection: NativeServerConnection, isContinued: boolean): void {
    const { room, self, people } = connection.welcome
    this.#connection = connection
    const isAnother = this.#roomId !== null && this.#roomId !== room.id
    if (isContinued || isAnother) this.#reading.continueFromElsewhere()
    this.#roomId = room.id
    const abilities = abilitiesAmong(connection.capabilities)
    this.#description = { ...describe(room), abilities }
    this.#acts.use(abilities)
    this.#people.reset(self, people)
    connection.on('messages', (messages) => {
      for (const message of messages) if (this.#connection) this.#receive(message)
      this.#pump()
    })
    connection.on('closed', (reason, bye) => this.#onClosed(reason, bye))
  }

  /** Forgets how far the room has been read, because another protocol has come in between. */
  forget(): void {
    this.#reading.forget()
  }

  /** There are messages for everything. */
  readonly takesCommands = false

  command(): void {
    // Nobody asks in this way here.
  }

  divide(text: string): readonly string[] {
    const parts = cutToBytes(text, this.#options.limits.messageBytes).filter((part) => part.trim() !== '')
    return parts.length > 0 ? parts : [text]
  }

  perform(act: RoomAct, quote?: Quote): string | null {
    const refusal = this.#acts.add(act, quote)
    this.#pump()
    return refusal
  }

  revise(act: RoomAct, quote?: Quote): boolean {
    return this.#acts.replace(act, quote)
  }

  withdraw(actId: string): boolean {
    return this.#acts.remove(actId)
  }

  takeUnsent(): readonly string[] {
    return this.#acts.clear()
  }

  setAway(message: string | null): string | null {
    const refusal = awayRefusal(this.#description.abilities, 'in this room')
    if (refusal !== null) return refusal
    this.#away = message?.slice(0, longestAwayMessage).toWellFormed() ?? null
    this.#connection?.send({ type: 'away', message: this.#away })
    return null
  }

  loadHistory(untilId?: string, above?: number): void {
    this.#reading.lookBack(untilId, above)
    this.#pump()
  }

  setTyping(on: boolean): void {
    this.#connection?.send({ type: 'typing', on })
  }

  pause(): void {
    this.#connection?.pause()
  }

  resume(): void {
    this.#connection?.resume()
  }

  leave(): void {
    this.#connection?.leave()
    this.#detach()
  }

  #detach(): void {
    this.#connection = null
    this.#confirmation.stop()
    this.#typing.close()
    this.#acts.rewind()
  }

  #onClosed(reason: string, bye: Bye | null): void {
    this.#detach()
    if (bye?.code === 'closed') this.#listener.ended(roomClosedPhrase, true)
    else if (bye?.code === 'replaced') this.#listener.ended(replacedReason, true)
    else this.#listener.ended(reason, finalCodes.has(bye?.code ?? ''))
  }

  #receive(message: HostMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#enter(message)
      case 'room':
        this.#description = { ...describe(message), abilities: this.#description.abilities }
        return this.#listener.happened({ type: 'room.described', ...this.#description })
      case 'people': {
        const people = message.people.map((person) => this.#people.add(person)).filter((person) => person !== null)
        if (people.length > 0) this.#listener.happened({ type: 'people.added', people })
        return
      }
      case 'person': {
        const person = this.#people.change(message.person)
        if (person) this.#listener.happened({ type: 'person.changed', person })
        return
      }
      case 'events':
        return this.#reading.push(message.events, message.leftOut)
      case 'page':
        return this.#reading.pushPage(message)
      case 'accepted':
        return this.#acts.accept(message.id, message.seq, this.#reading.lastSeq)
      case 'rejected':
        return this.#acts.reject(message.id, printable(message.message))
      case 'receipts':
        for (const { id, ...receipt } of message.receipts) {
          const delivery = { state: 'sent', ledger: harmlessLedger(receipt) } as const
          this.#listener.happened({ type: 'message.delivery-changed', id, delivery })
        }
        return
      case 'typing':
        if (this.#people.has(message.personId)) this.#typing.set(message.personId, message.on)
        return
      case 'notice':
        return this.#listener.noticed(printable(message.message), message.tone)
      case 'challenge':
      case 'refused':
      case 'bye':
      case 'ping':
      case 'pong':
        // The connection's own business.
        return
      default:
        return assertNever(message)
    }
  }

  #enter(welcome: Welcome): void {
    this.#listener.happened({ type: 'people.reset', people: this.people })
    this.#listener.happened({ type: 'room.described', ...this.#description })
    // A host that kept our place over a drop may still have what we said before it.
    if (this.#away !== null || welcome.self.away !== undefined) {
      this.#connection?.send({ type: 'away', message: this.#away })
    }
    this.#reading.begin(welcome)
  }

  /** Sends what is due. */
  #pump(): void {
    const connection = this.#connection
    if (!connection) return
    this.#acts.write((act) => connection.send(act))
    const request = this.#reading.nextRequest()
    if (request) connection.send(request)
  }
}

function describe({
  name,
  topic,
  slowSeconds,
  nativeOnly,
  retention,
}: Omit<Extract<HostMessage, { type: 'room' }>, 'type'>): Omit<RoomDescription, 'abilities'> {
  return { name: printable(name), topic: printable(topic), slowSeconds, nativeOnly: nativeOnly === true, retention }
}
