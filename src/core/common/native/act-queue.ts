import type { RoomAct } from '../room-act.ts'

/** How many acts are under way at once. The others can still be taken back. */
const mostUnderWay = 64

/**
 * What was asked of the room and has not been decided on yet, oldest first.
 *
 * Acts keep their ids over any number of connections, so what is written twice still happens once.
 */
export class ActQueue {
  readonly #acts: RoomAct[] = []
  /** How many of them, from the first, are written on this connection. */
  #underWay = 0

  /** Puts an act at the end. */
  add(act: RoomAct): void {
    this.#acts.push(act)
  }

  /** The acts to write now. */
  next(): readonly RoomAct[] {
    const due = this.#acts.slice(this.#underWay, mostUnderWay)
    this.#underWay += due.length
    return due
  }

  /** The room has decided on an act. Answers it; null if it is not here. */
  settle(id: string): RoomAct | null {
    return this.#take(id, 0)
  }

  /** Takes an act back. False if it is not here, or under way. */
  remove(id: string): boolean {
    return this.#take(id, this.#underWay) !== null
  }

  /** Puts an act in the place of the one with its id. False if that is not here, or under way. */
  replace(act: RoomAct): boolean {
    const index = this.#find(act.id, this.#underWay)
    if (index === -1) return false
    this.#acts[index] = act
    return true
  }

  /** The connection is gone: nobody can tell what arrived, so everything will be written again. */
  rewind(): void {
    this.#underWay = 0
  }

  /** Empties it; answers what was in it. */
  clear(): readonly RoomAct[] {
    this.rewind()
    return this.#acts.splice(0)
  }

  #find(id: string, from: number): number {
    return this.#acts.findIndex((act, index) => index >= from && act.id === id)
  }

  #take(id: string, from: number): RoomAct | null {
    const index = this.#find(id, from)
    const act = this.#acts[index]
    if (!act) return null
    this.#acts.splice(index, 1)
    if (index < this.#underWay) this.#underWay -= 1
    return act
  }
}
