/** Our client and our host: what people ask of a room, all the way and back. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NetworkProxy } from '../../../e2e/peers/network-proxy.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { isConnection, isDelivered, isMessage } from '../../../e2e/peers/scripted-room.ts'
import { applyEvents } from '../common/apply-events.ts'
import { newRoom } from '../common/new-room.ts'
import type { MessageEntry, Person, RoomState } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { createIdentity } from './identity.ts'
import { MemoryOutbox } from './outbox.ts'
import { RoomClient, type RoomClientOptions } from './room-client.ts'
import { RoomHost } from './room-host.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

let folder: string
let host: RoomHost
const clients: RoomClient[] = []

beforeEach(async () => {
  const limits = { floodBurst: Infinity, floodPerSecond: Infinity }
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-together-'))
  const log = new RoomLog({ store: RoomStore.open(folder) })
  const bind = ['127.0.0.1']
  host = new RoomHost({ name: 'Lab', bind, port: 0, hostNickname: 'Hana', hostPersonId: 'hana', log, limits })
  await host.listen()
})

afterEach(async () => {
  for (const client of clients.splice(0)) await client.leave()
  await host.close()
  rmSync(folder, { recursive: true })
})

interface Visit {
  readonly client: RoomClient
  readonly record: RoomRecord
}

function create(nickname: string, options: Partial<RoomClientOptions> & { port?: number } = {}): Visit {
  const { port = host.port, ...others } = options
  const client = new RoomClient({
    address: { host: '127.0.0.1', port },
    nickname,
    asciiOnly: true,
    identity: createIdentity(),
    random: () => 0,
    ...others,
  })
  clients.push(client)
  return { client, record: new RoomRecord(client) }
}

async function join(nickname: string, options: Partial<RoomClientOptions> & { port?: number } = {}): Promise<Visit> {
  const visit = create(nickname, options)
  expect(await visit.client.join()).toEqual({ ok: true, value: undefined })
  await visit.record.until((event) => event.type === 'history.loaded')
  return visit
}

/** The room as a window would show it. */
function stateOf({ client, record }: Visit): RoomState {
  const empty = newRoom({
    id: 'room',
    name: '',
    self: { personId: client.selfId, nickname: '' },
  })
  return applyEvents(
    empty,
    record.events.map((event, index) => ({ ...event, seq: index + 1 })),
  )
}

function messagesOf(visit: Visit): MessageEntry[] {
  return stateOf(visit).entries.filter((entry) => entry.kind === 'message')
}

function isType(type: RoomEventBody['type']): (event: RoomEventBody) => boolean {
  return (event) => event.type === type
}

/** Waits until somebody has everything that was said until now. */
async function catchUp(visit: Visit): Promise<void> {
  const mark = `mark ${Math.random()}`
  host.say(mark)
  await visit.record.until(isMessage(mark))
}

