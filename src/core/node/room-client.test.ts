import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { ScriptedServer, type ScriptedConnection } from '../../../e2e/peers/scripted-server.ts'
import type { RoomEventBody } from '../common/room.ts'
import { RoomClient, type RoomClientOptions } from './room-client.ts'

import { systemTimers, type Timers } from './timers.ts'

/** Waiting for what does not come is shortened; what only smooths the reading of bytes is not. */
const impatient: Timers = { after: (ms, callback) => systemTimers.after(ms >= 500 ? ms / 10 : ms, callback) }

let server: ScriptedServer
const clients: RoomClient[] = []

beforeEach(async () => {
  server = await ScriptedServer.listen()
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.leave()))
  await server[Symbol.asyncDispose]()
})

function createClient(options: Partial<RoomClientOptions> = {}): RoomClient {
  const client = new RoomClient({
    address: server.address,
    nickname: 'alice',
    asciiOnly: true,
    timers: impatient,
    ...options,
  })
  clients.push(client)
  return client
}

interface Visit {
  readonly client: RoomClient
  readonly record: RoomRecord
  readonly connection: ScriptedConnection
}

/** A client that the scripted server has let in. */
async function enter(options: Partial<RoomClientOptions> = {}): Promise<Visit> {
  const client = createClient(options)
  const record = new RoomRecord(client)
  const joining = client.join()
  const connection = await server.accept()
  await connection.letIn(options.nickname ?? 'alice')
  expect(await joining).toEqual({ ok: true, value: undefined })
  return { client, record, connection }
}

function isDelivered(id: string, state: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'message.delivery-changed' && event.id === id && event.delivery.state === state
}

function isConnection(status: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'connection.changed' && event.connection.status === status
}

describe('joining', () => {
  test('answers the request with the bare nickname and is in', async () => {
    const { client, connection } = await enter()
    expect(connection.received.text).toBe('alice')
    expect(client.people.map((person) => person.nickname)).toEqual(['alice'])
  })

  test.each(['NICK\n', 'NICK\r\nWelcome!\n'])('understands %j', async (greeting) => {
    const client = createClient()
    const joining = client.join()
    const connection = await server.accept()
    connection.send(greeting)
    await connection.until('alice')
    connection.send('Connected to server!')
    expect(await joining).toMatchObject({ ok: true })
  })

  test('a request that arrives in pieces is one', async () => {
    const client = createClient()
    const joining = client.join()
    const connection = await server.accept()
    connection.send('NI')
    await new Promise((resolve) => connection.socket.write('', resolve))
    connection.send('CK')
    await connection.until('alice')
    connection.send('alice joined!')
    expect(await joining).toMatchObject({ ok: true })
  })

  test('a server that says nothing after the nickname has let us in', async () => {
    const client = createClient()
    const joining = client.join()
    const connection = await server.accept()
    connection.send('NICK')
    expect(await joining).toMatchObject({ ok: true })
    expect(connection.received.text).toBe('alice')
  })

  test('the nickname is ASCII on the wire, whatever the setting for messages', async () => {
    const client = createClient({ nickname: 'Zoë: 😀', asciiOnly: false })
    const joining = client.join()
    const connection = await server.accept()
    connection.send('NICK')
    expect(await connection.until('Zoe')).toMatch(/^[ -9;-~]+$/)
    connection.send('Connected to server!')
    await joining
    expect(client.nickname).toBe(connection.received.text)
  })

  test('what was said while joining is heard after it', async () => {
    const client = createClient()
    const joining = client.join()
    const connection = await server.accept()
    connection.send('NICK')
    await connection.until('alice')
    connection.send('Be nice.\nalice joined!\nConnected to server!\nbob: hi\n')
    await joining
    const record = new RoomRecord(client)
    await record.until((event) => event.type === 'message.added')
    expect(record.lines).toEqual(['* Be nice.', 'bob: hi'])
  })
})

