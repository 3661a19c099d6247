/** Decides which of several starts of an app is the one that stays, and carries the words of the others to it. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

export interface OtherInstance {
  readonly argv: string[]
  readonly workingDirectory: string
  readonly data: unknown
}

export class SingleInstanceLock {
  readonly #onOther: (other: OtherInstance) => void
  #server: net.Server | undefined
  #telling: Promise<unknown> | undefined

  constructor(onOther: (other: OtherInstance) => void) {
    this.#onOther = onOther
  }

  get held(): boolean {
    return this.#server?.listening ?? false
  }

  /** Takes the lock of a data folder. False if another process has it; that one then hears of this start. */
  take(userData: string, data: unknown): boolean {
    if (this.held) return true
    const address = addressOf(userData)
    // Closed once read: what the other has said is all.
    this.#server = net.createServer({ allowHalfOpen: false }, (socket) => void this.#hear(socket))
    // A local address is bound at once, so `listening` is true already, or never will be.
    this.#server.on('error', () => {}).listen(address)
    this.#server.unref()
    if (this.held) return true
    const socket = net.connect(address)
    socket.on('error', () => {})
    socket.end(JSON.stringify({ argv: process.argv, workingDirectory: process.cwd(), data }))
    this.#telling = once(socket, 'close')
    return false
  }

  release(): void {
    this.#server?.close()
  }

  /** Resolves once the first instance has heard of this one. */
  async told(): Promise<void> {
    await this.#telling
  }

  async #hear(socket: net.Socket): Promise<void> {
    try {
      const parts: Buffer[] = []
      for await (const part of socket) parts.push(part as Buffer)
      this.#onOther(JSON.parse(Buffer.concat(parts).toString()) as OtherInstance)
    } catch {
      // The other start was killed in the middle of its sentence.
    }
  }
}

/** An abstract socket on Linux and a named pipe on Windows: both are gone with their process. */
function addressOf(userData: string): string {
  const name = `electron-standin-${createHash('sha256').update(userData).digest('hex').slice(0, 32)}`
  if (process.platform === 'linux') return `\0${name}`
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`
  return path.join(os.tmpdir(), name)
}
