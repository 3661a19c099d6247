/** Cuts a message into plain text and the links in it. Only `https:` is a link: everything else stays text. */
import { longestLink } from '../../core/common/limits.ts'

export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** Joined together, the texts of the pieces are the message. */
export function textPieces(message: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const { index, text } of bareAddresses(message)) {
    const href = safeHref(text)
    if (href === null) continue
    if (index > end) pieces.push({ kind: 'text', text: message.slice(end, index) })
    pieces.push({ kind: 'link', text, href })
    end = index + text.length
  }
  if (end < message.length) pieces.push({ kind: 'text', text: message.slice(end) })
  return pieces
}

/** What begins like the address of a web page, without the punctuation behind it. */
export function* bareAddresses(message: string): Generator<{ readonly index: number; readonly text: string }> {
  for (const { 0: found, index } of message.matchAll(/\bhttps?:\/\/[^\s<>"“”]+/giu)) {
    if (found.length <= longestLink) yield { index, text: withoutTrailing(found) }
  }
}

/** Punctuation after a link ends the sentence; a closing bracket belongs to the link only if the link opened it. */
function withoutTrailing(link: string): string {
  let rest = link
  for (;;) {
    const last = rest.at(-1) ?? ''
    const isStray =
      (last === ')' && count(rest, '(') < count(rest, ')')) || (last === ']' && count(rest, '[') < count(rest, ']'))
    if (!isStray && !/[.,;:!?'*_…]/u.test(last)) return rest
    rest = rest.slice(0, -1)
  }
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

/** The address that a link leads to; null if it is no `https:` one, or made to be misread. */
export function safeHref(link: string): string | null {
  if (link.length > longestLink || !URL.canParse(link)) return null
  const url = new URL(link)
  // `https://bank.example@evil.example` is made to be misread.
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === ''
  return isPlain ? url.href : null
}
