import { assertNever } from '../common/assert-never.ts'
import { cutToBytes } from '../common/byte-cutting.ts'
import { roomClosedPhrase } from '../common/classic/phrases.ts'
import type { Limits } from '../common/limits.ts'
import { entryOf, roomEventOf } from '../common/native/log-projection.ts'
import { LogReader, type LogReading } from '../common/native/log-reader.ts'
import type { HostMessage, LogEvent, NativePerson } from '../common/native/messages.ts'
import { PostQueue } from '../common/native/post-queue.ts'
import { printable, printableLines } from '../common/printable-text.ts'
import type { NoticeEntry, Person, Retention } from '../common/room.ts'
import type { ClientSession, SessionListener, UnsentMessage } from './client-session.ts'
import type { Bye, NativeServerConnection, Welcome } from './native-server-connection.ts'
import type { Timers } from './timers.ts'
import { TypingBoard } from './typing-board.ts'

/** At most this often, in milliseconds, the host is told how far the conversation is here. */
const confirmMs = 250
/** How many people are remembered. */
const maxPeople = 10_000

export interface NativeSessionOptions {
  readonly self: Person
  /** How many of the newest events of the room are wanted at first. */
  readonly history: number
  readonly limits: Limits
  readonly clock: () => number
  readonly timers: Timers
  readonly createId: () => string
}

/** A place in a native room: nothing is lost or doubled, whatever becomes of its connections. */
export class NativeSession implements ClientSession {
  readonly #options: NativeSessionOptions
  readonly #listener: SessionListener
  readonly #posts = new PostQueue()
  readonly #log: LogReader
  readonly #typing: TypingBoard
  /** Own messages that the room has accepted, and that its log has not brought yet. */
  readonly #accepted = new Set<string>()
  readonly #people = new Map<string, Person>()
  #connection: NativeServerConnection | null = null
  #self: Person
  #room: Welcome['room'] | null = null
  /** A conversation stands here already, so what an unknown room has to tell comes behind it. */
  #isContinued = false
  /** The last number of the log when we were welcomed. What was before it is no news of who is here. */
  #welcomedAt = 0
  #pageRequest: string | null = null
  #cancelConfirm: (() => void) | null = null

