/** What a host knows of those who try to come in, over real sockets. */
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../../e2e/peers/classic-peer.ts'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import type { Arrival } from '../common/arrivals.ts'
import type { ArrivalBook } from './arrival-book.ts'

type Wanted = Partial<Arrival>

/** Waits until somebody has come so far, or ended so. */
async function arrived({ host: { arrivals } }: HostedRoom, wanted: Wanted): Promise<Arrival> {
  for (;;) {
    const found = find(arrivals, wanted)
    if (found) return found
    await once(arrivals, 'changed')
  }
}

function find(arrivals: ArrivalBook, wanted: Wanted): Arrival | undefined {
  const entries = Object.entries(wanted)
  return arrivals.list.find((arrival) => entries.every(([key, value]) => arrival[key as keyof Arrival] === value))
}

describe('a host knows how far somebody came', () => {
  test('who waits at the name, and who goes from there', async () => {
    await using room = await HostedRoom.open()
    using silent = await room.connect()
    await silent.until('NICK')
    expect(room.host.arrivals.list).toMatchObject([{ host: '127.0.0.1', step: 'greeted', end: null, count: 1 }])
    silent.end()
    expect(await arrived(room, { end: 'went' })).toMatchObject({ step: 'greeted', nickname: '' })
    expect(room.events).toEqual([])
  })

  test('who gave no name in time', async () => {
    await using room = await HostedRoom.open({ limits: { handshakeMs: 50 } })
    using silent = await room.connect()
    expect(await arrived(room, { end: 'silent' })).toMatchObject({ step: 'greeted' })
    await silent.closed
    expect(room.host.arrivals.list).toHaveLength(1)
  })

  test('a classic client in the room, and out of it', async () => {
    await using room = await HostedRoom.open()
    using alice = await room.join('alice')
    const here = { step: 'in-room', isNative: false, end: null, nickname: 'alice' } as const
    expect(room.host.arrivals.list).toMatchObject([here])
    alice.end()
    await room.untilLeft('alice')
    expect(await arrived(room, { end: 'went' })).toMatchObject({ ...here, end: 'went' })
  })

  test('a native client in the room, and who takes its place', async () => {
    await using room = await HostedRoom.open()
    const key = new PeerKey()
    using first = await NativePeer.join({ port: room.port, key })
    const here = { step: 'in-room', isNative: true, end: null, nickname: 'alice' } as const
    expect(room.host.arrivals.list).toMatchObject([here])
    using second = await NativePeer.join({ port: room.port, key })
    await first.closed
    expect(room.host.arrivals.list).toMatchObject([here, { ...here, end: 'replaced' }])
    second.end()
    await arrived(room, { end: 'went' })
  })

  test.each([
    ['signature', { signature: 'nonsense' }],
    ['bad-name', { nickname: 'a:b' }],
    ['version', { version: 0 }],
  ] as const)('a native client that is refused: %s', async (end, hello) => {
    await using room = await HostedRoom.open()
    using alice = await NativePeer.greet({ port: room.port }, hello)
    await alice.until('refused')
    expect(room.host.arrivals.list).toMatchObject([{ step: 'native', isNative: true, end, count: 1 }])
  })

  test('who sends what nobody can read', async () => {
    await using room = await HostedRoom.open()
    const { peer } = await NativePeer.upgrade({ port: room.port })
    peer.socket.write(Buffer.from([0, 0, 0, 2, 0x7b, 0x7b]))
    await arrived(room, { step: 'native', end: 'malformed' })
    peer.reset()
  })

  test('who was sent out, and tries again', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    const key = new PeerKey()
    using alice = await NativePeer.join({ port: room.port, key })
    room.host.moderate({ type: 'ban', personId: key.personId, reason: '', byAddress: false })
    await alice.until('bye')
    expect(room.host.arrivals.list).toMatchObject([{ step: 'in-room', end: 'sent-out' }])
    using again = await NativePeer.greet({ port: room.port, key })
    await again.until('refused')
    expect(room.host.arrivals.list).toMatchObject([{ step: 'native', end: 'banned' }, { end: 'sent-out' }])
  })

  test('who has too many connections', async () => {
    await using room = await HostedRoom.open({ limits: { connectionsPerAddress: 1 }, isExempt: () => false })
    using alice = await room.join('alice')
    using crowd = await room.connect()
    await crowd.until('There are already 1 connections')
    expect(room.host.arrivals.list).toMatchObject([{ step: 'connected', end: 'crowded' }, { nickname: 'alice' }])
    alice.end()
  })
})

describe('what is no chat program is told so, and nobody hears of it', () => {
  test.each([
    ['http', 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
    ['http', 'POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello'],
    ['tls', Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3])],
    ['ssh', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ] as const)('%s: %j', async (end, bytes) => {
    await using room = await HostedRoom.open()
    using stranger = await room.connect()
    await stranger.until('NICK')
    stranger.send(bytes)
    await stranger.until('This is a chat room.')
    expect(await stranger.closed).toBe('reset')
    expect(room.host.arrivals.list).toMatchObject([{ step: 'greeted', end, count: 1 }])
    expect(room.events).toEqual([])
  })
})

test('a flood of connections is one entry, told a few times', async () => {
  await using room = await HostedRoom.open()
  const told: (readonly Arrival[])[] = []
  room.host.arrivals.on('changed', (list) => told.push(list))
  const begun = performance.now()
  const times = 200
  for (let index = 0; index < times; index += 1) {
    using scanner = await ClassicPeer.connect({ port: room.port })
    scanner.end()
    await scanner.closed
  }
  while (told.at(-1)?.[0]?.count !== times) await once(room.host.arrivals, 'changed')
  expect(told.length).toBeLessThanOrEqual((performance.now() - begun) / 500 + 1)
  expect(told.at(-1)).toMatchObject([{ step: 'greeted', end: 'went', count: times }])
})
