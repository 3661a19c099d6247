/** What happens in a room, as plain lines: for terminals, and for clients that know nothing but text. */
import { assertNever } from './assert-never.ts'
import { joinedPhrase, leftPhrase } from './classic/phrases.ts'
import { describeDuration } from './duration.ts'
import { plainExcerpt } from './plain-excerpt.ts'
import { quoteLine } from './plain-post.ts'
import type { Ban, Happening, MessageEntry, Person, PersonKind } from './room.ts'
import type { RoomEventBody } from './room-event.ts'

/** The most graphemes of a message that a line about it quotes. */
const excerptGraphemes = 40

/** What a line tells of a message that has been changed or reacted to. */
export interface PlainMessage {
  /** Its author, and for whom alone it is: {@link speakerOf}. */
  readonly nickname: string
  readonly text: string
}

/**
 * The lines of an event as somebody in the room reads it; none for what is no news. Those that do not begin with an author's
 * name begin with `* `, except for the phrases of the classic protocol and notices.
 *
 * @param find a message that was said before, as it was until this event
 */
export function plainLines(event: RoomEventBody, find: (id: string) => PlainMessage | undefined): string[] {
  switch (event.type) {
    case 'message.added':
      return messageLines(event.message)
    case 'message.edited': {
      const nickname = find(event.id)?.nickname
      return nickname === undefined ? [] : linesBehind(`* ${nickname} edited: `, event.text)
    }
    case 'message.deleted': {
      const nickname = find(event.id)?.nickname
      return nickname === undefined ? [] : [`* ${deletionWords(nickname)}`]
    }
    case 'message.reacted': {
      const message = event.on ? find(event.id) : undefined
      return message ? [`* ${reactionWords(event.person.nickname, event.emoji, message)}`] : []
    }
    case 'person.joined':
      return event.entry ? [joinedPhrase(event.entry.nickname), ...remarked(likenessRemarks(event.person))] : []
    case 'person.left':
      return event.entry ? [leftPhrase(event.entry.nickname)] : []
    case 'happening.added':
      return remarked(happeningRemarks(event.entry.happening))
    case 'notice.added':
      return [event.notice.text]
    case 'message.rewritten':
    case 'message.change-pending':
    case 'message.reactions-pending':
    case 'message.delivery-changed':
    case 'message.placed':
    case 'message.discarded':
    case 'presence.added':
    case 'people.reset':
    case 'people.added':
    case 'history.loaded':
    case 'key.changed':
    case 'room.described':
    case 'person.changed':
    case 'bans.changed':
    case 'arrivals.changed':
    case 'addresses.changed':
    case 'exposure.changed':
    case 'typing.changed':
    case 'self.renamed':
    case 'connection.changed':
      return []
    default:
      return assertNever(event)
  }
}

/** `alice: text`, with what it answers before it; `* alice waves`; `* alice (only to you): text`. Each line by itself. */
export function messageLines(message: MessageEntry): string[] {
  const { text, to, isAction, replyTo } = message
  const speaker = speakerOf(message)
  const mark = to || isAction ? '* ' : ''
  const said = linesBehind(`${mark}${speaker}${isAction ? ' ' : ': '}`, text)
  return replyTo ? [...linesBehind(`${mark}${speaker}: `, quoteLine(shortened(replyTo))), ...said] : said
}

/** Who wrote a message, and for whom alone: `alice`, `alice (only to you)`. */
export function speakerOf({ author, own, to }: Pick<MessageEntry, 'author' | 'own' | 'to'>): string {
  return to ? audienceWords(author.nickname, own ? to.nickname : 'you') : author.nickname
}

/** Somebody who speaks to one person alone. */
export function audienceWords(nickname: string, to: string): string {
  return `${nickname} (only to ${to})`
}

/** The beginning of a message, for a line about it. */
export function lineExcerpt(text: string): string {
  return plainExcerpt(text, excerptGraphemes)
}