describe('a message', () => {
  test('is answered, changed, reacted to and taken back, and everybody sees the same', async () => {
    const [zoe, bo] = [await join('Zoë'), await join('Bo')]
    zoe.client.send({ id: 'm1', text: 'Lunch?' })
    await bo.record.until(isMessage('Lunch?'))
    bo.client.send({ id: 'm2', text: 'Yes', replyTo: { id: 'm1', nickname: 'Zoë', excerpt: 'Lunch?' } })
    bo.client.react('m1', '👍', true)
    zoe.client.edit('m1', 'Lunch at two?')
    await zoe.record.until(isMessage('Yes'))
    await bo.record.until(isType('message.edited'))
    zoe.client.react('m2', '🎉', true)
    zoe.client.delete('m1')
    await bo.record.until(isType('message.deleted'))
    await catchUp(zoe)
    await catchUp(bo)
    const late = await join('Late')
    const seen = [zoe, bo, late].map((visit) =>
      messagesOf(visit)
        .slice(0, 2)
        .map(({ id, text, isDeleted, reactions, replyTo, pendingChange }) => {
          return { id, text, isDeleted, reactions, replyTo, pendingChange }
        }),
    )
    const people = [{ personId: zoe.client.selfId, nickname: 'Zoë' }]
    expect(seen[0]).toMatchObject([
      { id: 'm1', text: '', isDeleted: true },
      { id: 'm2', text: 'Yes', reactions: [{ emoji: '🎉', people }], replyTo: { id: 'm1', excerpt: '' } },
    ])
    expect(seen[0]?.[0]).toMatchObject({ reactions: undefined, pendingChange: undefined })
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
  })

  test('is to its author what it is to the others: with the room’s time and the room’s quote', async () => {
    const [zoe, bo] = [await join('Zoë'), await join('Bo', { clock: () => 1000 })]
    zoe.client.send({ id: 'm1', text: 'Lunch?' })
    await bo.record.until(isMessage('Lunch?'))
    bo.client.send({ id: 'm2', text: 'Yes', replyTo: { id: 'm1', nickname: 'Zoë', excerpt: 'what it said before' } })
    await catchUp(zoe)
    await catchUp(bo)
    const [seen, own] = [zoe, bo].map((visit) => messagesOf(visit).find(({ id }) => id === 'm2'))
    expect(seen?.replyTo?.excerpt).toBe('Lunch?')
    expect(own).toMatchObject({ at: seen?.at, replyTo: seen?.replyTo, own: true, delivery: { state: 'sent' } })
  })

  test('shows its author who has it, also when their program was started again', async () => {
    const identity = createIdentity()
    const [zoe] = [await join('Zoë', { identity }), await join('Bo')]
    zoe.client.send({ id: 'm1', text: 'Lunch?' })
    const names = { have: ['Hana', 'Bo'], missing: [] }
    const delivery = { state: 'sent', ledger: { have: 2, of: 2, cannotConfirm: [], names } } as const
    const isTold = (event: RoomEventBody): boolean =>
      event.type === 'message.delivery-changed' && isDeepStrictEqual(event.delivery, delivery)
    await zoe.record.until(isTold)
    await zoe.client.leave()
    const again = await join('Zoë', { identity })
    await again.record.until(isTold)
    expect(messagesOf(again)[0]).toMatchObject({ text: 'Lunch?', own: true, delivery })
  })

  test('for one person reaches nobody else, now or later', async () => {
    const [zoe, bo, eve] = [await join('Zoë'), await join('Bo'), await join('Eve')]
    zoe.client.send({ id: 'm1', text: 'psst', to: { personId: bo.client.selfId, nickname: 'Bo' } })
    await bo.record.until(isMessage('psst'))
    bo.client.react('m1', '👀', true)
    await zoe.record.until(isType('message.reacted'))
    await catchUp(eve)
    const late = await join('Late')
    for (const visit of [eve, late]) expect(JSON.stringify(visit.record.events)).not.toMatch(/psst|👀/)
    expect(messagesOf(zoe)[0]).toMatchObject({ to: { nickname: 'Bo' }, reactions: [{ emoji: '👀' }] })
    expect(messagesOf(bo)[0]).toMatchObject({ to: { nickname: 'Bo' }, own: false })
  })

  test('that may not be changed stays as it is, and it is said why', async () => {
    const [zoe, bo] = [await join('Zoë'), await join('Bo')]
    zoe.client.send({ id: 'm1', text: 'mine' })
    await bo.record.until(isMessage('mine'))
    bo.client.edit('m1', 'yours')
    await bo.record.until(isType('notice.added'))
    expect(bo.record.lines.at(-1)).toBe('* Not changed: Only its author can change a message.')
    expect(messagesOf(bo)[0]).toMatchObject({ text: 'mine' })
    expect(messagesOf(bo)[0]).not.toHaveProperty('pendingChange')
  })
})

