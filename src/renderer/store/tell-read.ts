/** Lets the main process know up to when each room has been read, so that it is known after a restart. */
import { isWatched, listed, newestAt, type AppData } from './app-data.ts'

/**
 * Returns what hears of every change, and tells up to when the room that is watched has been read: at once, so that it
 * holds whenever the program ends. The main process batches what a room says, and what is written down.
 */
export function createReadTeller(tell: (roomId: string, at: number) => void): (data: AppData) => void {
  const told = new Map<string, number>()
  return (data) => {
    const { activeRoomId } = data
    if (activeRoomId === null || !isWatched(data, activeRoomId)) return
    const at = readUpTo(data, activeRoomId)
    if (at === null || at <= (told.get(activeRoomId) ?? -Infinity)) return
    told.set(activeRoomId, at)
    tell(activeRoomId, at)
  }
}

function readUpTo(data: AppData, roomId: string): number | null {
  const found = listed(data, roomId)
  return found ? newestAt(found.room) : null
}
