/** A raw client of the native protocol, for tests that must send exactly what they like. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import net from 'node:net'
import { inflateRawSync } from 'node:zlib'
import type { LogEvent } from '../../src/core/common/native/log-event.ts'
import type { ClientMessage, HostMessage } from '../../src/core/common/native/messages.ts'
import { patienceMs } from './patience.ts'
import { Transcript } from './transcript.ts'

const mark = '\0SNUG\n'
const offer = 'Connected to server! \t '

export type HostMessageOf<Type extends HostMessage['type']> = Extract<HostMessage, { type: Type }>
type Hello = Extract<ClientMessage, { type: 'hello' }>

/** A person's key, made for one test. */
export class PeerKey {
  readonly publicKey: string
  readonly #privateKey: KeyObject

  constructor() {
    const pair = generateKeyPairSync('ed25519')
    this.#privateKey = pair.privateKey
    this.publicKey = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')
  }

  get personId(): string {
    return `key:${createHash('sha256').update(Buffer.from(this.publicKey, 'base64')).digest('hex').slice(0, 32)}`
  }

  sign(nonce: string): string {
    return sign(null, Buffer.from(`snug hello 1\n${nonce}`), this.#privateKey).toString('base64')
  }
}

export interface NativePeerOptions {
  /** 127.0.0.1 unless given. */
  readonly host?: string
  readonly port: number
  readonly nickname?: string
  /** What it answers to `NICK`; the nickname unless given. */
  readonly classicNickname?: string
  readonly key?: PeerKey
}

export class NativePeer implements Disposable {
  readonly nickname: string
  readonly key: PeerKey
  readonly socket: net.Socket
  /** What came before the host's mark. */
  readonly classic = new Transcript()
  /** What came after it, in order. */
  readonly messages: HostMessage[] = []
  /** How many messages each read behind the mark completed. */
  readonly reads: number[] = []
  /** How many frames were deflated. */
  deflatedFrames = 0
  /** How the connection ended: `fin` after a polite close by the other side, `reset` after an impolite one. */
  readonly closed: Promise<'fin' | 'reset'>
  readonly #classicNickname: string
  readonly #looks = new Set<() => void>()
  #bytes = Buffer.alloc(0)
  #isNative = false
  #ended = false

