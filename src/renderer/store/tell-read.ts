/** Lets the main process know up to when each room has been read, so that it is known after a restart. */
import { isWatched, listed, newestAt, type AppData } from './app-data.ts'

/** At most this often, in milliseconds. */
const everyMs = 1000

export interface ReadTeller {
  /** Something has changed. */
  readonly look: (data: AppData) => void
  /** Tells at once what is still to be told. */
  readonly flush: () => void
}

/**
 * Tells up to when the room that is watched has been read: at once, so that it holds whenever the app ends, but not with
 * every message of a busy room.
 */
export function createReadTeller(tell: (roomId: string, at: number) => void): ReadTeller {
  const told = new Map<string, number>()
  const waiting = new Map<string, number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (waiting.size === 0) return
    timer = setTimeout(flush, everyMs)
    for (const [roomId, at] of waiting) {
      told.set(roomId, at)
      tell(roomId, at)
    }
    waiting.clear()
  }
  const look = (data: AppData): void => {
    const { activeRoomId } = data
    const at = activeRoomId !== null && isWatched(data, activeRoomId) ? readUpTo(data, activeRoomId) : null
    if (activeRoomId !== null && at !== null && at > (told.get(activeRoomId) ?? -Infinity)) {
      waiting.set(activeRoomId, at)
      if (timer === undefined) flush()
    }
    if (!data.windowFocused) flush()
  }
  return { look, flush }
}

function readUpTo(data: AppData, roomId: string): number | null {
  const found = listed(data, roomId)
  return found ? newestAt(found.room) : null
}
