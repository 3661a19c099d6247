import { foldToAscii } from '../common/ascii-folding.ts'
import { KnownNames } from '../common/classic/known-names.ts'
import type { Limits } from '../common/limits.ts'
import { nicknameKey, uniqueNickname } from '../common/nickname.ts'

/** The names that are in use in a room, so that no two people look the same to anybody in it. */
export class RoomNames {
  /** As clients see them that are sent nothing but ASCII. */
  readonly ascii = new KnownNames('')
  readonly utf8 = new KnownNames('')
  /** By {@link nicknameKey}. */
  readonly #names = new Map<string, string>()
  readonly #isMistakable: (name: string) => boolean

  /** @param isMistakable whether a name could be taken for somebody's here */
  constructor(isMistakable: (name: string) => boolean) {
    this.#isMistakable = isMistakable
  }

  take(nickname: string): void {
    this.#names.set(nicknameKey(nickname), nickname)
    this.ascii.add(foldToAscii(nickname))
    this.utf8.add(nickname)
  }

  release(nickname: string): void {
    this.#names.delete(nicknameKey(nickname))
    this.ascii.delete(foldToAscii(nickname))
    this.utf8.delete(nickname)
  }

  /** What somebody is called who has this name, or one that looks like it; undefined if nobody has. */
  holderOf(nickname: string): string | undefined {
    return this.#names.get(nicknameKey(nickname))
  }

  /** Whether somebody has this name, or one that looks like it. */
  isTaken(nickname: string): boolean {
    return this.holderOf(nickname) !== undefined
  }

  /** The wanted name, or the first of `alice-2`, `alice-3`, … that is free and nobody's likeness. */
  freeLike(wanted: string, limits: Pick<Limits, 'nicknameGraphemes'>): string {
    return uniqueNickname(wanted, this.#names, limits, this.#isMistakable)
  }
}
