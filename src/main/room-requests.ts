/** What the window asks of a room that is open. */
import { lookAlikeOf } from '../core/common/confusable-names.ts'
import type { RequestError, RequestPayload } from '../core/common/ipc-contract.ts'
import { defaultLimits, longestAwayMessage, longestTopic } from '../core/common/limits.ts'
import { nameTaken, nicknameKey, parseNickname, uniqueNickname } from '../core/common/nickname.ts'
import { directQuoteRefusal, partnerIn, quoteOf } from '../core/common/quote.ts'
import { isEmoji } from '../core/common/reactions.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { MessageEntry, NamedPerson, RoomState } from '../core/common/room.ts'
import type { RequestHandlers } from './ipc.ts'
import type { RoomSession } from './room-session.ts'

type RoomRequestName =
  | 'room.reconnect'
  | 'room.load-history'
  | 'room.typing'
  | 'room.rename'
  | 'room.set-topic'
  | 'room.set-away'
  | 'room.moderate'
  | 'room.expose'
  | 'message.send'
  | 'message.edit'
  | 'message.delete'
  | 'message.react'
  | 'message.retry'
  | 'message.discard'

export type Answer = Result<null, RequestError>

const done: Answer = success(null)

/** @param find the room with an id; undefined if it is not open any more */
export function roomRequests(
  find: (roomId: string) => RoomSession | undefined,
): Pick<RequestHandlers, RoomRequestName> {
  const withRoom = (roomId: string, act: (session: RoomSession) => Answer | void): Answer => {
    const session = find(roomId)
    return session ? (act(session) ?? done) : noSuchRoom
  }
  return {
    'room.reconnect': ({ roomId }) => withRoom(roomId, ({ actions }) => actions.reconnectNow()),
    'room.load-history': ({ roomId, untilId }) => withRoom(roomId, (session) => session.loadHistory(untilId)),
    'room.typing': ({ roomId, on }) => withRoom(roomId, ({ actions }) => actions.setTyping(on)),
    'room.rename': ({ roomId, nickname }) => withRoom(roomId, (session) => rename(session, nickname)),
    'room.set-topic': ({ roomId, topic }) => withRoom(roomId, (session) => setTopic(session, topic.trim())),
    'room.set-away': ({ roomId, message }) => withRoom(roomId, (session) => setAway(session, message)),
    'room.moderate': ({ roomId, moderation }) =>
      withRoom(roomId, ({ actions }) => {
        const moderated = actions.moderate(moderation)
        return moderated.ok ? done : failure({ code: 'refused', message: moderated.error })
      }),
    'room.expose': async ({ roomId, exposure, mayCut }) => {
      const session = find(roomId)
      if (!session) return noSuchRoom
      const exposed = await session.actions.expose(exposure, mayCut)
      return exposed.ok ? exposed : failure({ code: 'refused', message: exposed.error })
    },
    'message.send': (payload) => withRoom(payload.roomId, (session) => send(session, payload)),
    'message.edit': ({ roomId, messageId, text }) => withRoom(roomId, ({ actions }) => actions.edit(messageId, text)),
    'message.delete': ({ roomId, messageId }) => withRoom(roomId, ({ actions }) => actions.delete(messageId)),
    'message.react': ({ roomId, messageId, emoji, on }) =>
      withRoom(roomId, ({ actions }) => (isEmoji(emoji) ? actions.react(messageId, emoji, on) : notOneEmoji)),
    'message.retry': ({ roomId, messageId }) => withRoom(roomId, ({ actions }) => actions.retry(messageId)),
    'message.discard': ({ roomId, messageId }) => withRoom(roomId, ({ actions }) => actions.discard(messageId)),
  }
}

/** A name that somebody in the room has is refused here, while it can still be changed where it was typed. */
function rename({ actions, state }: RoomSession, typed: string): Answer {
  const field = 'nickname'
  const nickname = parseNickname(typed, defaultLimits)
  if (!nickname.ok) return failure({ code: 'bad-nickname', field, message: nickname.error })
  const others = state.people.filter(({ id }) => id !== state.self.personId).map((one) => one.nickname)
  const holders = new Map(others.map((name) => [nicknameKey(name), name]))
  const holder = holders.get(nicknameKey(nickname.value))
  if (holder !== undefined) {
    const isMistakable = (name: string): boolean => lookAlikeOf(name, others) !== null
    const suggestion = uniqueNickname(nickname.value, holders, defaultLimits, isMistakable)
    return failure({ code: 'name-taken', field, message: nameTaken(nickname.value, holder, suggestion), suggestion })
  }
  actions.rename(nickname.value)
  return done
}

function setTopic({ actions }: RoomSession, topic: string): Answer {
  if (topic.length > longestTopic) return tooLong(`A topic has at most ${longestTopic} letters. Shorten it.`)
  actions.setTopic(topic)
  return done
}

function setAway({ actions }: RoomSession, typed: string | null): Answer {
  const message = typed?.trim() ?? null
  if (message !== null && message.length > longestAwayMessage) {
    return tooLong(`What you say about being away has at most ${longestAwayMessage} letters. Shorten it.`)
  }
  actions.setAway(message)
  return done
}

/** Answers a message as from its notification: to whom it was said, and to nobody else. */
export function answerMessage(
  session: RoomSession,
  { id, messageId, text }: { readonly id: string; readonly messageId: string; readonly text: string },
): Answer {
  const { state } = session
  const answered = messageIn(state, messageId)
  if (!answered) return noSuchMessage
  const partner = partnerIn(answered)
  return send(session, { roomId: state.id, messageId: id, text, ...(partner && { to: partner.personId }) })
}

function send({ actions, state }: RoomSession, payload: RequestPayload<'message.send'>): Answer {
  const { messageId: id, text, action } = payload
  const answered = payload.replyTo === undefined ? undefined : messageIn(state, payload.replyTo)
  if (answered === null) return noSuchMessage
  const to = payload.to === undefined ? undefined : personIn(state, payload.to)
  if (to === null) {
    const message = 'They are not in the room any more. Send it when they are back.'
    return failure({ code: 'no-such-person', message })
  }
  const partner = answered && partnerIn(answered)
  if (partner && partner.personId !== to?.personId) {
    return failure({ code: 'direct-answer', message: directQuoteRefusal })
  }
  actions.send({
    id,
    text,
    ...(answered && { replyTo: quoteOf(answered) }),
    ...(to && { to }),
    ...(action && { action }),
  })
  return done
}

function messageIn({ entries }: RoomState, id: string): MessageEntry | null {
  const entry = entries.findLast((entry) => entry.id === id)
  return entry?.kind === 'message' ? entry : null
}

function personIn({ people }: RoomState, personId: string): NamedPerson | null {
  const person = people.find(({ id }) => id === personId)
  return person ? { personId, nickname: person.nickname } : null
}

function tooLong(message: string): Answer {
  return failure({ code: 'too-long', message })
}

const noSuchMessage: Answer = failure({
  code: 'no-such-message',
  message: 'The message that you answer is gone.',
})

const notOneEmoji: Answer = failure({ code: 'bad-emoji', message: 'A reaction is one emoji. Choose another one.' })

export const noSuchRoom: Result<never, RequestError> = failure({
  code: 'no-such-room',
  message: 'You are no longer in this room. Join it again to go on.',
})
