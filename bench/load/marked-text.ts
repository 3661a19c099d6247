/** Texts that can be counted and recognised in a stream of any protocol, however it joins or wraps them. */
import { talk } from './talk.ts'

/** Ends every text. Two bytes, because a single one could be the length of a frame. */
const endMark = Buffer.from('~|')
const seqDigits = 7
const senderDigits = 5
const tailBytes = seqDigits + senderDigits
/** Numbers begin anew after this many texts; far more than are ever under way. */
export const seqRange = 10 ** seqDigits

/** What a mark tells: the text's number and who sent it. */
export interface Mark {
  readonly seq: number
  readonly sender: number
}

/** A text of so many bytes, from the sender with this index. */
export function markedText(seq: number, sender: number, bytes: number): string {
  const tail = `${String(seq).padStart(seqDigits, '0')}${String(sender).padStart(senderDigits, '0')}~|`
  return talk(seq, bytes - tail.length) + tail
}

/** Reads every mark of a stream, also those that lie across two reads. */
export class MarkReader {
  #rest: Buffer = Buffer.alloc(0)

  read(bytes: Buffer, found: (mark: Mark) => void): void {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    let behind = 0
    for (let at = all.indexOf(endMark); at >= 0; at = all.indexOf(endMark, behind)) {
      const seq = numberAt(all, at - tailBytes, seqDigits)
      const sender = numberAt(all, at - senderDigits, senderDigits)
      if (seq >= 0 && sender >= 0) found({ seq, sender })
      behind = at + endMark.length
    }
    this.#rest = Buffer.from(all.subarray(Math.max(behind, all.length - tailBytes - endMark.length)))
  }
}

/** The decimal number that stands there; -1 if there is none. */
function numberAt(bytes: Buffer, start: number, digits: number): number {
  if (start < 0) return -1
  let value = 0
  for (let at = start; at < start + digits; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