/** Who is here, in one line. */
export function peopleLine(people: readonly PlainPerson[]): string {
  return `In the room: ${people.map(personWords).join(', ')}`
}

/** Who may not come in, a line each. */
export function banLines(bans: readonly Ban[]): string[] {
  if (bans.length === 0) return ['Nobody is banned.']
  return bans.map(({ nickname, byKey, address, reason }) => {
    const by = [...(byKey ? ['their key'] : []), ...(address === null ? [] : [`the address ${address}`])].join(' and ')
    return `Banned: ${nickname}, by ${by}${reason === '' ? '' : ` (${reason})`}`
  })
}

type PlainPerson = Pick<Person, 'nickname' | 'away' | 'looksLike'> & { readonly kind: PersonKind }

/** What somebody has just told about being here. */
export function awayLine({ nickname, away }: Pick<Person, 'nickname' | 'away'>): string {
  return away === undefined ? `${nickname} is back` : `${nickname} is ${awayWords(away)}`
}

export function deletionWords(nickname: string): string {
  return `${nickname} took back a message.`
}

/** @param message without its text if that is nothing for everybody */
export function reactionWords(nickname: string, emoji: string, message: PlainMessage): string {
  const { text } = message
  const about = text === '' ? '' : `: "${lineExcerpt(text)}"`
  return `${nickname} reacted ${emoji} to ${message.nickname}${about}`
}

/** A warning of somebody who could be taken for somebody else; none if they cannot. */
export function likenessRemarks({ nickname, looksLike }: Pick<Person, 'nickname' | 'looksLike'>): string[] {
  return looksLike === undefined ? [] : [`${nickname} looks like ${looksLike}, and is somebody else`]
}

/** A happening without a name before it, and whom one could be mistaken about by it. */
export function happeningRemarks(happening: Happening): string[] {
  const warnings = 'looksLike' in happening ? likenessRemarks(happening) : []
  return [happeningWords(happening), ...warnings]
}

function happeningWords(happening: Happening): string {
  switch (happening.type) {
    case 'renamed':
      return `${happening.before} is now ${happening.nickname}`
    case 'topic-set':
      return happening.topic === ''
        ? `${happening.nickname} took the topic away`
        : `${happening.nickname} set the topic: ${happening.topic}`
    case 'kicked':
    case 'banned':
    case 'muted':
    case 'unmuted': {
      const { nickname, type, reason } = happening
      return `${nickname} ${moderationVerbs[type]}${reason === '' ? '' : ` (${reason})`}`
    }
    case 'slowed':
      return happening.seconds === 0
        ? 'The room is no longer slow: everybody may write at once.'
        : `The room is slow now: one message in ${describeDuration(happening.seconds * 1000)} from each.`
    default:
      return assertNever(happening)
  }
}

const moderationVerbs = {
  kicked: 'was removed from the room by the host',
  banned: 'was banned from the room by the host',
  muted: 'was muted by the host: they can read, and not write',
  unmuted: 'may write again',
} as const

function remarked(remarks: readonly string[]): string[] {
  return remarks.map((remark) => `* ${remark}`)
}

function personWords({ nickname, kind, away, looksLike }: PlainPerson): string {
  const marks = [
    ...(looksLike === undefined ? [] : [`not ${looksLike}`]),
    ...(kind === 'host' ? ['host'] : []),
    ...(away === undefined ? [] : [awayWords(away)]),
  ]
  return marks.length === 0 ? nickname : `${nickname} (${marks.join(', ')})`
}

function awayWords(message: string): string {
  return message === '' ? 'away' : `away: ${message}`
}

function shortened({ nickname, excerpt }: PlainQuote): PlainQuote {
  return { nickname, excerpt: lineExcerpt(excerpt) }
}

interface PlainQuote {
  readonly nickname: string
  readonly excerpt: string
}

/** Every line with what makes clear whose it is. */
function linesBehind(prefix: string, text: string): string[] {
  return text.split('\n').map((line) => prefix + line)
}
