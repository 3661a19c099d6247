/** Does what people ask of a room, if they may: the same for native, classic and the host's own person. */
import { assertNever } from '../common/assert-never.ts'
import { cutToBytes, leastOfFullPart, utf8Length } from '../common/byte-cutting.ts'
import { likenessOf } from '../common/likeness.ts'
import { longestAwayMessage, longestTopic } from '../common/limits.ts'
import { audienceOf, isFor, type LoggedMessage, type NativePerson } from '../common/native/log-event.ts'
import { nameTaken, nicknameKey, parseNickname } from '../common/nickname.ts'
import { plainExcerpt } from '../common/plain-excerpt.ts'
import { directQuoteRefusal, quoteGraphemes } from '../common/quote.ts'
import { countReactions, isEmoji, mostReactions } from '../common/reactions.ts'
import { failure, success, type Result } from '../common/result.ts'
import type { Post, RoomAct } from '../common/room-act.ts'
import { hasVisible } from '../common/unsafe-text.ts'
import type { ConnectionSettings } from './host-connection.ts'
import type { HouseRules } from './house-rules.ts'
import type { LogEventBody, RoomLog } from './room-log.ts'
import type { RoomNames } from './room-names.ts'

export interface RoomActsContext {
  readonly settings: ConnectionSettings
  readonly log: RoomLog
  readonly names: RoomNames
  readonly rules: HouseRules
  readonly people: ReadonlyMap<string, NativePerson>
  createId(): string
  /** Something is to be in the log. */
  append(body: LogEventBody): void
  /**
   * Somebody who is here is called something else now; their name is taken for them already. Answers how they are described
   * then: perhaps with a warning.
   */
  change(person: NativePerson): NativePerson
  /** The room as a whole is described differently. */
  described(): void
}

/** Null: it is done, and in the log soon. Otherwise a sentence that says why not. */
export type Fault = string | null

export class RoomActs {
  readonly #room: RoomActsContext

  constructor(room: RoomActsContext) {
    this.#room = room
  }

  /** Does something once: the caller has made sure that the log does not know its id. */
  perform(person: NativePerson, act: RoomAct): Fault {
    switch (act.type) {
      case 'post':
        return this.#post(person, act)
      case 'edit':
        return this.#edit(person, act)
      case 'delete':
        return this.#delete(person, act)
      case 'react':
        return this.#react(person, act)
      case 'rename':
        return this.#rename(person, act)
      case 'topic':
        return this.#setTopic(person, act)
      default:
        return assertNever(act)
    }
  }

  /**
   * Says a text of any length, as several messages if it is over the limit. The first of them has the id of the post.
   *
   * For those whose programs know nothing of the limit.
   */
  say(person: NativePerson, post: Post): Fault {
    const fault = this.faultOfPost(person, post)
    if (fault === null) for (const part of this.partsOf(post)) this.#add(person, part)
    return fault
  }

  /** A text of any length as the messages that it becomes. Only the first of them answers another one. */
  partsOf(post: Post): Post[] {
    const parts = cutToBytes(post.text, this.#room.settings.limits.messageBytes).filter(hasVisible)
    const { replyTo: _, ...others } = post
    const [first, ...rest] = parts
    if (first === undefined) return []
    return [
      Object.assign({}, post, { text: first }),
      ...rest.map((text) => Object.assign({}, others, { id: this.#room.createId(), text })),
    ]
  }

  /** Why something cannot be said, however long it is. */
  faultOfPost(person: NativePerson, post: Post): Fault {
    if (!hasVisible(post.text)) return nothingToShow
    return this.#faultOfSpeaking(person, true) ?? this.#faultOfAddressing(person, post)
  }

  /**
   * Tells everybody that somebody is away, or back. That they are may always be known; what they say about it may not be
   * read of somebody who is muted, which is the fault then.
   *
   * @param message null: back again
   */
  setAway(person: NativePerson, message: string | null): Fault {
    const { away: _, ...back } = person
    const fault = message === null || message === '' ? null : this.#faultOfMute(person)
    const words = fault === null ? message?.trim().slice(0, longestAwayMessage).toWellFormed() : ''
    this.#room.change(words === undefined ? back : { ...back, away: words })
    return fault
  }

  #post(person: NativePerson, post: Post): Fault {
    const fault = this.faultOfPost(person, post) ?? this.#faultOfText(post.text)
    if (fault === null) this.#add(person, post)
    return fault
  }

  #faultOfAddressing(person: NativePerson, { to, replyTo }: Post): Fault {
    if (to !== undefined && !this.#room.people.has(to)) {
      return 'They are not in the room any more. Send it when they are back.'
    }
    if (to === person.id) return 'This is you. Choose somebody else to write to.'
    const answered = replyTo === undefined ? null : this.#visible(replyTo, person)
    if (!answered || this.#mayQuote(answered, person, to)) return null
    return directQuoteRefusal
  }

  #add(person: NativePerson, { id, text, replyTo, to, action }: Post): void {
    const { people, rules, settings } = this.#room
    const recipient = to === undefined ? undefined : people.get(to)
    const answered = replyTo === undefined ? null : this.#visible(replyTo, person)
    this.#room.append({
      type: 'message',
      id,
      // Whoever asks may know nothing of the room's warning of their name.
      author: authorOf(people.get(person.id) ?? person),
      text: text.toWellFormed(),
      ...(answered && { replyTo: quoteOf(answered) }),
      ...(recipient && { to: { personId: recipient.id, nickname: recipient.nickname } }),
      ...(action && { action }),
    })
    const isFull = utf8Length(text) > settings.limits.messageBytes * leastOfFullPart
    if (person.kind !== 'host') rules.spoke(person.id, isFull)
  }

