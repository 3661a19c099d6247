/** People who only want to talk, and who keep a record of all that they read. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { NetworkProxy } from '../../e2e/peers/network-proxy.ts'
import { createIdentity } from '../../src/core/node/identity.ts'
import { RoomClient } from '../../src/core/node/room-client.ts'

/** Slow enough for the room's limits. */
export const sayEveryMs = 700
const dropEveryMs = 5000
const downMs = 800

/** A Snug in the room. What it reads from honest people is in {@link HonestGuest.read}, in order. */
export class HonestGuest {
  readonly nickname: string
  /** What it has said, in order. */
  readonly said: string[] = []
  /** What honest people have said, itself included, as `name: text`. */
  readonly read: string[] = []
  /** How often its connection has dropped. */
  drops = 0
  readonly #client: RoomClient
  readonly #proxy: NetworkProxy
  #isOver = false
  #talking: Promise<unknown> = Promise.resolve()

  private constructor(nickname: string, proxy: NetworkProxy) {
    this.nickname = nickname
    this.#proxy = proxy
    const address = { host: '127.0.0.1', port: proxy.port }
    this.#client = new RoomClient({ address, nickname, asciiOnly: true, identity: createIdentity(), history: 0 })
    const confirmed = new Map<string, string>()
    this.#client.on('event', (event) => {
      if (event.type === 'connection.changed' && event.connection.status === 'reconnecting') this.drops += 1
      if (event.type === 'message.added' && !event.message.past) {
        const { id, own, text, author } = event.message
        // Its place is where the host has put it, which is known once it is sent.
        if (own) confirmed.set(id, text)
        else if (/^#\d+$/.test(text)) this.read.push(`${author.nickname}: ${text}`)
      }
      if (event.type === 'message.delivery-changed' && event.delivery.state === 'sent') {
        const text = confirmed.get(event.id)
        if (text !== undefined) this.read.push(`${this.nickname}: ${text}`)
        confirmed.delete(event.id)
      }
    })
  }

  static async join(port: number, nickname: string): Promise<HonestGuest> {
    const guest = new HonestGuest(nickname, await NetworkProxy.listen({ port }))
    const joined = await guest.#client.join()
    if (!joined.ok) throw new Error(joined.error.message)
    return guest
  }

  get people(): string[] {
    return this.#client.people.map(({ nickname }) => nickname).toSorted()
  }

  /** Talks from now on. @param flaps whether its network goes down again and again */
  begin(flaps: boolean): void {
    this.#talking = Promise.all([this.#talk(), ...(flaps ? [this.#flap()] : [])])
  }

  /** Stops talking, and waits until everything has been read, by the number of messages. */
  async finish(): Promise<void> {
    this.#isOver = true
    await this.#talking
  }

  async leave(): Promise<void> {
    await this.#client.leave()
    await this.#proxy[Symbol.asyncDispose]()
  }

  async #talk(): Promise<void> {
    while (!this.#isOver) {
      const text = `#${this.said.length}`
      this.said.push(text)
      this.#client.send({ id: randomUUID(), text })
      await pause(sayEveryMs)
    }
  }

  async #flap(): Promise<void> {
    while (!this.#isOver) {
      await pause(dropEveryMs)
      this.#proxy.goDown()
      await pause(downMs)
      this.#proxy.comeBack()
      this.#client.reconnectNow()
    }
  }
}