  private constructor(socket: net.Socket, options: NativePeerOptions) {
    this.socket = socket
    this.nickname = options.nickname ?? 'alice'
    this.#classicNickname = options.classicNickname ?? this.nickname
    this.key = options.key ?? new PeerKey()
    socket.on('data', (bytes: Buffer) => this.#read(bytes))
    this.closed = new Promise((resolve) => {
      let ending: 'fin' | 'reset' = 'fin'
      socket.once('error', () => (ending = 'reset'))
      socket.once('close', () => {
        this.classic.end(`The connection ended (${ending})`)
        this.#ended = true
        this.#look()
        resolve(ending)
      })
    })
  }

  /** Connects, and nothing more. */
  static async connect(options: NativePeerOptions): Promise<NativePeer> {
    const socket = net.connect({ host: options.host ?? '127.0.0.1', port: options.port, noDelay: true })
    const peer = new NativePeer(socket, options)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return peer
  }

  /** Connects and asks for the native protocol; answers the host's challenge. */
  static async upgrade(
    options: NativePeerOptions,
  ): Promise<{ peer: NativePeer; challenge: HostMessageOf<'challenge'> }> {
    const peer = await NativePeer.connect(options)
    await peer.giveNickname()
    peer.socket.write(mark)
    return { peer, challenge: await peer.until('challenge') }
  }

  /** Connects and says hello; in most tests that lets it in. */
  static async greet(options: NativePeerOptions, hello: Partial<Hello> = {}): Promise<NativePeer> {
    const { peer, challenge } = await NativePeer.upgrade(options)
    peer.sayHello(challenge.nonce, hello)
    return peer
  }

  /** Connects and waits until it is in. */
  static async join(options: NativePeerOptions, hello: Partial<Hello> = {}): Promise<NativePeer> {
    const peer = await NativePeer.greet(options, hello)
    await peer.until('welcome')
    return peer
  }

  /** Answers `NICK` and waits until it has seen the offer. */
  async giveNickname(): Promise<void> {
    await this.classic.until('NICK')
    this.socket.write(this.#classicNickname)
    await this.classic.until(offer)
  }

  sayHello(nonce: string, hello: Partial<Hello> = {}): void {
    this.send({
      type: 'hello',
      version: 1,
      nickname: this.nickname,
      key: this.key.publicKey,
      signature: this.key.sign(nonce),
      capabilities: [],
      ...hello,
    })
  }

  get welcome(): HostMessageOf<'welcome'> | undefined {
    return this.messages.find((message) => message.type === 'welcome')
  }

  /** Everything of the log that it was sent, pages aside. */
  get events(): LogEvent[] {
    return this.messages.flatMap((message) => (message.type === 'events' ? message.events : []))
  }

  /** The log as a conversation: `bob: hi`, `+ bob`, `- bob`. */
  get lines(): string[] {
    return this.events.map(lineOf)
  }

  /** The first message of this type that is as wanted; waits for it. */
  async until<Type extends HostMessage['type']>(
    type: Type,
    isWanted: (message: HostMessageOf<Type>) => boolean = () => true,
  ): Promise<HostMessageOf<Type>> {
    const find = (): HostMessageOf<Type> | undefined =>
      this.messages.filter((message): message is HostMessageOf<Type> => message.type === type).find(isWanted)
    await this.#wait(() => find() !== undefined, type)
    const found = find()
    if (!found) throw new Error(`There is no ${type}.`)
    return found
  }

  /** Waits until the conversation has this line. */
  untilLine(line: string): Promise<void> {
    return this.#wait(() => this.lines.includes(line), line)
  }

  /** Writes a message as a frame, whatever it is. */
  send(message: ClientMessage | { readonly type: string }): void {
    this.socket.write(frame(JSON.stringify(message)))
  }

  /** Writes several messages at once. */
  sendAll(messages: readonly ClientMessage[]): void {
    this.socket.write(Buffer.concat(messages.map((message) => frame(JSON.stringify(message)))))
  }

  post(id: string, text: string): void {
    this.send({ type: 'post', id, text })
  }

  /** Says something and waits until it is stored. */
  async say(id: string, text: string): Promise<HostMessageOf<'accepted'>> {
    this.post(id, text)
    return this.until('accepted', (message) => message.id === id)
  }

  /** Closes politely (FIN). */
  end(): void {
    this.socket.end()
  }

  /** Closes with a reset. */
  reset(): void {
    this.socket.resetAndDestroy()
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }

  #read(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes])
    if (!this.#isNative) this.#readClassic()
    if (!this.#isNative) return
    const before = this.messages.length
    for (let frame = this.#takeFrame(); frame; frame = this.#takeFrame()) {
      this.messages.push(JSON.parse(frame.toString()) as HostMessage)
    }
    this.reads.push(this.messages.length - before)
    this.#look()
  }

  /** The payload of the next frame; null if it has not come as a whole. */
  #takeFrame(): Buffer | null {
    if (this.#bytes.length < 4) return null
    const isDeflated = (this.#bytes.readUInt8() & 0x80) !== 0
    const end = 4 + (this.#bytes.readUInt32BE() & 0x7fffffff)
    if (this.#bytes.length < end) return null
    const payload = this.#bytes.subarray(4, end)
    this.#bytes = this.#bytes.subarray(end)
    if (!isDeflated) return payload
    this.deflatedFrames += 1
    return inflateRawSync(payload)
  }

  #readClassic(): void {
    const found = this.#bytes.indexOf(mark)
    this.classic.add(this.#bytes.toString('utf8', 0, found < 0 ? undefined : found))
    this.#bytes = this.#bytes.subarray(found < 0 ? this.#bytes.length : found + mark.length)
    this.#isNative = found >= 0
  }

  #look(): void {
    for (const look of this.#looks) look()
  }

  #wait(isDone: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer)
        this.#looks.delete(look)
      }
      const fail = (why: string): void => {
        stop()
        const last = JSON.stringify(this.messages.slice(-5)).slice(-2000)
        reject(new Error(`${why} while ${this.nickname} waited for ${what}. The last messages: ${last}`))
      }
      const look = (): void => {
        if (isDone()) {
          stop()
          resolve()
        } else if (this.#ended) fail('The connection ended')
      }
      const timer = setTimeout(() => fail(`${patienceMs} ms passed`), patienceMs)
      this.#looks.add(look)
      look()
    })
  }
}

/** A payload behind its length; with the mark of a deflated one, if it is that. */
export function frame(payload: string | Uint8Array, isDeflated = false): Buffer {
  const bytes = Buffer.from(payload)
  const header = Buffer.alloc(4)
  header.writeUInt32BE(bytes.length + (isDeflated ? 0x80000000 : 0))
  return Buffer.concat([header, bytes])
}

/** An event of the log as a line of the conversation. */
export function lineOf(event: LogEvent): string {
  if (event.type === 'message') return `${event.author.nickname}: ${event.text}`
  if (event.type === 'joined') return `+ ${event.person.nickname}`
  return event.type === 'left' ? `- ${event.nickname}` : event.type
}
