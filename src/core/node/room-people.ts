/** Who is in a room, and whom of them one could take for somebody else. */
import { LookAlikes } from '../common/confusable-names.ts'
import type { NativePerson } from '../common/native/log-event.ts'
import { nicknameKey } from '../common/nickname.ts'

/** How many names are remembered with the person who had them. */
const mostRemembered = 10_000

export class RoomPeople {
  readonly #people = new Map<string, NativePerson>()
  readonly #lookAlikes = new LookAlikes()
  readonly #idOf = new Map<string, string>()
  /** When each person who is here was first called what they are called: a rank, by id. */
  readonly #rankOf = new Map<string, number>()
  /** Such ranks of whoever was here, by person and name: who comes back is no impostor of who has come meanwhile. */
  readonly #ranks = new Map<string, number>()
  #lastRank = 0

  /** By id, in the order in which they came. */
  get all(): ReadonlyMap<string, NativePerson> {
    return this.#people
  }

  /** Whether somebody here could be taken for a bearer of this name. */
  hasLikenessOf(nickname: string): boolean {
    return this.#lookAlikes.all(nickname).size > 0
  }

  /** Answers everybody who is described differently by that: the newcomer first, with a warning if there is cause. */
  enter(person: NativePerson): [NativePerson, ...NativePerson[]] {
    this.#add(person)
    return [this.#flag(person), ...this.#flagAlike(person.nickname)]
  }

  /** Answers everybody who is described differently by that, this person first; nobody if they are not here. */
  change(person: NativePerson): NativePerson[] {
    const before = this.#people.get(person.id)
    if (!before) return []
    if (before.nickname === person.nickname) return [this.#warn(person, before.looksLike)]
    this.#remove(before)
    this.#add(person)
    return [this.#flag(person), ...this.#flagAlike(before.nickname), ...this.#flagAlike(person.nickname)]
  }

  /** Answers everybody who is described differently by that. */
  leave(id: string): NativePerson[] {
    const person = this.#people.get(id)
    if (!person) return []
    this.#remove(person)
    this.#people.delete(id)
    return this.#flagAlike(person.nickname)
  }

  #add(person: NativePerson): void {
    const { id, nickname } = person
    this.#people.set(id, person)
    this.#lookAlikes.add(nickname)
    this.#idOf.set(nickname, id)
    this.#rankOf.set(id, this.#rank(`${id} ${nicknameKey(nickname)}`))
  }

  #remove({ id, nickname }: NativePerson): void {
    this.#lookAlikes.delete(nickname)
    this.#idOf.delete(nickname)
    this.#rankOf.delete(id)
  }

  #rank(bearer: string): number {
    const rank = this.#ranks.get(bearer) ?? ++this.#lastRank
    this.#ranks.delete(bearer)
    this.#ranks.set(bearer, rank)
    const [oldest] = this.#ranks.keys()
    if (this.#ranks.size > mostRemembered && oldest !== undefined) this.#ranks.delete(oldest)
    return rank
  }

  /** Whose name could be taken for somebody else's is told from them; not so who had theirs first. */
  #flag(person: NativePerson): NativePerson {
    const [model] = [...this.#lookAlikes.all(person.nickname)]
      .filter((nickname) => this.#rankOfName(nickname) < this.#rankOfName(person.nickname))
      .toSorted((one, other) => this.#rankOfName(one) - this.#rankOfName(other))
    return this.#warn(person, model)
  }

  #warn(person: NativePerson, looksLike: string | undefined): NativePerson {
    const { looksLike: _, ...unmistakable } = person
    const warned = looksLike === undefined ? unmistakable : { ...person, looksLike }
    this.#people.set(person.id, warned)
    return warned
  }

  /** Answers those who look like somebody else than before, now that this name has come or gone. */
  #flagAlike(nickname: string): NativePerson[] {
    return [...this.#lookAlikes.all(nickname)].flatMap((alike) => {
      const before = this.#people.get(this.#idOf.get(alike) ?? '')
      if (!before) return []
      const flagged = this.#flag(before)
      return flagged.looksLike === before.looksLike ? [] : [flagged]
    })
  }

  #rankOfName(nickname: string): number {
    return this.#rankOf.get(this.#idOf.get(nickname) ?? '') ?? 0
  }
}
