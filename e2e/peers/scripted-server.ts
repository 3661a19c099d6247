/** A server that says exactly what a test tells it to, byte for byte. */
import net from 'node:net'
import { freePort } from './free-port.ts'
import { Transcript } from './transcript.ts'

/** The server's end of one connection. */
export class ScriptedConnection {
  /** What the client sent. */
  readonly received = new Transcript()
  /** How the connection ended: `fin` after a polite close by the client, `reset` after an impolite one. */
  readonly closed: Promise<'fin' | 'reset'>
  readonly socket: net.Socket

  constructor(socket: net.Socket) {
    this.socket = socket
    socket.setEncoding('utf8').on('data', (text: string) => this.received.add(text))
    this.closed = new Promise((resolve) => {
      let ending: 'fin' | 'reset' = 'fin'
      socket.once('error', () => (ending = 'reset'))
      socket.once('close', () => {
        this.received.end(`The connection ended (${ending})`)
        resolve(ending)
      })
    })
  }

  /** Writes bytes as they are. */
  send(data: string | Uint8Array): void {
    this.socket.write(data)
  }

  /** Waits for a text, and gives everything that was received so far. */
  until(wanted: string | RegExp): Promise<string> {
    return this.received.until(wanted)
  }

  /** Asks for the nickname, waits for it, and lets the client in. */
  async letIn(nickname: string): Promise<void> {
    this.send('NICK')
    await this.until(nickname)
    this.send(`${nickname} joined!Connected to server!`)
  }
}

export class ScriptedServer implements AsyncDisposable {
  /** Where it listens, with the real port. */
  readonly address: { readonly host: string; readonly port: number }
  readonly #server: net.Server
  readonly #sockets = new Set<net.Socket>()
  readonly #arrived: ScriptedConnection[] = []
  #onArrival: () => void = () => undefined

  private constructor(server: net.Server, address: ScriptedServer['address']) {
    this.#server = server
    this.address = address
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
      this.#arrived.push(new ScriptedConnection(socket))
      this.#onArrival()
    })
  }

  static async listen(port?: number): Promise<ScriptedServer> {
    const server = net.createServer({ noDelay: true })
    const wanted = port ?? (await freePort())
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(wanted, '127.0.0.1', resolve)
    })
    const bound = server.address()
    if (bound === null || typeof bound === 'string') throw new Error('The server has no port.')
    return new ScriptedServer(server, { host: '127.0.0.1', port: bound.port })
  }

  /** The oldest connection that no test has taken yet; waits for one. */
  async accept(): Promise<ScriptedConnection> {
    for (;;) {
      const connection = this.#arrived.shift()
      if (connection) return connection
      await new Promise<void>((resolve) => (this.#onArrival = resolve))
    }
  }

  /** Frees the port; connections are cut. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
