/** A native guest that talks without end, scrolls back as far as it can, and keeps what it was told as it was told. */
import type { Connection, Delivery, MessageEntry } from '../../src/core/common/room.ts'
import type { RoomEventBody } from '../../src/core/common/room-event.ts'
import { createIdentity } from '../../src/core/node/identity.ts'
import { RoomClient } from '../../src/core/node/room-client.ts'

/** What happens to a guest, as far as a test counts it. */
export type GuestNews = 'acknowledgement' | 'message' | 'page' | 'other'

export interface ReturningGuestOptions {
  readonly nickname: string
  readonly port: number
  /** How many of the newest events it asks for at first. */
  readonly history: number
  /** Something to say: an id that nobody else uses, and a text. */
  readonly compose: () => { readonly id: string; readonly text: string }
  readonly isHostUp: () => boolean
  /** Hears what has happened to a guest when it has dealt with it. */
  readonly onNews: (news: GuestNews) => void
}

export class ReturningGuest {
  /** The messages of its window, oldest first. Nothing is left out, so whatever is told twice stands here twice. */
  readonly messages: MessageEntry[] = []
  /** The ids of everything that it has said, oldest first. */
  readonly said: string[] = []
  /** What of it the room has acknowledged. */
  readonly acknowledged = new Set<string>()
  /** What no crash may cause: rejected messages, and notices of anything but a way back. */
  readonly complaints: string[] = []
  /** Whether it has entered the room, whatever has become of the connection. */
  isIn = false
  hasMoreHistory = false
  readonly #options: ReturningGuestOptions
  readonly #identity = createIdentity()
  #client: RoomClient
  #isConnected = false
  /** How many messages it keeps under way. */
  #window = 0

  constructor(options: ReturningGuestOptions) {
    this.#options = options
    this.#client = this.#createClient()
  }

  get nickname(): string {
    return this.#options.nickname
  }

  get isConnected(): boolean {
    return this.#isConnected
  }

  get isNative(): boolean {
    return this.#client.isNative
  }

  /** How many of its messages wait for an acknowledgement. */
  get pendingCount(): number {
    return this.said.length - this.acknowledged.size
  }

  /** Tries once to enter the room; answers why not, or null. */
  async join(): Promise<string | null> {
    const joined = await this.#client.join()
    this.isIn = joined.ok
    this.#isConnected = joined.ok
    if (!joined.ok) this.#client = this.#createClient()
    return joined.ok ? null : joined.error.message
  }

  /** Keeps so many messages under way from now on; 0 falls silent. */
  talk(window: number): void {
    this.#window = window
    this.#sayMore()
  }

  say(): void {
    const { id, text } = this.#options.compose()
    this.said.push(id)
    this.#client.send({ id, text })
  }

  /** The host is up again. */
  comeBack(): void {
    this.#client.reconnectNow()
  }

  leave(): Promise<void> {
    return this.#client.leave()
  }

  #createClient(): RoomClient {
    const { nickname, port, history } = this.#options
    const address = { host: '127.0.0.1', port }
    const client = new RoomClient({ address, nickname, asciiOnly: true, identity: this.#identity, history })
    client.on('event', (event) => {
      const news = this.#take(event)
      if (news !== 'other') this.#sayMore()
      this.#options.onNews(news)
    })
    return client
  }

  #sayMore(): void {
    while (this.isIn && this.pendingCount < this.#window) this.say()
  }

  #take(event: RoomEventBody): GuestNews {
    if (event.type === 'message.added') {
      this.messages.push(event.message)
      return event.message.own ? 'other' : 'message'
    }
    if (event.type === 'history.loaded') {
      this.messages.unshift(...event.entries.filter((entry) => entry.kind === 'message'))
      this.hasMoreHistory = event.more
      if (event.more) this.#client.loadHistory()
      return 'page'
    }
    if (event.type === 'message.delivery-changed') return this.#judge(event.id, event.delivery)
    if (event.type === 'notice.added' && !event.notice.text.startsWith('Back after')) {
      this.complaints.push(event.notice.text)
    }
    if (event.type === 'connection.changed') this.#follow(event.connection)
    return 'other'
  }

  #judge(id: string, delivery: Delivery): GuestNews {
    if (delivery.state === 'failed') this.complaints.push(`${id}: ${delivery.reason}`)
    if (delivery.state !== 'sent' || this.acknowledged.has(id)) return 'other'
    this.acknowledged.add(id)
    return 'acknowledgement'
  }

  #follow(connection: Connection): void {
    this.#isConnected = connection.status === 'open'
    if (connection.status === 'closed') this.complaints.push(connection.reason)
    if (connection.status === 'reconnecting') this.#hurry()
  }

  /** A client that is late to notice would wait for a second before it comes back. */
  #hurry(): void {
    const client = this.#client
    queueMicrotask(() => {
      if (this.#options.isHostUp()) client.reconnectNow()
    })
  }
}
