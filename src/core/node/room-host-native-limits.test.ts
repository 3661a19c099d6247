import { describe, expect, test, vi } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { frame, NativePeer } from '../../../e2e/peers/native-peer.ts'
import { defaultLimits } from '../common/limits.ts'
import type { ClientMessage } from '../common/native/messages.ts'
import type { RoomHostOptions } from './room-host-options.ts'
import { RoomLog } from './room-log.ts'
import { systemTimers } from './timers.ts'

function openRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ timers: systemTimers, hostNickname: 'hanna', ...options })
}

describe('what cannot be read', () => {
  const header = (length: number): Buffer => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(length)
    return bytes
  }

  test.each([
    ['a frame that is too long', header(defaultLimits.frameBytes + 1), 'was announced'],
    ['classic text', Buffer.from('hello everybody'), 'was announced'],
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

  test.each([
    ['marks without a letter', '\u0301'.repeat(2000)],
    ['marks that turn the direction', '\u202E'.repeat(1300)],
    ['families', '👩‍👩‍👧‍👦'.repeat(150)],
    ['halves of characters', '\uD83D'.repeat(600)],
    ['broken characters and NUL', '\uFFFD\0'.repeat(1000)],
  ])('pathological text reaches everybody, in bounds: %s', async (_what, text) => {
    await using room = await openRoom()
    using mallory = await NativePeer.join({ port: room.port, nickname: 'mallory' })
    using alice = await NativePeer.join({ port: room.port })
    mallory.post('m1', text)
    mallory.send({ type: 'rename', id: 'm2', nickname: text.slice(0, 200) })
    await mallory.until('rejected', ({ id }) => id === 'm2')
    await mallory.say('m3', 'still here')
    await alice.untilLine('mallory: still here')
    for (const event of alice.events) {
      if (event.type === 'message')
        expect(Buffer.byteLength(event.text)).toBeLessThanOrEqual(defaultLimits.messageBytes)
    }
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

describe('flood', () => {
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
    expect(room.said.length).toBeLessThan(20)
    await room.host.close()
  })
})

describe('send queue', () => {
  test('a client that reads nothing ends alone, and comes back to what it missed', async () => {
    await using room = await openRoom({ limits: { sendQueueBytes: 256 * 1024 } })
    using fast = await NativePeer.join({ port: room.port, nickname: 'fast' })
    using slow = await NativePeer.join({ port: room.port, nickname: 'slow' })
    await fast.untilLine('+ slow')
    slow.socket.pause()
    const text = 'x'.repeat(4000)
    let rounds = 0
    for (; room.host.people.length === 3 && rounds < 5000; rounds++) {
      room.host.say(`${text} ${rounds}`)
      await fast.untilLine(`hanna: ${text} ${rounds}`)
    }
    await fast.untilLine('- slow')
    const notices = room.events.flatMap((event) => (event.type === 'notice.added' ? [event.notice.text] : []))
    expect(notices).toEqual(['slow was disconnected, because they read too slowly.'])
    const seq = fast.events.at(-5)?.seq ?? 0
    const resume = { roomId: room.host.roomId, seq }
    using again = await NativePeer.join({ port: room.port, nickname: 'slow', key: slow.key }, { resume })
    await again.untilLine('+ slow')
    expect(again.events.slice(0, -1)).toEqual(fast.events.filter((event) => event.seq > seq).slice(0, 4))
  })

  test('who asks for more than they read is not read from', async () => {
    await using room = await openRoom({ limits: { floodBurst: Infinity, floodPerSecond: Infinity } })
    using alice = await NativePeer.join({ port: room.port })
    using deaf = await NativePeer.join({ port: room.port, nickname: 'deaf' })
    deaf.socket.pause()
    for (let index = 0; index < 2000; index++) deaf.post(`m${index}`, 'y'.repeat(4000))
    deaf.post('last', 'the end')
    await alice.say('a1', 'still here')
    expect(room.host.people).toHaveLength(3)
    deaf.socket.resume()
    await deaf.until('accepted', ({ id }) => id === 'last')
    expect(room.messages).toHaveLength(2002)
  })
})

describe('silence', () => {
  test('is broken by a ping, and ends in a goodbye', async () => {
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

  test('is not what a client keeps that has to wait for its turn', async () => {
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

test('nothing overtakes anything when a slow reader is thrown out in the middle of a long text', async () => {
  const limits = { floodBurst: Infinity, floodPerSecond: Infinity }
  await using room = await openRoom({ limits })
  using slow = await NativePeer.join({ port: room.port, nickname: 'slow' })
  slow.socket.pause()
  using good = await NativePeer.join({ port: room.port, nickname: 'good' })
  using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
  room.host.say(`${'h'.repeat(16_000_000)} the end of it`)
  const left = room.untilLeft('slow')
  for (let post = 0; post < 300; post++) bob.send({ type: 'post', id: `b${post}`, text: 'b'.repeat(4000) })
  await left
  await room.until((event) => event.type === 'message.added' && event.message.text.endsWith('the end of it'))
  await good.say('last', 'and that was it')
  const numbers = good.events.map(({ seq }) => seq)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
})
