import anyAscii from 'any-ascii'

const foldable = /[^ -~\n]/gu
const invisible = /[\p{Cc}\p{Default_Ignorable_Code_Point}]/u
/** What only alters the character before it: an accent, a skin tone. */
const modifier = /[\p{M}\p{Emoji_Modifier}]/u
const lineEnd = /[\u2028\u2029]/

/**
 * The nearest text in printable ASCII: é → e, “ → ", — → -, 😀 → :grinning:, and ? for what has no likeness.
 *
 * Line feeds stay; other control characters, accents and invisible characters vanish. Folding twice changes nothing more.
 */
export function foldToAscii(text: string): string {
  return text.normalize('NFC').replace(foldable, foldCharacter)
}

function foldCharacter(character: string): string {
  if (lineEnd.test(character)) return '\n'
  if (invisible.test(character)) return ''
  const folded = anyAscii(character)
  if (folded !== '') return folded
  return modifier.test(character) ? '' : '?'
}
