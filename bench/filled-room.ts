/** Rooms with a past, in folders of their own that are removed in the end. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { LogEvent } from '../src/core/common/native/log-event.ts'
import { RoomStore } from '../src/core/node/room-store.ts'

const batchSize = 500
/** Of the stored messages: about what people write. */
const textLength = 100
const authors = ['Amara', 'Bo', 'Chiyo', 'Dov'].map(
  (nickname) => ({ personId: `key:${nickname.toLowerCase()}`, nickname, kind: 'native' }) as const,
)

/** A folder for one room. Dispose of it at the end (`using`). */
export class TemporaryFolder implements Disposable {
  readonly path = mkdtempSync(path.join(tmpdir(), 'snug-bench-'));

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What the newest message of a room with so many begins with. */
export function newestMark(count: number): string {
  return `Message ${count} of ${count}.`
}

/** The id of the first message of a filled room. */
export const oldestId = idOf(1)

/** Stores so many messages in a new room, the last one just now. */
export function fillRoom(folder: string, count: number): void {
  const store = RoomStore.open(folder)
  const now = Date.now()
  for (let first = 1; first <= count; first += batchSize) {
    const length = Math.min(batchSize, count - first + 1)
    store.append(Array.from({ length }, (_, index) => messageOf(first + index, count, now)))
  }
  store.close()
}

function messageOf(seq: number, count: number, now: number): LogEvent {
  const author = authors[seq % authors.length] ?? { personId: 'key:amara', nickname: 'Amara', kind: 'native' }
  const text = `Message ${seq} of ${count}.`.padEnd(textLength, ' And so it goes on.')
  return { type: 'message', seq, at: now - (count - seq) * 1000, id: idOf(seq), author, text }
}

function idOf(seq: number): string {
  return `bench-${seq}`
}
