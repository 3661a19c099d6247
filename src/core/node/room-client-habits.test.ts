import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { isConnection, isMessage, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import { usualHabits, type ClientHabits } from './client-habits.ts'

describe('a person who keeps to themselves', () => {
  let room: NativeRoom
  beforeEach(async () => {
    room = await NativeRoom.open()
  })
  afterEach(() => room[Symbol.asyncDispose]())

  test('does not say that they are writing, nor that they have stopped; but stops what was said before', async () => {
    let habits: ClientHabits = { ...usualHabits, sendTyping: false }
    const { client, guest } = await room.enter({ habits: () => habits })
    client.setTyping(true)
    client.setTyping(false)
    client.send({ id: 'm1', text: 'one' })
    await guest.until('post')
    expect(guest.messages.filter(({ type }) => type === 'typing')).toEqual([])
    habits = usualHabits
    client.setTyping(true)
    await guest.until('typing')
    habits = { ...usualHabits, sendTyping: false }
    client.setTyping(true)
    client.send({ id: 'm2', text: 'two' })
    await guest.until('post')
    expect(guest.messages.filter(({ type }) => type === 'typing')).toEqual([
      { type: 'typing', on: true },
      { type: 'typing', on: false },
    ])
  })

  test('does not confirm what they have got, until they want to', async () => {
    const asked: boolean[] = []
    let sendReceipts = false
    let heard = (): void => {}
    const habits = (): ClientHabits => {
      asked.push(sendReceipts)
      heard()
      return { ...usualHabits, sendReceipts }
    }
    const { record, guest } = await room.enter({ habits })
    const isAsked = new Promise<void>((resolve) => (heard = resolve))
    guest.send({ type: 'events', events: [loggedMessage(1, 'hi')] })
    await record.until(isMessage('hi'))
    await isAsked
    sendReceipts = true
    guest.send({ type: 'events', events: [loggedMessage(2, 'again')] })
    expect(await guest.until('received')).toEqual({ type: 'received', seq: 2 })
    expect(guest.messages.filter(({ type }) => type === 'received')).toHaveLength(1)
  })
})

describe('a person who comes back only when they want to', () => {
  let room: ScriptedRoom
  beforeEach(async () => {
    room = await ScriptedRoom.open()
  })
  afterEach(() => room[Symbol.asyncDispose]())

  test('stays outside after a drop, and one attempt that fails is no beginning of many', async () => {
    const habits = (): ClientHabits => ({ ...usualHabits, reconnect: false })
    const { client, record, connection } = await room.enter({ habits })
    connection.socket.resetAndDestroy()
    await record.until(isConnection('closed'))
    expect(record.connections.filter(({ status }) => status === 'reconnecting')).toEqual([])
    await room.close()
    client.reconnectNow()
    await record.until((event) => isConnection('closed')(event) && record.connections.length >= 3)
    await room.reopen()
    client.reconnectNow()
    const again = await room.server.accept()
    await again.letIn('alice')
    await record.until(isConnection('open'))
    expect(record.connections.map(({ status }) => status)).toEqual([
      'closed',
      'reconnecting',
      'closed',
      'reconnecting',
      'open',
    ])
  })
})
