import { expect, test } from 'vitest'
import { openRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { recentEvents, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

function openLog(folder: TemporaryFolder): RoomLog {
  return new RoomLog({ store: RoomStore.open(folder.path) })
}

test('what is sent again comes once, even if the room has not kept it', async () => {
  await using room = await openRoom({ limits: unlimited })
  const alice = await NativePeer.join({ port: room.port })
  const first = await alice.say('m1', 'once')
  await alice.say('m2', 'twice')
  alice.send({ type: 'delete', id: 'd1', target: 'm2' })
  const taken = await alice.until('accepted', ({ id }) => id === 'd1')
  alice.reset()
  await room.untilLeft('alice')
  for (let index = 1; index <= recentEvents; index++) room.host.say(`message ${index}`)
  await room.until((event) => event.type === 'message.added' && event.message.text === `message ${recentEvents}`)
  using again = await NativePeer.join({ port: room.port, key: alice.key })
  expect((await again.say('m1', 'once')).seq).toBe(first.seq)
  again.send({ type: 'delete', id: 'd1', target: 'm2' })
  expect((await again.until('accepted', ({ id }) => id === 'd1')).seq).toBe(taken.seq)
  using mallory = await NativePeer.join({ port: room.port, nickname: 'mallory' })
  await mallory.say('m1', 'mine')
  expect(room.said.filter((line) => !line.startsWith('hanna'))).toEqual([
    'alice: once',
    'alice: twice',
    'mallory: mine',
  ])
})

test('what is sent again comes once, even if the room has erased it and was opened again since', async () => {
  using folder = new TemporaryFolder()
  const first = await openRoom({ log: openLog(folder), limits: unlimited })
  const alice = await NativePeer.join({ port: first.port })
  const { seq } = await alice.say('m1', 'once')
  await alice.say('m2', 'twice')
  alice.send({ type: 'react', id: 'r1', target: 'm2', emoji: '👍', on: true })
  const reacted = await alice.until('accepted', ({ id }) => id === 'r1')
  alice.send({ type: 'delete', id: 'd1', target: 'm2' })
  await alice.until('accepted', ({ id }) => id === 'd1')
  await first.host.close()
  const store = RoomStore.open(folder.path)
  store.prune({ messages: 0, days: 30 }, Date.now())
  expect(store.before(Infinity, 10).events).toEqual([])
  store.close()
  await using second = await openRoom({ log: openLog(folder), limits: unlimited })
  using again = await NativePeer.join({ port: second.port, key: alice.key })
  expect((await again.say('m1', 'once')).seq).toBe(seq)
  again.send({ type: 'react', id: 'r1', target: 'm2', emoji: '👍', on: true })
  expect((await again.until('accepted', ({ id }) => id === 'r1')).seq).toBe(reacted.seq)
  using mallory = await NativePeer.join({ port: second.port, nickname: 'mallory' })
  await mallory.say('m1', 'mine')
  expect(second.said).toEqual(['mallory: mine'])
})
