/**
 * Writes to a room without end, for `room-store-crash.test.ts`, which kills it.
 *
 * Arguments: the folder, a number that decides the sizes of the batches. Prints `FIRST-LAST` for each batch that is stored.
 */
import type { LogEvent } from '../common/native/log-event.ts'
import { RoomStore } from './room-store.ts'

const [folder = '', seed = '1'] = process.argv.slice(2)
const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const
/** The longest batch, and how many messages the room keeps. */
const [batchSize, kept] = [20, 500]

const store = RoomStore.open(folder)
for (let state = Number(seed) + 1; ; state = (state * 48_271) % 2_147_483_647) {
  const first = store.lastSeq + 1
  const batch = Array.from({ length: 1 + (state % batchSize) }, (_, index): LogEvent => {
    const seq = first + index
    return { type: 'message', seq, at: seq, id: `m${seq}`, author, text: `text ${seq} `.repeat(state % 100) }
  })
  store.append(batch)
  await new Promise((resolve) => process.stdout.write(`${first}-${store.lastSeq}\n`, resolve))
  if (state % 10 === 0) store.prune({ messages: kept, days: Infinity }, 0)
}
