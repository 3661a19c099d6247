/** A message as Markdown, for people: who, when, and what was said. */
import type { MessageEntry } from './room.ts'
import { printable, printableLines } from './unsafe-text.ts'

/**
 * The author and the time, and below them the text in a quote block, so that nothing in it can pass for somebody else's
 * words.
 *
 * @param day beside the time, where nothing else says which day it was
 */
export function messageMarkdown(message: MessageEntry, day?: string): string {
  return `${headOf(message, day)}\n\n${bodyOf(message)}`
}

/** `2026-03-01` */
export function dayOf(at: number): string {
  const time = new Date(at)
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-')
}

/** `09:05` */
export function timeOf(at: number): string {
  const time = new Date(at)
  return [time.getHours(), time.getMinutes()].map(twoDigits).join(':')
}

/** A name on a line of the document's own: nothing in it means anything there. */
export function escapedMarkdown(text: string): string {
  return printable(text).replaceAll(/[\\`*_{}[\]()#+\-.!<>|~]/g, String.raw`\$&`)
}

function headOf({ author, at, to, editedAt }: MessageEntry, day: string | undefined): string {
  const marks = [
    [...(day === undefined ? [] : [day]), timeOf(at)].join(' '),
    ...(to ? [`only to ${escapedMarkdown(to.nickname)}`] : []),
    ...(editedAt === undefined ? [] : ['edited']),
  ]
  return `**${escapedMarkdown(author.nickname)}** · ${marks.join(' · ')}`
}

function bodyOf({ author, text, isDeleted, isAction, replyTo, reactions = [] }: MessageEntry): string {
  if (isDeleted) return '_This message was taken back._'
  const quote =
    replyTo && replyTo.excerpt !== ''
      ? [`> ${escapedMarkdown(replyTo.nickname)}: ${escapedMarkdown(replyTo.excerpt)}`, '']
      : []
  // With its actor in bold, as in the head: a star would begin a list.
  const said = isAction ? `**${escapedMarkdown(author.nickname)}** ${text}` : text
  const lines = [...quote, ...printableLines(said).split('\n')]
  const under = reactions.map(
    ({ emoji, people }) =>
      `${escapedMarkdown(emoji)} ${people.map(({ nickname }) => escapedMarkdown(nickname)).join(', ')}`,
  )
  return [...lines.map((line) => `> ${line}`.trimEnd()), ...(under.length > 0 ? ['', under.join(' · ')] : [])].join(
    '\n',
  )
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
