import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { lineOf, NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import type { RoomHostOptions } from './room-host-options.ts'
import { type LogStore, recentEvents, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { StoreFailure } from './store-failure.ts'
import { systemTimers } from './timers.ts'

const unlimited = { floodBurst: Infinity, floodPerSecond: Infinity }

function openRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ timers: systemTimers, hostNickname: 'hanna', ...options })
}

class TemporaryFolder implements Disposable {
  readonly path: string

  constructor() {
    this.path = mkdtempSync(path.join(tmpdir(), 'snug-host-'))
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true })
  }
}

function openLog(folder: TemporaryFolder): RoomLog {
  return new RoomLog({ store: RoomStore.open(folder.path) })
}

/** What a room was told by somebody, as a conversation. */
function said(room: HostedRoom): string[] {
  return room.events.flatMap((event) => {
    if (event.type === 'message.added') return [`${event.message.author.nickname}: ${event.message.text}`]
    if (event.type !== 'person.joined' && event.type !== 'person.left') return []
    return [`${event.type === 'person.joined' ? '+' : '-'} ${event.entry?.nickname ?? ''}`]
  })
}

describe('coming back', () => {
  test('brings exactly what was missed, in order', async () => {
    await using room = await openRoom()
    const alice = await NativePeer.join({ port: room.port })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    await alice.untilLine('+ bob')
    const { seq } = await bob.say('b1', 'seen')
    await alice.untilLine('bob: seen')
    alice.reset()
    await bob.untilLine('- alice')
    await bob.say('b2', 'missed')
    room.host.say('missed too')
    await bob.untilLine('hanna: missed too')
    const resume = { roomId: room.host.roomId, seq }
    using again = await NativePeer.join({ port: room.port, key: alice.key }, { resume })
    await again.untilLine('+ alice')
    expect(again.welcome?.complete).toBe(true)
    expect(again.lines).toEqual(['- alice', 'bob: missed', 'hanna: missed too', '+ alice'])
    expect(again.events.slice(0, 3)).toEqual(bob.events.filter((event) => event.seq > seq).slice(0, 3))
  })

  test('ends one’s own ghost, and nobody else notices', async () => {
    await using room = await openRoom()
    using carl = await room.join('carl')
    using ghost = await NativePeer.join({ port: room.port })
    await carl.until('alice joined!')
    const { seq } = await ghost.say('a1', 'before')
    const resume = { roomId: room.host.roomId, seq }
    using alice = await NativePeer.join({ port: room.port, key: ghost.key }, { resume })
    expect(await ghost.until('bye')).toMatchObject({ code: 'replaced' })
    expect(await ghost.closed).toBe('fin')
    await alice.say('a2', 'after')
    await carl.until('alice: after')
    expect(alice.welcome).toMatchObject({ complete: true, lastSeq: seq, self: { nickname: 'alice' } })
    expect(alice.lines).toEqual(['alice: after'])
    expect(said(room)).toEqual(['+ carl', '+ alice', 'alice: before', 'alice: after'])
    expect(room.host.people.map(({ nickname }) => nickname)).toEqual(['hanna', 'carl', 'alice'])
    alice.end()
    await carl.until('alice left!')
    using other = await NativePeer.join({ port: room.port })
    expect(other.welcome?.self.nickname).toBe('alice')
  })

  test('leaves what the ghost still had to say to whoever has come back', async () => {
    await using room = await openRoom({ limits: { floodBurst: 2, floodPerSecond: 0.001 } })
    using ghost = await NativePeer.join({ port: room.port })
    ghost.sendAll([
      { type: 'post', id: 'm1', text: 'one' },
      { type: 'post', id: 'm2', text: 'two' },
      { type: 'post', id: 'm3', text: 'three' },
    ])
    const { seq } = await ghost.until('accepted', ({ id }) => id === 'm2')
    const resume = { roomId: room.host.roomId, seq }
    using alice = await NativePeer.join({ port: room.port, key: ghost.key }, { resume })
    expect((await alice.say('m2', 'two')).seq).toBe(seq)
    await alice.say('m3', 'three')
    expect(alice.lines).toEqual(['alice: three'])
    expect(room.said).toEqual(['alice: one', 'alice: two', 'alice: three'])
  })

  test('blocks no name that the ghost was still to have', async () => {
    await using room = await openRoom({ limits: { floodBurst: 1, floodPerSecond: 0.001 } })
    using ghost = await NativePeer.join({ port: room.port })
    ghost.sendAll([
      { type: 'post', id: 'm1', text: 'one' },
      { type: 'rename', id: 'n1', nickname: 'zoe' },
    ])
    await ghost.until('accepted')
    const again = await NativePeer.join({ port: room.port, key: ghost.key })
    expect(room.host.people.map(({ nickname }) => nickname)).toEqual(['hanna', 'alice'])
    again.end()
    await room.untilLeft('alice')
    for (const nickname of ['alice', 'zoe']) {
      using newcomer = await NativePeer.join({ port: room.port, nickname })
      expect(newcomer.welcome?.self.nickname).toBe(nickname)
    }
  })

  test('under another name is a leave and a join', async () => {
    await using room = await openRoom()
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    using ghost = await NativePeer.join({ port: room.port })
    using alicia = await NativePeer.join({ port: room.port, nickname: 'alicia', key: ghost.key })
    await bob.untilLine('+ alicia')
    expect(bob.lines).toEqual(['+ bob', '+ alice', '- alice', '+ alicia'])
    expect(alicia.welcome?.people.map(({ nickname }) => nickname)).toEqual(['hanna', 'bob', 'alicia'])
    using alice = await NativePeer.join({ port: room.port })
    expect(alice.welcome?.self.nickname).toBe('alice')
  })

  test('is refused under somebody else’s name, and the ghost lives', async () => {
    await using room = await openRoom()
    using ghost = await NativePeer.join({ port: room.port })
    using again = await NativePeer.greet({ port: room.port, nickname: 'Hanna', key: ghost.key })
    expect(await again.until('refused')).toMatchObject({ code: 'name-taken' })
    await ghost.say('m1', 'still here')
  })

  test('after too much has happened brings the newest page, and says that it is not all', async () => {
    using folder = new TemporaryFolder()
    await using room = await openRoom({ limits: unlimited, log: openLog(folder) })
    const alice = await NativePeer.join({ port: room.port })
    const roomId = room.host.roomId
    for (let index = 1; index <= recentEvents; index++) room.host.say(`message ${index}`)
    await alice.untilLine(`hanna: message ${recentEvents}`)
    alice.reset()
    await room.untilLeft('alice')
    // Its own join, all the messages and its leave.
    const lastSeq = recentEvents + 2
    using whole = await NativePeer.join({ port: room.port, key: alice.key }, { resume: { roomId, seq: 2 } })
    await whole.untilLine('+ alice')
    expect(whole.welcome).toMatchObject({ complete: true, lastSeq })
    expect(whole.events).toHaveLength(recentEvents + 1)
    const hello = { resume: { roomId, seq: 1 }, history: 3 }
    using partial = await NativePeer.join({ port: room.port, nickname: 'bob' }, hello)
    await partial.untilLine('+ bob')
    expect(partial.welcome).toMatchObject({ complete: false, lastSeq: lastSeq + 1 })
    expect(partial.lines).toEqual([`hanna: message ${recentEvents}`, '- alice', '+ alice', '+ bob'])
  })

  test('after too many bytes, too', async () => {
    await using room = await openRoom({ limits: { sendQueueBytes: 100_000 } })
    const alice = await NativePeer.join({ port: room.port })
    alice.reset()
    await room.untilLeft('alice')
    for (let index = 0; index < 20; index++) room.host.say('x'.repeat(4000))
    await room.until((event) => event.type === 'message.added' && room.messages.length === 20)
    using again = await NativePeer.join(
      { port: room.port, key: alice.key },
      { resume: { roomId: room.host.roomId, seq: 1 } },
    )
    expect(again.welcome?.complete).toBe(false)
  })

  test('to another room, or to one that knows less, starts afresh', async () => {
    using folder = new TemporaryFolder()
    await using room = await openRoom({ log: openLog(folder) })
    room.host.say('hi')
    await room.until(({ type }) => type === 'message.added')
    using stranger = await NativePeer.join({ port: room.port }, { resume: { roomId: 'another', seq: 1 } })
    await stranger.untilLine('+ alice')
    expect(stranger.lines).toEqual(['hanna: hi', '+ alice'])
    const resume = { roomId: room.host.roomId, seq: 1000 }
    using prophet = await NativePeer.join({ port: room.port, nickname: 'bob' }, { resume })
    await prophet.untilLine('+ bob')
    expect(prophet.welcome?.complete).toBe(false)
    expect(prophet.lines).toEqual(['hanna: hi', '+ alice', '+ bob'])
  })

  test('works after the room was closed and opened again', async () => {
    using folder = new TemporaryFolder()
    const first = await openRoom({ log: openLog(folder), hostPersonId: 'key:hanna' })
    const { roomId } = first.host
    const alice = await NativePeer.join({ port: first.port })
    await alice.say('m1', 'one')
    first.host.say('two')
    await alice.untilLine('hanna: two')
    const seq = alice.events.at(-1)?.seq ?? 0
    await first.host.close()
    await using second = await openRoom({ log: openLog(folder), hostPersonId: 'key:hanna' })
    expect(second.host.roomId).toBe(roomId)
    using again = await NativePeer.join({ port: second.port, key: alice.key }, { resume: { roomId, seq } })
    expect((await again.say('m1', 'one')).seq).toBe(2)
    await again.say('m2', 'three')
    expect(again.welcome?.complete).toBe(true)
    expect(again.lines).toEqual(['+ alice', 'alice: three'])
  })
})

