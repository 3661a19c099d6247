/** Room clients and the scripted server that they talk to. */
import type { RoomEventBody } from '../../src/core/common/room-event.ts'
import { RoomClient, type RoomClientOptions } from '../../src/core/node/room-client.ts'
import { systemTimers, type Timers } from '../../src/core/node/timers.ts'
import { RoomRecord } from './room-record.ts'
import { ScriptedServer, type ScriptedConnection } from './scripted-server.ts'

/** Delays below are for the reading of bytes; those from here on are for waiting. */
const longDelayMs = 500

/** Waits ten times less long for what does not come. */
export const impatientTimers: Timers = {
  ...systemTimers,
  after: (ms, callback) => systemTimers.after(ms >= longDelayMs ? ms / 10 : ms, callback),
}

/** It stands still, so that nobody is told that they have been away longer than a moment, however slow the machine. */
export const stoppedClock = (): number => 0

/** Long delays pass when the test says so. */
export class ManualTimers implements Timers {
  now = (): number => systemTimers.now()
  readonly #waiting = new Set<() => void>()

  after(ms: number, callback: () => void): () => void {
    if (ms < longDelayMs) return systemTimers.after(ms, callback)
    this.#waiting.add(callback)
    return () => void this.#waiting.delete(callback)
  }

  /** Lets every delay that has begun pass. */
  pass(): void {
    const due = [...this.#waiting]
    this.#waiting.clear()
    for (const callback of due) callback()
  }
}

export interface Visit {
  readonly client: RoomClient
  readonly record: RoomRecord
  /** The server's end. */
  readonly connection: ScriptedConnection
}

/** Dispose of it at the end of the test. */
export class ScriptedRoom implements AsyncDisposable {
  server: ScriptedServer
  readonly #clients: RoomClient[] = []

  private constructor(server: ScriptedServer) {
    this.server = server
  }

  static async open(): Promise<ScriptedRoom> {
    return new ScriptedRoom(await ScriptedServer.listen())
  }

  /** A client called alice that has not joined yet. */
  createClient(options: Partial<RoomClientOptions> = {}): RoomClient {
    const { address } = this.server
    const client = new RoomClient({
      address,
      nickname: 'alice',
      asciiOnly: true,
      timers: impatientTimers,
      clock: stoppedClock,
      ...options,
    })
    this.#clients.push(client)
    return client
  }

  /** A client that the server has let in. */
  async enter(options: Partial<RoomClientOptions> = {}): Promise<Visit> {
    const client = this.createClient(options)
    const record = new RoomRecord(client)
    const joining = client.join()
    const connection = await this.server.accept()
    await connection.letIn(options.nickname ?? 'alice')
    const joined = await joining
    if (!joined.ok) throw new Error(joined.error.message)
    return { client, record, connection }
  }

  /** Frees the port and cuts every connection. */
  close(): Promise<void> {
    return this.server[Symbol.asyncDispose]()
  }

  /** Listens again where it did. */
  async reopen(): Promise<void> {
    this.server = await ScriptedServer.listen(this.server.address.port)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.leave()))
    await this.close()
  }
}

export function isDelivered(id: string, state: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'message.delivery-changed' && event.id === id && event.delivery.state === state
}

export function isConnection(status: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'connection.changed' && event.connection.status === status
}

export function isMessage(text: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'message.added' && event.message.text === text
}

/** Nothing that was asked of the message is pending any more. */
export function isSettled(id: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'message.change-pending' && event.id === id && event.change === null
}

export function isNotice(text: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'notice.added' && event.notice.text === text && event.notice.tone === 'warning'
}
