/** Cuts a message into plain text and the links in it: addresses of web pages. Everything else stays text. */
import { longestLink } from '../../core/common/limits.ts'
import { webAddress } from '../../core/common/web-address.ts'

export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

/** Joined together, the texts of the pieces are the message. */
export function textPieces(message: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let end = 0
  for (const { index, text } of bareAddresses(message)) {
    const href = linkTarget(text)
    if (href === null) continue
    if (index > end) pieces.push({ kind: 'text', text: message.slice(end, index) })
    pieces.push({ kind: 'link', text, href })
    end = index + text.length
  }
  if (end < message.length) pieces.push({ kind: 'text', text: message.slice(end) })
  return pieces
}

/** What may begin an address; `www.` only where it does not go on with one. */
const addressStart = String.raw`\bhttps?:\/\/|(?<![\p{L}\p{N}_@.:/\\-])www\.(?=[^\s.])`
const anyAddressStart = new RegExp(addressStart, 'iu')
const anyAddress = new RegExp(String.raw`(?:${addressStart})[^\s<>"“”]+`, 'giu')

/** Whether there can be a bare address in a text at all. */
export function mayHaveAddress(text: string): boolean {
  return anyAddressStart.test(text)
}

/** What begins like the address of a web page, without the punctuation behind it. */
export function* bareAddresses(message: string): Generator<{ readonly index: number; readonly text: string }> {
  for (const { 0: found, index } of message.matchAll(anyAddress)) {
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

/**
 * The address that a link leads to; null if it may not be followed. What begins with `www.` is asked for over `https:`, so that
 * nothing goes over the network in the clear that its author did not write so.
 */
export function linkTarget(link: string): string | null {
  return webAddress(/^www\./iu.test(link) ? `https://${link}` : link)
}

/** Whether the words of a link are the very address that it leads to, with the host as a browser will show it. */
export function namesTarget(words: string, href: string): boolean {
  return linkTarget(words) === href && words.toLowerCase().includes(new URL(href).host)
}
