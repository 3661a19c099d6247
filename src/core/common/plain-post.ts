import type { Quote } from './room.ts'
import type { Post } from './room-act.ts'

/** What somebody says, in plain words: `*waves*` for an action, a line with the beginning of what they answer. */
export function plainPost({ text, action }: Pick<Post, 'text' | 'action'>, quote?: Quote): string {
  const said = action ? `*${text}*` : text
  return quote ? `${quoteLine(quote)}\n${said}` : said
}

/** What is answered, as a line. */
export function quoteLine({ nickname, excerpt }: Pick<Quote, 'nickname' | 'excerpt'>): string {
  return excerpt === '' ? `> ${nickname}` : `> ${nickname}: ${excerpt}`
}
