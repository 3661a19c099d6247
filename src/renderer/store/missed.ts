/** What was missed while presenting, as it is by now. Pure. */
import type { MissedRoom } from '../../core/common/ipc-contract.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import type { ListedRoom } from './app-data.ts'

/** Without what has been taken back since, and with what was changed as it is now. What is not here any more stays as it was. */
export function missedNow(
  missed: readonly MissedRoom[],
  rooms: readonly Pick<ListedRoom, 'room'>[],
): readonly MissedRoom[] {
  return missed.flatMap((before) => {
    const listed = rooms.find(({ room }) => room.id === before.roomId)
    if (!listed) return [before]
    const messages = before.messages.flatMap((message) => {
      const entry = listed.room.entries.findLast(({ id }) => id === message.messageId)
      return entry?.kind === 'message' ? present(message, entry) : [message]
    })
    const count = before.count - (before.messages.length - messages.length)
    return count === 0 ? [] : [{ ...before, count, messages }]
  })
}

type Missed = MissedRoom['messages'][number]

function present(message: Missed, { text, isDeleted }: MessageEntry): Missed[] {
  return isDeleted ? [] : [{ ...message, text }]
}
