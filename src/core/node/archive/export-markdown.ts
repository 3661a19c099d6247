/** A conversation as a Markdown document, for people. */
import type { MessageEntry } from '../../common/room.ts'
import { printable, printableLines } from '../../common/unsafe-text.ts'

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
  yield `# ${escaped(name)}\n\nExported from Snug on ${dayOf(exportedAt)} at ${timeOf(exportedAt)}.\n`
  let [day, count] = ['', 0]
  for (const message of messages) {
    const today = dayOf(message.at)
    if (today !== day) yield `\n## ${today}\n`
    day = today
    count += 1
    yield `\n${headOf(message)}\n\n${bodyOf(message)}\n`
  }
  return count
}

function headOf({ author, at, to, editedAt }: MessageEntry): string {
  const marks = [
    timeOf(at),
    ...(to ? [`only to ${escaped(to.nickname)}`] : []),
    ...(editedAt === undefined ? [] : ['edited']),
  ]
  return `**${escaped(author.nickname)}** · ${marks.join(' · ')}`
}

function bodyOf({ author, text, isDeleted, isAction, replyTo, reactions = [] }: MessageEntry): string {
  if (isDeleted) return '_This message was taken back._'
  const quote =
    replyTo && replyTo.excerpt !== '' ? [`> ${escaped(replyTo.nickname)}: ${escaped(replyTo.excerpt)}`, ''] : []
  const said = isAction ? `* ${author.nickname} ${text}` : text
  const lines = [...quote, ...printableLines(said).split('\n')]
  const under = reactions.map(
    ({ emoji, people }) => `${emoji} ${people.map(({ nickname }) => escaped(nickname)).join(', ')}`,
  )
  return [...lines.map((line) => `> ${line}`.trimEnd()), ...(under.length > 0 ? ['', under.join(' · ')] : [])].join(
    '\n',
  )
}

/** A name on a line of the document's own: nothing in it means anything there. */
function escaped(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/g, String.raw`\$&`)
}

function dayOf(at: number): string {
  const time = new Date(at)
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-')
}

function timeOf(at: number): string {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes()].map(twoDigits).join(':')
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