describe('history', () => {
  test('begins with the newest page and goes back page by page', async () => {
    using folder = new TemporaryFolder()
    await using room = await openRoom({ log: openLog(folder) })
    for (let index = 1; index <= 500; index++) room.host.say(`message ${index}`)
    await room.until(() => room.messages.length === 500)
    using alice = await NativePeer.join({ port: room.port }, { history: 150 })
    await alice.untilLine('hanna: message 500')
    expect(alice.welcome).toMatchObject({ complete: false, lastSeq: 500, room: { retention: { stored: true } } })
    expect(alice.lines[0]).toBe('hanna: message 351')
    alice.send({ type: 'page', request: 'older', before: 351, limit: 300 })
    await alice.until('page', ({ done }) => done)
    alice.send({ type: 'page', request: 'oldest', before: 51, limit: 1000 })
    await alice.until('page', ({ request, done }) => request === 'oldest' && done)
    const pages = alice.messages.filter((message) => message.type === 'page')
    const linesOf = (wanted: string): string[] =>
      pages.flatMap(({ request, events }) => (request === wanted ? events.map(lineOf) : []))
    expect(linesOf('older')).toEqual(Array.from({ length: 300 }, (_, index) => `hanna: message ${index + 51}`))
    expect(linesOf('oldest')).toEqual(Array.from({ length: 50 }, (_, index) => `hanna: message ${index + 1}`))
    expect(pages.map(({ request, done, more }) => [request, done, more])).toEqual([
      ['older', false, true],
      ['older', true, true],
      ['oldest', true, false],
    ])
  })

  test('is not sent to who wants none', async () => {
    using folder = new TemporaryFolder()
    await using room = await openRoom({ log: openLog(folder) })
    using early = await NativePeer.join({ port: room.port, nickname: 'early' }, { history: 0 })
    expect(early.welcome).toMatchObject({ complete: true, lastSeq: 0 })
    using late = await NativePeer.join({ port: room.port, nickname: 'late' }, { history: 0 })
    await late.untilLine('+ late')
    expect(late.welcome).toMatchObject({ complete: false, lastSeq: 1 })
    expect(late.lines).toEqual(['+ late'])
  })

  test('larger than a client may be owed comes in part, and says so', async () => {
    using folder = new TemporaryFolder()
    await using room = await openRoom({ log: openLog(folder), limits: { sendQueueBytes: 400_000 } })
    for (let index = 0; index < 200; index++) room.host.say('x'.repeat(4000))
    await room.until(() => room.messages.length === 200)
    using alice = await NativePeer.join({ port: room.port }, { history: 10 })
    await alice.untilLine('+ alice')
    alice.send({ type: 'page', request: 'all', before: 1000, limit: 1000 })
    const last = await alice.until('page', ({ done }) => done)
    const pages = alice.messages.filter((message) => message.type === 'page')
    expect(pages.flatMap(({ events }) => events).length).toBeLessThan(50)
    expect(last).toMatchObject({ more: true })
    expect(last.events.at(-1)).toMatchObject({ type: 'joined' })
  })

  test('of a room that keeps nothing is empty', async () => {
    await using room = await openRoom()
    room.host.say('gone with the wind')
    await room.until(({ type }) => type === 'message.added')
    using alice = await NativePeer.join({ port: room.port })
    await alice.untilLine('+ alice')
    expect(alice.lines).toEqual(['+ alice'])
    expect(room.host.description.retention?.stored).toBe(false)
  })
})

