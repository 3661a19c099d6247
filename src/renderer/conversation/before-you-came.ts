/** What was said in a room before its person first came to it. Pure. */
import type { RoomState } from '../../core/common/room.ts'
import type { Outline } from './outline.ts'

type Visit = Pick<RoomState, 'role' | 'cameAt'>

export interface BeforeYouCame {
  /** How many entries it is: a beginning of all of them. */
  readonly entries: number
  readonly messages: number
}

/**
 * What can be folded away above what happened since the person first came; null if there is nothing. A host was there from the
 * beginning; who has spoken has been here, even if this computer knows nothing of it; what is unread must be seen.
 */
export function beforeYouCame({ role, cameAt }: Visit, { before, unreadAt }: Outline): BeforeYouCame | null {
  const { entries, messages, own } = before
  if (role.kind === 'host' || messages === 0) return null
  if (own > 0 && cameAt === undefined) return null
  return unreadAt !== -1 && unreadAt < entries ? null : { entries, messages }
}

/**
 * Whether a line says where the past ends. Only somebody who has been here before this computer knew of it needs one: a host was
 * there, and of whoever was here before, everything without the line of what is new has been read.
 */
export function showsPastEnd({ role, cameAt }: Visit, { past }: Outline): boolean {
  return role.kind === 'guest' && cameAt === undefined && past.messages > 0
}
