/** What a person can ask of a room beyond a message, and what becomes of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom, type NativeVisit } from '../../../e2e/peers/native-room.ts'
import { isConnection, isDelivered, isMessage, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import { ScriptedServer } from '../../../e2e/peers/scripted-server.ts'
import type { RoomEventBody } from '../common/room-event.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

/** A client whose message `m1` is in the room under the number 1. */
async function enterAndSay(): Promise<NativeVisit> {
  const visit = await room.enter()
  visit.client.send({ id: 'm1', text: 'hi' })
  await visit.guest.until('post')
  visit.guest.send({ type: 'events', events: [ownMessage(visit, 1, 'm1', 'hi')] })
  visit.guest.send({ type: 'accepted', id: 'm1', seq: 1, at: 1 })
  await visit.record.until(isDelivered('m1', 'sent'))
  return visit
}

function ownMessage({ client }: NativeVisit, seq: number, id: string, text: string) {
  return { ...loggedMessage(seq, text, { personId: client.selfId, nickname: 'alice', kind: 'native' }), id }
}

function pendingIn(events: readonly RoomEventBody[]): unknown[] {
  return events.flatMap((event) => (event.type === 'message.change-pending' ? [[event.id, event.change]] : []))
}

function waitingIn(events: readonly RoomEventBody[]): unknown[] {
  return events.flatMap((event) => (event.type === 'message.reactions-pending' ? [[event.id, event.reactions]] : []))
}

function isSettled(id: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'message.change-pending' && event.id === id && event.change === null
}

function isNotice(text: string): (event: RoomEventBody) => boolean {
  return (event) => event.type === 'notice.added' && event.notice.text === text && event.notice.tone === 'warning'
}

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

