/** Messages as frames: four bytes of length, then that many bytes of JSON, which may be deflated. */
import { defaultLimits } from '../limits.ts'
import type { ClientMessage, HostMessage } from './messages.ts'
import { deflatedFlag, frameHeaderBytes, mostInflation } from './wire.ts'

/** A frame that cannot be read. Where the next one begins is unknown, so the connection is beyond repair. */
export class FrameError extends Error {}

const encoder = new TextEncoder()

/**
 * One message as the bytes that go over the wire.
 *
 * @throws RangeError if its JSON has more than `maxBytes` bytes; {@link splitToFit} makes several of a long list.
 */
export function encodeFrame(
  message: HostMessage | ClientMessage,
  maxBytes = defaultLimits.frameBytes,
): Uint8Array<ArrayBuffer> {
  const payload = encoder.encode(JSON.stringify(message))
  if (payload.length > maxBytes) {
    throw new RangeError(`A ${message.type} of ${payload.length} bytes does not fit in a frame of ${maxBytes}.`)
  }
  return framed(payload)
}

/**
 * A payload behind its length.
 *
 * @param isDeflated it is JSON that has been deflated
 */
export function framed(payload: Uint8Array, isDeflated = false): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(frameHeaderBytes + payload.length)
  new DataView(frame.buffer).setUint32(0, payload.length + (isDeflated ? deflatedFlag : 0))
  frame.set(payload, frameHeaderBytes)
  return frame
}

/**
 * Undoes the deflating of a payload.
 *
 * @param mostBytes it must not make more of it than these, nor try to
 * @throws Error if it is more, or cannot be undone
 */
export type Inflate = (payload: Uint8Array, mostBytes: number) => Uint8Array

/** Takes frames out of reads, however they are cut. Holds at most one frame, and no byte of one that is too long. */
export class FrameReader {
  readonly #maxFrameBytes: number
  readonly #inflate: Inflate | null
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #header = new Uint8Array(frameHeaderBytes)
  #headerLength = 0
  /** The beginning of a payload whose end has not come yet. */
  #payload: Uint8Array | null = null
  #payloadLength = 0
  #isDeflated = false
  #fault: FrameError | null = null

  /**
   * @param maxFrameBytes most bytes of one payload, before and after it is inflated
   * @param inflate null: deflated frames are none that can be read
   */
  constructor(maxFrameBytes: number, inflate: Inflate | null = null) {
    this.#maxFrameBytes = maxFrameBytes
    this.#inflate = inflate
  }

  /**
   * The payloads that these bytes complete, in order.
   *
   * @throws FrameError in words if a frame is too long, no UTF-8 or cannot be inflated; from then on, always.
   */
  push(bytes: Uint8Array): string[] {
    if (this.#fault) throw this.#fault
    const payloads: string[] = []
    let rest = bytes
    while (rest.length > 0) {
      rest = this.#headerLength < frameHeaderBytes ? this.#readHeader(rest) : this.#readPayload(rest)
      if (this.#payload?.length === this.#payloadLength) payloads.push(this.#takePayload(this.#payload))
    }
    return payloads
  }

  #readHeader(bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, frameHeaderBytes - this.#headerLength)
    this.#header.set(part, this.#headerLength)
    this.#headerLength += part.length
    if (this.#headerLength === frameHeaderBytes) {
      const announced = new DataView(this.#header.buffer).getUint32(0)
      this.#isDeflated = this.#inflate !== null && announced >= deflatedFlag
      const length = this.#isDeflated ? announced - deflatedFlag : announced
      if (length > this.#maxFrameBytes) {
        this.#fail(`A frame of ${length} bytes was announced; at most ${this.#maxFrameBytes} are read.`)
      }
      this.#payload = new Uint8Array(length)
      this.#payloadLength = 0
    }
    return bytes.subarray(part.length)
  }

  #readPayload(bytes: Uint8Array): Uint8Array {
    const room = (this.#payload?.length ?? 0) - this.#payloadLength
    const part = bytes.subarray(0, room)
    this.#payload?.set(part, this.#payloadLength)
    this.#payloadLength += part.length
    return bytes.subarray(part.length)
  }

  #takePayload(payload: Uint8Array): string {
    this.#payload = null
    this.#headerLength = 0
    const json = this.#inflated(payload)
    try {
      return this.#decoder.decode(json)
    } catch {
      return this.#fail('A frame is not UTF-8.')
    }
  }

  #inflated(payload: Uint8Array): Uint8Array {
    if (!this.#isDeflated || !this.#inflate) return payload
    try {
      return this.#inflate(payload, Math.min(this.#maxFrameBytes, payload.length * mostInflation))
    } catch {
      return this.#fail('A frame cannot be inflated, or becomes too long.')
    }
  }

  #fail(message: string): never {
    this.#fault = new FrameError(message)
    throw this.#fault
  }
}
