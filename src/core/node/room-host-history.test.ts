import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { lineOf, NativePeer } from '../../../e2e/peers/native-peer.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import type { RoomHostOptions } from './room-host-options.ts'
import { createRoomKey } from './room-key.ts'
import { type LogStore, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { StoreFailure } from './store-failure.ts'
import { systemTimers } from './timers.ts'

function openRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ timers: systemTimers, hostNickname: 'hanna', ...options })
}

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

describe('a full disk', () => {
  const storeThatFails = (): LogStore => ({
    key: createRoomKey(),
    lastSeq: 0,
    append: () => {
      throw new StoreFailure('disk-full', 'The disk is full.')
    },
    before: () => ({ events: [], more: false }),
    find: () => null,
    findErased: () => null,
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
