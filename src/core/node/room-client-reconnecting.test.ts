import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isConnection, isDelivered, ManualTimers, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { type ClientHabits, usualHabits } from './client-habits.ts'

let room: ScriptedRoom

beforeEach(async () => {
  room = await ScriptedRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('a dropped connection', () => {
  test.each(['fin', 'reset'] as const)('is made again after a %s, with one quiet notice', async (ending) => {
    const { client, record, connection } = await room.enter()
    connection.send('bob joined!')
    await record.until((event) => event.type === 'person.joined')
    if (ending === 'fin') connection.socket.end()
    else connection.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    const again = await room.server.accept()
    await again.letIn('alice')
    await record.until((event) => event.type === 'notice.added')
    expect(record.lines).toEqual(['+ bob', '* Back after 1 s.'])
    expect(record.events.find((event) => event.type === 'people.reset')).toMatchObject({
      people: [{ nickname: 'alice' }],
    })
    expect(client.people).toHaveLength(1)
  })

  test('that flaps says so once, until it holds or is gone for long', async () => {
    let now = 0
    const { record, connection } = await room.enter({ clock: () => now, random: () => 1 })
    let last = connection
    const flap = async (heldMs: number, awayMs: number): Promise<void> => {
      now += heldMs
      const before = record.connections.length
      last.socket.resetAndDestroy()
      last = await room.server.accept()
      now += awayMs
      await last.letIn('alice')
      await record.until((event) => isConnection('open')(event) && record.connections.length >= before + 2)
    }
    for (let count = 0; count < 3; count++) await flap(1000, 2000)
    await flap(30_000, 3000)
    await flap(1000, 3_600_000)
    expect(record.lines).toEqual(['* Back after 2 s.', '* Back after 3 s.', '* Back after 1 h.'])
  })

  test('takes no message with it: all go out in order when it is back', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    await connection.until('alice: one')
    connection.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.send({ id: 'm2', text: 'two' })
    expect(record.deliveries).toEqual([])
    const again = await room.server.accept()
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
    const { record } = await room.enter({ random: () => 0, clock: () => 0 })
    await room.close()
    await record.until((event) => event.type === 'connection.changed' && retryAt(event) === 2000)
    await record.until((event) => event.type === 'connection.changed' && retryAt(event) === 4000)
    await room.reopen()
    const again = await room.server.accept()
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
    const { client, record, connection } = await room.enter({ timers: new ManualTimers() })
    connection.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.reconnectNow()
    const again = await room.server.accept()
    await again.letIn('alice')
    await record.until(isConnection('open'))
  })

  test('comes back under another name while the own ghost has the old one', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'hi' })
    connection.socket.resetAndDestroy()
    const again = await room.server.accept()
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
    const { client, record, connection } = await room.enter()
    connection.send('The host closed the room.')
    connection.socket.end()
    await record.until(isConnection('closed'))
    client.send({ id: 'm1', text: 'anybody?' })
    expect(record.deliveries).toEqual(['m1 failed'])
    client.reconnectNow()
    client.retry('m1')
    const again = await room.server.accept()
    await again.letIn('alice')
    await again.until('alice: anybody?')
  })

  test.each([
    ['its host has closed it', 'The host closed the room.', true],
    ['it was lost, and not to be made again', 'bob: still here', false],
  ])('tells the whole time away when %s and the person comes back later', async (_, lastWords, reconnect) => {
    let now = 0
    const habits = (): ClientHabits => ({ ...usualHabits, reconnect })
    const { client, record, connection } = await room.enter({ clock: () => now, habits })
    connection.send(lastWords)
    connection.socket.end()
    await record.until(isConnection('closed'))
    now += 7_200_000
    client.reconnectNow()
    const again = await room.server.accept()
    await again.letIn('alice')
    await record.until((event) => event.type === 'notice.added' && event.notice.text.startsWith('Back'))
    expect(record.lines.at(-1)).toBe('* Back after 2 h.')
  })

  test('somebody who says that the room is closed does not close it', async () => {
    const { record, connection } = await room.enter()
    connection.send('The host closed the room.\nbob: haha')
    await record.until((event) => event.type === 'message.added')
    connection.socket.end()
    await record.until(isConnection('reconnecting'))
  })

  test('leaving while it is away stops the attempts', async () => {
    const { client, record, connection } = await room.enter()
    client.send({ id: 'm1', text: 'hi' })
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
