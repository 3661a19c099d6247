import { printable } from '../unsafe-text.ts'
import { nicknameRequest } from './phrases.ts'

/** Room for a sentence or two that say why. */
const longestQuote = 160

export type Greeting =
  | { readonly type: 'incomplete' }
  /** A classic server: it asks for the nickname. */
  | { readonly type: 'nickname-requested' }
  /** Some other server. `quote` is the beginning of what it said, as one harmless line; empty if that is no text. */
  | { readonly type: 'foreign'; readonly quote: string }

/** Judges the first bytes of a server. */
export function readGreeting(bytes: Uint8Array): Greeting {
  const text = new TextDecoder().decode(bytes)
  if (text.startsWith(nicknameRequest)) return { type: 'nickname-requested' }
  if (nicknameRequest.startsWith(text)) return { type: 'incomplete' }
  const [firstLine = ''] = text.split('\n', 1)
  const line = printable(firstLine).trim()
  if (line.includes('\uFFFD')) return { type: 'foreign', quote: '' }
  return {
    type: 'foreign',
    quote: line.length > longestQuote ? `${line.slice(0, longestQuote).toWellFormed()}…` : line,
  }
}
