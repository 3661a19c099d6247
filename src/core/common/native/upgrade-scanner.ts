import { upgradeMark } from './wire.ts'

const mark = new TextEncoder().encode(upgradeMark)
const nothing = new Uint8Array()

/**
 * Finds the place in a classic stream where the native protocol begins, however the stream is cut into reads.
 *
 * What may still become the mark is held back; since the mark begins with NUL, that is never text.
 */
export class UpgradeScanner {
  /** How many bytes of the mark the last read ended with. */
  #matched = 0
  #isNative = false

  /** The classic bytes before the mark, unchanged, and everything after it; `native` is null while it has not come. */
  push(bytes: Uint8Array): { readonly classic: Uint8Array; readonly native: Uint8Array | null } {
    if (this.#isNative) return { classic: nothing, native: bytes }
    if (this.#matched === 0 && !bytes.includes(0)) return { classic: bytes, native: null }
    const held = this.#matched
    for (const [index, byte] of bytes.entries()) {
      // Only the first byte of the mark is NUL: whatever breaks a match can at most begin another.
      if (byte === mark[this.#matched]) this.#matched += 1
      else this.#matched = byte === mark[0] ? 1 : 0
      if (this.#matched === mark.length) {
        this.#isNative = true
        return { classic: classicPart(held, bytes, index + 1 - mark.length), native: bytes.subarray(index + 1) }
      }
    }
    return { classic: classicPart(held, bytes, bytes.length - this.#matched), native: null }
  }
}

/**
 * The classic bytes of a read, up to `end`; below zero if even held bytes still belong to the mark.
 *
 * @param held how many bytes, the beginning of the mark, were held back before the read
 */
function classicPart(held: number, bytes: Uint8Array, end: number): Uint8Array {
  const released = mark.subarray(0, held + Math.min(0, end))
  const fresh = bytes.subarray(0, Math.max(0, end))
  if (released.length === 0) return fresh
  const all = new Uint8Array(released.length + fresh.length)
  all.set(released)
  all.set(fresh, released.length)
  return all
}
