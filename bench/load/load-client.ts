/** What every client of the load has, whatever it speaks. */
import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

export interface LoadClient {
  readonly line: Line
  say(text: string): void
  /** From now on, hears what comes; as it was before it was compressed, if it was. The bytes are there only until it returns. */
  hear(listener: (bytes: Buffer) => void): void
}

/** A client of a protocol whose bytes are read as they come. */
export function plainClient(line: Line, say: LoadClient['say']): LoadClient {
  return { line, say, hear: (listener) => (line.hear = listener) }
}

/** All lines read into the same memory, one after the other: there is nothing to collect, however much comes. */
const readBuffer = Buffer.alloc(256 * 1024)

/** A connection that reads without allocating. */
export class Line {
  readonly socket: Socket
  /** Hears every read. The bytes are there only until it returns. */
  hear: (bytes: Buffer) => void = () => {}
  bytesRead = 0

  private constructor(port: number) {
    const callback = (length: number, buffer: Uint8Array): boolean => {
      this.bytesRead += length
      this.hear(Buffer.from(buffer.buffer, buffer.byteOffset, length))
      return true
    }
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: readBuffer, callback } })
  }

  /** @throws Error if nobody listens there */
  static async to(port: number): Promise<Line> {
    const line = new Line(port)
    await once(line.socket, 'connect')
    // A server that cuts somebody is seen by what no longer arrives.
    line.socket.on('error', () => {})
    return line
  }

  /** Reads until the text has come. @throws Error if the connection ends before */
  until(wanted: string): Promise<string> {
    let text = ''
    return new Promise((resolve, reject) => {
      const closed = (): void => reject(new Error(`The server ended the connection after: ${text.slice(-200)}`))
      this.socket.once('close', closed)
      this.hear = (bytes) => {
        text += bytes.toString('latin1')
        if (!text.includes(wanted)) return
        this.hear = () => {}
        this.socket.off('close', closed)
        resolve(text)
      }
    })
  }
}
