/** New inputs out of known ones. */

/** Longer inputs are cut: what matters happens long before. */
const mostBytes = 8192
const manyCopies = 300

/** Bytes that mean something to at least one decoder. */
const telling = [
  '\0',
  '\n',
  '\r\n',
  '\t',
  ' ',
  ':',
  ': ',
  'NICK',
  ' joined!',
  ' left!',
  'Connected to server!',
  '"',
  '\\',
]
  .concat(['{', '}', '[', ']', ',', 'null', 'true', '-1', '1e999', '__proto__', '\u{FEFF}', '\u{202E}', '\u{200D}'])
  .concat([
    '😀',
    'é',
    'e\u0301\u0301\u0301',
    '\uFFFD',
    '`',
    '```',
    '*',
    '_',
    '~~',
    '> ',
    '- ',
    '](',
    '<',
    '&amp;',
    '@',
    '/',
    '%',
  ])
  .concat(['snug://', '[::1]', '55555', '65536'])
  .map((text) => Buffer.from(text))
  .concat([
    Buffer.from([0xff]),
    Buffer.from([0xc3]),
    Buffer.from([0xf0, 0x9f]),
    Buffer.from([0xff, 0xfb, 0x18]),
    Buffer.alloc(4),
  ])

export class Mutator {
  readonly #random: () => number

  constructor(random: () => number) {
    this.#random = random
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.#random() * end)
  }

  /** One of the list, which is not empty. */
  pick<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)] as Item
  }

  /** An input that differs from `bytes` in one place or several; perhaps with a part of another. */
  mutate(bytes: Buffer, others: readonly Buffer[]): Buffer {
    let result = bytes
    for (let left = 1 + this.below(4); left > 0; left -= 1) result = this.#change(result, others)
    return result.subarray(0, mostBytes)
  }

  #change(bytes: Buffer, others: readonly Buffer[]): Buffer {
    const at = this.below(bytes.length + 1)
    const end = Math.min(bytes.length, at + this.below(16))
    const part = bytes.subarray(at, end)
    switch (this.below(7)) {
      case 0:
        return this.#flipped(bytes)
      case 1:
        return splice(bytes, at, end, Buffer.alloc(0))
      case 2:
        return splice(bytes, at, at, this.pick(telling))
      case 3:
        return splice(bytes, at, end, this.pick(telling))
      case 4:
        return splice(bytes, at, at, Buffer.from([this.below(256)]))
      case 5:
        return splice(bytes, at, end, Buffer.concat(Array.from({ length: 1 + this.below(manyCopies) }, () => part)))
      default: {
        const other = this.pick(others)
        return splice(
          bytes,
          at,
          this.#random() < 0.5 ? end : bytes.length,
          other.subarray(this.below(other.length + 1)),
        )
      }
    }
  }

  #flipped(bytes: Buffer): Buffer {
    const copy = Buffer.from(bytes)
    if (copy.length > 0) copy[this.below(copy.length)] = this.below(256)
    return copy
  }
}

function splice(bytes: Buffer, start: number, end: number, insert: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(end)])
}
