import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const
const whole = { firstSeq: 2, lastSeq: 2, people: [['key:b', 'Bo', true]] } as const

/** A folder with a room of three messages, of whose receipts nearly all are broken. */
function folderWithBrokenReceipts(): TemporaryFolder {
  const folder = new TemporaryFolder()
  const store = RoomStore.open(folder.path)
  const said = [1, 2, 3].map(
    (seq) => ({ type: 'message', seq, at: Date.now(), id: `m${seq}`, author, text: 'hi' }) as const,
  )
  store.append(said, [])
  store.saveReceipts({ audiences: [whole], received: [['key:b', 2]], oldestSeq: 0, forgotten: [] })
  store.close()
  using database = new DatabaseSync(path.join(folder.path, 'room.sqlite'))
  const audience = database.prepare('INSERT INTO audience VALUES (?, ?, ?)')
  audience.run(1, 1, '[["key:b","Bo"')
  audience.run(3, 3, '{"key:b":"Bo"}')
  audience.run(4, 4, '[["key:b",null,true]]')
  audience.run(-5, 5, '[]')
  const reader = database.prepare('INSERT INTO reader VALUES (?, ?)')
  reader.run('key:c', 2n ** 60n)
  reader.run('key:d', -1)
  reader.run('', 1)
  return folder
}

test('what is broken among stored receipts is left out, and the rest is known', () => {
  using folder = folderWithBrokenReceipts()
  const store = RoomStore.open(folder.path)
  expect(store.receipts).toEqual({ audiences: [whole], received: [['key:b', 2]] })
  store.close()
})

test('a room with broken receipts opens, and is kept as before', async () => {
  using folder = folderWithBrokenReceipts()
  await using room = await openRoom({ log: new RoomLog({ store: RoomStore.open(folder.path) }) })
  expect(room.host.description.retention?.stored).toBe(true)
  using bo = await NativePeer.join({ port: room.port, nickname: 'bo', key: new PeerKey() })
  await bo.say('m4', 'hello')
})
