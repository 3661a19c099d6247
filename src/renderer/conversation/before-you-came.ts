/** What was said in a room before its person first came to it. Pure. */
import { isPast, type Entry, type RoomState } from '../../core/common/room.ts'

export interface BeforeYouCame {
  /** How many entries it is: a beginning of all of them. */
  readonly entries: number
  readonly messages: number
}

/**
 * What can be folded away above what happened since the person first came; null if there is nothing. A host was there from the
 * beginning; who has spoken has been here, even if this computer knows nothing of it; what is unread must be seen.
 */
export function beforeYouCame(
  { role, cameAt }: Pick<RoomState, 'role' | 'cameAt'>,
  entries: readonly Entry[],
  firstUnreadId: string | null,
): BeforeYouCame | null {
  if (role.kind === 'host') return null
  let messages = 0
  let count = 0
  for (const entry of entries) {
    if (!isPast(entry) || (cameAt !== undefined && entry.at > cameAt)) break
    if (entry.id === firstUnreadId) return null
    if (entry.kind === 'message') {
      if (entry.own && cameAt === undefined) return null
      messages += 1
    }
    count += 1
  }
  return messages === 0 ? null : { entries: count, messages }
}