describe('changing something', () => {
  test('an edit is pending until it can be seen', async () => {
    const visit = await enterAndSay()
    const { client, record, guest } = visit
    client.edit('m1', 'hello')
    const edit = await guest.until('edit')
    expect(edit).toMatchObject({ target: 'm1', text: 'hello' })
    guest.send({ type: 'accepted', id: edit.id, seq: 2, at: 1 })
    guest.send({
      type: 'events',
      events: [{ type: 'edited', seq: 2, at: 9, id: edit.id, target: 'm1', personId: client.selfId, text: 'hello' }],
    })
    await record.until(isSettled('m1'))
    expect(record.events.slice(-3)).toEqual([
      { type: 'message.change-pending', id: 'm1', change: { type: 'edit', text: 'hello' } },
      { type: 'message.edited', id: 'm1', text: 'hello', at: 9, revision: 2 },
      { type: 'message.change-pending', id: 'm1', change: null },
    ])
  })

  test('of several changes the last one is shown until it is there', async () => {
    const visit = await enterAndSay()
    const { client, record, guest } = visit
    client.edit('m1', 'one')
    client.delete('m1')
    const [edit, deletion] = [await guest.until('edit'), await guest.until('delete')]
    const { selfId: personId } = client
    guest.send({
      type: 'events',
      events: [
        { type: 'edited', seq: 2, at: 9, id: edit.id, target: 'm1', personId, text: 'one' },
        { type: 'deleted', seq: 3, at: 9, id: deletion.id, target: 'm1', personId },
      ],
    })
    await record.until(isSettled('m1'))
    expect(pendingIn(record.events)).toEqual([
      ['m1', { type: 'edit', text: 'one' }],
      ['m1', { type: 'delete' }],
      ['m1', { type: 'delete' }],
      ['m1', null],
    ])
    // Accepted by now: nothing more is to be said about it.
    guest.send({ type: 'accepted', id: edit.id, seq: 2, at: 1 }, { type: 'accepted', id: deletion.id, seq: 3, at: 1 })
    guest.send({ type: 'events', events: [loggedMessage(4)] })
    await record.until(isMessage('message 4'))
    expect(pendingIn(record.events)).toHaveLength(4)
  })

  test('what the host refuses is said, and no longer pending', async () => {
    const { client, record, guest } = await enterAndSay()
    client.delete('m1')
    const { id } = await guest.until('delete')
    guest.send({ type: 'rejected', id, message: 'It is too \u0007old.' })
    await record.until(isNotice('Not changed: It is too old.'))
    expect(pendingIn(record.events)).toEqual([
      ['m1', { type: 'delete' }],
      ['m1', null],
    ])
    client.react('m1', '👍', true)
    client.setTopic('Tides')
    client.rename('Alicia')
    const ids = [await guest.until('react'), await guest.until('topic'), await guest.until('rename')].map(
      (act) => act.id,
    )
    for (const id of ids) guest.send({ type: 'rejected', id, message: `No, ${id}.` })
    for (const id of ids) await record.until(isNotice(`Not changed: No, ${id}.`))
  })

  test('a message that waits is changed where it stands, and taken back without a word', async () => {
    const { client, record, guest } = await enterAndSay()
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
    expect(pendingIn(record.events)).toEqual([])
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

  test('a message that was refused is sent again with its new text, and forgotten when it is taken back', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    client.send({ id: 'm2', text: 'two' })
    guest.send({ type: 'rejected', id: 'm1', message: 'No.' }, { type: 'rejected', id: 'm2', message: 'No.' })
    await record.until(isDelivered('m2', 'failed'))
    client.edit('m1', 'new')
    client.delete('m2')
    while ((await guest.until('post')).text !== 'new');
    expect(record.events.slice(-3)).toEqual([
      { type: 'message.rewritten', id: 'm1', text: 'new' },
      { type: 'message.delivery-changed', id: 'm1', delivery: { state: 'sending' } },
      { type: 'message.discarded', id: 'm2' },
    ])
  })

  test.each([
    ['', 'Not changed: There is nothing in it that the room could show.'],
    ['x'.repeat(5000), 'Not changed: It is too long for one message.'],
  ])('an edit that cannot be one is said', async (text, words) => {
    const { client, record } = await enterAndSay()
    client.edit('m1', text)
    await record.until(isNotice(words))
    expect(pendingIn(record.events)).toEqual([])
  })

  test('acts go out again after a drop, with their ids and in order', async () => {
    const { client, record, guest } = await enterAndSay()
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
    const { client, record, guest } = await enterAndSay()
    client.react('m1', '👍', true)
    client.edit('m1', 'hello')
    await guest.until('edit')
    guest.send({ type: 'bye', code: 'kicked', message: 'The host removed you from the room.' })
    await record.until(isConnection('closed'))
    const told = '* Not changed: The host removed you from the room.'
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual([told])
    expect(pendingIn(record.events).at(-1)).toEqual(['m1', null])
    expect(waitingIn(record.events).at(-1)).toEqual(['m1', []])
    client.react('m1', '👍', true)
    expect(record.lines.at(-1)).toBe(told)
  })

  test('what was asked for waits for a room that closes, or is not come back to by itself', async () => {
    const { client, record, guest } = await enterAndSay()
    client.react('m1', '👍', true)
    client.edit('m1', 'hello')
    await guest.until('edit')
    guest.send({ type: 'bye', code: 'closed', message: 'Bye.' })
    await record.until(isConnection('closed'))
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual([])
    client.delete('m1')
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual(['* Not changed: The host closed the room.'])
    expect(pendingIn(record.events).at(-1)).toEqual(['m1', { type: 'edit', text: 'hello' }])
    expect(waitingIn(record.events).at(-1)).toEqual(['m1', [{ emoji: '👍', on: true }]])
    client.reconnectNow()
    const { guest: again } = await room.host.letIn()
    await again.until('edit')
    expect(again.messages.map(({ type }) => type)).toEqual(['hello', 'react', 'edit'])
    for (const before of guest.messages.slice(-2)) expect(again.messages).toContainEqual(before)
  })

  test('what cannot be seen to wait does not wait for a room that closes', async () => {
    const { client, record, guest } = await enterAndSay()
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
    const { client, record, guest } = await enterAndSay()
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
    expect(waitingIn(record.events)).toEqual([
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
    const { client, guest } = await enterAndSay()
    client.react('m1', '👍', true)
    await guest.until('react')
    guest.socket.resetAndDestroy()
    client.react('m1', '👍', false)
    const { guest: again } = await room.host.letIn()
    expect([(await again.until('react')).on, (await again.until('react')).on]).toEqual([true, false])
  })
})

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
    const { client, record, guest } = await enterAndSay()
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
    expect(pendingIn(record.events).at(-1)).toEqual(['m1', null])
    await record.until(isDelivered('m3', 'failed'))
    client.retry('m2')
    client.retry('m3')
    client.edit('m1', 'hello')
    await connection.until('alice: > bob: Lunch?\nalice: yes')
    await record.until(isNotice('Nothing can be edited on a classic server.'))
    expect(connection.received.text).not.toContain('psst')
  })
})
