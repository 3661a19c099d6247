/** A native client behind a bad network, with the room as its window would show it. */
import { setTimeout as pass } from 'node:timers/promises'
import { applyEvents } from '../../src/core/common/apply-events.ts'
import type { OutgoingMessage } from '../../src/core/common/room-act.ts'
import { newRoom } from '../../src/core/common/new-room.ts'
import type { MessageEntry, RoomState } from '../../src/core/common/room.ts'
import type { RoomEventBody } from '../../src/core/common/room-event.ts'
import { createIdentity } from '../../src/core/node/identity.ts'
import { RoomClient, type RoomClientOptions } from '../../src/core/node/room-client.ts'
import type { NetworkProxy } from './network-proxy.ts'

/** Nobody waits seconds for the next attempt in a test. Milliseconds. */
const retryMs = 20

export interface NativeGuestOptions extends Pick<RoomClientOptions, 'nickname' | 'limits'> {
  readonly proxy: NetworkProxy
  readonly random: () => number
  /** Hears that something has happened. */
  readonly onChange: () => void
}

export class NativeGuest {
  readonly identity = createIdentity()
  readonly proxy: NetworkProxy
  /** Every own message that the room has acknowledged. */
  readonly acknowledged = new Set<string>()
  /** Own messages that have failed at least once: their place in the window is not that in the log. */
  readonly failed = new Set<string>()
  readonly notices: string[] = []
  /** Whether the window has been in the room since it was opened. */
  isIn = false
  state: RoomState
  readonly #options: NativeGuestOptions
  #client: RoomClient
  #hasLeft = false

  constructor(options: NativeGuestOptions) {
    this.#options = options
    this.proxy = options.proxy
    this.#client = this.#createClient()
    this.state = this.#emptyRoom()
  }

  get nickname(): string {
    return this.#options.nickname
  }

  get isOpen(): boolean {
    return this.state.connection.status === 'open'
  }

  get isNative(): boolean {
    return this.#client.isNative
  }

  get messages(): MessageEntry[] {
    return this.state.entries.filter((entry) => entry.kind === 'message')
  }

  /** Own messages of this window that the room has not acknowledged. */
  get pending(): MessageEntry[] {
    return this.messages.filter(({ own, delivery }) => own && delivery.state !== 'sent')
  }

  /** Enters the room, however many attempts that takes. Gives up when the guest leaves. */
  async join(): Promise<void> {
    while (!this.#hasLeft) {
      const joined = await this.#client.join()
      this.isIn = joined.ok
      this.#options.onChange()
      if (joined.ok) return
      this.#openWindow()
      await pass(retryMs * this.#options.random())
    }
  }

  /** Closes the window and opens another, which knows nothing but who the person is. */
  async joinAnew(): Promise<void> {
    if (!this.isIn) return
    this.isIn = false
    await this.#client.leave()
    this.#openWindow()
    await this.join()
  }

  say(id: string, text: string, { to, replyTo }: Pick<OutgoingMessage, 'to' | 'replyTo'> = {}): void {
    this.#client.send({ id, text, ...(to && { to }), ...(replyTo && { replyTo }) })
  }

  /** Gives one of the own messages that are in the room another text. */
  edit(id: string, text: string): void {
    this.#client.edit(id, text)
  }

  takeBack(id: string): void {
    this.#client.delete(id)
  }

  react(id: string, emoji: string, on: boolean): void {
    this.#client.react(id, emoji, on)
  }

  setTopic(topic: string): void {
    this.#client.setTopic(topic)
  }

  setTyping(on: boolean): void {
    this.#client.setTyping(on)
  }

  /** Does what a person can do: comes back to a room that was closed, and sends again what has failed. */
  persist(): void {
    this.#client.reconnectNow()
    for (const { id, delivery } of this.pending) if (delivery.state === 'failed') this.#client.retry(id)
  }

  /** Scrolls back, if there is more than what is in the window. */
  scrollBack(): void {
    if (this.state.hasMoreHistory) this.#client.loadHistory()
  }

  leave(): Promise<void> {
    this.#hasLeft = true
    return this.#client.leave()
  }

  #openWindow(): void {
    this.#client = this.#createClient()
    this.state = this.#emptyRoom()
  }

  #createClient(): RoomClient {
    const { nickname, limits = {}, random, proxy } = this.#options
    const client = new RoomClient({
      address: { host: '127.0.0.1', port: proxy.port },
      nickname,
      asciiOnly: true,
      identity: this.identity,
      history: 10_000,
      limits,
      random,
    })
    client.on('event', (event) => {
      if (client === this.#client) this.#take(event)
    })
    return client
  }

  #take(body: RoomEventBody): void {
    const client = this.#client
    this.state = applyEvents(this.state, [{ ...body, seq: this.state.seq + 1 }])
    if (body.type === 'notice.added') this.notices.push(body.notice.text)
    if (body.type === 'message.delivery-changed' && body.delivery.state === 'sent') this.acknowledged.add(body.id)
    if (body.type === 'message.delivery-changed' && body.delivery.state === 'failed') this.failed.add(body.id)
    if (body.type === 'connection.changed' && body.connection.status === 'reconnecting') {
      setTimeout(() => client.reconnectNow(), retryMs * this.#options.random())
    }
    this.#options.onChange()
  }

  #emptyRoom(): RoomState {
    return newRoom({ id: 'room', name: '', self: { personId: this.identity.personId, nickname: this.nickname } })
  }
}
