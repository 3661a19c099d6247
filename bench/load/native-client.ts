/** A native client that does as little as a client can, but for saying how far it has read, as real ones do. */
import { connectedPhrase } from '../../src/core/common/classic/phrases.ts'
import { encodeFrame } from '../../src/core/common/native/frame-reader.ts'
import { type ClientMessage, helloProof, parseHostMessage } from '../../src/core/common/native/messages.ts'
import { receiptPaceMs } from '../../src/core/common/native/receipt-pace.ts'
import { UpgradeScanner } from '../../src/core/common/native/upgrade-scanner.ts'
import {
  deflateCapability,
  deflatedFlag,
  frameHeaderBytes,
  nativeOffer,
  protocolVersion,
  upgradeMark,
} from '../../src/core/common/native/wire.ts'
import { defaultLimits } from '../../src/core/common/limits.ts'
import { timeOrderedId } from '../../src/core/common/time-ordered-id.ts'
import { inflate } from '../../src/core/node/host-frames.ts'
import { createIdentity } from '../../src/core/node/identity.ts'
import { Line, type LoadClient } from './load-client.ts'

/** Of all types only `accepted` begins so. */
const acceptedAt = '{"type":"'.length
const acceptedLetter = 0x61 // a

const seqKey = Buffer.from('"seq":')
/** In so many bytes at the end of a read, the number of the last event is looked for. */
const tailBytes = 1024

/**
 * The highest number that a client of this process has read. Each says that it has read so far, since all get the same: to
 * inflate what comes for every client would make the load the limit.
 */
let newestSeq = 0

/** How many clients of this process are in the room. */
let clientsIn = 0

export class NativePoster {
  /** Hears the id of each post that the room has taken. */
  onAccepted: ((id: string) => void) | null = null
  /** Hears the payload of each frame, inflated. Without it and the other one, frames are not even taken apart. */
  onPayload: ((payload: Buffer) => void) | null = null
  readonly #line: Line
  readonly #nickname: string
  readonly #identity = createIdentity()
  readonly #scanner = new UpgradeScanner()
  /** The beginning of a frame whose end has not come yet. */
  #bytes: Buffer = Buffer.alloc(0)
  /** How much is still to come of a frame that nobody reads. */
  #toSkip = 0
  #classic = ''
  #asked = false
  #isIn = false
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
      line.socket.once('close', () => poster.#gone())
    })
  }

  post(id: string, text: string): void {
    this.#send({ type: 'post', id, text })
  }

  leave(): void {
    this.#line.socket.destroy()
  }

  #send(message: ClientMessage): void {
    this.#line.socket.write(encodeFrame(message))
  }

  #read(bytes: Buffer): void {
    // Who reads nothing has nothing to say.
    if (this.#isIn) this.#confirming ??= setTimeout(() => this.#confirm(), receiptPaceMs(clientsIn))
    const { classic, native } = this.#scanner.push(bytes)
    if (classic.length > 0) this.#readClassic(Buffer.from(classic).toString())
    if (!native) return
    const fresh = native.subarray(this.#toSkip)
    this.#toSkip -= native.length - fresh.length
    const all =
      this.#bytes.length > 0
        ? Buffer.concat([this.#bytes, fresh])
        : Buffer.from(fresh.buffer, fresh.byteOffset, fresh.length)
    const at = this.#isIn && !this.onAccepted && !this.onPayload ? this.#skim(all) : this.#readFrames(all)
    this.#toSkip += Math.max(0, at - all.length)
    // A copy, because the next read comes to the same place in memory.
    this.#bytes = Buffer.from(all.subarray(at))
  }

  /** Passes over whole frames, which nobody reads. Returns where they end, perhaps behind these bytes. */
  #skim(bytes: Buffer): number {
    noteSeq(bytes)
    let at = 0
    for (let end = endOfFrame(bytes, at); end < Infinity; end = endOfFrame(bytes, at)) at = end
    return at
  }

  /** Returns where the last frame ends. */
  #readFrames(bytes: Buffer): number {
    let at = 0
    // As in a real client, all that one read brings about leaves together.
    this.#line.socket.cork()
    for (let end = endOfFrame(bytes, at); end <= bytes.length; end = endOfFrame(bytes, at)) {
      this.#readFrame(bytes.subarray(at, end))
      at = end
    }
    this.#line.socket.uncork()
    return at
  }

  #readFrame(frame: Buffer): void {
    const payload = frame.subarray(frameHeaderBytes)
    // What is for one alone, as this is, comes as it is.
    if (!this.#isIn) return this.#enter(payload.toString())
    const isDeflated = frame.readUInt32BE() >= deflatedFlag
    if (this.onPayload) this.#hearPayload(payload, isDeflated)
    // What others say is not even decoded; and what is deflated is for everybody.
    if (!this.onAccepted || isDeflated || payload[acceptedAt] !== acceptedLetter) return
    const { id, seq } = JSON.parse(payload.toString()) as { readonly id: string; readonly seq: number }
    newestSeq = Math.max(newestSeq, seq)
    this.onAccepted(id)
  }

  #hearPayload(bytes: Buffer, isDeflated: boolean): void {
    const payload = isDeflated ? Buffer.from(inflate(bytes, defaultLimits.frameBytes)) : bytes
    noteSeq(payload)
    this.onPayload?.(payload)
  }

  #readClassic(text: string): void {
    if (this.#asked) return
    this.#classic += text
    if (this.#classic === 'NICK') this.#line.socket.write(this.#nickname)
    // Somebody may have said something behind it already.
    this.#asked = this.#classic.includes(connectedPhrase + nativeOffer)
    if (this.#asked) this.#line.socket.write(upgradeMark)
  }

  #confirm(): void {
    this.#confirming = undefined
    this.#send({ type: 'received', seq: newestSeq })
  }

  #gone(): void {
    clearTimeout(this.#confirming)
    if (this.#isIn) clientsIn -= 1
    this.#isIn = false
  }

  #enter(payload: string): void {
    const message = parseHostMessage(payload)
    if (message?.type === 'challenge') {
      const { publicKey: key } = this.#identity
      const signature = this.#identity.sign(helloProof(message.nonce))
      const [nickname, capabilities] = [this.#nickname, [deflateCapability]]
      this.#send({ type: 'hello', version: protocolVersion, nickname, key, signature, capabilities, history: 0 })
    }
    if (message?.type !== 'welcome') return
    this.#isIn = true
    newestSeq = Math.max(newestSeq, message.lastSeq)
    clientsIn += 1
    this.#onJoined()
  }
}

/** Where the frame that begins there ends; Infinity while its length is not here. */
function endOfFrame(bytes: Buffer, at: number): number {
  const payloadAt = at + frameHeaderBytes
  if (payloadAt > bytes.length) return Infinity
  const length = bytes.readUInt32BE(at)
  return payloadAt + (length < deflatedFlag ? length : length - deflatedFlag)
}

/** The last number in these bytes, if it is to be seen there. */
function noteSeq(bytes: Buffer): void {
  const tail = bytes.subarray(-tailBytes)
  const at = tail.lastIndexOf(seqKey)
  if (at < 0) return
  const digits = /^\d+/.exec(tail.toString('latin1', at + seqKey.length, at + seqKey.length + 16))?.[0]
  if (digits !== undefined) newestSeq = Math.max(newestSeq, Number(digits))
}

export async function joinNative(line: Line, nickname: string): Promise<LoadClient> {
  const poster = await NativePoster.enter(line, nickname)
  return {
    line,
    say: (text) => poster.post(timeOrderedId(), text),
    hear: (listener) => (poster.onPayload = listener),
  }
}
