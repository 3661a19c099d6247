/** Room clients and the scripted native host that they talk to. */
import { createIdentity } from '../../src/core/node/identity.ts'
import { RoomClient, type RoomClientOptions } from '../../src/core/node/room-client.ts'
import { type Hello, loggedMessage, type ScriptedGuest, NativeHostScript, type Welcome } from './native-host-script.ts'
import { RoomRecord } from './room-record.ts'
import { impatientTimers, isDelivered, stoppedClock } from './scripted-room.ts'

export interface NativeVisit {
  readonly client: RoomClient
  readonly record: RoomRecord
  /** The host's end. */
  readonly guest: ScriptedGuest
  readonly hello: Hello
}

/** Dispose of it at the end of the test. */
export class NativeRoom implements AsyncDisposable {
  host: NativeHostScript
  readonly #clients: RoomClient[] = []

  private constructor(host: NativeHostScript) {
    this.host = host
  }

  static async open(): Promise<NativeRoom> {
    return new NativeRoom(await NativeHostScript.listen())
  }

  /** A client called alice that has an identity and has not joined yet. */
  createClient(options: Partial<RoomClientOptions> = {}): RoomClient {
    const client = new RoomClient({
      address: this.host.address,
      nickname: 'alice',
      asciiOnly: true,
      identity: createIdentity(),
      timers: impatientTimers,
      clock: stoppedClock,
      ...options,
    })
    this.#clients.push(client)
    return client
  }

  /** A client that the host has welcomed. */
  async enter(options: Partial<RoomClientOptions> = {}, welcome: Partial<Welcome> = {}): Promise<NativeVisit> {
    const client = this.createClient(options)
    const record = new RoomRecord(client)
    const joining = client.join()
    const { guest, hello } = await this.host.letIn(welcome)
    const joined = await joining
    if (!joined.ok) throw new Error(joined.error.message)
    return { client, record, guest, hello }
  }

  /** A client whose message `m1` is in the room under the number 1. */
  async enterAndSay(): Promise<NativeVisit> {
    const visit = await this.enter()
    const { client, record, guest } = visit
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    const said = loggedMessage(1, 'hi', { personId: client.selfId, nickname: 'alice', kind: 'native' })
    guest.send({ type: 'events', events: [{ ...said, id: 'm1' }] })
    guest.send({ type: 'accepted', id: 'm1', seq: 1, at: 1 })
    await record.until(isDelivered('m1', 'sent'))
    return visit
  }

  /** Frees the port and cuts every connection. */
  close(): Promise<void> {
    return this.host[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.leave()))
    await this.close()
  }
}
