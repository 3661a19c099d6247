import { Outbox, type OutboxOptions } from '../common/classic/outbox.ts'
import type { ClassicServerItem } from '../common/classic/server-stream.ts'
import type { Delivery } from '../common/room.ts'
import type { ServerConnection } from './server-connection.ts'
import type { Timers } from './timers.ts'

/** Milliseconds for the echo of a write, from a server that may send none. */
const firstEchoMs = 1000
/** Milliseconds for the echo from a server that has sent one before: it is probably only slow. */
const laterEchoMs = 5000
const maxUnsent = 1000

export interface OwnMessagesOptions extends OutboxOptions {
  readonly timers: Timers
  readonly onDelivery: (messageId: string, delivery: Delivery) => void
}

/** Brings the own messages into the room, one write at a time, over however many connections it takes. */
export class OwnMessages {
  readonly #options: OwnMessagesOptions
  readonly #outbox: Outbox
  /** The texts of failed messages, by id, for another try. */
  readonly #failed = new Map<string, string>()
  #connection: ServerConnection | null = null
  /** Why nothing can be sent any more. */
  #closedReason: string | null = null
  #serverEchoes = false
  #cancelWait = (): void => {}
  #onIdle = (): void => {}

  constructor(options: OwnMessagesOptions) {
    this.#options = options
    this.#outbox = new Outbox(options)
  }

  send(id: string, text: string): void {
    if (this.#closedReason !== null) this.#fail(id, text, this.#closedReason)
    else if (this.#outbox.size >= maxUnsent) this.#fail(id, text, 'Too many messages are waiting. Try again later.')
    else if (this.#outbox.add(id, text)) this.#pump()
    else this.#fail(id, text, 'There is nothing in it that the room could show.')
  }

  retry(id: string): void {
    const text = this.#failed.get(id)
    if (text === undefined) return
    this.#failed.delete(id)
    this.#options.onDelivery(id, { state: 'sending' })
    this.send(id, text)
  }

  /** Forgets a message that has failed or waits. False if it is unknown, or being written at this moment. */
  discard(id: string): boolean {
    return this.#failed.delete(id) || this.#outbox.remove(id)
  }

  /** Writes to this connection from now on. */
  attach(connection: ServerConnection): void {
    this.#connection = connection
    this.#outbox.rename(connection.nickname)
    this.#pump()
  }

  /** The connection is gone. What has not come back over it will be written again. */
  detach(): void {
    this.#connection = null
    this.#cancelWait()
    this.#outbox.rewind()
    this.#onIdle()
  }

  /** Takes an incoming item. True if it is an echo, and so is shown already. */
  receive(item: ClassicServerItem): boolean {
    const echo = this.#outbox.receive(item)
    if (echo.type === 'foreign') return false
    this.#serverEchoes = true
    if (echo.type === 'own-write-done') this.#finishWrite(echo.sentId)
    return true
  }

  /** Until everything is in the room, the connection is gone, or `ms` milliseconds have passed. */
  idle(ms: number): Promise<void> {
    if (!this.#connection || this.#outbox.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = this.#options.timers.after(ms, resolve)
      this.#onIdle = () => {
        cancel()
        resolve()
      }
    })
  }

  /** Takes messages again after {@link OwnMessages.close}. They wait for a connection. */
  reopen(): void {
    this.#closedReason = null
  }

  /** Nothing more can be sent. What is not in the room by now has failed, for this reason. */
  close(reason: string): void {
    this.#closedReason = reason
    this.detach()
    for (const { id, text } of this.#outbox.clear()) this.#fail(id, text, reason)
  }

  /** Writes what is due. */
  #pump(): void {
    if (!this.#connection) return
    const write = this.#outbox.next()
    if (write !== null) {
      this.#connection.write(write)
      this.#awaitEcho(this.#connection)
    } else if (this.#outbox.size === 0) this.#onIdle()
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
    if (sentId !== null) this.#options.onDelivery(sentId, { state: 'sent' })
    this.#pump()
  }

  #fail(id: string, text: string, reason: string): void {
    this.#failed.set(id, text)
    this.#options.onDelivery(id, { state: 'failed', reason })
  }
}
