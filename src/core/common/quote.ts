/** What an answer quotes, and who may read it. */
import { plainExcerpt } from './plain-excerpt.ts'
import type { MessageEntry, NamedPerson, Quote } from './room.ts'

/** The most graphemes of a message that an answer quotes. */
export const quoteGraphemes = 140

/** Why an answer to a direct message is not sent to anybody else. */
export const directQuoteRefusal =
  'Only the two of you know the message that this answers. Answer it in a direct message.'

/** The beginning of a message, as an answer to it shows it. */
export function quoteOf(message: Pick<MessageEntry, 'id' | 'author' | 'text' | 'to'>): Quote {
  const { id, author, text, to } = message
  const quote = { id, nickname: author.nickname, excerpt: plainExcerpt(text, quoteGraphemes) }
  return to ? { ...quote, direct: true } : quote
}

/** The other one of the two whom a direct message concerns; null if it is for everybody. */
export function partnerIn({ own, author, to }: Pick<MessageEntry, 'own' | 'author' | 'to'>): NamedPerson | null {
  if (!to) return null
  return own ? to : { personId: author.personId, nickname: author.nickname }
}
