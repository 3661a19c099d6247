/** Where connections come in: who is listened to, and who is turned away before being heard. */
import type { Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { bannedPhrase, crowdedPhrase, hurriedPhrase } from '../common/classic/phrases.ts'
import type { ArrivalBook } from './arrival-book.ts'
import { ConnectionCounter } from './connection-counter.ts'
import { sayFarewell } from './farewell.ts'
import type { ConnectionSettings } from './host-connection.ts'
import type { HouseRules } from './house-rules.ts'
import { type ListenFault, type ListenRequest, ListeningServers } from './listening-servers.ts'
import { isLoopback, plainAddress } from './network-interfaces.ts'

export interface EntranceOptions {
  readonly settings: ConnectionSettings
  readonly rules: HouseRules
  readonly arrivals: ArrivalBook
  /** Which addresses may connect as often as they like. */
  readonly isExempt: ((address: string) => boolean) | undefined
  /** Somebody has connected. {@link Entrance.left} is to be told when the connection is gone. */
  accept(socket: Socket, address: Address): void
  /** Hears a line about a connection that could not be accepted. */
  report(line: string): void
}

export class Entrance {
  readonly #options: EntranceOptions
  readonly #servers: ListeningServers
  readonly #counter: ConnectionCounter
  /** The own address at which each connection came in. */
  readonly #ways = new Map<Address, string>()
  #isClosed = false

  constructor(options: EntranceOptions) {
    this.#options = options
    const { limits, timers } = options.settings
    this.#counter = new ConnectionCounter(limits, () => timers.now())
    this.#servers = new ListeningServers(
      (socket) => this.#take(socket),
      (line) => options.report(line),
    )
  }

  /** Where it listens, with the real port. Empty before `open` and after `close`. */
  get addresses(): readonly Address[] {
    return this.#servers.addresses
  }

  /**
   * @throws HostFailure in words for a person, with a free port where another port would help
   */
  open(request: ListenRequest): Promise<void> {
    return this.#servers.listen(request)
  }

  /** Listens on these addresses from now on; answers those where that cannot be done. See {@link ListeningServers.move}. */
  async move(bind: readonly string[]): Promise<readonly Address[]> {
    return (await this.#servers.move(bind)).map(({ address }) => address)
  }

  /** Listens on all of these addresses from now on, or stays. See {@link ListeningServers.moveOrStay}. */
  moveOrStay(bind: readonly string[]): Promise<ListenFault | null> {
    return this.#servers.moveOrStay(bind)
  }

  /** Those who could not come in where the room listens on these addresses. This computer itself always can. */
  beyond(bind: readonly string[]): ReadonlySet<Address> {
    if (bind.some((host) => host === '::' || host === '0.0.0.0')) return new Set()
    const ways = [...this.#ways].filter(([{ host }, way]) => host !== way && !bind.includes(way))
    return new Set(ways.map(([address]) => address))
  }

  /** Frees the port, and turns whoever still comes away at once. */
  close(): Promise<void> {
    this.#isClosed = true
    return this.#servers.close()
  }

  /** A connection that was accepted is gone. */
  left(address: Address): void {
    this.#ways.delete(address)
    this.#counter.remove(address.host)
    this.#options.arrivals.gone(address)
  }

  #take(socket: Socket): void {
    const { remoteAddress, remotePort: port } = socket
    if (remoteAddress === undefined || port === undefined || this.#isClosed) {
      socket.resetAndDestroy()
      return
    }
    const address = { host: plainAddress(remoteAddress), port }
    const { arrivals, settings } = this.#options
    const fault = this.#faultOf(address.host)
    if (fault) {
      void sayFarewell(socket, fault.reason, settings.timers)
      arrivals.turnedAway(address, fault.end, fault.reason)
      return
    }
    this.#counter.add(address.host)
    this.#ways.set(address, plainAddress(socket.localAddress ?? ''))
    arrivals.accepted(address)
    this.#options.accept(socket, address)
  }

  /** Why nobody may come in from there, with the sentence for it; null if they may. */
  #faultOf(host: string): { readonly end: 'banned' | 'crowded'; readonly reason: string } | null {
    const { settings, rules, isExempt = isLoopback } = this.#options
    if (rules.isAddressBanned(host)) return { end: 'banned', reason: bannedPhrase }
    const count = this.#counter.count(host)
    if (isExempt(host)) return null
    if (count >= settings.limits.connectionsPerAddress) return { end: 'crowded', reason: crowdedPhrase(count, host) }
    return this.#counter.isHurried(host) ? { end: 'crowded', reason: hurriedPhrase(host) } : null
  }
}
