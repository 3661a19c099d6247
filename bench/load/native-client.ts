/** A native client that does as little as a client can, but for saying how far it has read, as real ones do. */
import { connectedPhrase } from '../../src/core/common/classic/phrases.ts'
import { encodeFrame } from '../../src/core/common/native/frame-reader.ts'
import { type ClientMessage, helloProof, parseHostMessage } from '../../src/core/common/native/messages.ts'
import { UpgradeScanner } from '../../src/core/common/native/upgrade-scanner.ts'
import { frameHeaderBytes, nativeOffer, protocolVersion, upgradeMark } from '../../src/core/common/native/wire.ts'
import { timeOrderedId } from '../../src/core/common/time-ordered-id.ts'
import { createIdentity } from '../../src/core/node/identity.ts'
import { Line, type LoadClient } from './load-client.ts'

/** How often a real client says how far it has read. Milliseconds. */
const confirmMs = 250
/** Of all types only `accepted` begins so. */
const acceptedAt = '{"type":"'.length
const acceptedLetter = 0x61 // a

const seqKey = Buffer.from('"seq":')

export class NativePoster {
  /** Hears the id of each post that the room has taken. Without it, frames are not even taken apart. */
  onAccepted: ((id: string) => void) | null = null
  readonly #line: Line
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

  private constructor(line: Line, nickname: string) {
    this.#line = line
    this.#nickname = nickname
    line.hear = (bytes) => this.#read(bytes)
  }

  /** Connects and waits for the welcome. */
  static async join(port: number, nickname: string): Promise<NativePoster> {
    return NativePoster.enter(await Line.to(port), nickname)
  }

  /** Waits for the welcome on a connection that has just begun. */
  static enter(line: Line, nickname: string): Promise<NativePoster> {
    return new Promise((resolve, reject) => {
      const poster = new NativePoster(line, nickname)
      poster.#onJoined = () => resolve(poster)
      line.socket.once('close', () => reject(new Error(`The host ended ${nickname}.`)))
      line.socket.once('close', () => clearInterval(poster.#confirming))
    })
  }

  post(id: string, text: string): void {
    this.#send({ type: 'post', id, text })
  }

  leave(): void {
    clearInterval(this.#confirming)
    this.#line.socket.destroy()
  }

  #send(message: ClientMessage): void {
    this.#line.socket.write(encodeFrame(message))
  }

  #read(bytes: Buffer): void {
    if (this.#isIn && !this.onAccepted) return this.#noteSeq(bytes)
    const { classic, native } = this.#scanner.push(bytes)
    if (classic.length > 0) this.#readClassic(Buffer.from(classic).toString())
    if (!native) return
    this.#bytes = this.#bytes.length > 0 ? Buffer.concat([this.#bytes, native]) : Buffer.from(native)
    let at = 0
    // As in a real client, all that one read brings about leaves together.
    this.#line.socket.cork()
    for (let end = this.#endOfFrame(at); end <= this.#bytes.length; end = this.#endOfFrame(at)) {
      this.#readFrame(at + frameHeaderBytes, end)
      at = end
    }
    this.#line.socket.uncork()
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
    this.onAccepted?.(id)
  }

  /** The last number in these bytes; one that lies across two reads comes with the next. */
  #noteSeq(bytes: Buffer): void {
    const at = bytes.lastIndexOf(seqKey)
    if (at < 0) return
    const digits = /^\d+/.exec(bytes.toString('latin1', at + seqKey.length, at + seqKey.length + 16))?.[0]
    if (digits !== undefined) this.#lastSeq = Math.max(this.#lastSeq, Number(digits))
  }

  #readClassic(text: string): void {
    if (this.#asked) return
    this.#classic += text
    if (this.#classic === 'NICK') this.#line.socket.write(this.#nickname)
    // Somebody may have said something behind it already.
    this.#asked = this.#classic.includes(connectedPhrase + nativeOffer)
    if (this.#asked) this.#line.socket.write(upgradeMark)
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

export async function joinNative(line: Line, nickname: string): Promise<LoadClient> {
  const poster = await NativePoster.enter(line, nickname)
  return { line, say: (text) => poster.post(timeOrderedId(), text) }
}
