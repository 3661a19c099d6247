/** The lines of a room as the bytes that classic clients read. */
import { assertNever } from '../common/assert-never.ts'
import type { ClassicLine } from '../common/classic/event-lines.ts'
import type { KnownNames } from '../common/classic/known-names.ts'
import { encodeClassicLine, encodeClassicMessage, encodeClassicRemark } from '../common/classic/message-encoder.ts'
import { nicknameRequest } from '../common/classic/phrases.ts'
import type { Packing } from './outgoing-queue.ts'

/** What the lines of a room are encoded with. */
export interface ClassicBatchOptions {
  /** Longest write for a single message, in bytes. */
  readonly maxBytes: number
  /** Who is in the room, as ASCII clients and as UTF-8 clients know them: nobody may write what would pass for their words. */
  readonly names: { readonly ascii: KnownNames; readonly utf8: KnownNames }
}

/** Some lines as bytes, encoded when the first receiver asks. */
export class ClassicBatch {
  readonly #lines: readonly ClassicLine[]
  readonly #options: ClassicBatchOptions
  readonly #ending: string
  #ascii: Buffer | undefined
  #utf8: Buffer | undefined

  /** @param ending blanks that follow the last line; a line's own are taken off */
  constructor(lines: readonly ClassicLine[], options: ClassicBatchOptions, ending = '') {
    this.#lines = lines
    this.#options = options
    this.#ending = ending
  }

  /** Folded to ASCII, for a client that has not proved that it can read anything else. */
  get ascii(): Buffer {
    return (this.#ascii ??= this.#encode(true))
  }

  get utf8(): Buffer {
    return (this.#utf8 ??= this.#encode(false))
  }

  #encode(asciiOnly: boolean): Buffer {
    const { maxBytes, names } = this.#options
    const encoding = { asciiOnly, maxBytes, names: asciiOnly ? names.ascii : names.utf8 }
    const writes = this.#lines.flatMap((line) => {
      switch (line.type) {
        case 'message':
          return encodeClassicMessage(line.nickname, line.text, encoding)
        case 'line':
          return encodeClassicLine(line.text, encoding)
        case 'remark':
          return encodeClassicRemark(line.text, encoding)
        default:
          return assertNever(line)
      }
    })
    const text = writes.join('\n') + this.#ending
    // The last four letters may be a read of their own, since a client that lags cuts what has piled up anywhere: they
    // would pass for the request, and the client would post its nickname.
    return Buffer.from(text.endsWith(nicknameRequest) ? `${text}\n` : text)
  }
}

/** How the lines of a room are collected in an `OutgoingQueue`. */
export function classicPacking(options: ClassicBatchOptions): Packing<ClassicLine, ClassicBatch> {
  return { sizeOf: (line) => line.text.length, pack: (lines) => new ClassicBatch(lines, options) }
}
