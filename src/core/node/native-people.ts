import type { NativePerson } from '../common/native/log-event.ts'
import { harmlessPerson } from '../common/native/peer-events.ts'
import { printable } from '../common/unsafe-text.ts'
import type { Person } from '../common/room.ts'

/** How many people are remembered. */
export const maxPeople = 10_000

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

  /** With ourselves. */
  get count(): number {
    return 1 + this.#others.size
  }

  /** Whether somebody else is here. */
  has(id: string): boolean {
    return this.#others.has(id)
  }

  /** Starts anew with those who are named in a welcome. */
  reset(self: NativePerson, people: readonly NativePerson[]): void {
    this.#self = this.#ourselves(self)
    this.#others.clear()
    for (const person of people) this.add(person)
  }

  /** Null if it is ourselves, or one too many. */
  add(person: NativePerson): Person | null {
    const { id } = person
    if (id === this.#self.id || this.#others.size >= maxPeople) return null
    const added = harmlessPerson(person)
    this.#others.set(id, added)
    return added
  }

  /** Somebody who is here is different from now on. Null if they are unknown. */
  change(person: NativePerson): Person | null {
    if (person.id === this.#self.id) return (this.#self = this.#ourselves(person))
    if (!this.has(person.id)) return null
    const changed = harmlessPerson(person)
    this.#others.set(person.id, changed)
    return changed
  }

  /** Null if they are unknown, or have that name already. */
  rename(id: string, nickname: string): Person | null {
    const person = id === this.#self.id ? this.#self : this.#others.get(id)
    const name = printable(nickname)
    if (!person || person.nickname === name) return null
    const renamed = { ...person, nickname: name }
    if (person === this.#self) this.#self = renamed
    else this.#others.set(id, renamed)
    return renamed
  }

  delete(id: string): void {
    this.#others.delete(id)
  }

  /** Who we are is our own knowledge; the rest is the host's. */
  #ourselves(person: NativePerson): Person {
    const { id, kind } = this.#self
    return { ...harmlessPerson(person), id, kind }
  }
}
