/** What native people say in a room, until it is closed. */
import { describe, expect, test } from 'vitest'
import { openPatientRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'

describe('messages', () => {
  test('reach native people as they are, classic people as they can read them, and the host', async () => {
    await using room = await openPatientRoom({ hostNickname: 'hanna' })
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
    await using room = await openPatientRoom({ hostNickname: 'hanna', limits: { floodBurst: Infinity } })
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
    await using room = await openPatientRoom({ limits: { floodBurst: Infinity } })
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
    await using room = await openPatientRoom()
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
    await using room = await openPatientRoom()
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
    await using room = await openPatientRoom({ limits: { messageBytes: 100, floodBurst: Infinity } })
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
    await using room = await openPatientRoom()
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
    const room = await openPatientRoom({ hostNickname: 'hanna' })
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
    const room = await openPatientRoom({ hostNickname: 'hanna' })
    using deaf = await NativePeer.join({ port: room.port })
    deaf.socket.pause()
    room.host.say('x'.repeat(900_000))
    await room.host.close()
  })
})
