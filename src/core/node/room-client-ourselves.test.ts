/** What a person changes about themselves: their name, and whether they are away. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { isConnection } from '../../../e2e/peers/scripted-room.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('ourselves', () => {
  test('a new name is known at once and said in the next hello', async () => {
    const { client, record, guest } = await room.enter()
    client.rename('Alicia')
    const { id } = await guest.until('rename')
    const renamed = { type: 'renamed', seq: 1, at: 1, id, personId: client.selfId, before: 'alice' } as const
    guest.send({ type: 'events', events: [{ ...renamed, nickname: 'Alicia' }] })
    guest.send({ type: 'person', person: { id: client.selfId, nickname: 'Alicia', kind: 'native' } })
    guest.send({ type: 'accepted', id, seq: 1, at: 1 })
    await record.until((event) => event.type === 'happening.added')
    expect(client.nickname).toBe('Alicia')
    expect(record.events).toContainEqual({ type: 'person.changed', person: client.people[0] })
    client.send({ id: 'm1', text: 'hi' })
    expect(record.messages).toMatchObject([{ author: { nickname: 'Alicia' } }])
    guest.socket.resetAndDestroy()
    const returning = await room.host.accept()
    expect(await returning.offer()).toBe('Alicia')
    await returning.challenge()
    expect(await returning.until('hello')).toMatchObject({ nickname: 'Alicia' })
  })

  test('a suffix that the host has given is not kept', async () => {
    const { record, guest } = await room.enter({}, { self: { id: 'x', nickname: 'alice-2', kind: 'native' } })
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    expect((await room.host.letIn()).hello).toMatchObject({ nickname: 'alice' })
  })

  test('being away is told, and again after a drop until we are back', async () => {
    const { client, record, guest } = await room.enter()
    client.setAway('Lunch')
    expect(await guest.until('away')).toEqual({ type: 'away', message: 'Lunch' })
    guest.send({ type: 'person', person: { id: client.selfId, nickname: 'alice', kind: 'native', away: 'Lunch' } })
    await record.until((event) => event.type === 'person.changed')
    expect(client.people[0]).toEqual({ id: client.selfId, nickname: 'alice', kind: 'native', away: 'Lunch' })
    guest.socket.resetAndDestroy()
    const { guest: second } = await room.host.letIn()
    expect(await second.until('away')).toEqual({ type: 'away', message: 'Lunch' })
    client.setAway(null)
    expect(await second.until('away')).toEqual({ type: 'away', message: null })
    second.socket.resetAndDestroy()
    const { guest: third } = await room.host.letIn()
    client.send({ id: 'm1', text: 'hi' })
    await third.until('post')
    expect(third.messages.map(({ type }) => type)).toEqual(['hello', 'post'])
  })

  test('a host that still takes us for away is told that we are not', async () => {
    const { client, guest } = await room.enter()
    guest.socket.resetAndDestroy()
    const self = { id: client.selfId, nickname: 'alice', kind: 'native', away: '' } as const
    const { guest: again } = await room.host.letIn({ self })
    expect(await again.until('away')).toEqual({ type: 'away', message: null })
  })
})
