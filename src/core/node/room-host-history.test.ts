import { describe, expect, test } from 'vitest'
import { type HostedRoom, openRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { lineOf, NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import { FullDisk, SmallDisk } from '../../../e2e/peers/small-disk.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

function openLog(folder: TemporaryFolder): RoomLog {
  return new RoomLog({ store: RoomStore.open(folder.path) })
}

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

test('whoever hosts a room from a terminal is the same person in it each time: what is for them still reaches them', async () => {
  using folder = new TemporaryFolder()
  const ids: (string | undefined)[] = []
  for (let time = 0; time < 2; time += 1) {
    const log = new RoomLog({ store: RoomStore.open(folder.path) })
    await using room = await openRoom({ log, hostNickname: 'Host' })
    ids.push(room.host.people[0]?.id)
    using alice = await NativePeer.join({ port: room.port })
    alice.send({ type: 'post', id: `m${time}`, text: 'psst', to: ids[0] ?? '' })
    await alice.until('accepted', ({ id }) => id === `m${time}`)
    expect(room.messages.at(-1)).toMatchObject({ text: 'psst', to: { personId: ids[0] } })
  }
  expect(ids[1]).toBe(ids[0])
})

describe('a full disk', () => {
  const noticesTo = (peer: NativePeer): string[] =>
    peer.messages.flatMap((message) => (message.type === 'notice' ? [message.message] : []))
  const noticesIn = (room: HostedRoom): unknown[] =>
    room.events.flatMap((event) => (event.type === 'notice.added' ? [event.notice] : []))

  test('is said to the host and to native clients, and the chat goes on until there is space again', async () => {
    using folder = new TemporaryFolder()
    const [disk, time] = [new SmallDisk(), new ManualTime()]
    const log = new RoomLog({ store: disk.holding(RoomStore.open(folder.path)), timers: time })
    await using room = await openRoom({ log })
    expect(room.host.description.retention?.stored).toBe(true)
    using alice = await NativePeer.join({ port: room.port })
    disk.fault = 'disk-full'
    await alice.say('m1', 'hello?')
    const { message } = await alice.until('notice')
    expect(message).toMatch(/^The disk of the host is full\./)
    expect(noticesIn(room)).toMatchObject([{ tone: 'warning', text: expect.stringMatching(/^The disk is full\./) }])
    const described = (stored: boolean): unknown => ({
      type: 'room.described',
      ...room.host.description,
      retention: { ...room.host.description.retention, stored },
    })
    expect(room.events).toContainEqual(described(false))
    expect(room.said).toEqual(['alice: hello?'])
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    expect((await bob.until('notice')).message).toBe(message)
    disk.fault = null
    time.advance(60_000)
    await Promise.all([alice, bob].map((peer) => peer.until('room', ({ retention }) => retention.stored)))
    await Promise.all([alice, bob].map((peer) => peer.until('notice', (notice) => notice.message !== message)))
    expect(noticesTo(bob)).toEqual([message, 'The conversation is kept again, with what was said meanwhile.'])
    expect(noticesIn(room)).toMatchObject([{}, { tone: 'quiet', text: noticesTo(bob)[1] }])
    expect(room.events.at(-1)).toEqual(described(true))
    using carol = await NativePeer.join({ port: room.port, nickname: 'carol' })
    await carol.say('m2', 'anything wrong?')
    expect(carol.welcome?.room.retention.stored).toBe(true)
    expect(noticesTo(carol)).toEqual([])
  })

  test('at the opening is said to the host and to native clients, and the room is the same with its bans', async () => {
    using folder = new TemporaryFolder()
    const banned = new PeerKey()
    const before = await openRoom({ log: new RoomLog({ store: RoomStore.open(folder.path) }) })
    {
      using alice = await NativePeer.join({ port: before.port, key: banned })
      before.host.moderate({ type: 'ban', personId: banned.personId, reason: '', byAddress: false })
      await alice.until('bye')
    }
    await before[Symbol.asyncDispose]()
    using _ = new FullDisk()
    await using room = await openRoom({ log: new RoomLog({ store: RoomStore.open(folder.path) }) })
    expect(room.host.roomId).toBe(before.host.roomId)
    using alice = await NativePeer.greet({ port: room.port, key: banned })
    expect(await alice.until('refused')).toMatchObject({ code: 'banned' })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    expect(bob.welcome?.room.retention.stored).toBe(false)
    expect((await bob.until('notice')).message).toMatch(/^The disk of the host is full\./)
    expect(noticesIn(room)).toMatchObject([{ tone: 'warning', text: expect.stringMatching(/ unless there is space/) }])
  })

  test('that breaks is said so', async () => {
    using folder = new TemporaryFolder()
    const disk = new SmallDisk()
    await using room = await openRoom({ log: new RoomLog({ store: disk.holding(RoomStore.open(folder.path)) }) })
    using alice = await NativePeer.join({ port: room.port })
    disk.fault = 'cannot-write'
    await alice.say('m1', 'hello?')
    expect((await alice.until('notice')).message).toContain('cannot keep this conversation any more')
  })
})

test('what many people say about being away shuts nobody out', async () => {
  using folder = new TemporaryFolder()
  await using room = await openRoom({ log: openLog(folder), limits: { sendQueueBytes: 64 * 1024, ...unlimited } })
  const names = Array.from({ length: 60 }, (_, index) => `guest ${index}`)
  const peers = await Promise.all(names.map((nickname) => NativePeer.join({ port: room.port, nickname })))
  for (let index = 0; index < 20; index += 1) await peers[0]?.say(`m${index}`, '…'.repeat(1300))
  for (const peer of peers) peer.send({ type: 'away', message: '…'.repeat(200) })
  await room.until((event) => event.type === 'person.changed' && event.person.nickname === 'guest 59')
  using last = await NativePeer.join({ port: room.port, nickname: 'last' })
  await last.untilLine('+ last')
  expect(last.welcome?.people.filter(({ away }) => away !== undefined)).toHaveLength(60)
  expect(last.events.length).toBeGreaterThan(5)
  for (const peer of peers) peer.reset()
})
