/** A conversation as a Markdown document, for people. */
import { dayOf, escapedMarkdown, messageMarkdown, timeOf } from '../../common/message-markdown.ts'
import type { MessageEntry } from '../../common/room.ts'

/**
 * The document, piece by piece. Each text stands in a quote block, so that nothing in it can pass for the document's own
 * headings or for somebody else's words.
 *
 * @param exportedAt milliseconds since 1970
 */
export function* markdownOf(
  name: string,
  messages: Iterable<MessageEntry>,
  exportedAt: number,
): Generator<string, number> {
  yield `# ${escapedMarkdown(name)}\n\nExported from Snug on ${dayOf(exportedAt)} at ${timeOf(exportedAt)}.\n`
  let [day, count] = ['', 0]
  for (const message of messages) {
    const today = dayOf(message.at)
    if (today !== day) yield `\n## ${today}\n`
    day = today
    count += 1
    yield `\n${messageMarkdown(message)}\n`
  }
  return count
}
