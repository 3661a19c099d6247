import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import { newcomerPatienceMs } from './classic-guests.ts'
import type { RoomHostOptions } from './room-host-options.ts'
import { systemTimers, type Timers } from './timers.ts'

/** A newcomer has all the time it wants to show that it is native. */
const patientTimers: Timers = {
  ...systemTimers,
  after: (ms, callback) => (ms === newcomerPatienceMs ? () => undefined : systemTimers.after(ms, callback)),
}

function openRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ timers: patientTimers, ...options })
}

describe('the upgrade', () => {
  test('everybody hears of a native client once, under its own name', async () => {
    await using room = await HostedRoom.open({ timers: systemTimers, hostNickname: 'hanna' })
    const named: string[] = []
    room.host.arrivals.on('named', ({ nickname }) => named.push(nickname))
    using bob = await room.join('bob')
    using zoe = await NativePeer.join({ port: room.port, nickname: 'Zoë', classicNickname: 'Zoe' })
    await bob.until('Zoe joined!')
    room.host.say('hello')
    expect(await bob.until('hanna: hello')).toMatch(/Connected to server! \t Zoe joined!hanna: hello$/)
    expect(named).toEqual(['bob', 'Zoë'])
    const zoeInTheRoom = { id: zoe.key.personId, nickname: 'Zoë', kind: 'native' }
    expect(room.host.people).toMatchObject([{ nickname: 'hanna', kind: 'host' }, { nickname: 'bob' }, zoeInTheRoom])
    expect(zoe.welcome).toMatchObject({
      version: 1,
      room: { id: room.host.roomId, name: 'Room', retention: { stored: false } },
      self: zoeInTheRoom,
      people: room.host.people,
    })
    await zoe.untilLine('hanna: hello')
    expect(zoe.lines).toEqual(['+ Zoë', 'hanna: hello'])
    zoe.end()
    await bob.until('Zoe left!')
  })

  test('the mark may come in pieces, with the first frames behind it', async () => {
    await using room = await openRoom()
    using peer = await NativePeer.connect({ port: room.port })
    await peer.giveNickname()
    for (const byte of Buffer.from('\0SNUG\n')) {
      peer.socket.write(Uint8Array.of(byte))
      await new Promise<void>((resolve) => void setImmediate(resolve))
    }
    const { nonce } = await peer.until('challenge')
    peer.sayHello(nonce)
    await peer.until('welcome')
    expect(room.messages).toEqual([])
  })

  test('until it asks for more, it reads what every client reads', async () => {
    await using room = await openRoom({ hostNickname: 'hanna' })
    using peer = await NativePeer.connect({ port: room.port })
    await peer.giveNickname()
    room.host.say('hi')
    expect(await peer.classic.until('hanna: hi')).toBe('NICKalice joined!\nConnected to server! \t hanna: hi')
    expect(room.host.people).toHaveLength(1)
  })

  test('whoever says something first is announced before it', async () => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port })
    using carl = await room.connect({ nickname: 'carl' })
    await carl.enter()
    carl.say('hi')
    await alice.untilLine('carl: hi')
    expect(alice.lines).toEqual(['+ alice', '+ carl', 'carl: hi'])
    expect(carl.text).not.toContain('alice joined!')
    expect(carl.text.match(/carl joined!/g)).toHaveLength(1)
  })

  test('whoever says nothing is announced after a moment', async () => {
    await using room = await HostedRoom.open({ timers: systemTimers })
    using alice = await NativePeer.join({ port: room.port })
    using carl = await room.connect({ nickname: 'carl' })
    await carl.enter()
    await alice.untilLine('+ carl')
  })

  test('whoever goes before that was never there', async () => {
    await using room = await openRoom({ hostNickname: 'hanna' })
    using alice = await NativePeer.join({ port: room.port })
    const carl = await room.connect({ nickname: 'carl' })
    await carl.enter()
    carl.end()
    await carl.closed
    room.host.say('quiet here')
    await alice.untilLine('hanna: quiet here')
    expect(alice.lines).toEqual(['+ alice', 'hanna: quiet here'])
  })

  test('a client that is slow to upgrade has left as a classic one before it joins', async () => {
    await using room = await HostedRoom.open()
    using bob = await room.join('bob')
    using alice = await NativePeer.connect({ port: room.port })
    await alice.giveNickname()
    await bob.until('alice joined!')
    alice.socket.write('\0SNUG\n')
    const { nonce } = await alice.until('challenge')
    alice.sayHello(nonce)
    await alice.until('welcome')
    expect(await bob.until(/left![^]*joined!/)).toMatch(/alice joined!alice left!\n?alice joined!$/)
    expect(room.host.people).toHaveLength(2)
  })
})

