import type { Socket } from 'node:net'

/** What a write takes while it waits, besides its bytes: an entry in the socket's queue, and the buffer as an object; `npm run bench:sizes`. */
export const writeOverheadBytes = 176

/** What waits for one client to read, with a bound. */
export class SendQueue {
  readonly #socket: Pick<Socket, 'write' | 'writableLength'>
  readonly #mostBytes: number
  /** How many writes wait behind the one that is under way. */
  #waiting = 0
  readonly #left = (): void => void (this.#waiting -= 1)

  constructor(socket: Pick<Socket, 'write' | 'writableLength'>, mostBytes: number) {
    this.#socket = socket
    this.#mostBytes = mostBytes
  }

  /** Writes these bytes; or nothing, and answers false, if more would wait then than may. */
  push(bytes: Uint8Array): boolean {
    const { writableLength } = this.#socket
    if (writableLength + this.#waiting * writeOverheadBytes + bytes.length > this.#mostBytes) return false
    // Nearly always: nothing waits, and nobody needs to be told.
    if (writableLength === 0) this.#socket.write(bytes)
    else {
      this.#waiting += 1
      this.#socket.write(bytes, this.#left)
    }
    return true
  }
}
