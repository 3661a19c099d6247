import type { Retention } from '../common/native/messages.ts'
import { defaultRetention } from '../common/native/retention.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { type Complain, StoreFailure } from './store-failure.ts'

/** How a room keeps what is said in it. */
export interface KeepingOptions {
  readonly retention?: Pick<Retention, 'messages' | 'days'>
  /** Waits for the disk with every batch: slower, and not even a power cut takes any. */
  readonly everyMessageToDisk?: boolean
  /** Rather opens nothing than a log that is not kept. */
  readonly insists?: boolean
}

const isAnother =
  'This is another room than the one that is kept there: without its history, its topic, its bans and its mutes.'

/**
 * Opens the log that is kept in a folder. If that cannot be, the log keeps nothing beyond the room's life, and is that of
 * another room. On a full disk a room that is there already is the same, and kept once there is space.
 *
 * @param folder absolute path; null keeps nothing
 * @param complain hears in a sentence that the log is not kept, or that a damaged one was set aside
 * @throws StoreFailure in words, if the caller insists
 */
export function openRoomLog(
  folder: string | null,
  complain: Complain,
  { retention = defaultRetention, everyMessageToDisk = false, insists = false }: KeepingOptions = {},
): RoomLog {
  let store: RoomStore | null = null
  try {
    store = folder === null ? null : RoomStore.open(folder, { complain, everyMessageToDisk })
    return new RoomLog({ store, retention })
  } catch (error) {
    store?.close()
    if (insists || !(error instanceof StoreFailure)) throw error
    const another = folder !== null && RoomStore.isIn(folder) ? ` ${isAnother}` : ''
    complain(`This conversation is not kept. ${error.message}${another}`, error.cause)
    return new RoomLog({ store: null })
  }
}
