/** Native and classic, client and host, new and old, over good links and bad ones: the four pairings, and our own host. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../../e2e/peers/classic-peer.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { NetworkProxy } from '../../../e2e/peers/network-proxy.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { isConnection, isDelivered, isMessage, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { createIdentity } from './identity.ts'
import { RoomClient, type RoomClientOptions } from './room-client.ts'
import { RoomHost } from './room-host.ts'
import type { RoomHostOptions } from './room-host-options.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { systemTimers } from './timers.ts'

let host: RoomHost
const clients: RoomClient[] = []

beforeEach(async () => {
  host = await open()
})

afterEach(async () => {
  for (const client of clients.splice(0)) await client.leave()
  await host.close()
})

async function open(options: Partial<RoomHostOptions> = {}): Promise<RoomHost> {
  const opened = new RoomHost({ name: 'Lab', bind: ['127.0.0.1'], port: 0, hostNickname: 'Hana', ...options })
  await opened.listen()
  return opened
}

async function join(
  options: Partial<RoomClientOptions> & { port?: number } = {},
): Promise<{ client: RoomClient; record: RoomRecord }> {
  const { port = host.port, ...others } = options
  const client = new RoomClient({
    address: { host: '127.0.0.1', port },
    nickname: 'Zoë',
    asciiOnly: true,
    identity: createIdentity(),
    ...others,
  })
  clients.push(client)
  const record = new RoomRecord(client)
  expect(await client.join()).toEqual({ ok: true, value: undefined })
  return { client, record }
}

/** The first such event from now on. */
function next(record: RoomRecord, isWanted: (event: RoomEventBody) => boolean): Promise<RoomEventBody> {
  const seen = record.events.length
  return record.until((event) => record.events.indexOf(event) >= seen && isWanted(event))
}

/** Until everybody who can have a message has it. */
function isCounted(id: string, have: number, of: number): (event: RoomEventBody) => boolean {
  return (event) =>
    event.type === 'message.delivery-changed' &&
    event.id === id &&
    event.delivery.state === 'sent' &&
    event.delivery.ledger?.have === have &&
    event.delivery.ledger.of === of
}

