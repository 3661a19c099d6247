/** What the person has asked for and the room has not done yet, as their window shows it beside a message. */
import type { Entry, MessageEntry, PendingChange } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import type { ReactAct, RoomAct } from '../common/room-act.ts'

type Change = Extract<RoomAct, { type: 'edit' | 'delete' }>

/** Whether something that was asked for can be seen beside a message until it is done. */
export function isSeenToWait(act: RoomAct): act is Change | ReactAct {
  return isChange(act) || act.type === 'react'
}

/**
 * What is to be seen from now on beside the message that an act is about; null if it is about none.
 *
 * @param waiting everything that waits, in the order in which it was asked for
 */
export function markFor(act: RoomAct, waiting: readonly RoomAct[]): RoomEventBody | null {
  if (!isSeenToWait(act)) return null
  const { target: id } = act
  return isChange(act)
    ? { type: 'message.change-pending', id, change: changeOf(id, waiting) }
    : { type: 'message.reactions-pending', id, reactions: reactionsTo(id, waiting).map(shownReaction) }
}

/** Entries as the room has them, with what waits to be done to them. */
export function withMarks(entries: readonly Entry[], waiting: readonly RoomAct[]): readonly Entry[] {
  const targets = new Set(waiting.filter(isSeenToWait).map(({ target }) => target))
  if (targets.size === 0) return entries
  return entries.map((entry) =>
    entry.kind === 'message' && targets.has(entry.id) && !entry.isDeleted ? withMark(entry, waiting) : entry,
  )
}

/** Those that wait to be put under a message, or to be taken away. */
export function reactionsTo(target: string, waiting: readonly RoomAct[]): readonly ReactAct[] {
  return waiting.filter((act): act is ReactAct => act.type === 'react' && act.target === target)
}

function withMark(message: MessageEntry, waiting: readonly RoomAct[]): MessageEntry {
  const pendingChange = changeOf(message.id, waiting)
  const pendingReactions = reactionsTo(message.id, waiting).map(shownReaction)
  return {
    ...message,
    ...(pendingChange && { pendingChange }),
    ...(pendingReactions.length > 0 && { pendingReactions }),
  }
}

/** The last one: it is made after the others. */
function changeOf(target: string, waiting: readonly RoomAct[]): PendingChange | null {
  const change = waiting.filter(isChange).findLast((act) => act.target === target)
  if (!change) return null
  return change.type === 'edit' ? { type: 'edit', text: change.text } : { type: 'delete' }
}

function isChange(act: RoomAct): act is Change {
  return act.type === 'edit' || act.type === 'delete'
}

function shownReaction({ emoji, on }: ReactAct): Pick<ReactAct, 'emoji' | 'on'> {
  return { emoji, on }
}
