/** What a person changes while it cannot be done: what waits, what is shown of it, and what is given up. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { isConnection, isSettled } from '../../../e2e/peers/scripted-room.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('changing something', () => {
  test('a message that waits is changed where it stands, and taken back without a word', async () => {
    const { client, record, guest } = await room.enterAndSay()
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    for (const id of ['m2', 'm3', 'm4']) client.send({ id, text: id })
    client.edit('m2', 'two')
    client.delete('m3')
    expect(record.events.slice(-2)).toEqual([
      { type: 'message.rewritten', id: 'm2', text: 'two' },
      { type: 'message.discarded', id: 'm3' },
    ])
    const { guest: again } = await room.host.letIn()
    expect(await again.until('post')).toMatchObject({ id: 'm2', text: 'two' })
    expect(await again.until('post')).toMatchObject({ id: 'm4' })
    expect(record.pendingChanges).toEqual([])
  })

  test('a message that may have arrived keeps its words, and the change follows it', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    client.send({ id: 'm2', text: 'two' })
    await guest.until('post')
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.edit('m1', 'new')
    client.delete('m2')
    const { guest: again } = await room.host.letIn()
    while ((await again.until('delete')).target !== 'm2');
    const acts = again.messages.filter(({ type }) => ['post', 'edit', 'delete'].includes(type))
    expect(acts).toMatchObject([
      { type: 'post', id: 'm1', text: 'one' },
      { type: 'post', id: 'm2', text: 'two' },
      { type: 'edit', target: 'm1', text: 'new' },
      { type: 'delete', target: 'm2' },
    ])
  })

  test('acts go out again after a drop, with their ids and in order', async () => {
    const { client, record, guest } = await room.enterAndSay()
    client.edit('m1', 'hello')
    client.react('m1', '👍', true)
    client.setTopic('Tides')
    const sent = [await guest.until('edit'), await guest.until('react'), await guest.until('topic')]
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    room.host.room.lastSeq = 2
    const { guest: again } = await room.host.letIn()
    const [edit] = sent
    again.send({
      type: 'events',
      events: [
        { type: 'edited', seq: 2, at: 9, id: edit?.id ?? '', target: 'm1', personId: client.selfId, text: 'hello' },
      ],
    })
    const repeated = await again.until('topic')
    expect(repeated).toEqual(sent[2])
    for (const { id } of sent) again.send({ type: 'accepted', id, seq: 2, at: 1 })
    await record.until(isSettled('m1'))
    // All of it was settled, so nothing goes out once more.
    again.socket.resetAndDestroy()
    const { guest: third } = await room.host.letIn()
    client.send({ id: 'm9', text: 'end' })
    await third.until('post')
    expect(third.messages.map(({ type }) => type)).toEqual(['hello', 'post'])
  })

  test('what has to wait for the connection is said, and done when it is back', async () => {
    const { client, record, guest } = await room.enter()
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.rename('Alicia')
    client.setTopic('Tides')
    client.setAway('Lunch')
    client.setAway(null)
    client.setAway('', false)
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual([
      '* Your name changes once you are back in the room.',
      '* The topic changes once you are back in the room.',
      '* The others read that you are away once you are back in the room.',
      '* The others read that you are here once you are back in the room.',
    ])
    const { guest: again } = await room.host.letIn()
    expect(await again.until('rename')).toMatchObject({ nickname: 'Alicia' })
    expect(await again.until('topic')).toMatchObject({ topic: 'Tides' })
    expect(again.messages).toContainEqual({ type: 'away', message: '' })
  })

  test('who is sent away takes nothing more there, and is told once', async () => {
    const { client, record, guest } = await room.enterAndSay()
    client.react('m1', '👍', true)
    client.edit('m1', 'hello')
    await guest.until('edit')
    guest.send({ type: 'bye', code: 'kicked', message: 'The host removed you from the room.' })
    await record.until(isConnection('closed'))
    const told = '* Not changed: The host removed you from the room.'
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual([told])
    expect(record.pendingChanges.at(-1)).toEqual(['m1', null])
    expect(record.pendingReactions.at(-1)).toEqual(['m1', []])
    client.react('m1', '👍', true)
    expect(record.lines.at(-1)).toBe(told)
  })

  test('what was asked for waits for a room that closes, or is not come back to by itself', async () => {
    const { client, record, guest } = await room.enterAndSay()
    client.react('m1', '👍', true)
    client.edit('m1', 'hello')
    await guest.until('edit')
    guest.send({ type: 'bye', code: 'closed', message: 'Bye.' })
    await record.until(isConnection('closed'))
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual([])
    client.delete('m1')
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual(['* Not changed: The host closed the room.'])
    expect(record.pendingChanges.at(-1)).toEqual(['m1', { type: 'edit', text: 'hello' }])
    expect(record.pendingReactions.at(-1)).toEqual(['m1', [{ emoji: '👍', on: true }]])
    client.reconnectNow()
    const { guest: again } = await room.host.letIn()
    await again.until('edit')
    expect(again.messages.map(({ type }) => type)).toEqual(['hello', 'react', 'edit'])
    for (const before of guest.messages.slice(-2)) expect(again.messages).toContainEqual(before)
  })

  test('what cannot be seen to wait does not wait for a room that closes', async () => {
    const { client, record, guest } = await room.enterAndSay()
    client.setTopic('Tea')
    await guest.until('topic')
    guest.send({ type: 'bye', code: 'closed', message: 'Bye.' })
    await record.until(isConnection('closed'))
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual(['* Not changed: The host closed the room.'])
    client.reconnectNow()
    const { guest: again } = await room.host.letIn()
    client.react('m1', '👍', true)
    await again.until('react')
    expect(again.messages.map(({ type }) => type)).toEqual(['hello', 'react'])
  })

  test('a reaction waits where it can be seen, and is taken back without a word', async () => {
    const { client, record, guest } = await room.enterAndSay()
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.react('m1', '👍', true)
    client.react('m1', '👍', true)
    client.react('m1', '🎉', true)
    client.react('m1', '👍', false)
    client.react('m1', '🎉', true)
    const [thumb, party] = [
      { emoji: '👍', on: true },
      { emoji: '🎉', on: true },
    ]
    expect(record.pendingReactions).toEqual([
      ['m1', [thumb]],
      ['m1', [thumb, party]],
      ['m1', [party]],
    ])
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual([])
    const { guest: again } = await room.host.letIn()
    const react = await again.until('react')
    expect(react).toMatchObject({ emoji: '🎉', on: true })
    expect(again.messages.map(({ type }) => type)).toEqual(['hello', 'react'])
    again.send({ type: 'rejected', id: react.id, message: 'No.' })
    await record.until((event) => event.type === 'message.reactions-pending' && event.reactions.length === 0)
  })

  test('a reaction that may have arrived is taken back in the room', async () => {
    const { client, guest } = await room.enterAndSay()
    client.react('m1', '👍', true)
    await guest.until('react')
    guest.socket.resetAndDestroy()
    client.react('m1', '👍', false)
    const { guest: again } = await room.host.letIn()
    expect([(await again.until('react')).on, (await again.until('react')).on]).toEqual([true, false])
  })
})
