/** What becomes of a logged message when it is edited, taken back or reacted to. */
import { assertNever } from '../assert-never.ts'
import { reactionsAfter } from '../reactions.ts'
import type { LogEvent, LoggedMessage } from './log-event.ts'

export type LoggedChange = Extract<LogEvent, { type: 'edited' | 'deleted' | 'reacted' }>

/** Whether an event changes a message that is in the log already. */
export function isChange(event: LogEvent): event is LoggedChange {
  return event.type === 'edited' || event.type === 'deleted' || event.type === 'reacted'
}

/** The message in its present form, after a change. */
export function changedBy(message: LoggedMessage, change: LoggedChange): LoggedMessage {
  const revision = change.seq
  switch (change.type) {
    case 'edited':
      return { ...message, text: change.text, editedAt: change.at, revision }
    case 'reacted': {
      const { emoji, person, on } = change
      const reactions = reactionsAfter(message.reactions ?? [], emoji, person, on)
      return { ...message, reactions: reactions.map(({ emoji, people }) => ({ emoji, people: [...people] })), revision }
    }
    case 'deleted': {
      const { reactions: _, editedAt: __, replyTo: ___, ...rest } = message
      return { ...rest, text: '', deleted: true, revision }
    }
    default:
      return assertNever(change)
  }
}

/** An event after a message has been taken back: without a quote of it; null if it only told of that message. */
export function withoutTraceOf(
  event: LogEvent,
  deleted: { readonly target: string; readonly seq: number },
): LogEvent | null {
  if (isChange(event) && event.target === deleted.target && event.seq < deleted.seq) return null
  return event.type === 'message' ? withoutQuote(event, deleted) : event
}

/** The message, whose quote is empty if it is one of a message that was taken back. */
export function withoutQuote(message: LoggedMessage, deleted: { readonly target: string }): LoggedMessage {
  if (message.replyTo?.id !== deleted.target || message.replyTo.excerpt === '') return message
  return { ...message, replyTo: { ...message.replyTo, excerpt: '' } }
}

/** The id that an event is known by to whoever asked for it; null for what nobody asked for. */
export function idOf(event: LogEvent): string | null {
  return 'id' in event ? event.id : null
}

/** Who asked for an event; null for what nobody asked for. */
export function actorOf(event: LogEvent): string | null {
  switch (event.type) {
    case 'message':
      return event.author.personId
    case 'edited':
    case 'deleted':
    case 'renamed':
      return event.personId
    case 'reacted':
    case 'topic':
      return event.person.personId
    case 'joined':
    case 'left':
    case 'moderated':
    case 'slowed':
      return null
    default:
      return assertNever(event)
  }
}
