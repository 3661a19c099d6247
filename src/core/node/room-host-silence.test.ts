import { expect, test } from 'vitest'
import { openRoom } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'

test('silence is broken by a ping, and ends in a goodbye', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  using alice = await NativePeer.join({ port: room.port })
  using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
  await alice.untilLine('+ bob')
  const pings = (peer: NativePeer): number => peer.messages.filter(({ type }) => type === 'ping').length
  time.advance(29_999)
  alice.send({ type: 'ping' })
  await alice.until('pong')
  time.advance(1)
  await bob.until('ping')
  time.advance(44_000)
  alice.send({ type: 'pong' })
  await alice.say('m1', 'here')
  await bob.untilLine('alice: here')
  expect([pings(alice), pings(bob)]).toEqual([1, 2])
  time.advance(1000)
  expect(await bob.until('bye')).toMatchObject({
    code: 'silent',
    message: 'Nothing was heard from you for 75 seconds.',
  })
  await alice.untilLine('- bob')
  expect(await bob.closed).toBe('fin')
})

test('silence is not what a client keeps that has to wait for its turn', async () => {
  const time = new ManualTime()
  await using room = await openRoom({
    timers: time,
    clock: time.clock,
    limits: { floodBurst: 1, floodPerSecond: 0.1 },
  })
  using alice = await NativePeer.join({ port: room.port })
  const ids = Array.from({ length: 12 }, (_, index) => `m${index}`)
  alice.sendAll(ids.map((id) => ({ type: 'post', id, text: id }) as const))
  await alice.until('accepted', ({ id }) => id === 'm0')
  for (const id of ids.slice(1)) {
    time.advance(10_000)
    await alice.until('accepted', (message) => message.id === id)
  }
  expect(room.host.people).toHaveLength(2)
})
