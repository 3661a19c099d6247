/** A native client that does as little as a client can: what is measured with it is the host. */
import { connect, type Socket } from 'node:net'
import { connectedPhrase } from '../src/core/common/classic/phrases.ts'
import { encodeFrame } from '../src/core/common/native/frame-reader.ts'
import { type ClientMessage, helloProof, parseHostMessage } from '../src/core/common/native/messages.ts'
import { UpgradeScanner } from '../src/core/common/native/upgrade-scanner.ts'
import { frameHeaderBytes, nativeOffer, protocolVersion, upgradeMark } from '../src/core/common/native/wire.ts'
import { createIdentity } from '../src/core/node/identity.ts'

/** How often a real client says how far it has read. Milliseconds. */
const confirmMs = 250
/** Of all types only `accepted` begins so. */
const acceptedAt = '{"type":"'.length
const acceptedLetter = 0x61 // a

export class NativePoster {
  /** Hears the id of each post that the room has taken. */
  onAccepted: (id: string) => void = () => {}
  readonly #socket: Socket
  readonly #nickname: string
  readonly #identity = createIdentity()
  readonly #scanner = new UpgradeScanner()
  #bytes = Buffer.alloc(0)
  #classic = ''
  #asked = false
  #isIn = false
  #lastSeq = 0
  #confirming: NodeJS.Timeout | undefined
  #onJoined = (): void => {}

  private constructor(socket: Socket, nickname: string) {
    this.#socket = socket
    this.#nickname = nickname
    socket.on('data', (bytes: Buffer) => this.#read(bytes))
  }

  /** Connects and waits for the welcome. */
  static join(port: number, nickname: string): Promise<NativePoster> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      const poster = new NativePoster(socket, nickname)
      poster.#onJoined = () => resolve(poster)
      socket.once('error', reject)
      socket.once('close', () => reject(new Error(`The host ended ${nickname}.`)))
    })
  }

  post(id: string, text: string): void {
    this.#send({ type: 'post', id, text })
  }

  leave(): void {
    clearInterval(this.#confirming)
    this.#socket.destroy()
  }

  #send(message: ClientMessage): void {
    this.#socket.write(encodeFrame(message))
  }

  #read(bytes: Buffer): void {
    const { classic, native } = this.#scanner.push(bytes)
    if (classic.length > 0) this.#readClassic(Buffer.from(classic).toString())
    if (!native) return
    this.#bytes = this.#bytes.length > 0 ? Buffer.concat([this.#bytes, native]) : Buffer.from(native)
    let at = 0
    // As in a real client, all that one read brings about leaves together.
    this.#socket.cork()
    for (let end = this.#endOfFrame(at); end <= this.#bytes.length; end = this.#endOfFrame(at)) {
      this.#readFrame(at + frameHeaderBytes, end)
      at = end
    }
    this.#socket.uncork()
    this.#bytes = this.#bytes.subarray(at)
  }

  /** Infinity while its length is not here. */
  #endOfFrame(at: number): number {
    const payloadAt = at + frameHeaderBytes
    return payloadAt <= this.#bytes.length ? payloadAt + this.#bytes.readUInt32BE(at) : Infinity
  }

  #readFrame(start: number, end: number): void {
    // What others say is not even decoded.
    if (this.#isIn && this.#bytes[start + acceptedAt] !== acceptedLetter) return
    const payload = this.#bytes.toString('utf8', start, end)
    if (!this.#isIn) return this.#enter(payload)
    const { id, seq } = JSON.parse(payload) as { readonly id: string; readonly seq: number }
    this.#lastSeq = seq
    this.onAccepted(id)
  }

  #readClassic(text: string): void {
    if (this.#asked) return
    this.#classic += text
    if (this.#classic === 'NICK') this.#socket.write(this.#nickname)
    // Somebody may have said something behind it already.
    this.#asked = this.#classic.includes(connectedPhrase + nativeOffer)
    if (this.#asked) this.#socket.write(upgradeMark)
  }

  #enter(payload: string): void {
    const message = parseHostMessage(payload)
    if (message?.type === 'challenge') {
      const { publicKey: key } = this.#identity
      const signature = this.#identity.sign(helloProof(message.nonce))
      const nickname = this.#nickname
      this.#send({ type: 'hello', version: protocolVersion, nickname, key, signature, capabilities: [], history: 0 })
    }
    if (message?.type !== 'welcome') return
    this.#isIn = true
    this.#lastSeq = message.lastSeq
    this.#confirming = setInterval(() => this.#send({ type: 'received', seq: this.#lastSeq }), confirmMs)
    this.#onJoined()
  }
}
