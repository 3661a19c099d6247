/** How many own messages are not in a room. Pure. */
import { isUnsent, type Entry, type RoomState } from '../../core/common/room.ts'
import type { RoomEvent } from '../../core/common/room-event.ts'

export interface Unsent {
  /** They wait for the room, and go out by themselves once it is there. */
  readonly sending: number
  readonly failed: number
}

export const noneUnsent: Unsent = { sending: 0, failed: 0 }

export function unsentOf({ entries }: Pick<RoomState, 'entries'>): Unsent {
  const all = entries.filter(isUnsentEntry)
  const failed = all.filter(({ delivery }) => delivery.state === 'failed').length
  return { sending: all.length - failed, failed }
}

/**
 * The same after some events. It is counted anew only if they can have changed it: not with everything that others say.
 *
 * @param before the room without the events
 * @param after the room with them
 */
export function unsentAfter(unsent: Unsent, before: RoomState, after: RoomState, events: readonly RoomEvent[]): Unsent {
  const hasSome = unsent.sending + unsent.failed > 0
  const haveLeft = before.entries[0] !== after.entries[0]
  const canDiffer = events.some(brings) || (hasSome && (haveLeft || events.some(settles)))
  return canDiffer ? unsentOf(after) : unsent
}

/** Whether an event can make a message unsent. */
function brings(event: RoomEvent): boolean {
  if (event.type === 'message.added') return isUnsent(event.message.delivery)
  if (event.type === 'message.delivery-changed') return isUnsent(event.delivery)
  return event.type === 'history.loaded' && event.entries.some(isUnsentEntry)
}

/** Whether an event can be the end of one that was. */
function settles({ type }: RoomEvent): boolean {
  return type === 'message.delivery-changed' || type === 'message.discarded'
}

function isUnsentEntry(entry: Entry): entry is Extract<Entry, { kind: 'message' }> {
  return entry.kind === 'message' && isUnsent(entry.delivery)
}
