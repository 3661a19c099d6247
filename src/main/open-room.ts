/** What a hosted and a joined room have in common for the controller. */
import type { RoomState } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import type { RoomActions } from './room-session.ts'

export interface OpenRoom {
  readonly initial: RoomState
  readonly actions: RoomActions
  /** What this computer's own copy of the conversation is known by at this moment; null if there is to be none. */
  readonly copyKey: () => string | null
  /** What a native room's log is known by at this moment; null on a classic server. */
  readonly logId: () => string | null
  /** Hands over what happened since `initial`, then everything that happens. Call once. */
  start(record: (body: RoomEventBody) => void): void
}

/** A room's host or client. */
interface RoomEventSource {
  on(name: 'event', listener: (body: RoomEventBody) => void): unknown
  off(name: 'event', listener: (body: RoomEventBody) => void): unknown
}

/** Keeps what happens until the room is open, so that nothing said in the first moment is lost. */
export function holdEvents(source: RoomEventSource): OpenRoom['start'] {
  const held: RoomEventBody[] = []
  const hold = (body: RoomEventBody): void => void held.push(body)
  source.on('event', hold)
  return (record) => {
    source.off('event', hold)
    held.forEach(record)
    source.on('event', record)
  }
}
