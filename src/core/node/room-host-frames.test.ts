import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openRoom, unlimited } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { frame, NativePeer } from '../../../e2e/peers/native-peer.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { defaultLimits } from '../common/limits.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

describe('what cannot be read', () => {
  const header = (length: number): Buffer => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(length)
    return bytes
  }

  test.each([
    ['a frame that is too long', header(defaultLimits.frameBytes + 1), 'was announced'],
    ['classic text', Buffer.from('hello everybody'), 'was announced'],
    ['a deflated frame, which only a host writes', frame(deflateRawSync('{"type":"ping"}'), true), 'was announced'],
    ['no UTF-8', Buffer.concat([header(2), Buffer.of(0xff, 0xff)]), 'not UTF-8'],
    ['no JSON', frame('{"type":'), 'not JSON'],
    ['an empty frame', header(0), 'not JSON'],
    ['no object', frame('[]'), 'has no type'],
    ['a list of lists of lists, 30,000 deep', frame('['.repeat(30_000) + ']'.repeat(30_000)), 'has no type'],
    ['objects as deep as a frame can be', frame(`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`), 'has no type'],
    ['a deep text', frame(`{"type":"post","id":"m1","text":${'['.repeat(30_000)}${']'.repeat(30_000)}}`), 'malformed'],
    ['a post without a text', frame('{"type":"post","id":"m1"}'), 'type post is malformed'],
    ['a number that is too big', frame('{"type":"received","seq":1e999}'), 'type received is malformed'],
  ])('%s ends that connection in words, and no other', async (_what, bytes, sentence) => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port })
    using mallory = await NativePeer.join({ port: room.port, nickname: 'mallory' })
    mallory.socket.write(bytes)
    const bye = await mallory.until('bye')
    expect(bye.code).toBe('malformed')
    expect(bye.message).toContain(sentence)
    expect(await mallory.closed).toBe('fin')
    await alice.untilLine('- mallory')
    await alice.say('m1', 'still here')
  })

  test('garbage instead of a hello, too', async () => {
    await using room = await openRoom()
    const { peer } = await NativePeer.upgrade({ port: room.port })
    peer.socket.write(Buffer.from('\0SNUG\n\0SNUG\n'))
    expect(await peer.until('bye')).toMatchObject({ code: 'malformed' })
    expect(await peer.closed).toBe('fin')
    expect(room.events).toEqual([])
  })

  test('a hello behind it comes too late', async () => {
    await using room = await openRoom()
    const { peer, challenge } = await NativePeer.upgrade({ port: room.port })
    peer.socket.cork()
    peer.socket.write(frame('garbage'))
    peer.sayHello(challenge.nonce)
    peer.socket.uncork()
    expect(await peer.until('bye')).toMatchObject({ code: 'malformed' })
    expect(await peer.closed).toBe('fin')
    using alice = await NativePeer.join({ port: room.port, nickname: 'second' })
    await alice.say('m1', 'hi')
    expect(room.events.map(({ type }) => type)).toEqual(['person.joined', 'message.added'])
  })

  test('a frame that trickles in byte by byte is read all the same', async () => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port })
    for (const byte of frame('{"type":"post","id":"m1","text":"é 😀"}')) {
      await new Promise((resolve) => void alice.socket.write(Uint8Array.of(byte), resolve))
    }
    await alice.until('accepted')
    expect(room.said).toEqual(['alice: é 😀'])
  })

  test('a hello that trickles in byte by byte wins no time', async () => {
    const time = new ManualTime()
    await using room = await openRoom({ timers: time, clock: time.clock })
    const { peer } = await NativePeer.upgrade({ port: room.port })
    for (const byte of frame('{"type":"hello"}').subarray(0, 9)) {
      peer.socket.write(Uint8Array.of(byte))
      time.advance(defaultLimits.handshakeMs / 10)
    }
    time.advance(defaultLimits.handshakeMs / 10)
    expect(await peer.until('bye')).toMatchObject({ message: 'No hello came within 20 seconds.' })
    // It does not close its side: the host does not wait for that either.
    time.advance(1000)
    await peer.closed
    expect(room.events).toEqual([])
  })

  test('a message of a type from the future is ignored', async () => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port })
    alice.send({ type: 'hologram' })
    alice.send({ type: 'toString' })
    await alice.say('m1', 'still here')
    expect(room.said).toEqual(['alice: still here'])
  })
})

