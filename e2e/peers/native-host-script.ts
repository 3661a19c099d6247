/** A native host that says exactly what a test tells it to. */
import net from 'node:net'
import { encodeFrame, FrameReader } from '../../src/core/common/native/frame-reader.ts'
import type { LogEvent } from '../../src/core/common/native/log-event.ts'
import { type ClientMessage, type HostMessage, parseClientMessage } from '../../src/core/common/native/messages.ts'
import { UpgradeScanner } from '../../src/core/common/native/upgrade-scanner.ts'
import { capabilities, nativeOffer, upgradeMark } from '../../src/core/common/native/wire.ts'
import { personIdOf } from '../../src/core/node/identity.ts'
import type { RoomKey } from '../../src/core/node/room-key.ts'
import { freePort } from './free-port.ts'
import { patienceMs } from './patience.ts'
import { Transcript } from './transcript.ts'

export type Welcome = Extract<HostMessage, { type: 'welcome' }>
/** A room without what the script says of every one. */
type ScriptedDescription = Omit<Welcome['room'], 'retention'> & { lastSeq: number }
export type Hello = Extract<ClientMessage, { type: 'hello' }>

export const nonce = 'bm9uY2U='

type LoggedMessage = Extract<LogEvent, { type: 'message' }>

/** A message in the log, by bob unless said otherwise. */
export function loggedMessage(
  seq: number,
  text = `message ${seq}`,
  author: LoggedMessage['author'] = { personId: 'key:bob', nickname: 'bob', kind: 'native' },
): LoggedMessage {
  return { type: 'message', seq, at: 1_700_000_000_000 + seq, id: `log-${seq}`, author, text }
}

/** So many messages in a row. */
export function loggedMessages(first: number, last: number): LoggedMessage[] {
  return Array.from({ length: last - first + 1 }, (_, index) => loggedMessage(first + index))
}

/** The host's end of one connection. */
export class ScriptedGuest {
  /** What the client sent before its mark. */
  readonly classic = new Transcript()
  /** Everything that it sent in frames. */
  readonly messages: ClientMessage[] = []
  readonly closed: Promise<'fin' | 'reset'>
  readonly socket: net.Socket
  readonly #host: { readonly capabilities: readonly string[] }
  readonly #scanner = new UpgradeScanner()
  readonly #frames = new FrameReader(64 * 1024)
  #next = 0
  #isUpgraded = false
  #look = (): void => {}

