/** The room client beside the programs that it will really meet: the tutorial server in Python, and our own host. */
import { afterEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../../e2e/peers/classic-peer.ts'
import { startPythonClient, startPythonServer } from '../../../e2e/peers/python.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { RoomClient, type RoomClientOptions } from './room-client.ts'
import { RoomHost } from './room-host.ts'

/** Ended in order: clients before the servers that they talk to. */
const clients: RoomClient[] = []
const others: AsyncDisposable[] = []

afterEach(async () => {
  for (const client of clients.splice(0)) await client.leave()
  for (const other of others.splice(0)) await other[Symbol.asyncDispose]()
})

async function join(
  port: number,
  nickname: string,
  options: Partial<RoomClientOptions> = {},
): Promise<{ client: RoomClient; record: RoomRecord }> {
  const client = new RoomClient({ address: { host: '127.0.0.1', port }, nickname, asciiOnly: true, ...options })
  clients.push(client)
  const record = new RoomRecord(client)
  expect(await client.join()).toEqual({ ok: true, value: undefined })
  return { client, record }
}

function isMessage(text: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'message.added' && event.message.text === text
}

function isSent(id: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'message.delivery-changed' && event.id === id && event.delivery.state === 'sent'
}

function isPresence(change: string, nickname: string): (event: RoomEventBody) => boolean {
  return (event) =>
    (event.type === 'person.joined' || event.type === 'person.left') &&
    event.entry?.change === change &&
    event.entry.nickname === nickname
}

async function startServer(): ReturnType<typeof startPythonServer> {
  const started = await startPythonServer()
  others.push(started.server)
  return started
}

async function openRoom(): Promise<RoomHost> {
  const host = new RoomHost({ name: 'Room', bind: ['127.0.0.1'], port: 0, hostNickname: 'hanna' })
  await host.listen()
  others.push({ [Symbol.asyncDispose]: () => host.close() })
  return host
}

describe('a server in Python', () => {
  test('two talk, and hear each other come and go', async () => {
    const { port } = await startServer()
    const alice = await join(port, 'alice')
    const bob = await join(port, 'bob')
    await alice.record.until(isPresence('joined', 'bob'))
    alice.client.send({ id: 'm1', text: 'hi bob' })
    await alice.record.until(isSent('m1'))
    expect(await bob.record.until(isMessage('hi bob'))).toMatchObject({
      message: { author: { nickname: 'alice' }, own: false },
    })
    await bob.client.leave()
    await alice.record.until(isPresence('left', 'bob'))
    expect(alice.record.lines).toEqual(['+ bob', 'alice: hi bob', '- bob'])
  })

  test('a crowd of quick messages arrives whole and in order, beside a classic client', async () => {
    const { port } = await startServer()
    const alice = await join(port, 'alice')
    const bob = startPythonClient({ port }, 'bob')
    others.push(bob)
    await bob.output.until('Connected to server!')
    const texts = Array.from({ length: 30 }, (_, index) => `message ${index}, with an é`)
    texts.forEach((text, index) => alice.client.send({ id: `m${index}`, text }))
    await alice.record.until(isSent('m29'))
    const output = await bob.output.until('message 29, with an e')
    // A client that is slow to read finds several in one read, and prints them in one line.
    const heard = output.match(/alice: message \d+, with an e/g)
    expect(heard).toEqual(texts.map((text) => `alice: ${text.replace('é', 'e')}`))
    expect(alice.record.messages).toHaveLength(30)
  })

  test('a text of twenty thousand letters crosses it whole, in numbered parts', async () => {
    const { port } = await startServer()
    const alice = await join(port, 'alice')
    const bob = await join(port, 'bob')
    const text = Array.from({ length: 4000 }, (_, index) => `${index}`.padStart(4, '0')).join(' ')
    alice.client.send({ id: 'm1', text })
    await alice.record.until(isSent('m1'))
    await bob.record.until((event) => event.type === 'message.added' && event.message.text.endsWith('3999'))
    const parts = bob.record.messages.map((message) => message.text.replace(/^\(\d+\/\d+\) /, ''))
    expect(parts.join(' ')).toBe(text)
    expect(alice.record.messages).toHaveLength(1)
  })

  test('survives somebody who gives up while it is waiting for somebody else’s name', async () => {
    const { server, port } = await startServer()
    const staller = await ClassicPeer.connect({ port, nickname: 'staller' })
    await staller.until('NICK')
    const impatient = new RoomClient({
      address: { host: '127.0.0.1', port },
      nickname: 'impatient',
      asciiOnly: true,
      greetingTimeoutMs: 100,
    })
    expect(await impatient.join()).toMatchObject({ ok: false, error: { code: 'silent-server' } })
    await staller.enter()
    await server.output.until('impatient left!')
    await join(port, 'alice')
    staller.reset()
    await staller.closed
  })

  test('a name outside ASCII does not kill it', async () => {
    const { port } = await startServer()
    const zoe = await join(port, 'Zoë')
    expect(zoe.client.nickname).toBe('Zoe')
    await join(port, 'alice')
    await zoe.record.until(isPresence('joined', 'alice'))
  })

  test('killed and started again, it has us back with everything that was said meanwhile', async () => {
    const { server, port } = await startServer()
    const alice = await join(port, 'alice', { random: () => 0.99 })
    await server.kill()
    await alice.record.until((event) => event.type === 'connection.changed')
    alice.client.send({ id: 'm1', text: 'still here' })
    const again = await startPythonServer('127.0.0.1', port)
    others.push(again.server)
    await alice.record.until(isSent('m1'))
    expect(alice.record.lines).toEqual(['alice: still here', expect.stringMatching(/^\* Back after \d+ s\.$/)])
  })
})

describe('our own host', () => {
  test('talk goes both ways and nothing is shown twice', async () => {
    const host = await openRoom()
    const room = new RoomRecord(host)
    const alice = await join(host.port, 'alice')
    alice.client.send({ id: 'm1', text: 'café?' })
    await alice.record.until(isSent('m1'))
    await room.until(isMessage('cafe?'))
    host.say('yes')
    await alice.record.until(isMessage('yes'))
    expect(alice.record.lines).toEqual(['alice: café?', 'hanna: yes'])
    await alice.client.leave()
    await room.until(isPresence('left', 'alice'))
  })

  test('a paste of many lines is one message here, and keeps its lines there', async () => {
    const host = await openRoom()
    const room = new RoomRecord(host)
    const alice = await join(host.port, 'alice')
    alice.client.send({ id: 'm1', text: 'one\n\ntwo\nthree' })
    await alice.record.until(isSent('m1'))
    await room.until(isMessage('three'))
    expect(alice.record.lines).toEqual(['alice: one\n\ntwo\nthree'])
  })

  test('a taken name is refused with the free one', async () => {
    const host = await openRoom()
    const client = new RoomClient({
      address: { host: '127.0.0.1', port: host.port },
      nickname: 'Hanna',
      asciiOnly: true,
    })
    expect(await client.join()).toMatchObject({
      ok: false,
      error: { code: 'name-taken', suggestion: 'Hanna-2' },
    })
  })

  test('closing the room is the end, without attempts to come back', async () => {
    const host = await openRoom()
    const alice = await join(host.port, 'alice')
    await host.close()
    await alice.record.until((event) => event.type === 'connection.changed')
    expect(alice.record.connections).toEqual([{ status: 'closed', reason: 'The host closed the room.' }])
  })
})