describe('over a bad network', () => {
  test('everything that was asked for while away is done once, in order', async () => {
    await using proxy = await NetworkProxy.listen({ port: host.port, random: Math.random })
    const bo = await join('Bo')
    const zoe = await join('Zoë', { port: proxy.port })
    zoe.client.send({ id: 'm1', text: 'one' })
    await zoe.record.until(isDelivered('m1', 'sent'))
    for (const round of [1, 2, 3, 4]) {
      // What is written now may arrive, and the answer may not.
      proxy.dropAfter(round * 60)
      zoe.client.edit('m1', `text ${round}`)
      zoe.client.react('m1', '👍', round % 2 === 1)
      zoe.client.send({ id: `r${round}`, text: `round ${round}` })
      await bo.record.until(isMessage(`round ${round}`))
      await zoe.record.until(isDelivered(`r${round}`, 'sent'))
    }
    zoe.client.send({ id: 'end', text: 'end' })
    await bo.record.until(isMessage('end'))
    await catchUp(bo)
    await catchUp(zoe)
    const texts = bo.record.events.flatMap((event) => (event.type === 'message.edited' ? [event.text] : []))
    expect(texts).toEqual(['text 1', 'text 2', 'text 3', 'text 4'])
    const said = bo.record.messages.filter(({ author }) => author.nickname === 'Zoë').map(({ text }) => text)
    expect(said).toEqual(['one', 'round 1', 'round 2', 'round 3', 'round 4', 'end'])
    expect(bo.record.events.filter(isType('message.reacted'))).toHaveLength(4)
    for (const visit of [bo, zoe]) expect(messagesOf(visit)[0]).toMatchObject({ id: 'm1', text: 'text 4' })
    expect(messagesOf(zoe)[0]).not.toHaveProperty('pendingChange')
  })

  test('what was unsent when the program ended is said once by the next one, whatever had arrived', async () => {
    const outbox = new MemoryOutbox()
    const identity = createIdentity()
    const bo = await join('Bo')
    await using proxy = await NetworkProxy.listen({ port: host.port, random: Math.random })
    const first = await join('Zoë', { port: proxy.port, outbox, identity })
    // The host hears it; its answer gets no further.
    first.client.send({ id: 'm1', text: 'heard' })
    await bo.record.until(isMessage('heard'))
    proxy.goDown()
    await first.record.until(isConnection('reconnecting'))
    first.client.send({ id: 'm2', text: 'unheard' })
    first.client.edit('m1', 'changed')
    await first.client.leave({ keepUnsent: true })
    // As if the answer had not come either.
    if (!outbox.list().some(({ act }) => act.id === 'm1')) {
      const rest = outbox.list()
      for (const { act } of rest) outbox.remove(act.id)
      outbox.add({ type: 'post', id: 'm1', text: 'heard' }, host.roomId, {})
      for (const { act, roomId, shown } of rest) outbox.add(act, roomId, shown)
    }
    const second = await join('Zoë', { outbox, identity })
    await bo.record.until(isMessage('unheard'))
    await bo.record.until(isType('message.edited'))
    await catchUp(bo)
    await catchUp(second)
    const said = bo.record.messages.filter(({ author }) => author.nickname === 'Zoë').map(({ text }) => text)
    expect(said).toEqual(['heard', 'unheard'])
    expect(messagesOf(second).filter(({ own }) => own)).toMatchObject([
      { id: 'm1', text: 'changed', delivery: { state: 'sent' } },
      { id: 'm2', text: 'unheard', delivery: { state: 'sent' } },
    ])
    expect(outbox.list()).toEqual([])
  })
})

