/** What becomes of a message in front of somebody when it is edited, taken back or reacted to. */
import { assertNever } from './assert-never.ts'
import { reactionsAfter } from './reactions.ts'
import type { MessageEntry } from './room.ts'
import type { RoomEventBody } from './room-event.ts'

export type MessageChange = Extract<RoomEventBody, { type: 'message.edited' | 'message.deleted' | 'message.reacted' }>

/** The message after a change; the same one if the change is in it already. */
export function messageAfter(message: MessageEntry, change: MessageChange): MessageEntry {
  const { revision } = change
  if (revision <= (message.revision ?? 0)) return message
  switch (change.type) {
    case 'message.edited':
      return { ...message, text: change.text, editedAt: change.at, revision }
    case 'message.reacted': {
      const reactions = reactionsAfter(message.reactions ?? [], change.emoji, change.person, change.on)
      return { ...message, reactions, revision }
    }
    case 'message.deleted': {
      const {
        reactions: _,
        editedAt: __,
        replyTo: ___,
        pendingChange: ____,
        pendingReactions: _____,
        ...rest
      } = message
      return { ...rest, text: '', isDeleted: true, revision }
    }
    default:
      return assertNever(change)
  }
}
