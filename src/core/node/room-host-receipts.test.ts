import { describe, expect, test } from 'vitest'
import { openRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import { SmallDisk } from '../../../e2e/peers/small-disk.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

describe('receipts', () => {
  test('tell an author who has a message, and who cannot say', async () => {
    await using room = await openRoom()
    using carl = await room.join('carl')
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    using alice = await NativePeer.join({ port: room.port })
    const { seq } = await alice.say('m1', 'hi')
    const has = (have: number) =>
      alice.until('receipts', ({ receipts }) => receipts.some((receipt) => receipt.have === have))
    // The host's own person has it as soon as it is stored.
    const counted = { id: 'm1', of: 3, cannotConfirm: ['carl'] }
    expect((await has(1)).receipts).toEqual([{ ...counted, have: 1, names: { have: ['hanna'], missing: ['bob'] } }])
    bob.send({ type: 'received', seq })
    expect((await has(2)).receipts).toEqual([{ ...counted, have: 2, names: { have: ['hanna', 'bob'], missing: [] } }])
    expect(carl.text).toContain('alice: hi')
    expect(bob.messages.some(({ type }) => type === 'receipts')).toBe(false)
  })

  test('reach an author who was away when they came', async () => {
    await using room = await openRoom()
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    const alice = await NativePeer.join({ port: room.port })
    const { seq } = await alice.say('m1', 'hi')
    await alice.until('receipts')
    alice.reset()
    await bob.untilLine('- alice')
    bob.send({ type: 'received', seq })
    await bob.say('b1', 'got it')
    const resume = { roomId: room.host.roomId, seq }
    using again = await NativePeer.join({ port: room.port, key: alice.key }, { resume })
    const names = { have: ['hanna', 'bob'], missing: [] }
    expect((await again.until('receipts')).receipts).toEqual([{ id: 'm1', have: 2, of: 2, cannotConfirm: [], names }])
  })

  test('name people as they were called when the message was said', async () => {
    await using room = await openRoom()
    using carl = await room.join('carl')
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    using alice = await NativePeer.join({ port: room.port })
    bob.send({ type: 'rename', id: 'r1', nickname: 'Robert' })
    carl.say('/nick karl')
    for (const name of ['Robert', 'karl']) await alice.until('person', ({ person }) => person.nickname === name)
    await alice.say('m1', 'hi')
    const { receipts } = await alice.until('receipts')
    expect(receipts).toMatchObject([{ cannotConfirm: ['karl'], names: { have: ['hanna'], missing: ['Robert'] } }])
  })

  test('name nobody in a large room', async () => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port })
    using others = new DisposableStack()
    for (let index = 1; index <= 20; index += 1) {
      others.use(await NativePeer.join({ port: room.port, nickname: `guest${index}` }))
    }
    await alice.say('m1', 'hi')
    expect((await alice.until('receipts')).receipts).toEqual([{ id: 'm1', have: 1, of: 21, cannotConfirm: [] }])
  })

  test('reach an author who comes anew, for what they are given again', async () => {
    using folder = new TemporaryFolder()
    await using room = await openRoom({ log: new RoomLog({ store: RoomStore.open(folder.path) }) })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    const alice = await NativePeer.join({ port: room.port })
    await alice.say('m1', 'one')
    const { seq } = await alice.say('m2', 'two')
    bob.send({ type: 'received', seq })
    await alice.until('receipts', ({ receipts }) => receipts.some(({ id, have }) => id === 'm2' && have === 2))
    alice.reset()
    await bob.untilLine('- alice')
    const again = (history: number): Promise<NativePeer> =>
      NativePeer.join({ port: room.port, key: alice.key }, { history })
    using first = await again(100)
    expect((await first.until('receipts')).receipts).toMatchObject([
      { id: 'm1', have: 2, of: 2 },
      { id: 'm2', have: 2, of: 2 },
    ])
    // What comes last in the log: a leaving, and an arrival.
    using second = await again(3)
    expect((await second.until('receipts')).receipts).toMatchObject([{ id: 'm2', have: 2, of: 2 }])
    using third = await again(0)
    room.host.say('hello')
    await third.untilLine('hanna: hello')
    expect(third.messages.some(({ type }) => type === 'receipts')).toBe(false)
  })

  test('cut off no author, however many cannot confirm what they said', async () => {
    const limits = { ...unlimited, sendQueueBytes: 256 * 1024 }
    await using room = await openRoom({ limits })
    const names = Array.from({ length: 100 }, (_, index) => `classic guest number ${100 + index}`)
    const guests = await Promise.all(names.map((name) => room.join(name)))
    using alice = await NativePeer.join({ port: room.port })
    const ids = Array.from({ length: 120 }, (_, index) => `m${index}`)
    const isTold = async (peer: NativePeer): Promise<void> => {
      await peer.until('receipts', ({ receipts }) => receipts.some(({ id }) => id === ids.at(-1)))
      const receipts = peer.messages.flatMap((message) => (message.type === 'receipts' ? message.receipts : []))
      expect(new Set(receipts.map(({ id }) => id))).toEqual(new Set(ids))
    }
    alice.sendAll(ids.map((id) => ({ type: 'post', id, text: 'hi' })))
    await isTold(alice)
    alice.reset()
    await room.untilLeft('alice')
    const resume = { roomId: room.host.roomId, seq: alice.events.at(-1)?.seq ?? 0 }
    using again = await NativePeer.join({ port: room.port, key: alice.key }, { resume })
    await isTold(again)
    expect(room.host.people).toHaveLength(102)
    for (const guest of guests) guest.reset()
  })

  test('are known again after the room was closed and opened', async () => {
    using folder = new TemporaryFolder()
    const open = () => openRoom({ log: new RoomLog({ store: RoomStore.open(folder.path) }) })
    const [aliceKey, bobKey] = [new PeerKey(), new PeerKey()]
    let seq: number
    {
      await using room = await open()
      using bob = await NativePeer.join({ port: room.port, nickname: 'bob', key: bobKey })
      using alice = await NativePeer.join({ port: room.port, key: aliceKey })
      room.host.say('welcome', { id: 'h1' })
      await alice.say('m1', 'one')
      await bob.untilLine('alice: one')
      bob.send({ type: 'received', seq: bob.events.at(-1)?.seq ?? 0 })
      await alice.until('receipts', ({ receipts }) => receipts.some(({ have }) => have === 2))
      ;({ seq } = await alice.say('m2', 'two'))
    }
    await using room = await open()
    const have = (have: string[], missing: string[]) => ({ have: have.length, of: 2, names: { have, missing } })
    expect(room.host.ownLedgers.get('h1')).toMatchObject(have(['bob'], ['alice']))
    const resume = { roomId: room.host.roomId, seq }
    using alice = await NativePeer.join({ port: room.port, key: aliceKey }, { resume })
    expect((await alice.until('receipts')).receipts).toMatchObject([
      { id: 'm1', ...have(['hanna', 'bob'], []) },
      { id: 'm2', ...have(['hanna'], ['bob']) },
    ])
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob', key: bobKey }, { resume })
    await bob.say('b1', 'back')
    bob.send({ type: 'received', seq: bob.events.at(-1)?.seq ?? 0 })
    const isTold = ({ id, have }: { id: string; have: number }): boolean => id === 'm2' && have === 2
    await alice.until('receipts', ({ receipts }) => receipts.some(isTold))
  })

  test('are kept once a full disk has space again', async () => {
    using folder = new TemporaryFolder()
    const [time, disk] = [new ManualTime(), new SmallDisk()]
    const opened = { timers: time, clock: time.clock }
    {
      const log = new RoomLog({ store: disk.holding(RoomStore.open(folder.path)), ...opened })
      await using room = await openRoom({ log, ...opened })
      using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
      disk.fault = 'disk-full'
      room.host.say('one', { id: 'h1' })
      await bob.untilLine('hanna: one')
      time.advance(250)
      disk.fault = null
      time.advance(60_000)
    }
    const log = new RoomLog({ store: RoomStore.open(folder.path) })
    await using room = await openRoom({ log })
    expect(room.host.ownLedgers.get('h1')).toMatchObject({ have: 0, of: 1 })
  })

  test('reach the host’s own person, in batches', async () => {
    const time = new ManualTime()
    await using room = await openRoom({ timers: time, clock: time.clock })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    room.host.say('one', { id: 'h1' })
    room.host.say('two', { id: 'h2' })
    await bob.untilLine('hanna: two')
    bob.send({ type: 'received', seq: bob.events.at(-1)?.seq ?? 0 })
    await bob.say('b1', 'done')
    const ledgers = () => room.events.filter(({ type }) => type === 'message.delivery-changed')
    expect(ledgers()).toEqual([])
    time.advance(250)
    const ledger = { have: 1, of: 1, cannotConfirm: [], names: { have: ['bob'], missing: [] } }
    const delivery = { state: 'sent', ledger }
    expect(ledgers()).toMatchObject([
      { id: 'h1', delivery },
      { id: 'h2', delivery },
    ])
    time.advance(1000)
    expect(ledgers()).toHaveLength(2)
  })
})

