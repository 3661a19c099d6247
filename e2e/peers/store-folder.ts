/** A folder for a room that is stored, as long as a test needs it. */
import path from 'node:path'
import type { LogEvent } from '../../src/core/common/native/log-event.ts'
import { RoomStore } from '../../src/core/node/room-store.ts'
import { StoreFailure } from '../../src/core/node/store-failure.ts'
import { TemporaryFolder } from './temporary-folder.ts'

const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const

export class StoreFolder extends TemporaryFolder {
  /** What was said when its room was opened. */
  readonly complaints: string[] = []

  /** The room's file. */
  get file(): string {
    return path.join(this.path, 'room.sqlite')
  }

  open(): RoomStore {
    return RoomStore.open(this.path, { complain: (sentence) => this.complaints.push(sentence) })
  }

  /** The failure of opening it, or another folder, which must be one in words. */
  failureToOpen(where = this.path): StoreFailure {
    try {
      RoomStore.open(where).close()
    } catch (error) {
      if (error instanceof StoreFailure) return error
      throw error
    }
    throw new Error('The folder could be opened.')
  }
}

/** The message with this number. */
export function said(seq: number, text = `text ${seq}`): LogEvent {
  return { type: 'message', seq, at: seq, id: `m${seq}`, author, text }
}

export function everything(store: RoomStore): LogEvent[] {
  return store.before(Infinity, 100_000).events
}
