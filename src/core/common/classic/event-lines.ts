/** What happens in a room, as the lines that a classic client reads. */
import { assertNever } from '../assert-never.ts'
import { describeDuration } from '../duration.ts'
import type { LogEvent, LoggedMessage, NativePerson } from '../native/log-event.ts'
import { plainExcerpt } from '../plain-excerpt.ts'
import { joinedPhrase, leftPhrase } from './phrases.ts'

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
      return message ? [remark(`${message.author.nickname} took back a message.`)] : []
    }
    case 'reacted': {
      const message = find(event.target)
      return message && event.on ? [remark(reactionWords(event.person.nickname, event.emoji, message))] : []
    }
    case 'joined':
      return [{ type: 'line', text: joinedPhrase(event.person.nickname) }, ...warningsOf(event.person)]
    case 'left':
      return [{ type: 'line', text: leftPhrase(event.nickname) }]
    case 'renamed':
      return [remark(`${event.before} is now ${event.nickname}`)]
    case 'topic':
      return [remark(topicWords(event.person.nickname, event.topic))]
    case 'moderated':
      return [remark(moderationWords(event))]
    case 'slowed':
      return [remark(paceWords(event.seconds))]
    default:
      return assertNever(event)
  }
}

function warningsOf({ nickname, looksLike }: NativePerson): ClassicLine[] {
  return looksLike === undefined ? [] : [remark(`${nickname} looks like ${looksLike}, and is somebody else`)]
}

function messageLine({ author, text, replyTo, to, action }: LoggedMessage): ClassicLine {
  if (action && !to) return remark(`${author.nickname} ${text.replaceAll('\n', ' ')}`)
  const quote = replyTo && replyTo.excerpt !== '' ? `> ${replyTo.nickname}: ${shortened(replyTo.excerpt)}\n` : ''
  const nickname = to ? `* ${author.nickname} (only to ${to.nickname})` : author.nickname
  return { type: 'message', nickname, text: quote + text }
}

function reactionWords(nickname: string, emoji: string, { author, text, to }: LoggedMessage): string {
  return `${nickname} reacted ${emoji} to ${author.nickname}${to ? '' : `: "${shortened(text)}"`}`
}

function topicWords(nickname: string, topic: string): string {
  return topic === '' ? `${nickname} took the topic away` : `${nickname} set the topic: ${topic}`
}

const moderationVerbs = {
  kicked: 'was removed from the room by the host',
  banned: 'was banned from the room by the host',
  muted: 'was muted by the host: they can read, and not write',
  unmuted: 'may write again',
} as const

function moderationWords({ nickname, action, reason }: Extract<LogEvent, { type: 'moderated' }>): string {
  return `${nickname} ${moderationVerbs[action]}${reason === '' ? '' : ` (${reason})`}`
}

function paceWords(seconds: number): string {
  return seconds === 0
    ? 'The room is no longer slow: everybody may write at once.'
    : `The room is slow now: one message in ${describeDuration(seconds * 1000)} from each.`
}

function shortened(text: string): string {
  return plainExcerpt(text, excerptGraphemes)
}

function remark(text: string): ClassicLine {
  return { type: 'remark', text }
}