describe('our own host', () => {
  test('two native clients and a classic one: texts unchanged, folded for the classic one, and counted', async () => {
    const zoe = await join()
    const kenji = await join({ nickname: '健司' })
    using carol = await ClassicPeer.join({ port: host.port, nickname: 'carol' })
    carol.say('hi')
    await zoe.record.until(isMessage('hi'))
    zoe.client.send({ id: 'm1', text: 'é 😀\nsecond line' })
    await kenji.record.until(isMessage('é 😀\nsecond line'))
    await carol.until('Zoe: e :grinning:\nZoe: second line')
    const counted = await zoe.record.until(isCounted('m1', 2, 3))
    expect(counted).toMatchObject({ delivery: { ledger: { cannotConfirm: ['carol'] } } })
    expect(zoe.record.lines).toEqual(['+ 健司', '+ carol', 'carol: hi', 'Zoë: é 😀\nsecond line'])
    expect(zoe.client.people.map(({ nickname, kind }) => [nickname, kind])).toEqual([
      ['Zoë', 'native'],
      ['Hana', 'host'],
      ['健司', 'native'],
      ['carol', 'classic'],
    ])
  })

  test('nobody hears of a client that is refused', async () => {
    const record = new RoomRecord(host)
    const client = new RoomClient({
      address: { host: '127.0.0.1', port: host.port },
      nickname: 'HANA',
      asciiOnly: true,
      identity: createIdentity(),
    })
    expect(await client.join()).toMatchObject({ ok: false, error: { code: 'name-taken', suggestion: 'HANA-2' } })
    const zoe = await join()
    expect(record.lines).toEqual(['+ Zoë'])
    expect(zoe.client.people).toHaveLength(2)
  })

  test('a classic client of ours stays what it was', async () => {
    const { client, record } = await join({ classicOnly: true })
    client.send({ id: 'm1', text: 'é' })
    await record.until(isDelivered('m1', 'sent'))
    expect(host.people.map(({ nickname, kind }) => [nickname, kind])).toEqual([
      ['Hana', 'host'],
      ['Zoe', 'classic'],
    ])
  })

  test('history comes by pages, from the newest to the first', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-pairings-'))
    const kept = await open({ log: new RoomLog({ store: RoomStore.open(folder) }) })
    const texts = Array.from({ length: 250 }, (_, index) => `message ${index + 1}`)
    for (const text of texts) kept.say(text)
    const { client, record } = await join({ port: kept.port, history: 30 })
    let loaded = await record.until((event) => event.type === 'history.loaded')
    const read: string[] = []
    while (loaded.type === 'history.loaded') {
      read.unshift(...loaded.entries.flatMap((entry) => (entry.kind === 'message' ? [entry.text] : [])))
      if (!loaded.more) break
      const older = next(record, (event) => event.type === 'history.loaded')
      client.loadHistory()
      loaded = await older
    }
    expect(read).toEqual(texts)
    await client.leave()
    await kept.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('closing the room is the end', async () => {
    const { record } = await join()
    await host.close()
    await record.until(isConnection('closed'))
    expect(record.connections).toEqual([{ status: 'closed', reason: 'The host closed the room.' }])
  })

  test('the same person from another window takes the place over, and nobody hears of it', async () => {
    const identity = createIdentity()
    const room = new RoomRecord(host)
    const first = await join({ identity })
    const second = await join({ identity })
    await first.record.until(isConnection('closed'))
    second.client.send({ id: 'm1', text: 'me again' })
    await second.record.until(isDelivered('m1', 'sent'))
    expect(room.lines).toEqual(['+ Zoë', 'Zoë: me again'])
  })
})

describe('a bad link to our own host', () => {
  test.each([
    ['bytes one by one', { pieceBytes: 1 }],
    ['late bytes in twos', { pieceBytes: 2, latencyMs: 60, jitterMs: 40 }],
    ['a modem', { bytesPerSecond: 3000 }],
  ])('%s', async (_, conditions) => {
    await using proxy = await NetworkProxy.listen({ port: host.port, ...conditions })
    const { client, record } = await join({ port: proxy.port })
    expect(client.isNative).toBe(true)
    const texts = Array.from({ length: 4 }, (_, index) => `é ${index}`)
    for (const [index, text] of texts.entries()) client.send({ id: `m${index}`, text })
    host.say('yes')
    await record.until(isCounted('m3', 1, 1))
    await record.until(isMessage('yes'))
    expect(record.deliveries.filter((delivery) => delivery.endsWith('sent')).length).toBeGreaterThanOrEqual(4)
    await client.leave()
  })

  test.each([5, 14, 20, 35])('an offer that is torn apart after %d characters is still seen', async (length) => {
    await using room = await NativeRoom.open()
    const client = room.createClient({
      timers: { ...systemTimers, after: (ms, callback) => systemTimers.after(ms < 500 ? 0 : ms, callback) },
    })
    const joining = client.join()
    const guest = await room.host.accept()
    const words = 'alice joined!\nConnected to server! \t '
    guest.socket.write('NICK')
    await guest.classic.until('alice')
    guest.socket.write(words.slice(0, length))
    // Time in which it could have been taken for a classic server: somebody else joins.
    await room.enter({ nickname: 'carol' })
    guest.socket.write(words.slice(length))
    await guest.challenge()
    guest.send(room.host.welcome(await guest.until('hello')))
    expect(await joining).toMatchObject({ ok: true })
    expect(client.isNative).toBe(true)
  })

  test('cut at any byte, again and again: everything arrives once, in order', async () => {
    await using proxy = await NetworkProxy.listen({ port: host.port })
    const room = new RoomRecord(host)
    const { client, record } = await join({ port: proxy.port, random: () => 1 })
    const sent: string[] = []
    for (let bytes = 1; bytes < 400; bytes += 97) {
      const id = `m${bytes}`
      sent.push(id)
      const dropped = next(record, isConnection('reconnecting'))
      proxy.dropAfter(bytes)
      client.send({ id, text: `said before the cut at ${bytes}` })
      host.say(`heard around the cut at ${bytes}`)
      await dropped
      client.reconnectNow()
      await record.until(isDelivered(id, 'sent'))
    }
    await record.until(isMessage('heard around the cut at 389'))
    const heard = room.messages.filter(({ own }) => !own).map(({ id }) => id)
    expect(heard).toEqual(sent)
    const fromHost = record.messages.filter(({ own }) => !own).map(({ text }) => text)
    expect(fromHost).toEqual(room.messages.filter(({ own }) => own).map(({ text }) => text))
  })
})

describe('an old host', () => {
  test('offers nothing, and is spoken to classically', async () => {
    await using room = await ScriptedRoom.open()
    const { client, record, connection } = await room.enter({ identity: createIdentity() })
    client.send({ id: 'm1', text: 'é' })
    await connection.until('alice: e')
    connection.send('alice: e')
    await record.until(isDelivered('m1', 'sent'))
    expect(client.isNative).toBe(false)
    expect(connection.received.text).toBe('alicealice: e')
  })

  test.each(['alice joined!', 'alice joined!\nWelcome, alice!', 'Connected to server! '])(
    'that says %j is not kept waiting for long',
    async (words) => {
      await using room = await ScriptedRoom.open()
      const client = room.createClient({ identity: createIdentity() })
      const joining = client.join()
      const connection = await room.server.accept()
      connection.send('NICK')
      await connection.until('alice')
      connection.send(words)
      expect(await joining).toMatchObject({ ok: true })
      expect(connection.received.text).toBe('alice')
    },
  )

  test('somebody there who writes the offer makes nobody upgrade', async () => {
    await using room = await ScriptedRoom.open()
    const { client, record, connection } = await room.enter({ identity: createIdentity() })
    connection.send('Connected to server! \t ')
    connection.send('\nbob: Connected to server! \t \nbob: end\n')
    await record.until(isMessage('end'))
    client.send({ id: 'm1', text: 'hi' })
    await connection.until('alice: hi')
    expect(connection.received.text).toBe('alicealice: hi')
  })
})
