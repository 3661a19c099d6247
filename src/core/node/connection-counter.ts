import type { Limits } from '../common/limits.ts'
import { networkOf } from './network-interfaces.ts'

interface Comers {
  open: number
  /** Those who have come lately: one less with each that may come in the long run. */
  recent: number
  /** When `recent` was right, in milliseconds. */
  at: number
}

/** How many connections there are from each network, and how many have come lately. */
export class ConnectionCounter {
  readonly #limits: Pick<Limits, 'arrivalBurst' | 'arrivalsPerSecond'>
  readonly #now: () => number
  /** Who came longest ago is first. */
  readonly #comers = new Map<string, Comers>()

  /** @param now milliseconds since some moment */
  constructor(limits: Pick<Limits, 'arrivalBurst' | 'arrivalsPerSecond'>, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  count(host: string): number {
    return this.#comers.get(networkOf(host))?.open ?? 0
  }

  /** Whether more have come from there than may, in so short a time. */
  isHurried(host: string): boolean {
    const comers = this.#comers.get(networkOf(host))
    return comers !== undefined && this.#recent(comers) + 1 > this.#limits.arrivalBurst
  }

  add(host: string): void {
    this.#forgetOld()
    const network = networkOf(host)
    const before = this.#comers.get(network)
    this.#comers.delete(network)
    const recent = before ? this.#recent(before) : 0
    this.#comers.set(network, { open: (before?.open ?? 0) + 1, recent: recent + 1, at: this.#now() })
  }

  remove(host: string): void {
    const comers = this.#comers.get(networkOf(host))
    if (comers) comers.open -= 1
  }

  #recent({ recent, at }: Comers): number {
    return Math.max(0, recent - ((this.#now() - at) / 1000) * this.#limits.arrivalsPerSecond)
  }

  #forgetOld(): void {
    for (const [network, comers] of this.#comers) {
      if (this.#recent(comers) > 0) return
      if (comers.open === 0) this.#comers.delete(network)
    }
  }
}