describe('the room', () => {
  test('its people are renamed, away and back, and it has a topic', async () => {
    const [zoe, bo] = [await join('Zoë'), await join('Bo')]
    zoe.client.rename('Zoe Two')
    zoe.client.setTopic('Tides')
    zoe.client.setAway('Lunch')
    await bo.record.until((event) => event.type === 'person.changed' && event.person.away === 'Lunch')
    await bo.record.until((event) => event.type === 'room.described' && event.topic === 'Tides')
    expect(zoe.client.nickname).toBe('Zoe Two')
    zoe.client.setAway(null)
    const isBack = ({ away, nickname }: Person): boolean => nickname === 'Zoe Two' && away === undefined
    await bo.record.until(() => stateOf(bo).people.some(isBack) && bo.record.events.at(-1)?.type === 'person.changed')
    await catchUp(bo)
    await catchUp(zoe)
    expect(bo.client.people.find(({ id }) => id === zoe.client.selfId)).toEqual({
      id: zoe.client.selfId,
      nickname: 'Zoe Two',
      kind: 'native',
    })
    expect(stateOf(zoe)).toMatchObject({ topic: 'Tides', self: { nickname: 'Zoe Two' } })
    expect(zoe.client.description).toEqual(host.description)
  })

  test('all back to a message comes, past what is for others', async () => {
    const [zoe, bo] = [await join('Zoë'), await join('Bo')]
    host.say('first', { id: 'first' })
    for (let index = 0; index < 900; index += 1) {
      const to = index % 2 === 0 ? { to: { personId: bo.client.selfId, nickname: 'Bo' } } : {}
      zoe.client.send({ id: `m${index}`, text: `text ${index}`, ...to })
    }
    await bo.record.until(isMessage('text 899'))
    const late = await join('Late')
    expect(messagesOf(late).length).toBeLessThan(101)
    late.client.loadHistory('first')
    await late.record.until(
      (event) => event.type === 'history.loaded' && event.entries.some(({ id }) => id === 'first'),
    )
    expect(messagesOf(late).map(({ text }) => text)).toEqual([
      'first',
      ...Array.from({ length: 450 }, (_, index) => `text ${2 * index + 1}`),
    ])
    expect(late.record.events.filter(isType('history.loaded'))).toHaveLength(2)
  })

  test('a newest page whose last events are for others is whole all the same', async () => {
    const [zoe, bo] = [await join('Zoë'), await join('Bo')]
    const identity = createIdentity()
    const first = await join('Late', { identity })
    zoe.client.send({ id: 'm1', text: 'psst', to: { personId: bo.client.selfId, nickname: 'Bo' } })
    await bo.record.until(isMessage('psst'))
    // Another window of the same person: nobody is told that they have come.
    const second = await join('Late', { identity })
    await first.record.until(isConnection('closed'))
    expect(second.record.events.filter(isType('history.loaded'))).toHaveLength(1)
  })

  test.each(['kick', 'ban'] as const)('whoever is sent out stays out until asked to (%s)', async (type) => {
    const zoe = await join('Zoë')
    const person = { personId: zoe.client.selfId, reason: 'Noise' }
    const moderation = type === 'kick' ? { type, ...person } : { type, ...person, byAddress: false }
    expect(host.moderate(moderation)).toEqual({ ok: true, value: undefined })
    await zoe.record.until(isConnection('closed'))
    const [closed] = zoe.record.connections
    expect(closed).toMatchObject({ status: 'closed', reason: expect.stringContaining('Noise') as string })
    zoe.client.reconnectNow()
    await zoe.record.until(isConnection(type === 'kick' ? 'open' : 'reconnecting'))
    if (type === 'kick') return
    await zoe.record.until(() => zoe.record.connections.length === 3)
    expect(zoe.record.connections.at(-1)).toMatchObject({ status: 'closed' })
  })

  test('a classic client of ours that is sent out does not come back by itself', async () => {
    const room = new RoomRecord(host)
    const zoe = create('Zoe', { classicOnly: true })
    await zoe.client.join()
    await room.until(isType('person.joined'))
    const personId = host.people.find(({ nickname }) => nickname === 'Zoe')?.id ?? ''
    expect(host.moderate({ type: 'kick', personId, reason: 'Lärm' })).toMatchObject({ ok: true })
    await zoe.record.until((event) => event.type === 'connection.changed')
    expect(zoe.record.connections).toEqual([
      { status: 'closed', reason: 'The host removed you from the room (Larm).', isRemoved: true },
    ])
  })
})