  #mayQuote(answered: LoggedMessage, person: NativePerson, to: string | undefined): boolean {
    const audience = audienceOf(answered)
    return !audience || (to !== undefined && audience.includes(to) && audience.includes(person.id))
  }

  #edit(person: NativePerson, { id, target, text }: Extract<RoomAct, { type: 'edit' }>): Fault {
    const message = this.#own(target, person)
    if (!message.ok) return message.error
    const fault = this.#faultOfSpeaking(person) ?? this.#faultOfText(text)
    if (fault !== null) return fault
    const only = audienceOf(message.value)
    this.#room.append({
      type: 'edited',
      id,
      target,
      personId: person.id,
      text: text.toWellFormed(),
      ...(only && { only: [...only] }),
    })
    if (person.kind !== 'host') this.#room.rules.spoke(person.id)
    return null
  }

  #delete(person: NativePerson, { id, target }: Extract<RoomAct, { type: 'delete' }>): Fault {
    const message = this.#own(target, person)
    if (!message.ok) return message.error
    const only = audienceOf(message.value)
    this.#room.append({ type: 'deleted', id, target, personId: person.id, ...(only && { only: [...only] }) })
    return null
  }

  #react(person: NativePerson, { id, target, emoji, on }: Extract<RoomAct, { type: 'react' }>): Fault {
    if (!isEmoji(emoji)) return 'A reaction is one emoji. Choose another one.'
    const message = this.#visible(target, person)
    if (!message) return noLongerKept
    if (message.deleted) return takenBack
    const fault = this.#faultOfMute(person)
    if (fault !== null) return fault
    if (on && countReactions(message.reactions ?? []) >= mostReactions) {
      return `This message has ${mostReactions} reactions already. It takes no more.`
    }
    const only = audienceOf(message)
    const { personId, nickname } = authorOf(person)
    this.#room.append({
      type: 'reacted',
      id,
      target,
      person: { personId, nickname },
      emoji,
      on,
      ...(only && { only: [...only] }),
    })
    return null
  }

  #rename(person: NativePerson, act: Extract<RoomAct, { type: 'rename' }>): Fault {
    const { names, settings } = this.#room
    const muted = this.#faultOfMute(person)
    if (muted !== null) return muted
    const parsed = parseNickname(act.nickname, settings.limits)
    if (!parsed.ok) return parsed.error
    const [nickname, before] = [parsed.value, person.nickname]
    if (nickname === before) return 'This is your name already.'
    const isOwn = nicknameKey(nickname) === nicknameKey(before)
    const holder = names.holderOf(nickname)
    if (holder !== undefined && !isOwn) return nameTaken(nickname, holder, names.freeLike(nickname, settings.limits))
    names.release(before)
    names.take(nickname)
    const likeness = likenessOf(this.#room.change({ ...person, nickname }))
    this.#room.append({ type: 'renamed', id: act.id, personId: person.id, before, nickname, ...likeness })
    return null
  }

  #setTopic(person: NativePerson, act: Extract<RoomAct, { type: 'topic' }>): Fault {
    const topic = act.topic.toWellFormed().replaceAll(/\s+/gu, ' ').trim()
    if (topic.length > longestTopic) return `A topic has at most ${longestTopic} letters. Shorten it.`
    const fault = this.#faultOfSpeaking(person)
    if (fault !== null) return fault
    if (topic === this.#room.rules.topic) return topic === '' ? 'The room has no topic.' : 'This is the topic already.'
    this.#room.rules.setTopic(topic)
    if (person.kind !== 'host') this.#room.rules.spoke(person.id)
    const { personId, nickname } = authorOf(person)
    this.#room.append({ type: 'topic', id: act.id, person: { personId, nickname }, topic })
    this.#room.described()
    return null
  }

  /** The message, if the person may know of it. */
  #visible(id: string, person: NativePerson): LoggedMessage | null {
    const message = this.#room.log.message(id)
    return message && isFor(message, person.id) ? message : null
  }

  #own(id: string, person: NativePerson): Result<LoggedMessage, string> {
    const message = this.#visible(id, person)
    if (!message) return failure(noLongerKept)
    if (message.author.personId !== person.id) return failure('Only its author can change a message.')
    return message.deleted ? failure(takenBack) : success(message)
  }

  #faultOfSpeaking(person: NativePerson, isPost = false): Fault {
    return person.kind === 'host' ? null : this.#room.rules.faultOf(person.id, isPost)
  }

  #faultOfMute(person: NativePerson): Fault {
    return this.#room.rules.isMuted(person.id) ? this.#room.rules.faultOf(person.id) : null
  }

  #faultOfText(text: string): Fault {
    const { messageBytes } = this.#room.settings.limits
    const bytes = utf8Length(text)
    if (bytes > messageBytes) {
      return `This message has ${bytes} bytes; this room takes ${messageBytes}. Send it as several messages.`
    }
    return hasVisible(text) ? null : nothingToShow
  }
}

const nothingToShow = 'There is nothing in it that the room could show.'
const noLongerKept = 'The room no longer keeps this message, so it stays as it is.'
const takenBack = 'This message has been taken back.'

function authorOf(person: NativePerson): LoggedMessage['author'] {
  const { id: personId, nickname, kind } = person
  return { personId, nickname, kind, ...likenessOf(person) }
}

function quoteOf({ id, author, text }: LoggedMessage): NonNullable<LoggedMessage['replyTo']> {
  return { id, nickname: author.nickname, excerpt: plainExcerpt(text, quoteGraphemes) }
}
