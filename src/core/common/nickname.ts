/** What a person may be called, and how two people are kept from sharing a name. */
import { foldToAscii } from './ascii-folding.ts'
import { utf8Length } from './byte-cutting.ts'
import { speaksAsServer } from './classic/marks.ts'
import type { Limits } from './limits.ts'
import { failure, success, type Result } from './result.ts'
import { hasUnseen, stripUnseen } from './unsafe-text.ts'

type NicknameLimits = Pick<Limits, 'nicknameGraphemes'>

/** One grapheme can carry any number of accents, so letters alone do not bound a name. Eight suits every script and most emoji. */
const bytesPerGrapheme = 8

/** Characters that alter how their neighbours are drawn, which phones add by themselves. */
const joiners = /[\p{Join_Control}\p{Variation_Selector}]/gu
const blanks = /\p{Zs}+/gu
/** How lines begin that are nobody's message: what the room says (`* alice waves`), a quote, a command. */
const opening = /^[*>/[(]/
const recognisable = /[\p{L}\p{N}\p{So}]/u

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Checks a nickname that a person has typed, and returns it tidied: composed, trimmed, single spaces.
 *
 * The error is a sentence that says what to change.
 */
export function parseNickname(typed: string, limits: NicknameLimits): Result<string, string> {
  const name = tidy(typed)
  if (name === '') return failure('Type a name.')
  if (hasUnseen(name)) return failure('This name contains an invisible character. Type it again without.')
  if (Array.from(name).some(isColon)) return failure('A name cannot contain a colon. Leave it out.')
  if (!isRecognisable(name)) return failure('A name needs at least one letter or digit.')
  if (speaksAsServer(foldToAscii(name))) {
    return failure('A name cannot contain what the room itself says, such as “ left!”. Choose another one.')
  }
  if (withoutOpening(name) !== name) return failure('A name cannot begin with * > / [ or (. Leave that out.')
  const most = limits.nicknameGraphemes
  if (shorten(name, most) !== name) return failure(`This name is too long. Use at most ${most} letters.`)
  return success(name)
}

/**
 * The nickname for a classic client, which cannot be asked again: what is not allowed is taken out, what is too long
 * is cut. It always passes {@link parseNickname}; `guest` if nothing is left, or what is left speaks as the room itself.
 */
export function coerceNickname(raw: string, limits: NicknameLimits): string {
  const visible = stripUnseen(raw.replace(/\s/gu, ' '))
  const allowed = visible.replace(/./gu, (character) => (isColon(character) ? '' : character))
  const name = tidy(shorten(withoutOpening(tidy(allowed)), limits.nicknameGraphemes))
  return isRecognisable(name) && !speaksAsServer(foldToAscii(name)) ? name : 'guest'
}

/** Whether there is something in a name by which to know somebody. */
export function isRecognisable(name: string): boolean {
  return recognisable.test(name)
}

/** Equal for two nicknames that look the same to somebody in the room, a classic client included: `Ána` and `ana`. */
export function nicknameKey(nickname: string): string {
  return foldToAscii(nickname.normalize('NFKC')).toLowerCase()
}

/**
 * The wanted nickname, or the first of `alice-2`, `alice-3`, … whose key is not taken. Never longer than the limit.
 *
 * @param isMistakable whether a name could be taken for somebody else's: none with a number is given then
 */
export function uniqueNickname(
  wanted: string,
  takenKeys: Pick<ReadonlySet<string>, 'has'>,
  limits: NicknameLimits,
  isMistakable: (name: string) => boolean = () => false,
): string {
  if (!takenKeys.has(nicknameKey(wanted))) return wanted
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`
    const name = shorten(wanted, limits.nicknameGraphemes, suffix.length) + suffix
    if (!takenKeys.has(nicknameKey(name)) && !isMistakable(name)) return name
  }
}

/** The line that tells a newcomer about {@link uniqueNickname}. */
export function takenNotice(wanted: string, given: string): string {
  return `The name ${wanted} is taken here. You are ${given}.`
}

/**
 * What whoever asks for a name that is taken is told, where they may choose another; and if it only looks the same as the
 * one that is taken, by which letters.
 *
 * @param holder the name that is taken, equal by {@link nicknameKey}
 */
export function nameTaken(wanted: string, holder: string, free: string): string {
  const [its, others] = differenceOf(wanted, holder)
  if (its === '' && others === '') return `The name ${wanted} is taken here. ${free} is free.`
  return `The name ${wanted} only looks the same as ${holder}, which is taken here. ${lettersWords(its, others)} ${free} is free.`
}

function lettersWords(its: string, others: string): string {
  const script = scriptOf(its)
  if (script === undefined || script === scriptOf(others)) return `It has “${its}” for “${others}”.`
  return script.words(its)
}

/** What two names have between a beginning and an end that are the same but for capitals: both empty if there is no more. */
function differenceOf(one: string, other: string): [string, string] {
  const [left, right] = [lettersOf(one), lettersOf(other)]
  const shorter = Math.min(left.length, right.length)
  const isSame = (index: number): boolean => left.at(index)?.toLowerCase() === right.at(index)?.toLowerCase()
  let start = 0
  while (start < shorter && isSame(start)) start += 1
  let end = 0
  while (end < shorter - start && isSame(-1 - end)) end += 1
  return [left.slice(start, left.length - end).join(''), right.slice(start, right.length - end).join('')]
}

function lettersOf(name: string): string[] {
  return Array.from(segmenter.segment(name), ({ segment }) => segment)
}

interface Script {
  readonly letters: RegExp
  /** That these letters of a name are of it. */
  readonly words: (letters: string) => string
}

const scripts: readonly Script[] = [
  { letters: /^\p{Script=Latin}+$/u, words: (letters) => `Its “${letters}” is Latin.` },
  { letters: /^\p{Script=Cyrillic}+$/u, words: (letters) => `Its “${letters}” is Cyrillic.` },
  { letters: /^\p{Script=Greek}+$/u, words: (letters) => `Its “${letters}” is Greek.` },
]

function scriptOf(text: string): Script | undefined {
  return scripts.find(({ letters }) => letters.test(text))
}

const takenNoticePattern = /^The name (?<wanted>.+) is taken here\. You are (?<given>.+)\.$/u

/** Reads a {@link takenNotice}; `null` for any other line. */
export function parseTakenNotice(line: string): { wanted: string; given: string } | null {
  const groups = takenNoticePattern.exec(line)?.groups
  const { wanted, given } = groups ?? {}
  return wanted === undefined || given === undefined ? null : { wanted, given }
}

function tidy(text: string): string {
  return text.replace(joiners, '').normalize('NFC').replace(blanks, ' ').trim()
}

/** Whether an ASCII client would read a colon there, which ends a name. An emoji, such as `:grinning:`, is none. */
function isColon(character: string): boolean {
  const folded = foldToAscii(character)
  return folded.includes(':') && !/^:[^:]+:$/.test(folded)
}

/** The name without what a classic client would read as the beginning of a line by the room itself, `＊` included. */
function withoutOpening(name: string): string {
  let start = 0
  let index = 0
  for (const character of name) {
    index += character.length
    const folded = foldToAscii(character).trimStart()
    // An accent that stands alone folds to nothing, and the next character comes first.
    if (folded === '') continue
    if (!opening.test(folded)) break
    start = index
  }
  return name.slice(start).trimStart()
}

/** At most so many graphemes, and the bytes that these may have, with room left for an ASCII suffix. */
function shorten(name: string, mostGraphemes: number, suffixLength = 0): string {
  const mostBytes = mostGraphemes * bytesPerGrapheme - suffixLength
  let kept = ''
  let count = suffixLength
  for (const { segment } of segmenter.segment(name)) {
    count += 1
    if (count > mostGraphemes || utf8Length(kept + segment) > mostBytes) break
    kept += segment
  }
  return kept.trimEnd()
}
