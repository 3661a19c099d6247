import { createHash } from 'node:crypto'
import type { LogPlace } from './room-store-events.ts'

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
  /** Whoever has asked last comes last. */
  readonly #placesOf = new Map<string, NewestPlaces>()

  constructor(options: DecidedIdsOptions = defaults) {
    this.#options = options
  }

  add(personId: string, id: string, place: LogPlace): void {
    const places = this.#placesOf.get(personId) ?? new NewestPlaces(this.#options.perPerson)
    places.add(id, place)
    this.#placesOf.delete(personId)
    this.#placesOf.set(personId, places)
    const [oldest] = this.#placesOf.keys()
    if (this.#placesOf.size > this.#options.people && oldest !== undefined) this.#placesOf.delete(oldest)
  }

  find(personId: string, id: string): LogPlace | null {
    return this.#placesOf.get(personId)?.find(id) ?? null
  }
}

const startCapacity = 8
/** A hash is so many numbers of 32 bits: enough that no two ids have the same. */
const hashParts = 4

/** One person's newest ids, in 32 bytes each: strings and objects of half a million ids would be 150 MB. */
class NewestPlaces {
  readonly #most: number
  #hashes: Int32Array
  #places: Float64Array
  #count = 0
  /** Where the next one goes: in the place of the oldest, once there are as many as are kept. */
  #next = 0

  constructor(most: number) {
    this.#most = most
    const capacity = Math.min(startCapacity, most)
    this.#hashes = new Int32Array(capacity * hashParts)
    this.#places = new Float64Array(capacity * 2)
  }

  add(id: string, { seq, at }: LogPlace): void {
    if (this.#next === this.#places.length / 2) this.#makeRoom()
    this.#hashes.set(hashOf(id), this.#next * hashParts)
    this.#places.set([seq, at], this.#next * 2)
    this.#next += 1
    this.#count = Math.max(this.#count, this.#next)
  }

  find(id: string): LogPlace | null {
    const [a, b, c, d] = hashOf(id)
    const hashes = this.#hashes
    for (let at = 0; at < this.#count * hashParts; at += hashParts) {
      if (hashes[at] !== a || hashes[at + 1] !== b || hashes[at + 2] !== c || hashes[at + 3] !== d) continue
      const [seq = 0, time = 0] = this.#places.subarray((at / hashParts) * 2)
      return { seq, at: time }
    }
    return null
  }

  #makeRoom(): void {
    const capacity = Math.min(this.#next * 2, this.#most)
    if (capacity === this.#next) {
      this.#next = 0
      return
    }
    const [hashes, places] = [this.#hashes, this.#places]
    this.#hashes = new Int32Array(capacity * hashParts)
    this.#hashes.set(hashes)
    this.#places = new Float64Array(capacity * 2)
    this.#places.set(places)
  }
}

function hashOf(id: string): readonly number[] {
  const digest = createHash('sha256').update(id).digest()
  return Array.from({ length: hashParts }, (_, part) => digest.readInt32LE(part * 4))
}
