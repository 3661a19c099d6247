/** Who tried to come into a room, and how far each came: the one place that hears of it. */
import { EventEmitter } from 'node:events'
import type { Address } from '../common/address.ts'
import type { Arrival, ArrivalEnd, ArrivalStep } from '../common/arrivals.ts'
import type { ConnectionSettings } from './host-connection.ts'

/** So many are kept, the newest. Attempts from one address that ended alike are one of them. */
export const mostArrivals = 100

/** A flood of connections changes the list no more often than this, in milliseconds. */
const publishMs = 500

interface ArrivalBookEvents {
  /** A connection was accepted; it has no name yet. */
  connected: [Address]
  named: [{ readonly nickname: string; readonly address: Address }]
  /** A connection was turned away before it was in the room. `reason` is the sentence it was sent. */
  refused: [{ readonly reason: string; readonly address: Address }]
  /** The list, newest first, some time after it has changed. */
  changed: [readonly Arrival[]]
}

type Group = { -readonly [Key in keyof Arrival]: Arrival[Key] } & { readonly key: string }

/** One connection that is open, or on its way out. */
interface Attempt {
  readonly host: string
  step: ArrivalStep
  isNative: boolean
  end: ArrivalEnd | null
  nickname: string
  group: Group | null
}

export class ArrivalBook extends EventEmitter<ArrivalBookEvents> {
  readonly #settings: Pick<ConnectionSettings, 'clock' | 'timers'>
  /** The one that changed last comes last. */
  readonly #groups = new Map<string, Group>()
  /** By the very object that stands for the connection. */
  readonly #attempts = new Map<Address, Attempt>()
  #lastId = 0
  #isClosed = false
  #cancelPublishing: (() => void) | null = null

  constructor(settings: Pick<ConnectionSettings, 'clock' | 'timers'>) {
    super()
    this.#settings = settings
  }

  /** Who came, newest first; at most {@link mostArrivals}. */
  get list(): readonly Arrival[] {
    const present = new Map<Group | null, string>()
    for (const { group, nickname } of this.#attempts.values()) present.set(group, nickname)
    return [...this.#groups.values()].toReversed().map((group) => {
      const { id, host, step, isNative, end, count, at } = group
      const nickname = end === null ? (present.get(group) ?? '') : group.nickname
      return { id, host, step, isNative, end, nickname, count, at }
    })
  }

  /** A connection was accepted, and is greeted. {@link ArrivalBook.gone} is to be told when it is over. */
  accepted(address: Address): void {
    this.emit('connected', address)
    const attempt = begin(address, 'greeted')
    this.#attempts.set(address, attempt)
    this.#place(attempt)
  }

  /** It has come further; under a name, if it has given one. */
  reached(address: Address, step: ArrivalStep, nickname?: string): void {
    const attempt = this.#attempts.get(address)
    if (!attempt || attempt.end !== null) return
    attempt.step = step
    if (step === 'native') attempt.isNative = true
    if (nickname !== undefined) attempt.nickname = nickname
    this.#place(attempt)
  }

  /** Somebody is in the room, as everybody is told. */
  entered(address: Address, nickname: string): void {
    this.emit('named', { nickname, address })
  }

  /** It is turned away before it is in the room, in these words; perhaps before it is even listened to. */
  turnedAway(address: Address, end: ArrivalEnd, reason: string): void {
    this.emit('refused', { reason, address })
    if (this.#attempts.has(address)) this.ended(address, end)
    else this.#place({ ...begin(address, 'connected'), end })
  }

  /** The host ends it. What is said first about its end holds. */
  ended(address: Address, end: ArrivalEnd): void {
    const attempt = this.#attempts.get(address)
    if (!attempt || attempt.end !== null) return
    attempt.end = end
    this.#place(attempt)
  }

  /** The connection is over. */
  gone(address: Address): void {
    this.ended(address, 'went')
    this.#attempts.delete(address)
  }

  /** Nothing is told any more. */
  close(): void {
    this.#isClosed = true
    this.#cancelPublishing?.()
  }

  /** Puts an attempt among those that are like it by now. */
  #place(attempt: Attempt): void {
    this.#leave(attempt.group)
    const { host, step, isNative, end, nickname } = attempt
    const key = `${host} ${step} ${isNative} ${end}`
    const group = this.#groups.get(key) ?? {
      key,
      id: ++this.#lastId,
      host,
      step,
      isNative,
      end,
      nickname,
      count: 0,
      at: 0,
    }
    group.count += 1
    group.at = this.#settings.clock()
    group.nickname = nickname
    attempt.group = group
    this.#groups.delete(key)
    this.#groups.set(key, group)
    if (this.#groups.size > mostArrivals) this.#forgetOldest()
    this.#publishSoon()
  }

  /** Whoever is here stays listed as long as others can go. */
  #forgetOldest(): void {
    const groups = [...this.#groups.values()]
    const oldest = groups.find(({ end }) => end !== null) ?? groups[0]
    if (oldest) this.#groups.delete(oldest.key)
  }

  #leave(group: Group | null): void {
    if (!group) return
    group.count -= 1
    // One that had to make room may have a namesake by now.
    if (group.count === 0 && this.#groups.get(group.key) === group) this.#groups.delete(group.key)
  }

  #publishSoon(): void {
    if (this.#isClosed || this.#cancelPublishing || this.listenerCount('changed') === 0) return
    this.#cancelPublishing = this.#settings.timers.after(publishMs, () => {
      this.#cancelPublishing = null
      this.emit('changed', this.list)
    })
  }
}

function begin({ host }: Address, step: ArrivalStep): Attempt {
  return { host, step, isNative: false, end: null, nickname: '', group: null }
}