describe('a full disk', () => {
  const storeThatFails = (): LogStore => ({
    roomId: 'room',
    lastSeq: 0,
    append: () => {
      throw new StoreFailure('disk-full', 'The disk is full.')
    },
    before: () => ({ events: [], more: false }),
    find: () => null,
    rules: null,
    saveRules: () => undefined,
    prune: () => undefined,
    sync: () => undefined,
    close: () => undefined,
  })

  test('is said to the host and to native clients, and the chat goes on', async () => {
    await using room = await openRoom({ log: new RoomLog({ store: storeThatFails() }) })
    expect(room.host.description.retention?.stored).toBe(true)
    using alice = await NativePeer.join({ port: room.port })
    await alice.say('m1', 'hello?')
    expect((await alice.until('notice')).message).toContain('cannot keep this conversation any more')
    const notices = room.events.flatMap((event) => (event.type === 'notice.added' ? [event.notice] : []))
    expect(notices).toMatchObject([{ tone: 'warning' }])
    expect(notices[0]?.text).toContain('The disk is full.')
    expect(room.events).toContainEqual({
      type: 'room.described',
      ...room.host.description,
      retention: { ...room.host.description.retention, stored: false },
    })
    expect(room.said).toEqual(['alice: hello?'])
  })
})

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
    expect((await has(1)).receipts).toEqual([{ id: 'm1', have: 1, of: 3, cannotConfirm: ['carl'] }])
    bob.send({ type: 'received', seq })
    expect((await has(2)).receipts).toEqual([{ id: 'm1', have: 2, of: 3, cannotConfirm: ['carl'] }])
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
    expect((await again.until('receipts')).receipts).toEqual([{ id: 'm1', have: 2, of: 2, cannotConfirm: [] }])
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
    const delivery = { state: 'sent', ledger: { have: 1, of: 1, cannotConfirm: [] } }
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
