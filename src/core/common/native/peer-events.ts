import { assertNever } from '../assert-never.ts'
import type { Ledger, NamedPerson, Person } from '../room.ts'
import { printable, printableLines } from '../unsafe-text.ts'
import type { LogEvent, LoggedMessage, NativePerson } from './log-event.ts'

/** An event with nothing in its names and texts that could act on whoever reads them. */
export function harmlessEvent(event: LogEvent): LogEvent {
  switch (event.type) {
    case 'message':
      return harmlessMessage(event)
    case 'edited':
      return { ...event, text: printableLines(event.text) }
    case 'deleted':
    case 'slowed':
      return event
    case 'reacted':
      return { ...event, emoji: printable(event.emoji), person: harmlessName(event.person) }
    case 'joined':
      return { ...event, person: harmlessPerson(event.person) }
    case 'left':
      return harmlessName(event)
    case 'renamed':
      return { ...harmlessLikeness(event), before: printable(event.before) }
    case 'topic':
      return { ...event, person: harmlessName(event.person), topic: printable(event.topic) }
    case 'moderated':
      return { ...harmlessLikeness(event), reason: printable(event.reason) }
    default:
      return assertNever(event)
  }
}

/** A person with nothing in their name or in what they say about being away that could act on whoever reads it. */
export function harmlessPerson(person: NativePerson): NativePerson {
  const { away } = person
  return {
    ...harmlessLikeness(person),
    ...(away !== undefined && { away: printable(away) }),
  }
}

/** Who has a message, with nothing in their names that could act on whoever reads them. */
export function harmlessLedger({ have, of, cannotConfirm, names }: Ledger): Ledger {
  return {
    have,
    of,
    cannotConfirm: cannotConfirm.map(printable),
    ...(names && { names: { have: names.have.map(printable), missing: names.missing.map(printable) } }),
  }
}

/** Whether an event is only that somebody came or went. Nobody is told of their own. */
export function isPresenceOf(event: LogEvent, personId: string): boolean {
  if (event.type === 'joined') return event.person.id === personId
  return event.type === 'left' && event.personId === personId
}

function harmlessMessage(message: LoggedMessage): LoggedMessage {
  const { author, text, replyTo, to, reactions } = message
  return {
    ...message,
    author: harmlessLikeness(author),
    text: printableLines(text),
    ...(replyTo && { replyTo: { ...harmlessName(replyTo), excerpt: printable(replyTo.excerpt) } }),
    ...(to && { to: harmlessName(to) }),
    ...(reactions && {
      reactions: reactions.map(({ emoji, people }) => ({ emoji: printable(emoji), people: people.map(harmlessName) })),
    }),
  }
}

function harmlessLikeness<Named extends Pick<Person, 'nickname' | 'looksLike'>>(named: Named): Named {
  const { looksLike } = named
  return { ...harmlessName(named), ...(looksLike !== undefined && { looksLike: printable(looksLike) }) }
}

function harmlessName<Named extends Pick<NamedPerson, 'nickname'>>(named: Named): Named {
  return { ...named, nickname: printable(named.nickname) }
}
