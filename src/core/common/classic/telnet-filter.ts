import { assertNever } from '../assert-never.ts'

const interpretAsCommand = 0xff
const subnegotiationBegin = 0xfa
const subnegotiationEnd = 0xf0
const will = 0xfb
/** Commands are 0xF0 and above; 0xFF before anything else was never telnet. */
const firstCommand = 0xf0
/** A subnegotiation is a terminal's name or size. One that does not end must not swallow the conversation. */
const longestSubnegotiation = 512

type Place = 'text' | 'command' | 'option' | 'subnegotiation' | 'subnegotiation-command'

/** Takes telnet's negotiation out of a stream of bytes, wherever the reads cut it. */
export class TelnetFilter {
  #place: Place = 'text'
  #swallowed = 0

  /** These bytes without negotiation. */
  push(bytes: Uint8Array): Uint8Array {
    if (this.#place === 'text' && !bytes.includes(interpretAsCommand)) return bytes
    // A 0xFF held from the last read may turn out to be text.
    const kept = new Uint8Array(bytes.length + 1)
    let length = 0
    for (const byte of bytes) {
      if (this.#place === 'command' && byte < firstCommand) {
        kept[length] = interpretAsCommand
        length += 1
        this.#place = 'text'
      }
      if (this.#isText(byte)) {
        kept[length] = byte
        length += 1
      }
    }
    return kept.subarray(0, length)
  }

  /** Moves on by a byte; true if it belongs to the text. */
  #isText(byte: number): boolean {
    switch (this.#place) {
      case 'text':
        if (byte !== interpretAsCommand) return true
        this.#place = 'command'
        return false
      case 'command':
        this.#swallowed = 0
        this.#place = byte === subnegotiationBegin ? 'subnegotiation' : isNegotiation(byte) ? 'option' : 'text'
        return false
      case 'option':
        this.#place = 'text'
        return false
      case 'subnegotiation':
        this.#swallowed += 1
        if (this.#swallowed > longestSubnegotiation) this.#place = 'text'
        else if (byte === interpretAsCommand) this.#place = 'subnegotiation-command'
        return false
      case 'subnegotiation-command':
        this.#place = byte === subnegotiationEnd ? 'text' : 'subnegotiation'
        return false
      default:
        return assertNever(this.#place)
    }
  }
}

/** WILL, WONT, DO and DONT are followed by an option. */
function isNegotiation(byte: number): boolean {
  return byte >= will && byte < interpretAsCommand
}
