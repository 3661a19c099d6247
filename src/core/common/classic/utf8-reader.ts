/** The longest beginning of a character that is not its end. */
const longestBeginning = 3

/**
 * Decodes UTF-8 that arrives in reads: a character cut by a read is completed by the next, and bytes that are no UTF-8
 * become U+FFFD.
 */
export class Utf8Reader {
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #lenient = new TextDecoder('utf-8', { ignoreBOM: true })
  #beginning: Uint8Array = new Uint8Array()
  #started = false
  #provedUtf8 = false

  /** Whether the last read ended within a character. */
  get isMidCharacter(): boolean {
    return this.#beginning.length > 0
  }

  /** Whether a read was valid UTF-8 beyond ASCII: the other side speaks it. */
  get provedUtf8(): boolean {
    return this.#provedUtf8
  }

  /** The text that these bytes complete. */
  push(bytes: Uint8Array): string {
    const all = this.#beginning.length > 0 ? concatenate(this.#beginning, bytes) : bytes
    const end = all.length - cutLength(all)
    this.#beginning = all.slice(end)
    return this.#decode(all.subarray(0, end))
  }

  /** What is left of a character that will not be completed: U+FFFD, or nothing. */
  flush(): string {
    const rest = this.#beginning
    this.#beginning = new Uint8Array()
    return this.#decode(rest)
  }

  #decode(bytes: Uint8Array): string {
    if (bytes.length === 0) return ''
    let text: string
    try {
      text = this.#strict.decode(bytes)
      // A character beyond ASCII has more bytes than UTF-16 units.
      if (text.length < bytes.length) this.#provedUtf8 = true
    } catch {
      text = this.#lenient.decode(bytes)
    }
    const hasMark = !this.#started && text.startsWith('\ufeff')
    this.#started = true
    return hasMark ? text.slice(1) : text
  }
}

/** How many bytes at the end are the beginning of a character: 0 to {@link longestBeginning}. */
function cutLength(bytes: Uint8Array): number {
  for (let length = 1; length <= Math.min(longestBeginning, bytes.length); length += 1) {
    const byte = bytes[bytes.length - length] ?? 0
    if (byte < 0x80) return 0
    // A lead byte says how many follow it; the others are followers.
    if (byte >= 0xc0) return length < characterLength(byte) ? length : 0
  }
  return 0
}

function characterLength(lead: number): number {
  if (lead >= 0xf8) return 1
  if (lead >= 0xf0) return 4
  return lead >= 0xe0 ? 3 : 2
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
