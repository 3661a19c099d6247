/** How a person looks where no face is known: initials and a colour, both from the nickname alone. */

/** How many identity colours `styles/tokens.css` defines. */
export const identityColours = 12

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** One or two capitals: of the first two words, or the first two letters of a single word. `?` without any letter. */
export function initials(nickname: string): string {
  const words = nickname.split(/[\s._-]+/u).map(lettersOf)
  const [first = [], second = []] = words.filter((letters) => letters.length > 0)
  const chosen = second.length > 0 ? [first[0], second[0]] : first.slice(0, 2)
  return chosen.join('').toLocaleUpperCase('en') || '?'
}

/** By what a person's colour is remembered: equal for nicknames that differ only in case. */
export function identityKey(nickname: string): string {
  return nickname.normalize('NFKC').toLowerCase()
}

/** The number of the colour that suits a nickname, from 0 to {@link identityColours} - 1. Others may have the same. */
export function identityColour(nickname: string): number {
  let hash = 0x811c9dc5 // FNV-1a
  for (const character of identityKey(nickname)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  // The low bits of FNV-1a are the weak ones.
  return ((hash >>> 16) ^ (hash & 0xffff)) % identityColours
}

/** The base letters and digits, without any marks stacked upon them. */
function lettersOf(word: string): string[] {
  return Array.from(graphemes.segment(word.normalize('NFC')), ({ segment }) => firstCharacter(segment)).filter(
    (character) => /[\p{L}\p{N}]/u.test(character),
  )
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0)
}
