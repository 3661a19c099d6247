/** A raw TCP client of the classic protocol, for tests that must see exact bytes. */
import net from 'node:net'
import { Transcript } from './transcript.ts'

export interface ClassicPeerOptions {
  readonly host?: string
  readonly port: number
  readonly nickname?: string
  /** Whether {@link ClassicPeer.say} writes `nickname: ` before the text, as the tutorial client does. */
  readonly prefixes?: boolean
  /** What {@link ClassicPeer.say} and {@link ClassicPeer.enter} write after the text: nc ends lines, telnet with CRLF. */
  readonly lineEnd?: '' | '\n' | '\r\n'
  /** Opens with the option requests of a telnet program. */
  readonly telnet?: boolean
}

const interpretAsCommand = 255
/** WILL terminal type, DO echo, and a subnegotiation with text in it. */
const telnetGreeting = Buffer.from([
  interpretAsCommand,
  251,
  24,
  interpretAsCommand,
  253,
  1,
  interpretAsCommand,
  250,
  24,
  0,
  120,
  116,
  101,
  114,
  109,
  interpretAsCommand,
  240,
])

export class ClassicPeer implements Disposable {
  /** What it was sent, decoded as UTF-8. */
  readonly received = new Transcript()
  /** What it was sent, a buffer a read. */
  readonly reads: Buffer[] = []
  /** How the connection ended: `fin` after a polite close by the other side, `reset` after an impolite one. */
  readonly closed: Promise<'fin' | 'reset'>
  readonly socket: net.Socket
  readonly nickname: string
  readonly #prefix: string
  readonly #lineEnd: string

  private constructor(socket: net.Socket, options: ClassicPeerOptions) {
    this.socket = socket
    this.nickname = options.nickname ?? 'alice'
    this.#prefix = (options.prefixes ?? true) ? `${this.nickname}: ` : ''
    this.#lineEnd = options.lineEnd ?? ''
    const decoder = new TextDecoder()
    socket.on('data', (bytes: Buffer) => {
      this.reads.push(bytes)
      this.received.add(decoder.decode(bytes, { stream: true }))
    })
    this.closed = new Promise((resolve) => {
      let ending: 'fin' | 'reset' = 'fin'
      socket.once('error', () => (ending = 'reset'))
      socket.once('close', () => {
        this.received.end(`The connection ended (${ending})`)
        resolve(ending)
      })
    })
    if (options.telnet) socket.write(telnetGreeting)
  }

  /** Connects, and nothing more. */
  static async connect(options: ClassicPeerOptions): Promise<ClassicPeer> {
    const socket = net.connect({ host: options.host ?? '127.0.0.1', port: options.port, noDelay: true })
    const peer = new ClassicPeer(socket, options)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return peer
  }

  /** Connects, answers `NICK` and waits until it is in. */
  static async join(options: ClassicPeerOptions): Promise<ClassicPeer> {
    const peer = await ClassicPeer.connect(options)
    await peer.enter()
    return peer
  }

  /** Answers `NICK` and waits until it is in. */
  async enter(): Promise<void> {
    await this.until('NICK')
    this.socket.write(this.nickname + this.#lineEnd)
    await this.until('Connected to server!')
  }

  get text(): string {
    return this.received.text
  }

  /** Waits for a text, and gives everything that was received so far. */
  until(wanted: string | RegExp, patienceMs?: number): Promise<string> {
    return this.received.until(wanted, patienceMs)
  }

  /** Writes bytes as they are. */
  send(data: string | Uint8Array): void {
    this.socket.write(data)
  }

  /** Says something the way this kind of client does. */
  say(text: string): void {
    this.socket.write(this.#prefix + text + this.#lineEnd)
  }

  /** Says something and waits until it comes back, as to everybody. */
  async sayAndHear(text: string): Promise<void> {
    this.say(text)
    await this.until(`${this.nickname}: ${text}`)
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
}
