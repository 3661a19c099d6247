/** What becomes of what a person asks for where the room cannot do it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NativeRoom, type NativeVisit } from '../../../e2e/peers/native-room.ts'
import { isConnection, isDelivered, isNotice, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import { ScriptedServer } from '../../../e2e/peers/scripted-server.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('where it cannot be done', () => {
  const refusals = [
    'Nothing can be edited',
    'Nothing can be taken back',
    'There are no reactions',
    'Nobody can change their name',
    'There is no topic',
    'Nobody can be told that you are away',
  ]

  function askForEverything({ client }: Pick<NativeVisit, 'client'>): void {
    client.edit('m0', 'new')
    client.delete('m0')
    client.react('m0', '👍', true)
    client.rename('Alicia')
    client.setTopic('Tides')
    client.setAway('')
    client.send({ id: 'm1', text: 'psst', to: { personId: 'host', nickname: 'hanna' } })
    client.send({ id: 'm2', text: 'waves', action: true })
    client.send({ id: 'm3', text: 'yes', replyTo: { id: 'x', nickname: 'bob', excerpt: 'Lunch?' } })
  }

  test('a classic server: it is said, and what can be said in plain words is', async () => {
    await using classic = await ScriptedRoom.open()
    const visit = await classic.enter()
    const { record, connection } = visit
    askForEverything(visit)
    expect(record.lines.filter((line) => line.startsWith('*')).map((line) => line.slice(2))).toEqual(
      refusals.map((words) => expect.stringContaining(`${words} on a classic server.`) as string),
    )
    expect(record.events).toContainEqual({
      type: 'message.delivery-changed',
      id: 'm1',
      delivery: { state: 'failed', reason: 'There are no direct messages on a classic server.' },
    })
    await connection.until('alice: *waves*')
    connection.send('alice: *waves*')
    await connection.until('alice: > bob: Lunch?\nalice: yes')
    connection.send('alice: > bob: Lunch?\nalice: yes')
    await record.until(isDelivered('m3', 'sent'))
    expect(record.lines.filter((line) => line.startsWith('alice'))).toHaveLength(3)
  })

  test('a native host that can do less', async () => {
    room.host.capabilities = ['history']
    const visit = await room.enter()
    const { client, record, guest } = visit
    expect(client.description.abilities).toEqual([])
    askForEverything(visit)
    expect(await guest.until('post')).toEqual({ type: 'post', id: 'm2', text: '*waves*' })
    expect(await guest.until('post')).toEqual({ type: 'post', id: 'm3', text: '> bob: Lunch?\nyes' })
    expect(record.lines.filter((line) => line.startsWith('*')).map((line) => line.slice(2))).toEqual(
      refusals.map((words) => expect.stringContaining(`${words} in this room.`) as string),
    )
    expect(record.deliveries).toEqual(['m1 failed'])
  })

  test('a host that comes back able to do less: nothing private becomes public', async () => {
    const { client, record, guest } = await room.enter()
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.send({ id: 'm1', text: 'psst', to: { personId: 'host', nickname: 'hanna' } })
    client.send({ id: 'm2', text: 'hi' })
    room.host.capabilities = []
    const { guest: again } = await room.host.letIn()
    expect(await again.until('post')).toMatchObject({ id: 'm2' })
    expect(record.deliveries).toEqual(['m1 failed'])
  })

  test('a classic server in place of a native host: nothing private becomes public there either', async () => {
    const { client, record, guest } = await room.enterAndSay()
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.send({ id: 'm2', text: 'psst', to: { personId: 'host', nickname: 'hanna' } })
    client.edit('m1', 'hello')
    client.send({ id: 'm3', text: 'yes', replyTo: { id: 'x', nickname: 'bob', excerpt: 'Lunch?' } })
    const { port } = room.host.address
    await room.close()
    await using server = await ScriptedServer.listen(port)
    const connection = await server.accept()
    await connection.letIn('alice')
    await record.until(isNotice('Not changed: It was written for another room at this address.'))
    expect(record.pendingChanges.at(-1)).toEqual(['m1', null])
    await record.until(isDelivered('m3', 'failed'))
    client.retry('m2')
    client.retry('m3')
    client.edit('m1', 'hello')
    await connection.until('alice: > bob: Lunch?\nalice: yes')
    await record.until(isNotice('Nothing can be edited on a classic server.'))
    expect(connection.received.text).not.toContain('psst')
  })
})
