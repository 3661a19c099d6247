import type { OutgoingMessage, Post } from '../common/room-act.ts'
import type { ShownWith } from './outbox.ts'

/**
 * What is said, as posts: a text over the limits is several. The first has the given id and answers what the message answers.
 *
 * @param divide a text as the messages that it has to be
 */
export function postsOf(
  { id, text, replyTo, to, action }: OutgoingMessage,
  divide: (text: string) => readonly string[],
  createId: () => string,
): { readonly act: Post; readonly shown: ShownWith }[] {
  return divide(text).map((part, index) => {
    const quote = index === 0 ? replyTo : undefined
    const act: Post = {
      type: 'post',
      id: index === 0 ? id : createId(),
      text: part,
      ...(quote && { replyTo: quote.id }),
      ...(to && { to: to.personId }),
      ...(action && { action }),
    }
    return { act, shown: { ...(quote && { replyTo: quote }), ...(to && { to }) } }
  })
}