describe('not joining', () => {
  test('nothing listens there', async () => {
    const { address } = server
    await server[Symbol.asyncDispose]()
    const result = await createClient({ address }).join()
    expect(result).toMatchObject({ ok: false, error: { code: 'refused', field: 'address' } })
    server = await ScriptedServer.listen()
  })

  test.each(['SSH-2.0-OpenSSH_9.2\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'Hello, NICK'])(
    '%j is not a chat room',
    async (greeting) => {
      const joining = createClient().join()
      const connection = await server.accept()
      connection.send(greeting)
      const result = await joining
      expect(result).toMatchObject({ ok: false, error: { code: 'not-a-chat-server', field: 'address' } })
      expect(result.ok ? '' : result.error.message).toContain(greeting.trim().split('\r')[0])
      expect(await connection.closed).toBe('reset')
      expect(connection.received.text).toBe('')
    },
  )

  test('a server that closes at once is no room', async () => {
    const joining = createClient().join()
    const connection = await server.accept()
    connection.socket.end()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'reset', field: 'address' } })
  })

  test('a server that closes after the nickname is quoted', async () => {
    const joining = createClient().join()
    const connection = await server.accept()
    connection.send('NICK')
    await connection.until('alice')
    connection.socket.end('You are banned.')
    const result = await joining
    expect(result).toMatchObject({ ok: false, error: { code: 'turned-away', field: 'nickname' } })
    expect(result.ok ? '' : result.error.message).toContain('You are banned.')
  })

  test('a silent server is given up, and told the nickname when it wakes, so that it does not break', async () => {
    const result = await createClient({ greetingTimeoutMs: 500 }).join()
    expect(result).toMatchObject({ ok: false, error: { code: 'silent-server', field: 'address' } })
    const connection = await server.accept()
    await connection.letIn('alice')
    expect(await connection.closed).toBe('reset')
  })

  test('cancelling answers at once, and the server can finish letting us in before the reset', async () => {
    const cancelling = new AbortController()
    const joining = createClient().join(cancelling.signal)
    const connection = await server.accept()
    connection.send('NICK')
    await connection.until('alice')
    cancelling.abort()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    connection.send('alice joined!')
    connection.send('Connected to server!')
    expect(await connection.closed).toBe('reset')
  })

  test('cancelled before it began, it does not connect', async () => {
    const result = await createClient().join(AbortSignal.abort())
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  test('a taken name is refused here, with the free one as a suggestion', async () => {
    const joining = createClient().join()
    const connection = await server.accept()
    connection.send('NICK')
    await connection.until('alice')
    connection.send('The name alice is taken here. You are alice-2.\nalice-2 joined!\nConnected to server!')
    expect(await joining).toMatchObject({
      ok: false,
      error: { code: 'name-taken', field: 'nickname', suggestion: 'alice-2' },
    })
    expect(await connection.closed).toBe('reset')
  })

  test('a server that asks for the name again has it taken', async () => {
    const joining = createClient().join()
    const connection = await server.accept()
    connection.send('NICK')
    await connection.until('alice')
    connection.send('NICK')
    expect(await joining).toMatchObject({ ok: false, error: { code: 'name-taken', field: 'nickname' } })
  })
})

describe('hearing', () => {
  test('messages that ran together, joins, leaves and lines', async () => {
    const { record, connection } = await enter()
    connection.send('bob joined!bob: hibob: yo\nsomething else\nbob left!')
    await record.until((event) => event.type === 'person.left')
    expect(record.lines).toEqual(['+ bob', 'bob: hi', 'bob: yo', '* something else', '- bob'])
  })

  test('people are learnt from what they say, without an announcement', async () => {
    const { client, record, connection } = await enter()
    connection.send('bob: hi')
    await record.until((event) => event.type === 'message.added')
    expect(record.events[0]).toMatchObject({ type: 'person.joined', person: { nickname: 'bob', kind: 'unknown' } })
    expect(record.events[0]).not.toHaveProperty('entry')
    expect(client.people.map((person) => person.nickname)).toEqual(['alice', 'bob'])
  })

  test('somebody else with our name is somebody else', async () => {
    const { client, record, connection } = await enter()
    connection.send('alice joined!\nalice: hi')
    const event = await record.until((event) => event.type === 'message.added')
    expect(event).toMatchObject({ message: { own: false, text: 'hi' } })
    const [self, other] = client.people
    expect(event).toMatchObject({ message: { author: { personId: other?.id } } })
    expect(other?.id).not.toBe(self?.id)
  })

  test('a notice about a taken name cannot rename us once we are in', async () => {
    const { client, record, connection } = await enter()
    connection.send('The name alice is taken here. You are mallory.')
    await record.until((event) => event.type === 'notice.added')
    expect(client.nickname).toBe('alice')
  })

  test('control characters are gone, and a long text comes in parts that lose nothing', async () => {
    const { record, connection } = await enter()
    connection.send(`bob: \u001B[2J${'x'.repeat(10_000)}\nbob: end\n`)
    await record.until((event) => event.type === 'message.added' && event.message.text === 'end')
    const texts = record.messages.map((message) => message.text)
    expect(texts.slice(0, -1).join('')).toBe(`[2J${'x'.repeat(10_000)}`)
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(4096)
  })

  test('ten megabytes at once are heard to the end', async () => {
    const { record, connection } = await enter()
    const size = 10 * 1024 * 1024
    connection.send(`bob: ${'x'.repeat(size)}\nbob: end\n`)
    await record.until((event) => event.type === 'message.added' && event.message.text === 'end')
    const received = record.messages.reduce((sum, message) => sum + message.text.length, 0)
    expect(received).toBe(size + 'end'.length)
  })

  test('paused, it leaves the rest with the server', async () => {
    const { client, record, connection } = await enter()
    client.pause()
    const size = 32 * 1024 * 1024
    connection.socket.write('bob: ')
    const written = new Promise((resolve) => connection.socket.write(Buffer.alloc(size, 'x'), resolve))
    connection.send('\nbob: end\n')
    // Time in which everything could have come: somebody else joins and talks.
    const other = await enter({ nickname: 'carol' })
    other.client.send('m1', 'hi')
    await other.connection.until('carol: hi')
    expect(connection.socket.writableLength).toBeGreaterThan(size / 2)
    expect(record.messages).toEqual([])
    client.resume()
    await written
    await record.until((event) => event.type === 'message.added' && event.message.text === 'end')
  })
})

