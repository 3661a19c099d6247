/** How what a person says goes out, and how it is shown. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { isDelivered } from '../../../e2e/peers/scripted-room.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('saying something', () => {
  test('an answer, a direct message and an action go out and are shown as such', async () => {
    const { client, record, guest } = await room.enter()
    const quote = { id: 'log-1', nickname: 'bob', excerpt: 'Lunch?' }
    const hanna = { personId: 'host', nickname: 'hanna' }
    client.send({ id: 'm1', text: 'yes', replyTo: quote })
    client.send({ id: 'm2', text: 'psst', to: hanna })
    client.send({ id: 'm3', text: 'waves', action: true })
    expect(await guest.until('post')).toEqual({ type: 'post', id: 'm1', text: 'yes', replyTo: 'log-1' })
    expect(await guest.until('post')).toEqual({ type: 'post', id: 'm2', text: 'psst', to: 'host' })
    expect(await guest.until('post')).toEqual({ type: 'post', id: 'm3', text: 'waves', action: true })
    expect(record.messages).toMatchObject([{ replyTo: quote }, { to: hanna }, { isAction: true }])
  })

  test('tried again, a message is the same as before', async () => {
    const { client, record, guest } = await room.enter()
    const quote = { id: 'log-1', nickname: 'bob', excerpt: 'Lunch?' }
    const to = { personId: 'host', nickname: 'hanna' }
    client.send({ id: 'm1', text: 'nods', replyTo: quote, to, action: true })
    const post = await guest.until('post')
    guest.send({ type: 'rejected', id: 'm1', message: 'Not now.' })
    await record.until(isDelivered('m1', 'failed'))
    client.retry('m1')
    expect(await guest.until('post')).toEqual(post)
    expect(record.deliveries).toEqual(['m1 failed', 'm1 sending'])
  })

  test('of a long text only the first part is the answer, and all of it is for the same person', async () => {
    const { client, guest } = await room.enter()
    const replyTo = { id: 'log-1', nickname: 'bob', excerpt: 'Lunch?' }
    const to = { personId: 'host', nickname: 'hanna' }
    client.send({ id: 'm1', text: 'word '.repeat(1000), replyTo, to })
    expect(await guest.until('post')).toMatchObject({ id: 'm1', replyTo: 'log-1', to: 'host' })
    const second = await guest.until('post')
    expect(second).toMatchObject({ to: 'host' })
    expect(second).not.toHaveProperty('replyTo')
  })
})
