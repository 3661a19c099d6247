import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { ManualTimers, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import { systemTimers, type Timers } from './timers.ts'

let room: ScriptedRoom

beforeEach(async () => {
  room = await ScriptedRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('joining', () => {
  test('answers the request with the bare nickname and is in', async () => {
    const { client, connection } = await room.enter()
    expect(connection.received.text).toBe('alice')
    expect(client.people.map((person) => person.nickname)).toEqual(['alice'])
  })

  test('a host name is tried on all its addresses', async () => {
    const { port } = room.server.address
    await room.enter({ address: { host: 'localhost', port } })
  })

  test.each(['NICK\n', 'NICK\r\nWelcome!\n'])('understands %j', async (greeting) => {
    const client = room.createClient()
    const joining = client.join()
    const connection = await room.server.accept()
    connection.send(greeting)
    await connection.until('alice')
    connection.send('Connected to server!')
    expect(await joining).toMatchObject({ ok: true })
  })

  test('a request that arrives in pieces is one', async () => {
    const client = room.createClient()
    const joining = client.join()
    const connection = await room.server.accept()
    connection.send('NI')
    await new Promise((resolve) => connection.socket.write('', resolve))
    connection.send('CK')
    await connection.until('alice')
    connection.send('alice joined!')
    expect(await joining).toMatchObject({ ok: true })
  })

  test('a server that says nothing after the nickname has let us in', async () => {
    const client = room.createClient()
    const joining = client.join()
    const connection = await room.server.accept()
    connection.send('NICK')
    expect(await joining).toMatchObject({ ok: true })
    expect(connection.received.text).toBe('alice')
  })

  test('the nickname is ASCII on the wire, whatever the setting for messages', async () => {
    const client = room.createClient({ nickname: 'Zoë: 😀', asciiOnly: false })
    const joining = client.join()
    const connection = await room.server.accept()
    connection.send('NICK')
    expect(await connection.until('Zoe')).toMatch(/^[ -9;-~]+$/)
    connection.send('Connected to server!')
    await joining
    expect(client.nickname).toBe(connection.received.text)
  })

  test('what was said while joining is heard after it', async () => {
    const client = room.createClient()
    const joining = client.join()
    const connection = await room.server.accept()
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
    await room.close()
    const result = await room.createClient().join()
    expect(result).toMatchObject({ ok: false, error: { code: 'refused', field: 'address' } })
  })

  test.each(['SSH-2.0-OpenSSH_9.2\r\n', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'Hello, NICK'])(
    '%j is not a chat room',
    async (greeting) => {
      const joining = room.createClient().join()
      const connection = await room.server.accept()
      connection.send(greeting)
      const result = await joining
      expect(result).toMatchObject({ ok: false, error: { code: 'not-a-chat-server', field: 'address' } })
      const [said] = greeting.trim().split('\r')
      const message = `This is not a chat room, or it turned you away. It said: “${said}”`
      expect(result).toMatchObject({ error: { message } })
      expect(await connection.closed).toBe('reset')
      expect(connection.received.text).toBe('')
    },
  )

  test('what Snug says when it turns somebody away at once is understood, and quoted whole', async () => {
    await using host = await HostedRoom.open({ limits: { connectionsPerAddress: 0 }, isExempt: () => false })
    const result = await room.createClient({ address: { host: '127.0.0.1', port: host.port } }).join()
    const said = 'There are already 0 connections from 127.0.0.1. Close one of them first.'
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'turned-away', field: 'address', message: `The room turned you away. It said: “${said}”` },
    })
  })

  test('so is that one may not come in', async () => {
    const joining = room.createClient().join()
    const connection = await room.server.accept()
    connection.send('The host does not let you into this room.')
    connection.socket.end()
    expect(await joining).toMatchObject({
      ok: false,
      error: { code: 'banned', field: 'address', message: 'The host does not let you into this room.' },
    })
  })

  test('a server that closes at once is no room', async () => {
    const joining = room.createClient().join()
    const connection = await room.server.accept()
    connection.socket.end()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'reset', field: 'address' } })
  })

  test('a server that closes after the nickname is quoted', async () => {
    const joining = room.createClient().join()
    const connection = await room.server.accept()
    connection.send('NICK')
    await connection.until('alice')
    connection.socket.end('You are banned.')
    const result = await joining
    expect(result).toMatchObject({ ok: false, error: { code: 'turned-away', field: 'nickname' } })
    expect(result.ok ? '' : result.error.message).toContain('You are banned.')
  })

  test('a silent server is given up, and told the nickname when it wakes, so that it does not break', async () => {
    const result = await room.createClient({ greetingTimeoutMs: 500 }).join()
    expect(result).toMatchObject({ ok: false, error: { code: 'silent-server', field: 'address' } })
    const connection = await room.server.accept()
    await connection.letIn('alice')
    expect(await connection.closed).toBe('reset')
  })

  test('no answer in time', async () => {
    const timers: Timers = { ...systemTimers, after: (_, callback) => (queueMicrotask(callback), () => {}) }
    const result = await room.createClient({ timers }).join()
    expect(result).toMatchObject({ ok: false, error: { code: 'timed-out', field: 'address' } })
  })

  test('cancelling answers at once, and the server can finish letting us in before the reset', async () => {
    const timers = new ManualTimers()
    const cancelling = new AbortController()
    const joining = room.createClient({ timers }).join(cancelling.signal)
    const connection = await room.server.accept()
    connection.send('NICK')
    await connection.until('alice')
    cancelling.abort()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    connection.send('alice joined!')
    // Time in which a reset would have come: somebody else joins.
    await room.enter({ nickname: 'carol' })
    expect(connection.socket.destroyed).toBe(false)
    timers.pass()
    expect(await connection.closed).toBe('reset')
  })

  test('cancelling while it connects answers at once', async () => {
    const cancelling = new AbortController()
    const joining = room.createClient().join(cancelling.signal)
    cancelling.abort()
    expect(await joining).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  test('cancelled before it began, it does not connect', async () => {
    const result = await room.createClient().join(AbortSignal.abort())
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  })

  test('a taken name is refused here, with the free one as a suggestion', async () => {
    const joining = room.createClient().join()
    const connection = await room.server.accept()
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
    const joining = room.createClient().join()
    const connection = await room.server.accept()
    connection.send('NICK')
    await connection.until('alice')
    connection.send('NICK')
    expect(await joining).toMatchObject({ ok: false, error: { code: 'name-taken', field: 'nickname' } })
  })
})
