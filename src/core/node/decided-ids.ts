import type { LogPlace } from './room-store.ts'

export interface DecidedIdsOptions {
  /** How many ids of each person are remembered. */
  readonly perPerson: number
  /** Of how many people. */
  readonly people: number
}

/** A client asks again for no more than it keeps waiting, which is a thousand in Snug. */
const defaults: DecidedIdsOptions = { perPerson: 1000, people: 500 }

/** What people have asked for and got, also when the log keeps it no longer: so it does not come a second time. */
export class DecidedIds {
  readonly #options: DecidedIdsOptions
  /** Whoever has asked last comes last, and so do their ids. */
  readonly #placesOf = new Map<string, Map<string, LogPlace>>()

  constructor(options: DecidedIdsOptions = defaults) {
    this.#options = options
  }

  add(personId: string, id: string, { seq, at }: LogPlace): void {
    const places = this.#placesOf.get(personId) ?? new Map<string, LogPlace>()
    places.set(id, { seq, at })
    this.#placesOf.delete(personId)
    this.#placesOf.set(personId, places)
    dropOldest(places, this.#options.perPerson)
    dropOldest(this.#placesOf, this.#options.people)
  }

  find(personId: string, id: string): LogPlace | null {
    return this.#placesOf.get(personId)?.get(id) ?? null
  }
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
}
