import { refusalOf } from '../common/abilities.ts'
import { ActQueue } from '../common/native/act-queue.ts'
import { plainPost } from '../common/plain-post.ts'
import type { Ability, Quote } from '../common/room.ts'
import type { RoomAct } from '../common/room-act.ts'
import { nothingToShow, type SessionListener } from './client-session.ts'

const place = 'in this room'

/** What is asked of a native room. Goes out in order and is settled once, whichever of the host's words comes first. */
export class NativeActs {
  readonly #listener: Pick<SessionListener, 'written' | 'settled' | 'rejected'>
  readonly #queue = new ActQueue()
  /** What the room has accepted under these numbers, and its log has not brought yet. */
  readonly #accepted = new Map<string, number>()
  #abilities: readonly Ability[] = []

  constructor(listener: Pick<SessionListener, 'written' | 'settled' | 'rejected'>) {
    this.#listener = listener
  }

  /** A host with these abilities is there from now on: what it cannot do, though the one before could, has failed. */
  use(abilities: readonly Ability[]): void {
    this.#abilities = abilities
    for (const act of this.#queue.clear()) {
      const refusal = refusalOf(act, abilities, place)
      if (refusal === null) this.#queue.add(act)
      else this.#listener.rejected(act.id, refusal)
    }
  }

  /** Takes an act, to be written next time. A sentence, and nothing taken, if this room cannot do that. */
  add(act: RoomAct, quote?: Quote): string | null {
    const refusal = isBlank(act) ? nothingToShow : refusalOf(act, this.#abilities, place, quote)
    if (refusal === null) this.#queue.add(this.#fitted(act, quote))
    return refusal
  }

  replace(act: RoomAct, quote?: Quote): boolean {
    return this.#queue.replace(this.#fitted(act, quote))
  }

  remove(id: string): boolean {
    return this.#queue.remove(id)
  }

  /** Writes what is due. */
  write(send: (act: RoomAct) => void): void {
    for (const act of this.#queue.next()) {
      send(act)
      this.#listener.written(act.id)
    }
  }

  /** The connection is gone. */
  rewind(): void {
    this.#queue.rewind()
  }

  /** Empties it; answers the ids of what was in it. */
  clear(): readonly string[] {
    return this.#queue.clear().map(({ id }) => id)
  }

  /**
   * The room has accepted an act. A change counts once it can be seen.
   *
   * @param readUpTo the number of the last event that has been read
   */
  accept(id: string, seq: number, readUpTo: number): void {
    const act = this.#queue.settle(id)
    if (!act) return
    if (seq > readUpTo) this.#accepted.set(id, seq)
    if (seq <= readUpTo || act.type === 'post') this.#listener.settled(id)
  }

  reject(id: string, reason: string): void {
    if (this.#queue.settle(id)) this.#listener.rejected(id, reason)
  }

  /** The log has brought something with this id. True if it was asked for here, and is shown already if it is a post. */
  takeFromLog(id: string): boolean {
    const isOurs = this.#queue.settle(id) !== null || this.#accepted.has(id)
    if (!isOurs) return false
    this.#accepted.delete(id)
    this.#listener.settled(id)
    return true
  }

  /** Whatever was accepted up to this number has been read, or never will be. */
  readUpTo(lastSeq: number): void {
    for (const [id, seq] of this.#accepted) if (seq <= lastSeq) this.#settleAccepted(id)
  }

  /** The log that was read is gone: nothing of it will come any more. */
  forgetLog(): void {
    for (const id of this.#accepted.keys()) this.#settleAccepted(id)
  }

  #settleAccepted(id: string): void {
    this.#accepted.delete(id)
    this.#listener.settled(id)
  }

  /** A post in plain words, as far as this room has no others. */
  #fitted(act: RoomAct, quote?: Quote): RoomAct {
    if (act.type !== 'post') return act
    const { replyTo, action, ...rest } = act
    const hasReplies = this.#abilities.includes('replies')
    const hasActions = this.#abilities.includes('actions')
    const text = plainPost(hasActions ? rest : act, hasReplies ? undefined : quote)
    return {
      ...rest,
      text,
      ...(replyTo !== undefined && hasReplies && { replyTo }),
      ...(action && hasActions && { action }),
    }
  }
}

function isBlank(act: RoomAct): boolean {
  return (act.type === 'post' || act.type === 'edit') && act.text.trim() === ''
}
