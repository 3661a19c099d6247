/** A conversation as JSON, for programs. docs/export.md describes every field. */
import type { MessageEntry } from '../../common/room.ts'
import type { RoomRecord } from './archived-room.ts'

/** The document, piece by piece: an object whose `messages` are oldest first, one a line. */
export function* jsonOf(
  room: RoomRecord,
  messages: Iterable<MessageEntry>,
  exportedAt: number,
): Generator<string, number> {
  const head = { format: 'snug-room-export', version: 1, room, exportedAt: new Date(exportedAt).toISOString() }
  yield `${JSON.stringify(head).slice(0, -1)},"messages":[`
  let count = 0
  for (const message of messages) {
    yield `${count === 0 ? '' : ','}\n${JSON.stringify(exported(message))}`
    count += 1
  }
  yield '\n]}\n'
  return count
}

function exported(message: MessageEntry): object {
  const { id, at, author, text, to, replyTo, isAction, isDeleted, editedAt, reactions } = message
  return {
    id,
    at: new Date(at).toISOString(),
    author,
    text,
    ...(to && { to }),
    ...(replyTo && { replyTo }),
    ...(isAction && { action: true }),
    ...(editedAt !== undefined && { editedAt: new Date(editedAt).toISOString() }),
    ...(isDeleted && { deleted: true }),
    ...(reactions && reactions.length > 0 && { reactions }),
  }
}
