/** What can be done with a message: only what its room can do, and what the person may. */
import type { MessageEntry, NamedPerson, RoomState } from '../../core/common/room.ts'
import { partnerIn } from '../../core/common/quote.ts'

export type MessageAction = 'react' | 'reply' | 'edit' | 'delete' | 'discard' | 'copy' | 'message' | 'more'

type Room = Pick<RoomState, 'abilities' | 'connection' | 'people' | 'self'>

/** In the order in which they are shown. */
export function offeredActions(message: MessageEntry, room: Room): MessageAction[] {
  const { abilities, connection } = room
  if (message.isDeleted) return []
  const isThere = isInRoom(message)
  const mayWrite = connection.status !== 'closed' && !isMuted(room)
  // What is on its way is changed as soon as it is there, or before it goes.
  const isComing = message.delivery.state === 'sending'
  const mayChange =
    message.own && (isThere || isComing) && abilities.includes('edits') && message.pendingChange?.type !== 'delete'
  const isWaiting = message.own && isComing && connection.status !== 'open'
  const offers: Record<MessageAction, boolean> = {
    react: isThere && mayWrite && abilities.includes('reactions'),
    reply: isThere && mayWrite,
    message: mayWrite && abilities.includes('direct') && recipient(message, room) !== null,
    copy: true,
    edit: mayChange && mayWrite,
    delete: mayChange && connection.status !== 'closed' && !isWaiting,
    discard: isWaiting,
    more: true,
  }
  return (Object.keys(offers) as MessageAction[]).filter((action) => offers[action])
}

/** To whom one could write about a message: its author, or the one it went to; null if they are gone, or oneself. */
export function recipient(message: MessageEntry, { people, self }: Pick<Room, 'people' | 'self'>): NamedPerson | null {
  const { personId } = partnerIn(message) ?? message.author
  const person = people.find(({ id }) => id === personId)
  return person && person.id !== self.personId ? { personId, nickname: person.nickname } : null
}

/** The last own message that can still be changed; null if there is none. */
export function lastEditable(room: Room & Pick<RoomState, 'entries'>): MessageEntry | null {
  const last = room.entries.findLast((entry) => entry.kind === 'message' && entry.own && !entry.isDeleted)
  return last?.kind === 'message' && offeredActions(last, room).includes('edit') ? last : null
}

/** Whether the person at this window may only read. */
export function isMuted({ people, self }: Pick<Room, 'people' | 'self'>): boolean {
  return people.find(({ id }) => id === self.personId)?.muted === true
}

function isInRoom({ delivery }: MessageEntry): boolean {
  return delivery.state === 'sent' || delivery.state === 'received'
}
