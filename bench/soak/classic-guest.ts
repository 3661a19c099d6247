/** An honest person with a program like nc: who cannot confirm anything, and reads everything all the same. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { sayEveryMs } from './honest-guests.ts'

export class ClassicGuest {
  readonly nickname: string
  readonly said: string[] = []
  /** What honest people have said, itself included, as `name: text`. */
  readonly read: string[] = []
  readonly #socket: Socket
  #rest = ''
  #isOver = false
  #talking: Promise<void> = Promise.resolve()

  private constructor(socket: Socket, nickname: string) {
    this.#socket = socket
    this.nickname = nickname
    socket.on('error', () => {})
    socket.on('data', (bytes: Buffer) => {
      const lines = (this.#rest + bytes.toString('latin1')).split('\n')
      this.#rest = lines.pop() ?? ''
      this.read.push(...lines.filter((line) => /^[a-z]+: #\d+$/.test(line)))
    })
  }

  static async join(port: number, nickname: string): Promise<ClassicGuest> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'data')
    const guest = new ClassicGuest(socket, nickname)
    socket.write(`${nickname}\n`)
    await once(socket, 'data')
    return guest
  }

  /** Nothing tells it who is here. */
  get people(): null {
    return null
  }

  begin(): void {
    this.#talking = this.#talk()
  }

  async finish(): Promise<void> {
    this.#isOver = true
    await this.#talking
  }

  async leave(): Promise<void> {
    this.#socket.end()
    if (!this.#socket.closed) await once(this.#socket, 'close')
  }

  async #talk(): Promise<void> {
    while (!this.#isOver) {
      const text = `#${this.said.length}`
      this.said.push(text)
      this.#socket.write(`${text}\n`)
      await pause(sayEveryMs)
    }
  }
}
