/** What happens in a room, as the lines that a classic client reads. */
import { assertNever } from '../assert-never.ts'
import type { LogEvent, LoggedMessage } from '../native/log-event.ts'
import { happeningOf } from '../native/log-projection.ts'
import {
  audienceWords,
  deletionWords,
  happeningRemarks,
  likenessRemarks,
  lineExcerpt,
  reactionWords,
} from '../plain-lines.ts'
import { joinedPhrase, leftPhrase } from './phrases.ts'

type Reaction = Extract<LogEvent, { type: 'reacted' }>

export type ClassicLine =
  | { readonly type: 'message'; readonly nickname: string; readonly text: string }
  /** The room itself speaks: a join, a leave, a notice. */
  | { readonly type: 'line'; readonly text: string }
  /** The room says what somebody does, perhaps in their own words: `* alice waves`. */
  | { readonly type: 'remark'; readonly text: string }

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
      return message ? [{ type: 'message', nickname: `* ${speakerOf(message)}`, text: event.text }] : []
    }
    case 'deleted': {
      const message = find(event.target)
      return message ? [remark(deletionWords(speakerOf(message)))] : []
    }
    case 'reacted': {
      const message = find(event.target)
      return message && event.on ? [remark(reactionTo(message, event))] : []
    }
    case 'joined':
      return [{ type: 'line', text: joinedPhrase(event.person.nickname) }, ...likenessRemarks(event.person).map(remark)]
    case 'left':
      return [{ type: 'line', text: leftPhrase(event.nickname) }]
    case 'renamed':
    case 'topic':
    case 'moderated':
    case 'slowed':
      return happeningRemarks(happeningOf(event)).map(remark)
    default:
      return assertNever(event)
  }
}

function messageLine(message: LoggedMessage): ClassicLine {
  const { author, text, replyTo, to, action } = message
  if (action && !to) return remark(`${author.nickname} ${text.replaceAll('\n', ' ')}`)
  const quote = replyTo && replyTo.excerpt !== '' ? `> ${replyTo.nickname}: ${lineExcerpt(replyTo.excerpt)}\n` : ''
  const nickname = to ? `* ${speakerOf(message)}` : author.nickname
  return { type: 'message', nickname, text: quote + text }
}

function reactionTo(message: LoggedMessage, { person, emoji }: Reaction): string {
  return reactionWords(person.nickname, emoji, {
    nickname: speakerOf(message),
    text: message.to ? '' : message.text,
  })
}

/** Who wrote a message, and for whom alone. */
function speakerOf({ author, to }: LoggedMessage): string {
  return to ? audienceWords(author.nickname, to.nickname) : author.nickname
}

function remark(text: string): ClassicLine {
  return { type: 'remark', text }
}