describe('who is writing', () => {
  test('is told to the others, at most once a second, and ends by itself', async () => {
    const time = new ManualTime()
    await using room = await openRoom({ timers: time, clock: time.clock })
    using alice = await NativePeer.join({ port: room.port })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    await alice.untilLine('+ bob')
    const typing = (peer: NativePeer) =>
      peer.messages.flatMap((message) => (message.type === 'typing' ? [message.on] : []))
    const seen = () => room.events.flatMap((event) => (event.type === 'typing.changed' ? [event.on] : []))
    alice.send({ type: 'typing', on: true })
    alice.send({ type: 'typing', on: true })
    alice.send({ type: 'typing', on: false })
    alice.send({ type: 'typing', on: true })
    await alice.say('m1', 'hi')
    await bob.untilLine('alice: hi')
    expect(typing(bob)).toEqual([true, false])
    time.advance(1000)
    alice.send({ type: 'typing', on: true })
    await alice.say('m2', 'still here')
    await bob.untilLine('alice: still here')
    expect(seen()).toEqual([true, false, true])
    time.advance(6000)
    await bob.until('typing', () => typing(bob).length === 4)
    expect(typing(bob)).toEqual([true, false, true, false])
    expect(seen()).toEqual([true, false, true, false])
    expect(typing(alice)).toEqual([])
    room.host.setTyping(true)
    expect(await alice.until('typing')).toMatchObject({ personId: room.host.people[0]?.id, on: true })
    expect(seen()).toHaveLength(4)
  })
})

test('who has left is not writing any more', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, clock: time.clock })
  const key = new PeerKey()
  const alice = await NativePeer.join({ port: room.port, key })
  alice.send({ type: 'typing', on: true })
  await room.until(({ type }) => type === 'typing.changed')
  alice.reset()
  await room.untilLeft('alice')
  time.advance(6000)
  expect(room.events.filter(({ type }) => type === 'typing.changed')).toHaveLength(1)
})