describe('saying', () => {
  test('a message is shown at once, and sent when it has come back', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'hi')
    expect(record.messages).toMatchObject([{ id: 'm1', text: 'hi', own: true, delivery: { state: 'sending' } }])
    await connection.until('alice: hi')
    connection.send('alice: hi')
    await record.until(isDelivered('m1', 'sent'))
    expect(record.messages).toHaveLength(1)
  })

  test('quick messages never run together', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'one')
    client.send('m2', 'two')
    await connection.until('alice: one')
    expect(connection.received.text).toBe('alicealice: one')
    connection.send('alice: one')
    await connection.until('alice: two')
    connection.send('alice: two')
    await record.until(isDelivered('m2', 'sent'))
  })

  test('without an echo the next goes out after a second', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'one')
    client.send('m2', 'two')
    await connection.until('alice: two')
    await record.until(isDelivered('m2', 'sent'))
    expect(record.deliveries).toEqual(['m1 sent', 'm2 sent'])
  })

  test('an echo that comes late is not shown as another message', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'one')
    await record.until(isDelivered('m1', 'sent'))
    connection.send('alice: one\nbob: end')
    await record.until((event) => event.type === 'message.added' && event.message.text === 'end')
    expect(record.lines).toEqual(['alice: one', 'bob: end'])
  })

  test('messages are folded to ASCII, unless the room allows more', async () => {
    const folded = await enter()
    folded.client.send('m1', 'café — “ja” 😀')
    await folded.connection.until('alice: cafe - "ja" :grinning:')
    const plain = await enter({ asciiOnly: false })
    plain.client.send('m1', 'café — “ja” 😀')
    await plain.connection.until('alice: café — “ja” 😀')
  })

  test('a long text goes out in numbered parts, one at a time, each within 1,024 bytes', async () => {
    const { client, record, connection } = await enter({ timers: systemTimers })
    const text = 'word '.repeat(1000).trim()
    client.send('m1', text)
    const parts: string[] = []
    let seen = 'alice'.length
    while (!record.deliveries.includes('m1 sent')) {
      await connection.until(new RegExp(`^[^]{${seen}}alice: \\(${parts.length + 1}/`))
      const part = connection.received.text.slice(seen)
      parts.push(part)
      seen += part.length
      expect(Buffer.byteLength(part)).toBeLessThanOrEqual(1024)
      connection.send(part)
      await record.until((event) => isDelivered('m1', 'sent')(event) || parts.length < 5)
    }
    expect(parts.map((part) => part.replace(/^alice: \(\d\/\d\) /, '')).join(' ')).toBe(text)
    expect(record.messages).toHaveLength(1)
  })

  test('what cannot be sent has failed, in words', async () => {
    const { client, record } = await enter()
    client.send('m1', '  ')
    expect(record.deliveries).toEqual(['m1 failed'])
    client.discard('m1')
    expect(record.events.at(-1)).toEqual({ type: 'message.discarded', id: 'm1' })
  })
})

describe('leaving', () => {
  test('ends with a reset, after what was said has come back', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'bye')
    const left = client.leave()
    await connection.until('alice: bye')
    connection.send('alice: bye')
    await left
    expect(await connection.closed).toBe('reset')
    expect(record.deliveries).toEqual(['m1 sent'])
    expect(record.events.at(-1)).toMatchObject({ connection: { status: 'closed', reason: 'You left.' } })
  })

  test('what is not in the room by then has failed, and may be said again nowhere', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'one')
    await connection.until('alice: one')
    connection.send('alice: one')
    await record.until(isDelivered('m1', 'sent'))
    client.send('m2', 'two')
    await client.leave()
    expect(record.deliveries).toEqual(['m1 sent', 'm2 failed'])
    client.retry('m2')
    expect(record.deliveries).toEqual(['m1 sent', 'm2 failed', 'm2 sending', 'm2 failed'])
  })
})