test('people who do not fit into one frame are welcomed with several', async () => {
  await using room = await openRoom({ limits: { frameBytes: 8 * 1024, floodBurst: Infinity } })
  const names = Array.from({ length: 200 }, (_, index) => `guest number ${index}`)
  const peers = await Promise.all(names.map((nickname) => NativePeer.join({ port: room.port, nickname })))
  using last = await NativePeer.join({ port: room.port, nickname: 'last' })
  await last.untilLine('+ last')
  const people = last.messages.flatMap((message) =>
    message.type === 'welcome' || message.type === 'people' ? message.people.map(({ nickname }) => nickname) : [],
  )
  expect(new Set(people)).toEqual(new Set(['hanna', ...names, 'last']))
  expect(people).toHaveLength(202)
  for (const peer of peers) peer.reset()
})

describe('what everybody is told', () => {
  const posts = Array.from({ length: 20 }, (_, index) => ({
    type: 'post' as const,
    id: `m${index}`,
    text: `This is message ${index}.`,
  }))

  test('is deflated for those that can read it, and the same for all', async () => {
    await using room = await openRoom({ limits: unlimited })
    using alice = await NativePeer.join({ port: room.port }, { capabilities: ['deflate'] })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' }, { capabilities: ['telepathy'] })
    await alice.untilLine('+ bob')
    const before = [alice, bob].map(({ socket }) => socket.bytesRead)
    bob.sendAll(posts)
    await Promise.all([alice, bob].map((peer) => peer.untilLine('bob: This is message 19.')))
    expect(alice.events.filter(({ type }) => type === 'message')).toEqual(
      bob.events.filter(({ type }) => type === 'message'),
    )
    expect(alice.deflatedFrames).toBeGreaterThan(0)
    expect(bob.deflatedFrames).toBe(0)
    const [toAlice = 0, toBob = 0] = [alice, bob].map(({ socket }, index) => socket.bytesRead - (before[index] ?? 0))
    expect(toAlice).toBeLessThan(toBob / 3)
  })

  test('comes as it is where it would become too much of too little', async () => {
    await using room = await openRoom({ limits: unlimited })
    using alice = await NativePeer.join({ port: room.port }, { capabilities: ['deflate'] })
    await alice.say('m1', 'x'.repeat(4000))
    await alice.untilLine(`alice: ${'x'.repeat(4000)}`)
    expect(alice.deflatedFrames).toBe(0)
  })

  test('comes as it is if it is short, and so does what only one is told', async () => {
    using folder = new TemporaryFolder()
    await using room = await openRoom({ limits: unlimited, log: new RoomLog({ store: RoomStore.open(folder.path) }) })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    bob.sendAll(posts)
    await bob.untilLine('bob: This is message 19.')
    using alice = await NativePeer.join({ port: room.port }, { capabilities: ['deflate'] })
    await alice.untilLine('bob: This is message 19.')
    alice.send({ type: 'page', request: 'p', before: 30, limit: 100 })
    await alice.until('page')
    await alice.say('short', 'Hi')
    await alice.untilLine('alice: Hi')
    const talk = Array.from({ length: 300 }, (_, index) => `word ${index}`).join(' ')
    bob.send({ type: 'post', id: 'direct', text: talk, to: alice.key.personId })
    await alice.untilLine(`bob: ${talk}`)
    expect(alice.deflatedFrames).toBe(0)
    bob.send({ type: 'post', id: 'for-all', text: talk })
    await alice.until('events', ({ events }) => events.some((event) => 'id' in event && event.id === 'for-all'))
    expect(alice.deflatedFrames).toBe(1)
  })
})