describe('which room it is', () => {
  test('is proved to whoever asks, and not mentioned to who does not', async () => {
    await using room = await openRoom()
    const { peer: alice, challenge } = await NativePeer.upgrade({ port: room.port })
    using _ = alice
    alice.sayHello(challenge.nonce, { nonce: 'YSBub25jZQ==' })
    const { proof, room: described } = await alice.until('welcome')
    const raw = Buffer.from(proof?.key ?? '', 'base64')
    expect(described.id).toBe(`room:${createHash('sha256').update(raw).digest('hex').slice(0, 32)}`)
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }
    const signed = `snug room 1\nYSBub25jZQ==\n${challenge.nonce}\n${alice.key.publicKey}`
    const signature = Buffer.from(proof?.signature ?? '', 'base64')
    expect(verify(null, Buffer.from(signed), createPublicKey({ key: jwk, format: 'jwk' }), signature)).toBe(true)
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    expect(bob.welcome).not.toHaveProperty('proof')
    expect(bob.welcome?.room.id).toBe(described.id)
  })

  test.each(['two\nlines', 'a nonce', 'YQ'])('is not asked by what is not base64: %j', async (nonce) => {
    await using room = await openRoom()
    using alice = await NativePeer.greet({ port: room.port }, { nonce })
    expect((await alice.until('bye')).code).toBe('malformed')
  })
})

describe('who is let in', () => {
  test.each([
    ['bad-name', { nickname: 'a:b' }, 'A name cannot contain a colon.'],
    ['signature', { signature: new PeerKey().sign('another nonce') }, 'could not prove who you are'],
    ['signature', { signature: 'nonsense' }, 'could not prove who you are'],
    ['signature', { key: 'nonsense' }, 'could not prove who you are'],
    ['version', { version: 0 }, 'needs a newer Snug'],
  ] as const)('not with %s: %j', async (code, hello, sentence) => {
    await using room = await openRoom()
    const refused: string[] = []
    room.host.arrivals.on('refused', ({ reason }) => refused.push(reason))
    using alice = await NativePeer.greet({ port: room.port }, hello)
    const refusal = await alice.until('refused')
    expect(refusal.code).toBe(code)
    expect(refusal.message).toContain(sentence)
    expect(refused).toEqual([refusal.message])
    expect(await alice.closed).toBe('fin')
    expect(room.events).toEqual([])
  })

  test('a newer client is, with the version that both understand', async () => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port }, { version: 99 })
    expect(alice.welcome?.version).toBe(1)
  })

  test.each(['alice', 'ALICE', 'аlice', 'álice'])(
    'not under a name that looks like somebody else’s: %s',
    async (nickname) => {
      await using room = await openRoom()
      using alice = await NativePeer.join({ port: room.port })
      using second = await NativePeer.greet({ port: room.port, nickname })
      expect(await second.until('refused')).toMatchObject({ code: 'name-taken', suggestion: `${nickname}-2` })
      using classic = await room.connect({ nickname: 'alice' })
      await classic.enter()
      expect(classic.text).toContain('The name alice is taken here. You are alice-2.')
      using third = await NativePeer.join({ port: room.port, nickname: 'third' })
      await alice.untilLine('+ third')
      expect(alice.lines).toEqual(['+ alice', '+ third'])
      expect(third.welcome?.people).toHaveLength(2)
    },
  )

  test('not as somebody else, whose signature went over the wire before', async () => {
    await using room = await openRoom()
    const key = new PeerKey()
    const { peer: first, challenge } = await NativePeer.upgrade({ port: room.port, key })
    first.sayHello(challenge.nonce)
    await first.until('welcome')
    using mallory = await NativePeer.greet({ port: room.port, key }, { signature: key.sign(challenge.nonce) })
    expect(await mallory.until('refused')).toMatchObject({ code: 'signature' })
    first.reset()
  })

  test('not as the host', async () => {
    const key = new PeerKey()
    await using room = await openRoom({ hostNickname: 'hanna', hostPersonId: key.personId })
    using guest = await NativePeer.greet({ port: room.port, nickname: 'hanna', key })
    expect(await guest.until('refused')).toMatchObject({ code: 'own-room' })
  })

  test('after a hello, and once', async () => {
    await using room = await openRoom()
    const { peer: hasty } = await NativePeer.upgrade({ port: room.port })
    hasty.post('m1', 'hello?')
    expect(await hasty.until('bye')).toMatchObject({ code: 'malformed', message: 'The first message must be a hello.' })
    const { peer: twice, challenge } = await NativePeer.upgrade({ port: room.port })
    twice.sayHello(challenge.nonce)
    twice.sayHello(challenge.nonce)
    expect(await twice.until('bye')).toMatchObject({ code: 'malformed', message: 'There was a hello already.' })
    expect(await Promise.all([hasty.closed, twice.closed])).toEqual(['fin', 'fin'])
  })

  test('not without a hello', async () => {
    await using room = await openRoom({ limits: { handshakeMs: 50 } })
    const { peer } = await NativePeer.upgrade({ port: room.port })
    expect(await peer.until('bye')).toMatchObject({ code: 'silent' })
    expect(await peer.closed).toBe('fin')
  })
})

