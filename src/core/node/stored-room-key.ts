import type { DatabaseSync } from 'node:sqlite'
import { createRoomKey, readRoomKey, type RoomKey } from './room-key.ts'
import { StoreFailure } from './store-failure.ts'

/**
 * The key in a room's file. A room that has none yet gets one.
 *
 * @throws StoreFailure in words
 */
export function storedRoomKey(database: DatabaseSync, file: string): RoomKey {
  const pem = database.prepare('SELECT key FROM room').get()?.['key']
  if (typeof pem !== 'string') {
    const key = createRoomKey()
    database.prepare('UPDATE room SET key = ?').run(key.pem)
    return key
  }
  const key = readRoomKey(pem)
  if (!key) throw new StoreFailure('damaged', `${file} is damaged.`)
  return key
}
