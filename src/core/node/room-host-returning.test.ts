import { describe, expect, test } from 'vitest'
import { type HostedRoom, openRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { recentEvents, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

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