describe('messages', () => {
  test('reach native people as they are, classic people as they can read them, and the host', async () => {
    await using room = await openRoom({ hostNickname: 'hanna' })
    using alice = await NativePeer.join({ port: room.port })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    using carl = await room.connect({ nickname: 'carl' })
    await carl.enter()
    const text = 'grüße 😀\n\tzweite Zeile '
    const { seq, at } = await alice.say('m1', text)
    await carl.until('alice: grusse :grinning:\nalice:     zweite Zeile')
    await bob.untilLine(`alice: ${text}`)
    const author = { personId: alice.key.personId, nickname: 'alice', kind: 'native' }
    expect(bob.events.at(-1)).toEqual({ type: 'message', seq, at, id: 'm1', author, text })
    expect(alice.events.at(-1)).toEqual(bob.events.at(-1))
    expect(room.messages).toMatchObject([{ id: 'm1', text, author, own: false, at }])
    carl.say('hi')
    room.host.say('welcome', { id: 'h1' })
    await bob.untilLine('hanna: welcome')
    await alice.untilLine('hanna: welcome')
    expect(alice.events).toEqual([...alice.events.slice(0, 1), ...bob.events])
    expect(bob.events.find((event) => event.type === 'message' && event.id === 'h1')).toBeDefined()
  })

  test('come in one order for everybody, numbered without doubles', async () => {
    await using room = await openRoom({ hostNickname: 'hanna', limits: { floodBurst: Infinity } })
    const names = ['alice', 'bob', 'carl']
    const peers = await Promise.all(names.map((nickname) => NativePeer.join({ port: room.port, nickname })))
    for (let index = 0; index < 50; index++) {
      for (const peer of peers) peer.post(`${peer.nickname}-${index}`, `message ${index}`)
      room.host.say(`message ${index}`)
    }
    await Promise.all(peers.flatMap((peer) => names.map((name) => peer.untilLine(`${name}: message 49`))))
    const [first, ...others] = peers.map(({ events }) => events.filter(({ type }) => type === 'message'))
    expect(first).toHaveLength(200)
    for (const other of others) expect(other).toEqual(first)
    const numbers = first?.map(({ seq }) => seq) ?? []
    expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other))
    for (const peer of peers) peer.reset()
  })

  test('of one turn come in one write, and the receipt behind them', async () => {
    await using room = await openRoom({ limits: { floodBurst: Infinity } })
    using alice = await NativePeer.join({ port: room.port })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    await alice.untilLine('+ bob')
    const posts = Array.from(
      { length: 20 },
      (_, index) => ({ type: 'post', id: `m${index}`, text: `text ${index}` }) as const,
    )
    alice.sendAll(posts)
    await bob.untilLine('alice: text 19')
    await alice.until('accepted', ({ id }) => id === 'm19')
    expect(bob.messages.at(-1)).toMatchObject({ type: 'events', events: posts.map(({ id }) => ({ id })) })
    expect(bob.reads.at(-1)).toBe(1)
    expect(alice.reads.at(-1)).toBe(21)
  })

  test('that come again are accepted again, and are still one message', async () => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port })
    const first = await alice.say('m1', 'once')
    alice.sendAll([
      { type: 'post', id: 'm1', text: 'once' },
      { type: 'post', id: 'm2', text: 'twice' },
      { type: 'post', id: 'm2', text: 'twice' },
    ])
    await alice.until('accepted', ({ id }) => id === 'm2')
    await alice.say('m3', 'end')
    expect(alice.messages.filter((message) => message.type === 'accepted').map(({ id, seq }) => [id, seq])).toEqual([
      ['m1', first.seq],
      ['m1', first.seq],
      ['m2', first.seq + 1],
      ['m2', first.seq + 1],
      ['m3', first.seq + 2],
    ])
    expect(room.said).toEqual(['alice: once', 'alice: twice', 'alice: end'])
  })

  test('that were sent in vain before a drop are sent again, and are one message', async () => {
    await using room = await openRoom()
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    const alice = await NativePeer.join({ port: room.port })
    alice.socket.pause()
    alice.post('m1', 'did you get this?')
    await bob.untilLine('alice: did you get this?')
    alice.reset()
    await bob.untilLine('- alice')
    using again = await NativePeer.join({ port: room.port, key: alice.key })
    await again.say('m1', 'did you get this?')
    await again.say('m2', 'and this?')
    expect(room.said).toEqual(['alice: did you get this?', 'alice: and this?'])
  })

  test('that cannot be are rejected in words', async () => {
    await using room = await openRoom({ limits: { messageBytes: 100, floodBurst: Infinity } })
    using alice = await NativePeer.join({ port: room.port })
    using bob = await NativePeer.join({ port: room.port, nickname: 'bob' })
    await bob.say('theirs', 'mine')
    const rejection = async (id: string, text: string): Promise<string> => {
      alice.post(id, text)
      return (await alice.until('rejected', (message) => message.id === id)).message
    }
    expect(await rejection('long', 'é'.repeat(51))).toContain('has 102 bytes; this room takes 100')
    expect(await rejection('blank', ' \n\t')).toContain('nothing in it')
    expect(await rejection('theirs', 'not mine')).toContain('has this id already')
    await alice.say('whole', 'é'.repeat(50))
    expect(room.said).toEqual(['bob: mine', `alice: ${'é'.repeat(50)}`])
  })

  test('with half a character are mended', async () => {
    await using room = await openRoom()
    using alice = await NativePeer.join({ port: room.port })
    alice.socket.write(
      Buffer.concat([Buffer.of(0, 0, 0, 41), Buffer.from('{"type":"post","id":"m1","text":"\\ud83d"}')]),
    )
    await alice.until('accepted')
    expect(room.said).toEqual(['alice: \ufffd'])
  })
})

describe('closing', () => {
  test('is said to everybody, after what was still due', async () => {
    const room = await openRoom({ hostNickname: 'hanna' })
    using alice = await NativePeer.join({ port: room.port })
    const { peer: unnamed } = await NativePeer.upgrade({ port: room.port, nickname: 'nobody' })
    room.host.say('bye')
    const closed = room.host.close()
    expect(await alice.until('bye')).toEqual({ type: 'bye', code: 'closed', message: 'The host closed the room.' })
    expect(await unnamed.until('bye')).toMatchObject({ code: 'closed' })
    await closed
    expect(alice.lines.at(-1)).toBe('hanna: bye')
    expect(alice.messages.at(-1)?.type).toBe('bye')
    expect(await alice.closed).toBe('fin')
  })

  test('does not wait for a client that reads nothing', async () => {
    const room = await openRoom({ hostNickname: 'hanna' })
    using deaf = await NativePeer.join({ port: room.port })
    deaf.socket.pause()
    room.host.say('x'.repeat(900_000))
    await room.host.close()
  })
})
