/** What is written to a classic peer: bounded, numbered if long, and every line with its author's name. */
import { foldToAscii } from '../ascii-folding.ts'
import { cutToBytes, utf8Length } from '../byte-cutting.ts'
import { stripControls } from '../unsafe-text.ts'
import { keepTogether, KnownNames } from './known-names.ts'

export interface ClassicEncoding {
  /** Fold to ASCII, for a peer that may die of anything else. */
  readonly asciiOnly: boolean
  /** Most UTF-8 bytes of one write; at least {@link smallestWrite}. */
  readonly maxBytes: number
  /** Who is in the room, folded if the text is: nobody may write what would be taken for a message of theirs. */
  readonly names?: KnownNames
}

const nobody = new KnownNames('')

/** What leaves room for a name, a part's number and some text. */
const smallestWrite = 64

/**
 * The writes of one message, without line ends after them.
 *
 * Every line carries `nickname: `, so that none can pass for somebody else's. Lines that fit together share a write;
 * a line that is too long is cut into parts, `nickname: (1/3) …`. Blank lines, blanks at the end of a line and control
 * characters vanish, tabs become spaces. Only a blank text has no writes.
 *
 * @throws RangeError if `maxBytes` is below {@link smallestWrite}.
 */
export function encodeClassicMessage(nickname: string, text: string, options: ClassicEncoding): string[] {
  if (text.trim() === '') return []
  const [name = ''] = cutToBytes(clean(nickname, options).replaceAll('\n', ''), options.maxBytes / 2)
  const lines = visibleLines(text, options).map((line) => keepTogether(line, options.names ?? nobody))
  // A text of nothing but control characters was still sent: show that.
  return encodeLines(`${name}: `, lines.length > 0 ? lines : ['?'], options)
}

/** The writes of a line that the room itself says (`alice joined!`, a notice): folded and cut the same way, without a name. */
export function encodeClassicLine(text: string, options: ClassicEncoding): string[] {
  return encodeLines('', visibleLines(text, options), options)
}

/** The writes of what the room says of somebody (`* alice waves`): every line is marked, none can pass for a message. */
export function encodeClassicRemark(text: string, options: ClassicEncoding): string[] {
  const lines = visibleLines(text, options).map((line) => keepTogether(line, options.names ?? nobody))
  return encodeLines('* ', lines, options)
}

function encodeLines(prefix: string, lines: readonly string[], options: ClassicEncoding): string[] {
  if (options.maxBytes < smallestWrite) {
    throw new RangeError(`A write needs ${smallestWrite} bytes; it was given ${options.maxBytes}.`)
  }
  return lines.flatMap((line) => fit(prefix, line, options.maxBytes)).reduce(packInto(options.maxBytes), [])
}

function clean(text: string, { asciiOnly }: ClassicEncoding): string {
  const plain = stripControls(text.replaceAll('\t', '    ')).toWellFormed()
  return asciiOnly ? foldToAscii(plain) : plain
}

function visibleLines(text: string, options: ClassicEncoding): string[] {
  return clean(text, options)
    .split(/[\n\u2028\u2029]/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
}

/** The line behind its prefix, in numbered parts if it is too long for one write. */
function fit(prefix: string, line: string, maxBytes: number): string[] {
  const room = maxBytes - utf8Length(prefix)
  if (utf8Length(line) <= room) return [prefix + line]
  for (let digits = 1; ; digits += 1) {
    const parts = cutToBytes(line, room - '(/) '.length - 2 * digits)
    if (String(parts.length).length <= digits) {
      // Where two writes run together, a blank at the end of the first would hide that the second begins there.
      return parts.map((part, index) => `${prefix}(${index + 1}/${parts.length}) ${part}`.trimEnd())
    }
  }
}

/** Puts a line into the last write if it fits there, else into a new one. */
function packInto(maxBytes: number): (writes: string[], line: string) => string[] {
  let room = 0
  return (writes, line) => {
    const bytes = utf8Length(line)
    if (writes.length > 0 && bytes + 1 <= room) {
      writes[writes.length - 1] += `\n${line}`
      room -= bytes + 1
    } else {
      writes.push(line)
      room = maxBytes - bytes
    }
    return writes
  }
}
