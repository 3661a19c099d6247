import { expect, test, vi } from 'vitest'
import { openRoom } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { frame, NativePeer } from '../../../e2e/peers/native-peer.ts'
import type { ClientMessage } from '../common/native/messages.ts'
import { RoomLog } from './room-log.ts'

/** After more than this long, in milliseconds, who floods is told again. */
const pauseMs = 10_001

function postsOf(count: number, prefix = 'm'): ClientMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `${prefix}${index}`
    return { type: 'post', id, text: id }
  })
}

function pageRequest(request: string): ClientMessage {
  return { type: 'page', request, before: 1, limit: 1 }
}

test('who posts too fast is delayed and told once; nothing is lost', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  using alice = await NativePeer.join({ port: room.port })
  time.advance(pauseMs)
  const ids = Array.from({ length: 9 }, (_, index) => `m${index}`)
  alice.sendAll(ids.map((id) => ({ type: 'post', id, text: id }) as const))
  await alice.until('accepted', ({ id }) => id === 'm4')
  for (const id of ids.slice(5)) {
    time.advance(499)
    expect(room.said.at(-1)).not.toBe(`alice: ${id}`)
    time.advance(1)
    await alice.until('accepted', (message) => message.id === id)
  }
  expect(room.said).toEqual(ids.map((id) => `alice: ${id}`))
  const notices = alice.messages.filter(({ type }) => type === 'notice')
  expect(notices).toMatchObject([{ message: expect.stringContaining('delayed') }])
})

test('what has waited while somebody was away is delayed, too, and nothing is said of it', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  using alice = await NativePeer.join({ port: room.port })
  const notices = (): unknown[] => alice.messages.filter(({ type }) => type === 'notice')
  // Longer than a pause would have to be.
  alice.sendAll(postsOf(40))
  await alice.until('accepted', ({ id }) => id === 'm4')
  for (let index = 5; index < 40; index++) {
    time.advance(500)
    await alice.until('accepted', ({ id }) => id === `m${index}`)
  }
  expect(notices()).toEqual([])
  time.advance(pauseMs)
  alice.sendAll(postsOf(6, 'later'))
  await alice.until('notice')
})

test('small talk slows no message down, and has a limit of its own', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  using alice = await NativePeer.join({ port: room.port })
  const talk = Array.from({ length: 100 }, (_, index) => ({ type: 'received', seq: index }) as const)
  alice.sendAll([...talk, ...['m1', 'm2', 'm3', 'm4', 'm5'].map((id) => ({ type: 'post', id, text: id }) as const)])
  await alice.until('accepted', ({ id }) => id === 'm5')
  expect(alice.messages.some(({ type }) => type === 'notice')).toBe(false)
  // A page costs a tenth of a message: what is left of five messages is free, then come twenty a second.
  const pages = Array.from(
    { length: 60 },
    (_, index) => ({ type: 'page', request: `p${index}`, before: 1, limit: 1 }) as const,
  )
  alice.sendAll(pages)
  await alice.until('page', ({ request }) => request === 'p0')
  // Each waits for its turn, too.
  time.advance(400)
  await alice.until('page', ({ request }) => request === 'p39')
  expect(alice.messages.some((message) => message.type === 'page' && message.request === 'p50')).toBe(false)
  time.advance(2000)
  await alice.until('page', ({ request }) => request === 'p59')
})

test('who says much and goes at once is not heard faster for it', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  using alice = await NativePeer.join({ port: room.port })
  alice.sendAll(postsOf(500))
  alice.end()
  await room.untilLeft('alice')
  expect(room.said).toEqual(['m0', 'm1', 'm2', 'm3', 'm4'].map((id) => `alice: ${id}`))
})

test('what a client said last counts as far as its pace allows, and nothing behind what cannot be read', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  using alice = await NativePeer.join({ port: room.port })
  const pages = Array.from({ length: 60 }, (_, index) => pageRequest(`p${index}`))
  alice.socket.write(
    Buffer.concat([
      ...[...pages, ...postsOf(2)].map((message) => frame(JSON.stringify(message))),
      frame('garbage'),
      frame('{"type":"post","id":"late","text":"late"}'),
    ]),
  )
  alice.end()
  await room.untilLeft('alice')
  expect(room.said).toEqual(['alice: m0', 'alice: m1'])
})

test.each(['kick', 'ban'] as const)('a %s discards what is held back', async (type) => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  using alice = await NativePeer.join({ port: room.port })
  alice.sendAll(postsOf(100))
  await alice.until('accepted', ({ id }) => id === 'm4')
  const { personId } = alice.key
  room.host.moderate(
    type === 'kick' ? { type, personId, reason: '' } : { type, personId, reason: '', byAddress: false },
  )
  await room.untilLeft('alice')
  expect(room.said).toHaveLength(5)
})

test('pages that nobody can read any more are not looked up', async () => {
  const log = new RoomLog({ store: null })
  const before = vi.spyOn(log, 'before')
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock, log })
  using alice = await NativePeer.join({ port: room.port })
  const welcoming = before.mock.calls.length
  alice.sendAll(Array.from({ length: 800 }, (_, index) => pageRequest(`p${index}`)))
  alice.end()
  await room.untilLeft('alice')
  expect(before.mock.calls.length - welcoming).toBeLessThanOrEqual(50)
})

test('ten megabytes of posts stop neither the others nor the memory', async () => {
  const room = await openRoom()
  using flooder = await NativePeer.join({ port: room.port, nickname: 'flooder' })
  using alice = await NativePeer.join({ port: room.port })
  const text = 'x'.repeat(4096)
  flooder.sendAll(Array.from({ length: 2500 }, (_, index) => ({ type: 'post', id: `m${index}`, text }) as const))
  await flooder.until('accepted', ({ id }) => id === 'm4')
  await alice.say('a1', 'hello')
  // A few a second, however slow this machine is.
  expect(room.said.length).toBeLessThan(500)
  await room.host.close()
})
