import type { Delivery } from '../common/room.ts'
import type { ClientSession, UnsentMessage } from './client-session.ts'
import type { Timers } from './timers.ts'

const maxUnsent = 1000

/** What becomes of the own messages, by whatever protocol they go out. */
export class OwnMessages {
  readonly #timers: Timers
  readonly #onDelivery: (messageId: string, delivery: Delivery) => void
  /** The texts of failed messages, by id, for another try. */
  readonly #failed = new Map<string, string>()
  #session: ClientSession
  #isConnected = false
  /** Why nothing can be sent any more. */
  #closedReason: string | null = null
  #onIdle = (): void => {}

  constructor(session: ClientSession, timers: Timers, onDelivery: (messageId: string, delivery: Delivery) => void) {
    this.#session = session
    this.#timers = timers
    this.#onDelivery = onDelivery
  }

  /** Sends by this session from now on, what has been waiting first. */
  use(session: ClientSession): void {
    this.#isConnected = true
    if (session === this.#session) return
    const waiting = this.#session.takeUnsent()
    this.#session = session
    for (const message of waiting) this.#post(message)
  }

  send(message: UnsentMessage): void {
    if (this.#closedReason !== null) this.#fail(message, this.#closedReason)
    else if (this.#session.unsentCount >= maxUnsent)
      this.#fail(message, 'Too many messages are waiting. Try again later.')
    else this.#post(message)
  }

  retry(id: string): void {
    const text = this.#failed.get(id)
    if (text === undefined) return
    this.#failed.delete(id)
    this.#onDelivery(id, { state: 'sending' })
    this.send({ id, text })
  }

  /** Forgets a message that has failed or waits. False if it is unknown, or on its way at this moment. */
  discard(id: string): boolean {
    return this.#failed.delete(id) || this.#session.withdraw(id)
  }

  sent(id: string): void {
    this.#onDelivery(id, { state: 'sent' })
    if (this.#session.unsentCount === 0) this.#onIdle()
  }

  rejected(message: UnsentMessage, reason: string): void {
    this.#fail(message, reason)
    if (this.#session.unsentCount === 0) this.#onIdle()
  }

  /** The connection is gone; nothing is waited for any more. */
  disconnected(): void {
    this.#isConnected = false
    this.#onIdle()
  }

  /** Until everything is in the room, the connection is gone, or `ms` milliseconds have passed. */
  idle(ms: number): Promise<void> {
    if (!this.#isConnected || this.#session.unsentCount === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = this.#timers.after(ms, resolve)
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
    this.disconnected()
    for (const message of this.#session.takeUnsent()) this.#fail(message, reason)
  }

  #post(message: UnsentMessage): void {
    if (!this.#session.post(message)) this.#fail(message, 'There is nothing in it that the room could show.')
  }

  #fail({ id, text }: UnsentMessage, reason: string): void {
    this.#failed.set(id, text)
    this.#onDelivery(id, { state: 'failed', reason })
  }
}
