import { assertNever } from '../common/assert-never.ts'
import { cutToBytes } from '../common/byte-cutting.ts'
import { roomClosedPhrase } from '../common/classic/phrases.ts'
import type { Limits } from '../common/limits.ts'
import { entryOf, roomEventOf } from '../common/native/log-projection.ts'
import { harmlessEvent, isPresenceOf } from '../common/native/peer-events.ts'
import { LogReader, type LogReading } from '../common/native/log-reader.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import type { HostMessage } from '../common/native/messages.ts'
import { PostQueue } from '../common/native/post-queue.ts'
import { printable } from '../common/unsafe-text.ts'
import type { Person, Retention } from '../common/room.ts'
import type { ClientSession, SessionListener, UnsentMessage } from './client-session.ts'
import { LogConfirmation } from './log-confirmation.ts'
import { NativePeople } from './native-people.ts'
import type { Bye, NativeServerConnection, Welcome } from './native-server-connection.ts'
import type { Timers } from './timers.ts'
import { TypingBoard } from './typing-board.ts'

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
  readonly #people: NativePeople
  readonly #confirmation: LogConfirmation
  #connection: NativeServerConnection | null = null
  #room: Welcome['room'] | null = null
  /** A conversation stands here already, so what an unknown room has to tell comes behind it. */
  #isContinued = false
  /** The last number of the log when we were welcomed. What was before it is no news of who is here. */
  #welcomedAt = 0
  #pageRequest: string | null = null

  constructor(options: NativeSessionOptions, listener: SessionListener) {
    this.#options = options
    this.#listener = listener
    this.#people = new NativePeople(options.self)
    this.#log = new LogReader(options.history)
    this.#confirmation = new LogConfirmation(options.timers, () =>
      this.#connection?.send({ type: 'received', seq: this.#log.lastSeq }),
    )
    this.#typing = new TypingBoard(options, (personId, on) =>
      listener.happened({ type: 'typing.changed', personId, on }),
    )
  }

  get self(): Person {
    return this.#people.self
  }

  get people(): readonly Person[] {
    return this.#people.all
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
    this.#people.reset(self.nickname, people)
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
    const parts = cutToBytes(text, this.#options.limits.messageBytes).filter((part) => part.trim() !== '')
    return parts.length > 0 ? parts : [text]
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
    this.#confirmation.stop()
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
          const added = this.#people.add(person)
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
    this.#welcomedAt = welcome.lastSeq
    this.#listener.happened({ type: 'people.reset', people: this.people })
    const { name, retention } = welcome.room
    this.#listener.happened({ type: 'room.described', name: printable(name), retention })
    this.#read(this.#log.begin(welcome))
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
          break
        case 'lost':
          this.#listener.noticed('Some of what was said while you were away is no longer kept by the host.', 'warning')
          break
        default:
          assertNever(reading)
      }
    }
  }

  #showHistory(events: readonly LogEvent[], more: boolean): void {
    const view = { selfId: this.self.id, past: true }
    const entries = events
      .filter((event) => !isPresenceOf(event, this.self.id))
      .map((event) => entryOf(harmlessEvent(event), view))
    this.#listener.happened({ type: 'history.loaded', entries, more })
  }

  /** The newest page of another room, behind the conversation that stands here. */
  #continueWith(events: readonly LogEvent[]): void {
    this.#accepted.clear()
    this.#log.endHistory()
    this.#listener.happened({ type: 'history.loaded', entries: [], more: false })
    this.#listener.noticed('The room has begun anew: what was said here before is not kept in it.', 'warning')
    for (const event of events) {
      if (isPresenceOf(event, this.self.id)) continue
      this.#listener.happened(roomEventOf(harmlessEvent(event), { selfId: this.self.id, past: true }))
    }
  }

  #happen(event: LogEvent): void {
    const shown = harmlessEvent(event)
    if (shown.type === 'message') this.#hear(shown)
    else if (!isPresenceOf(shown, this.self.id)) this.#notice(shown)
  }

  #hear(message: Extract<LogEvent, { type: 'message' }>): void {
    const { id, author } = message
    this.#typing.set(author.personId, false)
    const isOwn = author.personId === this.self.id
    if (!isOwn) this.#confirmation.wake()
    if (isOwn && (this.#settle(id) || this.#accepted.delete(id))) return
    this.#listener.happened(roomEventOf(message, { selfId: this.self.id, past: false }))
  }

  #notice(presence: Exclude<LogEvent, { type: 'message' }>): void {
    const view = { selfId: this.self.id, past: false }
    if (presence.seq <= this.#welcomedAt) {
      // Who is here was said in the welcome.
      const entry = entryOf(presence, view)
      if (entry.kind === 'presence') this.#listener.happened({ type: 'presence.added', entry })
      return
    }
    if (presence.type === 'joined') this.#people.add(presence.person)
    else {
      this.#people.delete(presence.personId)
      this.#typing.forget(presence.personId)
    }
    this.#listener.happened(roomEventOf(presence, view))
  }

  /** An own post is in the room. False if that was known, or it is none that waits. */
  #settle(messageId: string): boolean {
    if (!this.#posts.settle(messageId)) return false
    this.#listener.sent(messageId)
    return true
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
}
