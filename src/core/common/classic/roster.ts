import type { Person, PresenceEntry } from '../room.ts'
import type { RoomEventBody } from '../room-event.ts'

/**
 * Who is in a room whose server sends no list: learnt from joins, leaves and the prefixes of messages.
 *
 * Each method answers the events that tell the room about the change. Names are all there is to go by, and two people
 * may share one, so a name is counted: it leaves when as many have left as came.
 */
export class Roster {
  readonly #maxPeople: number
  /** How many go by each name, ourselves not counted. Oldest first. */
  readonly #counts = new Map<string, number>()
  #self: Person

  /** @param maxPeople when more names are heard of, the oldest is forgotten */
  constructor(self: Person, maxPeople: number) {
    this.#self = self
    this.#maxPeople = maxPeople
  }

  /** The person at this window first. */
  get people(): readonly Person[] {
    return [this.#self, ...[...this.#counts.keys()].map((nickname) => personNamed(nickname))]
  }

  /** Somebody who turns out to be here, since a message bears this name. */
  noticed(nickname: string): RoomEventBody[] {
    if (this.#counts.has(nickname)) return []
    return [...this.#add(nickname), { type: 'person.joined', person: personNamed(nickname) }]
  }

  joined(nickname: string, entry: PresenceEntry): RoomEventBody[] {
    return [...this.#add(nickname), { type: 'person.joined', person: personNamed(nickname), entry }]
  }

  left(nickname: string, entry: PresenceEntry): RoomEventBody[] {
    const person = personNamed(nickname)
    const remaining = (this.#counts.get(nickname) ?? 0) - 1
    if (remaining > 0) this.#counts.set(nickname, remaining)
    else this.#counts.delete(nickname)
    const events: RoomEventBody[] = [{ type: 'person.left', personId: person.id, entry }]
    if (remaining > 0) events.push({ type: 'person.joined', person })
    return events
  }

  /** Starts anew on another connection, knowing only ourselves. */
  reset(selfNickname: string): RoomEventBody {
    this.#counts.clear()
    this.#self = { ...this.#self, nickname: selfNickname }
    return { type: 'people.reset', people: this.people }
  }

  /** We ourselves are called something else now. */
  rename(selfNickname: string): Person {
    this.#self = { ...this.#self, nickname: selfNickname }
    return this.#self
  }

  #add(nickname: string): RoomEventBody[] {
    this.#counts.set(nickname, (this.#counts.get(nickname) ?? 0) + 1)
    const oldest = this.#counts.keys().next().value
    if (this.#counts.size <= this.#maxPeople || oldest === undefined) return []
    this.#counts.delete(oldest)
    return [{ type: 'person.left', personId: personNamed(oldest).id }]
  }
}

/** Somebody behind a classic server, known by name alone. */
export function personNamed(nickname: string): Person {
  return { id: `name:${nickname}`, nickname, kind: 'unknown' }
}