  constructor(options: NativeSessionOptions, listener: SessionListener) {
    this.#options = options
    this.#listener = listener
    this.#self = options.self
    this.#log = new LogReader(options.history)
    this.#typing = new TypingBoard(options, (personId, on) =>
      listener.happened({ type: 'typing.changed', personId, on }),
    )
  }

  get self(): Person {
    return this.#self
  }

  get people(): readonly Person[] {
    return [this.#self, ...this.#people.values()]
  }

  get unsentCount(): number {
    return this.#posts.size
  }

  /** Null before the room has been entered. */
  get roomName(): string | null {
    return this.#room && printable(this.#room.name)
  }

  get retention(): Retention | null {
    return this.#room?.retention ?? null
  }

  /** How far the room has been read, for a host that still knows it. */
  get position(): LogReader['resume'] {
    return this.#log.resume
  }

  /** @param isContinued a conversation by another protocol stands here already */
  attach(connection: NativeServerConnection, isContinued: boolean): void {
    const { room, self, people } = connection.welcome
    this.#connection = connection
    this.#isContinued ||= isContinued
    this.#room = room
    this.#self = { ...this.#self, nickname: printable(self.nickname) }
    this.#people.clear()
    for (const person of people) this.#add(person)
    connection.on('messages', (messages) => {
      for (const message of messages) if (this.#connection) this.#receive(message)
      this.#pump()
    })
    connection.on('closed', (reason, bye) => this.#onClosed(reason, bye))
  }

  /** Forgets how far the room has been read, because another protocol has come in between. */
  forget(): void {
    this.#log.forget()
  }

  divide(text: string): readonly string[] {
    return cutToBytes(text, this.#options.limits.messageBytes)
  }

  post({ id, text }: UnsentMessage): boolean {
    const isAdded = this.#posts.add(id, text)
    this.#pump()
    return isAdded
  }

  withdraw(messageId: string): boolean {
    return this.#posts.remove(messageId)
  }

  takeUnsent(): readonly UnsentMessage[] {
    return this.#posts.clear()
  }

  loadHistory(): void {
    if (this.#log.wantOlder()) this.#pump()
    else this.#listener.happened({ type: 'history.loaded', entries: [], more: false })
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
    this.#cancelConfirm?.()
    this.#cancelConfirm = null
    this.#typing.close()
    this.#posts.rewind()
  }

  #onClosed(reason: string, bye: Bye | null): void {
    this.#detach()
    if (bye?.code === 'closed') this.#listener.ended(roomClosedPhrase, true)
    else if (bye?.code === 'replaced') this.#listener.ended('You joined this room from another window.', true)
    else this.#listener.ended(reason, false)
  }

  #receive(message: HostMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#enter(message)
      case 'people':
        for (const person of message.people) {
          const added = this.#add(person)
          if (added) this.#listener.happened({ type: 'person.joined', person: added })
        }
        return
      case 'events':
        return this.#read(this.#log.push(message.events))
      case 'page':
        if (message.request === this.#pageRequest) this.#read(this.#log.pushPage(message))
        return
      case 'accepted':
        if (message.seq > this.#log.lastSeq) this.#accepted.add(message.id)
        this.#settle(message.id)
        return
      case 'rejected': {
        const post = this.#posts.settle(message.id)
        if (post) this.#listener.rejected(post, printable(message.message))
        return
      }
      case 'receipts':
        for (const { id, have, of, cannotConfirm } of message.receipts) {
          const ledger = { have, of, cannotConfirm: cannotConfirm.map(printable) }
          this.#listener.happened({ type: 'message.delivery-changed', id, delivery: { state: 'sent', ledger } })
        }
        return
      case 'typing':
        if (this.#people.has(message.personId)) this.#typing.set(message.personId, message.on)
        return
      case 'notice':
        return this.#say(printable(message.message), message.tone)
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
    this.#welcomedAt = welcome.lastSeq
    this.#listener.happened({ type: 'people.reset', people: this.people })
    this.#describe()
    this.#read(this.#log.begin(welcome))
  }

  #describe(): void {
    const { roomName, retention } = this
    if (roomName !== null) this.#listener.happened({ type: 'room.described', name: roomName, retention })
  }

  #read(readings: readonly LogReading[]): void {
    for (const reading of readings) {
      switch (reading.type) {
        case 'newest':
          if (this.#isContinued) this.#continueWith(reading.events)
          else this.#showHistory(reading.events, reading.more)
          this.#isContinued = true
          break
        case 'older':
          this.#showHistory(reading.events, reading.more)
          break
        case 'next':
          for (const event of reading.events) this.#happen(event)
          this.#confirm(reading.events)
          break
        case 'lost':
          this.#say('Some of what was said while you were away is no longer kept by the host.', 'warning')
          break
        default:
          assertNever(reading)
      }
    }
  }

  #showHistory(events: readonly LogEvent[], more: boolean): void {
    const view = { selfId: this.#self.id, past: true }
    const entries = events.filter((event) => !this.#isOwnPresence(event)).map((event) => entryOf(harmless(event), view))
    this.#listener.happened({ type: 'history.loaded', entries, more })
  }

  /** The newest page of another room, behind the conversation that stands here. */
  #continueWith(events: readonly LogEvent[]): void {
    this.#accepted.clear()
    this.#log.endHistory()
    this.#listener.happened({ type: 'history.loaded', entries: [], more: false })
    this.#say('The room has begun anew: what was said here before is not kept in it.', 'warning')
    for (const event of events) {
      if (this.#isOwnPresence(event)) continue
      this.#listener.happened(roomEventOf(harmless(event), { selfId: this.#self.id, past: true }))
    }
  }

  #happen(event: LogEvent): void {
    if (this.#isOwnPresence(event)) return
    const view = { selfId: this.#self.id, past: false }
    const shown = harmless(event)
    if (shown.type === 'message') {
      this.#typing.set(shown.author.personId, false)
      const isShown =
        shown.author.personId === this.#self.id && (this.#settle(shown.id) || this.#accepted.delete(shown.id))
      if (!isShown) this.#listener.happened(roomEventOf(shown, view))
      return
    }
    const entry = entryOf(shown, view)
    if (event.seq <= this.#welcomedAt) {
      // Who is here was said in the welcome.
      if (entry.kind === 'presence') this.#listener.happened({ type: 'presence.added', entry })
      return
    }
    if (shown.type === 'joined') this.#add(shown.person)
    else {
      this.#people.delete(shown.personId)
      this.#typing.forget(shown.personId)
    }
    this.#listener.happened(roomEventOf(shown, view))
  }

  /** A post is in the room. False if it was no secret. */
  #settle(messageId: string): boolean {
    if (!this.#posts.settle(messageId)) return false
    this.#listener.sent(messageId)
    return true
  }

  #add({ id, nickname, kind }: NativePerson): Person | null {
    if (id === this.#self.id || this.#people.size >= maxPeople) return null
    const person = { id, nickname: printable(nickname), kind }
    this.#people.set(id, person)
    return person
  }

  /** Nobody is told of their own coming and going. */
  #isOwnPresence(event: LogEvent): boolean {
    if (event.type === 'message') return false
    return this.#self.id === (event.type === 'joined' ? event.person.id : event.personId)
  }

  /** Sends what is due. */
  #pump(): void {
    if (!this.#connection) return
    for (const { id, text } of this.#posts.next()) this.#connection.send({ type: 'post', id, text })
    const request = this.#log.nextRequest()
    if (!request) return
    this.#pageRequest = this.#options.createId()
    this.#connection.send({ type: 'page', request: this.#pageRequest, ...request })
  }

  /** Tells the host, soon, that messages of others have come this far. */
  #confirm(events: readonly LogEvent[]): void {
    if (this.#cancelConfirm) return
    if (!events.some((event) => event.type === 'message' && event.author.personId !== this.#self.id)) return
    this.#cancelConfirm = this.#options.timers.after(confirmMs, () => {
      this.#cancelConfirm = null
      this.#connection?.send({ type: 'received', seq: this.#log.lastSeq })
    })
  }

  #say(text: string, tone: NoticeEntry['tone']): void {
    const { clock, createId } = this.#options
    this.#listener.happened({
      type: 'notice.added',
      notice: { kind: 'notice', id: createId(), at: clock(), text, tone },
    })
  }
}

/** An event with nothing in its names and texts that could act on who reads them. */
function harmless(event: LogEvent): LogEvent {
  switch (event.type) {
    case 'message':
      return {
        ...event,
        author: { ...event.author, nickname: printable(event.author.nickname) },
        text: printableLines(event.text),
      }
    case 'joined':
      return { ...event, person: { ...event.person, nickname: printable(event.person.nickname) } }
    case 'left':
      return { ...event, nickname: printable(event.nickname) }
    default:
      return assertNever(event)
  }
}
