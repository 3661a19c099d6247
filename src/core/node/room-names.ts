import { foldToAscii } from '../common/ascii-folding.ts'
import { KnownNames } from '../common/classic/known-names.ts'
import { LookAlikes } from '../common/confusable-names.ts'
import type { Limits } from '../common/limits.ts'
import { nicknameKey, uniqueNickname } from '../common/nickname.ts'

/** The names that are in use in a room, so that no two people look the same to anybody in it. */
export class RoomNames {
  /** As clients see them that are sent nothing but ASCII. */
  readonly ascii = new KnownNames('')
  readonly utf8 = new KnownNames('')
  readonly #keys = new Set<string>()
  readonly #lookAlikes = new LookAlikes()

  take(nickname: string): void {
    this.#keys.add(nicknameKey(nickname))
    this.#lookAlikes.add(nickname)
    this.ascii.add(foldToAscii(nickname))
    this.utf8.add(nickname)
  }

  release(nickname: string): void {
    this.#keys.delete(nicknameKey(nickname))
    this.#lookAlikes.delete(nickname)
    this.ascii.delete(foldToAscii(nickname))
    this.utf8.delete(nickname)
  }

  /** Whether somebody has this name, or one that looks like it. */
  isTaken(nickname: string): boolean {
    return this.#keys.has(nicknameKey(nickname))
  }

  /** Somebody else's name that this one could be taken for, though it is another one; null if there is none. */
  lookAlikeOf(nickname: string): string | null {
    return this.#lookAlikes.find(nickname)
  }

  /** The wanted name, or the first of `alice-2`, `alice-3`, … that is free. */
  freeLike(wanted: string, limits: Pick<Limits, 'nicknameGraphemes'>): string {
    return uniqueNickname(wanted, this.#keys, limits)
  }
}
