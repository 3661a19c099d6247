/** What happens in a room, as the lines that a classic client reads. */
import { assertNever } from '../assert-never.ts'
import type { LogEvent, LoggedMessage, NativePerson } from '../native/log-event.ts'
import { happeningOf } from '../native/log-projection.ts'
import { plainExcerpt } from '../plain-excerpt.ts'
import { deletionWords, happeningWords, likenessWords, reactionWords } from '../plain-lines.ts'
import { joinedPhrase, leftPhrase } from './phrases.ts'

type Reaction = Extract<LogEvent, { type: 'reacted' }>

export type ClassicLine =
  | { readonly type: 'message'; readonly nickname: string; readonly text: string }
  /** The room itself speaks: a join, a leave, a notice. */
  | { readonly type: 'line'; readonly text: string }
  /** The room says what somebody does, perhaps in their own words: `* alice waves`. */
  | { readonly type: 'remark'; readonly text: string }

/** The most graphemes of a message that a line about it quotes. */
const excerptGraphemes = 40

/**
 * The lines of an event; none for what a classic client has no use for.
 *
 * @param find the message with an id, in its present form
 */
export function classicLinesOf(event: LogEvent, find: (id: string) => LoggedMessage | null): ClassicLine[] {
  switch (event.type) {
    case 'message':
      return [messageLine(event)]
    case 'edited': {
      const message = find(event.target)
      return message ? [{ type: 'message', nickname: `* ${message.author.nickname}`, text: event.text }] : []
    }
    case 'deleted': {
      const message = find(event.target)
      return message ? [remark(deletionWords(message.author.nickname))] : []
    }
    case 'reacted': {
      const message = find(event.target)
      return message && event.on ? [remark(reactionTo(message, event))] : []
    }
    case 'joined':
      return [{ type: 'line', text: joinedPhrase(event.person.nickname) }, ...warningsOf(event.person)]
    case 'left':
      return [{ type: 'line', text: leftPhrase(event.nickname) }]
    case 'renamed':
    case 'topic':
    case 'moderated':
    case 'slowed':
      return [remark(happeningWords(happeningOf(event)))]
    default:
      return assertNever(event)
  }
}

function warningsOf({ nickname, looksLike }: NativePerson): ClassicLine[] {
  return looksLike === undefined ? [] : [remark(likenessWords(nickname, looksLike))]
}

function messageLine({ author, text, replyTo, to, action }: LoggedMessage): ClassicLine {
  if (action && !to) return remark(`${author.nickname} ${text.replaceAll('\n', ' ')}`)
  const quote = replyTo && replyTo.excerpt !== '' ? `> ${replyTo.nickname}: ${shortened(replyTo.excerpt)}\n` : ''
  const nickname = to ? `* ${author.nickname} (only to ${to.nickname})` : author.nickname
  return { type: 'message', nickname, text: quote + text }
}

function reactionTo({ author, text, to }: LoggedMessage, { person, emoji }: Reaction): string {
  return reactionWords(person.nickname, emoji, { nickname: author.nickname, text: to ? '' : text })
}

function shortened(text: string): string {
  return plainExcerpt(text, excerptGraphemes)
}

function remark(text: string): ClassicLine {
  return { type: 'remark', text }
}
