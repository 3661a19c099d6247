/** What the person can do in a room that is hosted here. */
import type { Delivery, MessageEntry } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import type { OutgoingMessage } from '../core/common/room-act.ts'
import { timeOrderedId } from '../core/common/time-ordered-id.ts'
import type { RoomHost } from '../core/node/room-host.ts'
import type { RoomActions } from './room-session.ts'

/**
 * The host is in the room already, so nothing waits here: what cannot be done is said at once. A message that was not
 * taken stays in the conversation, to be tried again or discarded.
 *
 * @param record hears what this window alone is to show
 */
export function hostActions(
  host: RoomHost,
  record: (body: RoomEventBody) => void,
): Omit<RoomActions, 'loadHistory' | 'setTyping' | 'expose' | 'leave'> {
  const failed = new Map<string, OutgoingMessage>()
  const say = (message: OutgoingMessage): string | null => {
    const { id, text, replyTo, to, action } = message
    const options = {
      id,
      ...(replyTo && { replyTo: replyTo.id }),
      ...(to && { to: to.personId }),
      ...(action && { action }),
    }
    const fault = host.say(text, options)
    if (fault !== null) failed.set(id, message)
    return fault
  }
  const warn = (text: string | null): void => {
    if (text === null) return
    const notice = { kind: 'notice', id: timeOrderedId(), at: Date.now(), text, tone: 'warning' } as const
    record({ type: 'notice.added', notice })
  }
  const send = (message: OutgoingMessage): void => {
    const fault = say(message)
    if (fault !== null) record({ type: 'message.added', message: failedEntry(host, message, fault) })
  }
  const discard = (messageId: string): void => {
    if (failed.delete(messageId)) record({ type: 'message.discarded', id: messageId })
  }
  return {
    send,
    retry: (messageId) => {
      const message = failed.get(messageId)
      if (!message) return
      // It comes again under the same id: taken away afterwards, it would be gone.
      discard(messageId)
      send(message)
    },
    discard,
    edit: (target, text) => warn(host.perform({ type: 'edit', id: timeOrderedId(), target, text })),
    delete: (target) => warn(host.perform({ type: 'delete', id: timeOrderedId(), target })),
    react: (target, emoji, on) => warn(host.perform({ type: 'react', id: timeOrderedId(), target, emoji, on })),
    rename: (nickname) => warn(host.perform({ type: 'rename', id: timeOrderedId(), nickname })),
    setTopic: (topic) => warn(host.perform({ type: 'topic', id: timeOrderedId(), topic })),
    setAway: (message) => host.setAway(message),
    moderate: (moderation) => host.moderate(moderation),
    reconnectNow: () => {},
  }
}

function failedEntry(host: RoomHost, message: OutgoingMessage, reason: string): MessageEntry {
  const { id, text, replyTo, to, action } = message
  const [self] = host.people
  const author = { personId: self?.id ?? '', nickname: self?.nickname ?? '', kind: 'host' } as const
  const delivery: Delivery = { state: 'failed', reason }
  return {
    kind: 'message',
    id,
    at: Date.now(),
    author,
    text,
    own: true,
    delivery,
    ...(replyTo && { replyTo }),
    ...(to && { to }),
    ...(action && { isAction: action }),
  }
}