  constructor(socket: net.Socket, host: { readonly capabilities: readonly string[] }) {
    this.socket = socket
    this.#host = host
    socket.on('data', (bytes) => this.#read(bytes))
    this.closed = new Promise((resolve) => {
      let ending: 'fin' | 'reset' = 'fin'
      socket.once('error', () => (ending = 'reset'))
      socket.once('close', () => {
        this.classic.end(`The connection ended (${ending})`)
        this.#look()
        resolve(ending)
      })
    })
  }

  /** Asks for the nickname and lets the client in, with the offer; gives the nickname. */
  async offer(): Promise<string> {
    this.socket.write('NICK')
    const nickname = await this.classic.until(/./)
    this.socket.write(`${nickname} joined!\nConnected to server!${nativeOffer}`)
    return nickname
  }

  /** Waits until the client asks for the upgrade. */
  async untilAsked(): Promise<void> {
    while (!this.#isUpgraded) await this.#more('the mark')
  }

  /** Asks for the hello, once the client has asked for the upgrade. */
  async challenge(versions = { oldest: 1, newest: 1 }): Promise<void> {
    await this.untilAsked()
    this.socket.write(upgradeMark)
    this.send({ type: 'challenge', versions, nonce, capabilities: [...this.#host.capabilities] })
  }

  /** Offers, upgrades and asks for the hello, which it gives. */
  async upgrade(): Promise<Hello> {
    await this.offer()
    await this.challenge()
    return this.until('hello')
  }

  /** Sends messages, each in its frame. */
  send(...messages: readonly HostMessage[]): void {
    this.socket.write(Buffer.concat(messages.map((message) => encodeFrame(message))))
  }

  /** The next message of a type that no test has taken yet; those before it are passed over. */
  async until<Type extends ClientMessage['type']>(type: Type): Promise<Extract<ClientMessage, { type: Type }>> {
    for (;;) {
      const message = this.messages[this.#next]
      this.#next += message ? 1 : 0
      if (message?.type === type) return message as Extract<ClientMessage, { type: Type }>
      if (!message) await this.#more(`a ${type}`)
    }
  }

  #more(wanted: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(new Error(`${why} while waiting for ${wanted}.`))
      if (this.socket.destroyed) return fail('The connection ended')
      const timer = setTimeout(() => fail(`${patienceMs} ms passed`), patienceMs)
      this.#look = () => {
        clearTimeout(timer)
        this.#look = () => {}
        if (this.socket.destroyed) fail('The connection ended')
        else resolve()
      }
    })
  }

  #read(bytes: Uint8Array): void {
    const { classic, native } = this.#scanner.push(bytes)
    if (classic.length > 0) this.classic.add(Buffer.from(classic).toString())
    if (!native) return
    this.#isUpgraded = true
    for (const payload of this.#frames.push(native)) {
      const message = parseClientMessage(payload)
      if (message) this.messages.push(message)
    }
    this.#look()
  }
}

/** Dispose of it at the end of the test. */
export class NativeHostScript implements AsyncDisposable {
  /** Where it listens, with the real port. */
  readonly address: { readonly host: string; readonly port: number }
  /** What it calls itself and where its log stands: the welcome of whoever comes next. */
  room: ScriptedDescription = { id: 'room-1', name: 'The room', topic: '', slowSeconds: 0, lastSeq: 0 }
  /** Proves that the room is the one with this key; null as an older host, which proves nothing. */
  key: RoomKey | null = null
  /** What it says that it can do. */
  capabilities: readonly string[] = [...capabilities, 'telepathy']
  readonly #server: net.Server
  readonly #guests: ScriptedGuest[] = []
  readonly #sockets = new Set<net.Socket>()
  #onArrival = (): void => {}

  private constructor(server: net.Server, port: number) {
    this.#server = server
    this.address = { host: '127.0.0.1', port }
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      this.#guests.push(new ScriptedGuest(socket, this))
      this.#onArrival()
    })
  }

  static async listen(port?: number): Promise<NativeHostScript> {
    const server = net.createServer({ noDelay: true })
    const wanted = port ?? (await freePort())
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, '127.0.0.1', resolve)
    })
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('The server has no port.')
    return new NativeHostScript(server, bound.port)
  }

  /** The oldest connection that no test has taken yet; waits for one. */
  async accept(): Promise<ScriptedGuest> {
    for (;;) {
      const guest = this.#guests.shift()
      if (guest) return guest
      await new Promise<void>((resolve) => (this.#onArrival = resolve))
    }
  }

  /** What a client is welcomed with. */
  welcome(hello: Hello, changes: Partial<Welcome> = {}): Welcome {
    const self = { id: personIdOf(hello.key), nickname: hello.nickname, kind: 'native' } as const
    const { lastSeq, ...room } = this.room
    return {
      type: 'welcome',
      version: 1,
      ...this.#proof(hello),
      room: { ...room, id: this.key?.roomId ?? room.id, retention: { stored: true, messages: 10_000, days: 30 } },
      self,
      people: [{ id: 'host', nickname: 'hanna', kind: 'host' }, self],
      lastSeq,
      complete: true,
      ...changes,
    }
  }

  #proof({ nonce: clientNonce, key: clientKey }: Hello): Pick<Welcome, 'proof'> {
    if (!this.key || clientNonce === undefined) return {}
    return { proof: this.key.prove({ clientNonce, hostNonce: nonce, clientKey }) }
  }

  /** Takes the next client, upgrades it and welcomes it; gives its connection and what it said in its hello. */
  async letIn(changes: Partial<Welcome> = {}): Promise<{ guest: ScriptedGuest; hello: Hello }> {
    const guest = await this.accept()
    const hello = await guest.upgrade()
    guest.send(this.welcome(hello, changes))
    return { guest, hello }
  }

  /** Frees the port; connections are cut. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