describe('a dropped connection', () => {
  test.each(['fin', 'reset'] as const)('is made again after a %s, with one quiet notice', async (ending) => {
    const { client, record, connection } = await enter()
    connection.send('bob joined!')
    await record.until((event) => event.type === 'person.joined')
    if (ending === 'fin') connection.socket.end()
    else connection.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    const again = await server.accept()
    await again.letIn('alice')
    await record.until((event) => event.type === 'notice.added')
    expect(record.lines).toEqual(['+ bob', '* Back after 1 s.'])
    expect(record.events.find((event) => event.type === 'people.reset')).toMatchObject({
      people: [{ nickname: 'alice' }],
    })
    expect(client.people).toHaveLength(1)
  })

  test('takes no message with it: all go out in order when it is back', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'one')
    await connection.until('alice: one')
    connection.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.send('m2', 'two')
    expect(record.deliveries).toEqual([])
    const again = await server.accept()
    await again.letIn('alice')
    await again.until('alicealice: one')
    again.send('alice: one')
    await again.until('alice: two')
    again.send('alice: two')
    await record.until(isDelivered('m2', 'sent'))
    expect(record.deliveries).toEqual(['m1 sent', 'm2 sent'])
    expect(record.messages).toHaveLength(2)
  })

  test('is tried again and again, later each time, until it works', async () => {
    const { address } = server
    const { record } = await enter({ random: () => 0, clock: () => 0 })
    await server[Symbol.asyncDispose]()
    await record.until((event) => event.type === 'connection.changed' && retryAt(event) === 2000)
    await record.until((event) => event.type === 'connection.changed' && retryAt(event) === 4000)
    server = await ScriptedServer.listen(address.port)
    const again = await server.accept()
    await again.letIn('alice')
    await record.until(isConnection('open'))
    expect(record.connections).toMatchObject([
      { attempt: 1, retryAt: 1000 },
      { attempt: 2, retryAt: 2000, reason: expect.stringContaining('Nothing is listening') as string },
      { attempt: 3, retryAt: 4000 },
      { status: 'open' },
    ])
  })

  test('is made again at once when the person wants it', async () => {
    const never: Timers = { after: (ms, callback) => (ms >= 500 ? () => {} : systemTimers.after(ms, callback)) }
    const { client, record, connection } = await enter({ timers: never })
    connection.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.reconnectNow()
    const again = await server.accept()
    await again.letIn('alice')
    await record.until(isConnection('open'))
  })

  test('comes back under another name while the own ghost has the old one', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'hi')
    connection.socket.resetAndDestroy()
    const again = await server.accept()
    again.send('NICK')
    await again.until('alice')
    again.send('The name alice is taken here. You are alice-2.\nalice-2 joined!\nConnected to server!')
    await again.until('alice-2: hi')
    again.send('alice-2: hi')
    await record.until(isDelivered('m1', 'sent'))
    expect(record.events).toContainEqual({ type: 'self.renamed', nickname: 'alice-2' })
    expect(client.people.map((person) => person.nickname)).toEqual(['alice-2'])
    expect(record.lines.filter((line) => line.startsWith('+'))).toEqual([])
  })

  test('is not made again when the host has closed the room, unless the person wants it', async () => {
    const { client, record, connection } = await enter()
    connection.send('The host closed the room.')
    connection.socket.end()
    await record.until(isConnection('closed'))
    client.send('m1', 'anybody?')
    expect(record.deliveries).toEqual(['m1 failed'])
    client.reconnectNow()
    client.retry('m1')
    const again = await server.accept()
    await again.letIn('alice')
    await again.until('alice: anybody?')
  })

  test('somebody who says that the room is closed does not close it', async () => {
    const { record, connection } = await enter()
    connection.send('The host closed the room.\nbob: haha')
    await record.until((event) => event.type === 'message.added')
    connection.socket.end()
    await record.until(isConnection('reconnecting'))
  })

  test('leaving while it is away stops the attempts', async () => {
    const { client, record, connection } = await enter()
    client.send('m1', 'hi')
    connection.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    await client.leave()
    expect(record.deliveries).toEqual(['m1 failed'])
    expect(record.connections.at(-1)).toMatchObject({ status: 'closed' })
  })
})

function retryAt(event: RoomEventBody): number {
  return event.type === 'connection.changed' && event.connection.status === 'reconnecting'
    ? event.connection.retryAt
    : -1
}
