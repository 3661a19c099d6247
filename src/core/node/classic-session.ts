import { awayRefusal, refusalOf } from '../common/abilities.ts'
import { foldToAscii } from '../common/ascii-folding.ts'
import { Incoming } from '../common/classic/incoming.ts'
import { Outbox } from '../common/classic/outbox.ts'
import { isFinalPhrase } from '../common/classic/phrases.ts'
import type { ClassicServerItem } from '../common/classic/server-stream.ts'
import { asSaid } from '../common/commands/parse-input.ts'
import { bareName } from '../common/commands/resolve-person.ts'
import type { Limits } from '../common/limits.ts'
import { plainPost } from '../common/plain-post.ts'
import type { Person, Quote } from '../common/room.ts'
import { printable } from '../common/unsafe-text.ts'
import type { RoomAct } from '../common/room-act.ts'
import { type ClientSession, nothingToShow, type SessionListener } from './client-session.ts'
import type { ServerConnection } from './server-connection.ts'
import type { Timers } from './timers.ts'

/** Milliseconds for the echo of a write, from a server that may send none. */
const firstEchoMs = 1000
/** Milliseconds for the echo from a server that has sent one before: it is probably only slow. */
const laterEchoMs = 5000

const place = 'on a classic server'
const nickPattern = /^\/nick\s+(?<nickname>.+)$/iu

export interface ClassicSessionOptions {
  /** With the nickname in ASCII: a classic server dies of another one. */
  readonly self: Person
  /** Folds messages to ASCII. */
  readonly asciiOnly: boolean
  readonly limits: Limits
  readonly clock: () => number
  readonly timers: Timers
  readonly createId: () => string
}

/** A place in the room of a classic server. Own messages go out one write at a time, each after the echo of the last. */
export class ClassicSession implements ClientSession {
  readonly #options: ClassicSessionOptions
  readonly #listener: SessionListener
  readonly #incoming: Incoming
  readonly #outbox: Outbox
  #connection: ServerConnection | null = null
  #nickname: string
  /** The nickname that the host was asked for, until it is given. */
  #askedNickname: string | null = null
  #lastItem: ClassicServerItem | undefined
  #serverEchoes = false
  #cancelWait = (): void => {}

  constructor(options: ClassicSessionOptions, listener: SessionListener) {
    const { self, asciiOnly, limits, clock, createId } = options
    this.#options = options
    this.#listener = listener
    this.#nickname = self.nickname
    this.#incoming = new Incoming({ self, messageBytes: limits.messageBytes, clock, createId })
    this.#outbox = new Outbox({ nickname: self.nickname, asciiOnly, maxBytes: limits.classicMessageBytes })
  }

  /** ASCII, and after a reconnect perhaps with a suffix. */
  get self(): Person {
    return { ...this.#options.self, nickname: this.#nickname }
  }

  get people(): readonly Person[] {
    return this.#incoming.people
  }

  /** @param isReturn the room was entered before, so its people have to be learnt anew */
  attach(connection: ServerConnection, isReturn: boolean): void {
    this.#connection = connection
    this.#nickname = connection.nickname
    this.#lastItem = undefined
    if (isReturn) this.#listener.happened(this.#incoming.reset(this.#nickname))
    connection.on('items', (items) => {
      for (const item of items) this.#receive(item)
      this.#lastItem = items.at(-1)
    })
    connection.on('closed', (reason) => this.#onClosed(reason))
    this.#outbox.rename(this.#nickname)
    this.#pump()
  }

  get takesCommands(): boolean {
    return this.#connection?.isSnug ?? false
  }

  /** At once: a Snug reads lines, so it cannot run together with what is being said. */
  command(line: string): void {
    if (!this.#connection?.isSnug) return
    const text = this.#options.asciiOnly ? foldToAscii(line) : line
    const nickname = nickPattern.exec(text)?.groups?.['nickname']
    if (nickname !== undefined) this.#askedNickname = bareName(nickname)
    this.#connection.write(`${this.#nickname}: ${text}`)
  }

  /** One: longer texts go out in numbered parts, which is a matter of the wire. */
  divide(text: string): readonly string[] {
    return [text]
  }

  perform(act: RoomAct, quote?: Quote): string | null {
    const refusal = refusalOf(act, [], place, quote)
    if (refusal !== null || act.type !== 'post') return refusal
    const isAdded = this.#outbox.add(act.id, plainPost(act, quote))
    this.#pump()
    return isAdded ? null : nothingToShow
  }

  revise(act: RoomAct, quote?: Quote): boolean {
    return act.type === 'post' && this.#outbox.replace(act.id, plainPost(act, quote))
  }

  withdraw(actId: string): boolean {
    return this.#outbox.remove(actId)
  }

  takeUnsent(): readonly string[] {
    this.#cancelWait()
    return this.#outbox.clear()
  }

  setAway(): string | null {
    return awayRefusal([], place)
  }

  loadHistory(): void {
    // A classic server keeps none.
  }

  setTyping(): void {
    // The classic protocol has no word for it.
  }

  pause(): void {
    this.#connection?.pause()
  }

  resume(): void {
    this.#connection?.resume()
  }

  leave(): void {
    this.#connection?.reset()
    this.#detach()
  }

  /** What has not come back over this connection will be written again over the next. */
  #detach(): void {
    this.#connection = null
    this.#cancelWait()
    this.#outbox.rewind()
  }

  #onClosed(reason: string): void {
    this.#detach()
    const last = this.#lastItem?.type === 'line' ? printable(this.#lastItem.text) : ''
    const isOver = isFinalPhrase(last)
    this.#listener.ended(isOver ? last : reason, isOver)
  }

  #receive(item: ClassicServerItem): void {
    const echo = this.#outbox.receive(item)
    if (echo.type === 'foreign') {
      for (const event of this.#incoming.receive(item)) this.#listener.happened(event)
      if (item.type === 'line') this.#heedRenaming(item.text.trim())
      return
    }
    this.#serverEchoes = true
    if (echo.type === 'own-write-done') this.#finishWrite(echo.sentId)
  }

  /** A line to say that looks like a command would be obeyed. */
  #asSaid(write: string): string {
    const prefix = `${this.#nickname}: `
    return write
      .split('\n')
      .map((line) => (line.startsWith(prefix) ? prefix + asSaid(line.slice(prefix.length)) : line))
      .join('\n')
  }

  /** The host has given the nickname that it was asked for: what is said from now on bears it. */
  #heedRenaming(line: string): void {
    const nickname = this.#askedNickname
    if (nickname === null || line !== `* ${this.#nickname} is now ${nickname}`) return
    this.#askedNickname = null
    this.#nickname = nickname
    this.#outbox.rename(nickname)
    this.#listener.happened(this.#incoming.rename(nickname))
  }

  /** Writes what is due. */
  #pump(): void {
    if (!this.#connection) return
    const write = this.#outbox.next()
    if (write === null) return
    this.#connection.write(this.#connection.isSnug ? this.#asSaid(write) : write)
    this.#awaitEcho(this.#connection)
  }

  #awaitEcho(connection: ServerConnection): void {
    this.#cancelWait = this.#options.timers.after(this.#serverEchoes ? laterEchoMs : firstEchoMs, () => {
      if (connection.hasUnwritten) return this.#awaitEcho(connection)
      this.#serverEchoes = false
      this.#finishWrite(this.#outbox.stopWaiting())
    })
  }

  #finishWrite(sentId: string | null): void {
    this.#cancelWait()
    if (sentId !== null) this.#listener.settled(sentId)
    this.#pump()
  }
}
