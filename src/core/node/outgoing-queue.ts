/**
 * What a room has to say, collected for one turn of the event loop.
 *
 * Whatever is due in a turn is encoded once and leaves in one write a receiver, the same bytes for everybody. A thousand
 * receivers therefore cost a thousand writes a turn, however many messages the turn brought.
 */
import { foldToAscii } from '../common/ascii-folding.ts'
import { KnownNames } from '../common/classic/known-names.ts'
import { encodeClassicLine, encodeClassicMessage } from '../common/classic/message-encoder.ts'
import { nicknameRequest } from '../common/classic/phrases.ts'

export type OutgoingLine =
  | { readonly type: 'message'; readonly nickname: string; readonly text: string }
  /** The room itself speaks: a join, a leave, a notice. */
  | { readonly type: 'line'; readonly text: string }

export interface Receiver {
  /** Takes what one turn brought. Must not throw. */
  write(batch: Batch): void
}

/** What the lines of a room are encoded with. */
interface Encoding {
  /** Longest write for a single message, in bytes. */
  readonly maxBytes: number
  /** Who is in the room, as ASCII clients and as UTF-8 clients know them: nobody may write what would pass for their words. */
  readonly names: { readonly ascii: KnownNames; readonly utf8: KnownNames }
}

/** The lines of one turn as bytes, encoded when the first receiver asks. */
export class Batch {
  readonly #lines: readonly OutgoingLine[]
  readonly #encoding: Encoding
  #ascii: Buffer | undefined
  #utf8: Buffer | undefined

  constructor(lines: readonly OutgoingLine[], encoding: Encoding) {
    this.#lines = lines
    this.#encoding = encoding
  }

  /** Folded to ASCII, for a client that has not proved that it can read anything else. */
  get ascii(): Buffer {
    return (this.#ascii ??= this.#encode(true))
  }

  get utf8(): Buffer {
    return (this.#utf8 ??= this.#encode(false))
  }

  #encode(asciiOnly: boolean): Buffer {
    const { maxBytes, names } = this.#encoding
    const options = { asciiOnly, maxBytes, names: asciiOnly ? names.ascii : names.utf8 }
    const writes = this.#lines.flatMap((line) =>
      line.type === 'message'
        ? encodeClassicMessage(line.nickname, line.text, options)
        : encodeClassicLine(line.text, options),
    )
    const text = writes.join('\n')
    // The last four letters may be a read of their own, since a client that lags cuts what has piled up anywhere: they
    // would pass for the request, and the client would post its nickname.
    return Buffer.from(text.endsWith(nicknameRequest) ? `${text}\n` : text)
  }
}

/** What sets one receiver apart for this turn. */
interface Difference {
  /** How many lines of the turn came before it entered. */
  readonly since: number
  /** Lines for it alone, each with the number of common lines before it. */
  readonly asides: { readonly after: number; readonly line: OutgoingLine }[]
}

/** A turn is not waited for once this many characters are due, so that a flood does not pile up. */
const earlyFlushLength = 64 * 1024

export class OutgoingQueue {
  readonly #encoding: Encoding
  readonly #receivers = new Set<Receiver>()
  #lines: OutgoingLine[] = []
  #differences = new Map<Receiver, Difference>()
  #length = 0
  #turn: NodeJS.Immediate | undefined

  /** @param maxBytes longest write for a single message, in bytes */
  constructor(maxBytes: number) {
    this.#encoding = { maxBytes, names: { ascii: new KnownNames(''), utf8: new KnownNames('') } }
  }

  /** Somebody is in the room under this name. */
  addName(nickname: string): void {
    this.#encoding.names.ascii.add(foldToAscii(nickname))
    this.#encoding.names.utf8.add(nickname)
  }

  deleteName(nickname: string): void {
    this.#encoding.names.ascii.delete(foldToAscii(nickname))
    this.#encoding.names.utf8.delete(nickname)
  }

  /** From now on the receiver gets every line. */
  enter(receiver: Receiver): void {
    this.#receivers.add(receiver)
    if (this.#lines.length > 0) this.#differences.set(receiver, { since: this.#lines.length, asides: [] })
  }

  leave(receiver: Receiver): void {
    this.#receivers.delete(receiver)
    this.#differences.delete(receiver)
  }

  /** Says a line to everybody at the end of the turn. */
  add(line: OutgoingLine): void {
    this.#lines.push(line)
    this.#length += line.text.length
    if (this.#length > earlyFlushLength) this.flush()
    else this.#turn ??= setImmediate(() => this.flush())
  }

  /** Says a line to one receiver, in its place among the others. */
  addFor(receiver: Receiver, line: OutgoingLine): void {
    if (!this.#receivers.has(receiver)) return
    const difference = this.#differences.get(receiver) ?? { since: 0, asides: [] }
    difference.asides.push({ after: this.#lines.length, line })
    this.#differences.set(receiver, difference)
    this.#turn ??= setImmediate(() => this.flush())
  }

  /** Writes what is due now. */
  flush(): void {
    clearImmediate(this.#turn)
    this.#turn = undefined
    const lines = this.#lines
    const differences = this.#differences
    // What a write brings about (somebody is thrown out) belongs to the next turn.
    this.#lines = []
    this.#differences = new Map()
    this.#length = 0
    const common = new Batch(lines, this.#encoding)
    for (const receiver of this.#receivers) {
      const difference = differences.get(receiver)
      if (difference) receiver.write(new Batch(linesFor(lines, difference), this.#encoding))
      else if (lines.length > 0) receiver.write(common)
    }
  }
}

function linesFor(lines: readonly OutgoingLine[], { since, asides }: Difference): OutgoingLine[] {
  const own: OutgoingLine[] = []
  let next = since
  for (const { after, line } of asides) {
    own.push(...lines.slice(next, after), line)
    next = after
  }
  return [...own, ...lines.slice(next)]
}
