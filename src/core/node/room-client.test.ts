import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isDelivered, isMessage, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import { systemTimers } from './timers.ts'

let room: ScriptedRoom

beforeEach(async () => {
  room = await ScriptedRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('hearing', () => {
  test('messages that ran together, joins, leaves and lines', async () => {
    const { record, connection } = await room.enter()
    connection.send('bob joined!bob: hibob: yo\nsomething else\nbob left!')
    await record.until((event) => event.type === 'person.left')
    expect(record.lines).toEqual(['+ bob', 'bob: hi', 'bob: yo', '* something else', '- bob'])
  })

  test('people are learnt from what they say, without an announcement', async () => {
    const { client, record, connection } = await room.enter()
    connection.send('bob: hi')
    await record.until((event) => event.type === 'message.added')
    expect(record.events[0]).toMatchObject({ type: 'person.joined', person: { nickname: 'bob', kind: 'unknown' } })
    expect(record.events[0]).not.toHaveProperty('entry')
    expect(client.people.map((person) => person.nickname)).toEqual(['alice', 'bob'])
  })

  test('somebody else with our name is somebody else', async () => {
    const { client, record, connection } = await room.enter()
    connection.send('alice joined!\nalice: hi')
    const event = await record.until((event) => event.type === 'message.added')
    expect(event).toMatchObject({ message: { own: false, text: 'hi' } })
    const [self, other] = client.people
    expect(event).toMatchObject({ message: { author: { personId: other?.id } } })
    expect(other?.id).not.toBe(self?.id)
  })

  test('a notice about a taken name cannot rename us once we are in', async () => {
    const { client, record, connection } = await room.enter()
    connection.send('The name alice is taken here. You are mallory.')
    await record.until((event) => event.type === 'notice.added')
    expect(client.nickname).toBe('alice')
  })

  test('control characters are gone, and a long text comes in parts that lose nothing', async () => {
    const { record, connection } = await room.enter()
    connection.send(`bob: \u001B[2J${'x'.repeat(10_000)}\nbob: end\n`)
    await record.until(isMessage('end'))
    const texts = record.messages.map((message) => message.text)
    expect(texts.slice(0, -1).join('')).toBe(`[2J${'x'.repeat(10_000)}`)
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(4096)
  })

  test('a message is not torn because this process was busy when its rest arrived', async () => {
    const { client, record, connection } = await room.enter()
    client.once('event', () =>
      setImmediate(() => {
        connection.send('two\n')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
      }),
    )
    connection.send('carol joined!\nbob: one and ')
    await record.until((event) => event.type === 'message.added')
    expect(record.lines).toEqual(['+ carol', 'bob: one and two'])
  })

  test('ten megabytes at once are heard to the end', async () => {
    const { record, connection } = await room.enter()
    const size = 10 * 1024 * 1024
    connection.send(`bob: ${'x'.repeat(size)}\nbob: end\n`)
    await record.until(isMessage('end'))
    const received = record.messages.reduce((sum, message) => sum + message.text.length, 0)
    expect(received).toBe(size + 'end'.length)
  })

  test('paused, it leaves the rest with the server', async () => {
    const { client, record, connection } = await room.enter()
    client.pause()
    const size = 32 * 1024 * 1024
    connection.socket.write('bob: ')
    const written = new Promise((resolve) => connection.socket.write(Buffer.alloc(size, 'x'), resolve))
    connection.send('\nbob: end\n')
    // Time in which everything could have come: somebody else joins and talks.
    const other = await room.enter({ nickname: 'carol' })
    other.client.send({ id: 'm1', text: 'hi' })
    await other.connection.until('carol: hi')
    expect(connection.socket.writableLength).toBeGreaterThan(size / 2)
    expect(record.messages).toEqual([])
    client.resume()
    await written
    await record.until(isMessage('end'))
  })
})

describe('saying', () => {
  test('a message is shown at once, and sent when it has come back', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'hi' })
    expect(record.messages).toMatchObject([{ id: 'm1', text: 'hi', own: true, delivery: { state: 'sending' } }])
    await connection.until('alice: hi')
    connection.send('alice: hi')
    await record.until(isDelivered('m1', 'sent'))
    expect(record.messages).toHaveLength(1)
  })

  test('quick messages never run together', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    client.send({ id: 'm2', text: 'two' })
    await connection.until('alice: one')
    expect(connection.received.text).toBe('alicealice: one')
    connection.send('alice: one')
    await connection.until('alice: two')
    connection.send('alice: two')
    await record.until(isDelivered('m2', 'sent'))
  })

  test('without an echo the next goes out after a second', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    client.send({ id: 'm2', text: 'two' })
    await connection.until('alice: two')
    await record.until(isDelivered('m2', 'sent'))
    expect(record.deliveries).toEqual(['m1 sent', 'm2 sent'])
  })

  test('an echo that comes late is not shown as another message', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    await record.until(isDelivered('m1', 'sent'))
    connection.send('alice: one\nbob: end')
    await record.until(isMessage('end'))
    expect(record.lines).toEqual(['alice: one', 'bob: end'])
  })

  test('messages are folded to ASCII, unless the room allows more', async () => {
    const folded = await room.enter()
    folded.client.send({ id: 'm1', text: 'café — “ja” 😀' })
    await folded.connection.until('alice: cafe - "ja" :grinning:')
    const plain = await room.enter({ asciiOnly: false })
    plain.client.send({ id: 'm1', text: 'café — “ja” 😀' })
    await plain.connection.until('alice: café — “ja” 😀')
  })

  test('a long text goes out in numbered parts, one at a time, each within 1,024 bytes', async () => {
    const { client, record, connection } = await room.enter({ timers: systemTimers })
    const text = 'word '.repeat(1000).trim()
    client.send({ id: 'm1', text })
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
    const { client, record } = await room.enter()
    client.send({ id: 'm1', text: '  ' })
    expect(record.deliveries).toEqual(['m1 failed'])
    client.discard('m1')
    expect(record.events.at(-1)).toEqual({ type: 'message.discarded', id: 'm1' })
  })
})

describe('leaving', () => {
  test('ends with a reset, after what was said has come back', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'bye' })
    const left = client.leave()
    await connection.until('alice: bye')
    connection.send('alice: bye')
    await left
    expect(await connection.closed).toBe('reset')
    expect(record.deliveries).toEqual(['m1 sent'])
    expect(record.events.at(-1)).toMatchObject({ connection: { status: 'closed', reason: 'You left.' } })
  })

  test('what is not in the room by then has failed, and may be said again nowhere', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    await connection.until('alice: one')
    connection.send('alice: one')
    await record.until(isDelivered('m1', 'sent'))
    client.send({ id: 'm2', text: 'two' })
    await client.leave()
    expect(record.deliveries).toEqual(['m1 sent', 'm2 failed'])
    client.retry('m2')
    expect(record.deliveries).toEqual(['m1 sent', 'm2 failed', 'm2 sending', 'm2 failed'])
  })
})
