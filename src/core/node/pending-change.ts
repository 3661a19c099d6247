import type { PendingChange } from '../common/room.ts'
import type { RoomAct } from '../common/room-act.ts'

type Change = Extract<RoomAct, { type: 'edit' | 'delete' }>

/** Whether something that was asked for changes a message of one's own. */
export function isChange(act: RoomAct): act is Change {
  return act.type === 'edit' || act.type === 'delete'
}

/** The change as the own window shows it until it is made. */
export function pendingOf(change: Change): PendingChange {
  return change.type === 'edit' ? { type: 'edit', text: change.text } : { type: 'delete' }
}
