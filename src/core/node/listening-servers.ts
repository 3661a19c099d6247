import net from 'node:net'
import type { Address } from '../common/address.ts'
import { describeListenError, isMissingAddress, listenOptions, systemCode } from './network-errors.ts'
import { socketOptions } from './socket-options.ts'

/** How often another free port is tried when the first one is not free on every address. */
const freePortTries = 10

/** One port of this computer, listened on at one or several addresses. */
export class ListeningServers {
  readonly #accept: (socket: net.Socket) => void
  readonly #log: (line: string) => void
  readonly #servers: net.Server[] = []

  constructor(accept: (socket: net.Socket) => void, log: (line: string) => void) {
    this.#accept = accept
    this.#log = log
  }

  /** Where it listens, with the real port. Empty before `listen` and after `close`. */
  get addresses(): readonly Address[] {
    return this.#servers.map((server) => {
      const bound = server.address()
      if (bound === null || typeof bound === 'string') throw new Error('A server of the room is not listening.')
      return { host: bound.address, port: bound.port }
    })
  }

  /**
   * Listens on every address of `bind`, or on none.
   *
   * @param port 0 picks one that is free on all of them
   * @param skipsMissing goes without addresses after the first that this computer turns out not to have
   * @throws HostFailure in words for a person
   */
  async listen(bind: readonly string[], port: number, skipsMissing: boolean): Promise<void> {
    for (let tries = 1; ; tries++) {
      const failed = await this.#listenOnAll(bind, port, skipsMissing)
      if (!failed) return
      await this.close()
      if (port === 0 && tries < freePortTries && systemCode(failed.error) === 'EADDRINUSE') continue
      throw await describeListenError(failed.error, failed.address, bind)
    }
  }

  /** Frees the port. Resolves when every accepted connection has ended too. */
  async close(): Promise<void> {
    const servers = this.#servers.splice(0)
    await Promise.all(servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve()))))
  }

  async #listenOnAll(
    bind: readonly string[],
    wantedPort: number,
    skipsMissing: boolean,
  ): Promise<{ readonly error: unknown; readonly address: Address } | undefined> {
    for (const host of bind) {
      const port = this.addresses[0]?.port ?? wantedPort
      try {
        this.#servers.push(await this.#listenOn(listenOptions(host, port, bind)))
      } catch (error) {
        if (skipsMissing && host !== bind[0] && isMissingAddress(error)) continue
        return { error, address: { host, port } }
      }
    }
    return undefined
  }

  #listenOn(options: net.ListenOptions): Promise<net.Server> {
    return new Promise((resolve, reject) => {
      const server = net.createServer(socketOptions)
      server.on('connection', this.#accept)
      server.once('error', reject)
      server.listen(options, () => {
        server.off('error', reject)
        server.on('error', (error) => this.#log(`Accepting a connection failed: ${error.message}`))
        resolve(server)
      })
    })
  }
}
