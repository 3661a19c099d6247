import type { NativePerson } from '../common/native/log-event.ts'
import { printable } from '../common/unsafe-text.ts'
import type { Person } from '../common/room.ts'

/** How many people are remembered. */
const maxPeople = 10_000

/** Who is in a native room, as its host says. */
export class NativePeople {
  #self: Person
  readonly #others = new Map<string, Person>()

  constructor(self: Person) {
    this.#self = self
  }

  get self(): Person {
    return this.#self
  }

  /** Ourselves first. */
  get all(): readonly Person[] {
    return [this.#self, ...this.#others.values()]
  }

  /** Whether somebody else is here. */
  has(id: string): boolean {
    return this.#others.has(id)
  }

  /** Starts anew with those who are named in a welcome. */
  reset(selfNickname: string, people: readonly NativePerson[]): void {
    this.#self = { ...this.#self, nickname: printable(selfNickname) }
    this.#others.clear()
    for (const person of people) this.add(person)
  }

  /** Null if it is ourselves, or one too many. */
  add({ id, nickname, kind }: NativePerson): Person | null {
    if (id === this.#self.id || this.#others.size >= maxPeople) return null
    const person = { id, nickname: printable(nickname), kind }
    this.#others.set(id, person)
    return person
  }

  delete(id: string): void {
    this.#others.delete(id)
  }
}
