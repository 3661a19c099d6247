import net from 'node:net'
import type { Address } from '../common/address.ts'
import { describeListenError, isMissingAddress, listenOptions, systemCode } from './network-errors.ts'
import { socketOptions } from './socket-options.ts'

/** How often another free port is tried when the first one is not free on every address. */
const freePortTries = 10

interface Listening {
  /** As it was asked for. */
  readonly host: string
  readonly server: net.Server
}

export interface ListenRequest {
  readonly bind: readonly string[]
  /** 0 picks one that is free on all of them. */
  readonly port: number
  /** Goes without addresses after the first that this computer turns out not to have. */
  readonly skipsMissing?: boolean
  /** Ports that are not offered in the place of one that cannot be had: other rooms are opened there. */
  readonly reservedPorts?: readonly number[]
}

/** An address that cannot be listened on. */
export interface ListenFault {
  readonly address: Address
  readonly error: unknown
}

/** One port of this computer, listened on at one or several addresses. */
export class ListeningServers {
  readonly #accept: (socket: net.Socket) => void
  readonly #log: (line: string) => void
  #listening: Listening[] = []
  /** Ends of servers at which somebody is still connected. */
  readonly #ends = new Set<Promise<void>>()
  /** The real port; null before `listen` and after `close`. */
  #port: number | null = null

  constructor(accept: (socket: net.Socket) => void, log: (line: string) => void) {
    this.#accept = accept
    this.#log = log
  }

  /** Where it listens, with the real port. Empty before `listen` and after `close`. */
  get addresses(): readonly Address[] {
    return this.#listening.map(({ server }) => {
      const bound = server.address()
      if (bound === null || typeof bound === 'string') throw new Error('A server of the room is not listening.')
      return { host: bound.address, port: bound.port }
    })
  }

  /**
   * Listens on every address of `bind`, or on none.
   *
   * @throws HostFailure in words for a person
   */
  async listen({ bind, port, skipsMissing = false, reservedPorts = [] }: ListenRequest): Promise<void> {
    for (let tries = 1; ; tries++) {
      const failed = await this.#listenOnAll(bind, port, skipsMissing)
      if (!failed) break
      await this.close()
      if (port === 0 && tries < freePortTries && systemCode(failed.error) === 'EADDRINUSE') continue
      throw await describeListenError(failed.error, failed.address, bind, { reservedPorts })
    }
    this.#port = this.addresses[0]?.port ?? null
  }

  /**
   * Listens on these addresses from now on, on the same port; whoever is connected stays. Answers where that cannot be done,
   * other than by what this computer does not have, or not yet. Not to be called again before it is done.
   */
  async move(bind: readonly string[]): Promise<readonly ListenFault[]> {
    const port = this.#port
    if (port === null) return []
    for (const { host, server } of this.#listening) if (!bind.includes(host)) this.#end(server)
    this.#listening = this.#listening.filter(({ host }) => bind.includes(host))
    const faults: ListenFault[] = []
    for (const host of bind) {
      if (this.#listening.some((one) => one.host === host)) continue
      try {
        const server = await this.#listenOn(listenOptions(host, port, bind))
        if (this.#port === null) this.#end(server)
        else this.#listening.push({ host, server })
      } catch (error) {
        if (!isMissingAddress(error)) faults.push({ address: { host, port }, error })
      }
    }
    return faults
  }

  /**
   * Listens on every one of these addresses from now on, besides those that this computer does not have; or stays where it is,
   * and answers why. Not to be called again before it is done.
   */
  async moveOrStay(bind: readonly string[]): Promise<ListenFault | null> {
    const before = this.#listening.map(({ host }) => host)
    const [fault] = await this.move(bind)
    const port = this.#port
    if (port === null || (!fault && this.#listening.length > 0)) return null
    await this.move(before)
    return fault ?? { address: { host: bind[0] ?? '', port }, error: new Error('This computer has none of them.') }
  }

  /** Frees the port. Resolves when every accepted connection has ended too. */
  async close(): Promise<void> {
    this.#port = null
    for (const { server } of this.#listening) this.#end(server)
    this.#listening = []
    await Promise.all(this.#ends)
  }

  #end(server: net.Server): void {
    const end = new Promise<void>((resolve) => void server.close(() => resolve())).then(
      () => void this.#ends.delete(end),
    )
    this.#ends.add(end)
  }

  async #listenOnAll(bind: readonly string[], wantedPort: number, skipsMissing: boolean): Promise<ListenFault | null> {
    for (const host of bind) {
      const port = this.addresses[0]?.port ?? wantedPort
      try {
        this.#listening.push({ host, server: await this.#listenOn(listenOptions(host, port, bind)) })
      } catch (error) {
        if (skipsMissing && host !== bind[0] && isMissingAddress(error)) continue
        return { error, address: { host, port } }
      }
    }
    return null
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
