/** Messages as native clients are written them: as they are, or deflated for those that can read that. */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { encodeFrame, framed, type Inflate } from '../common/native/frame-reader.ts'
import type { HostMessage } from '../common/native/messages.ts'
import { frameHeaderBytes, mostInflation } from '../common/native/wire.ts'
import type { Packing } from './outgoing-queue.ts'

/** A single message of a hundred letters is shorter: deflated by itself, it gains little. `npm run bench:frames` */
const leastDeflatedBytes = 512

/** Undoes the deflating of a host's frame. */
export const inflate: Inflate = (payload, mostBytes) => inflateRawSync(payload, { maxOutputLength: mostBytes })

/** One message. If everybody is told it, it is deflated once, when the first asks. */
export class HostFrame {
  readonly plain: Uint8Array
  #deflated: Uint8Array | undefined

  /**
   * @param isForAll it goes to many: for one alone, deflating costs more than it saves
   * @throws RangeError if its JSON has more than `maxBytes` bytes
   */
  constructor(message: HostMessage, maxBytes: number, isForAll: boolean) {
    this.plain = encodeFrame(message, maxBytes)
    if (!isForAll || this.plain.length < leastDeflatedBytes) this.#deflated = this.plain
  }

  /** As it is, if there is nothing to gain. */
  get deflated(): Uint8Array {
    return (this.#deflated ??= deflatedFrame(this.plain))
  }
}

/** Some frames as one write, put together when the first asks. */
export class FrameBatch {
  readonly #frames: readonly HostFrame[]
  #plain: Buffer | undefined
  #deflated: Buffer | undefined

  constructor(frames: readonly HostFrame[]) {
    this.#frames = frames
  }

  get plain(): Buffer {
    return (this.#plain ??= Buffer.concat(this.#frames.map(({ plain }) => plain)))
  }

  get deflated(): Buffer {
    return (this.#deflated ??= Buffer.concat(this.#frames.map(({ deflated }) => deflated)))
  }
}

/** How the frames of a room are collected in an `OutgoingQueue`. */
export const framePacking: Packing<HostFrame, FrameBatch> = {
  sizeOf: ({ plain }) => plain.length,
  pack: (frames) => new FrameBatch(frames),
}

function deflatedFrame(plain: Uint8Array): Uint8Array {
  const json = plain.subarray(frameHeaderBytes)
  // The least effort: everybody waits for it.
  const payload = deflateRawSync(json, { level: constants.Z_BEST_SPEED })
  const isShorter = payload.length < json.length
  return isShorter && payload.length * mostInflation >= json.length ? framed(payload, true) : plain
}
