/** What the host of a room can do to people, and what they and the others see of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { NativePeer, PeerKey } from '../../../e2e/peers/native-peer.ts'
import type { Moderation } from '../common/room-act.ts'
import type { RoomHostOptions } from './room-host-options.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { systemTimers } from './timers.ts'

const fast = { limits: { floodBurst: Infinity, floodPerSecond: Infinity }, hostNickname: 'hanna' }

function openRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ ...fast, ...options })
}

function idOf({ host }: HostedRoom, nickname: string): string {
  return host.people.find((person) => person.nickname === nickname)?.id ?? ''
}

describe('removing somebody', () => {
  test('ends a native client with the reason, and everybody sees it', async () => {
    await using room = await openRoom()
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    expect(room.host.moderate({ type: 'kick', personId: alice.key.personId, reason: 'spam' }).ok).toBe(true)
    const { code, message } = await alice.until('bye')
    expect([code, message]).toEqual(['kicked', 'The host removed you from the room (spam).'])
    expect(await alice.closed).toBe('fin')
    expect(alice.lines).toContain('moderated')
    await bob.until('* alice was removed from the room by the host (spam)')
    await bob.until('alice left!')
    using again = await NativePeer.join({ port: room.port, key: alice.key })
    expect(again.welcome).toBeDefined()
  })

  test('ends a classic client with a last line and a reset', async () => {
    await using room = await openRoom()
    using bob = await room.join('bob')
    room.host.moderate({ type: 'kick', personId: idOf(room, 'bob'), reason: '' })
    await bob.until('The host removed you from the room.')
    expect(await bob.closed).toBe('reset')
  })

  test('is nothing that can happen to the host, or to nobody', async () => {
    await using room = await openRoom()
    expect(room.host.moderate({ type: 'kick', personId: idOf(room, 'hanna'), reason: '' })).toMatchObject({
      error: 'This is you, the host.',
    })
    expect(room.host.moderate({ type: 'mute', personId: 'gone', reason: '' })).toMatchObject({
      error: 'They are not in the room any more.',
    })
  })
})

describe('a ban', () => {
  test('by key keeps somebody out under any name, over restarts, until it is lifted', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-ban-'))
    const key = new PeerKey()
    try {
      {
        await using room = await openRoom({ log: new RoomLog({ store: RoomStore.open(folder) }) })
        using alice = await NativePeer.join({ port: room.port, key })
        room.host.moderate({ type: 'ban', personId: key.personId, reason: 'spam', byAddress: false })
        expect(await alice.until('bye')).toMatchObject({
          code: 'banned',
          message: 'The host does not let you into this room (spam).',
        })
        expect(room.host.bans).toMatchObject([{ nickname: 'alice', reason: 'spam', byKey: true, address: null }])
        expect(room.events).toContainEqual({ type: 'bans.changed', bans: room.host.bans })
      }
      await using room = await openRoom({ log: new RoomLog({ store: RoomStore.open(folder) }) })
      using alice = await NativePeer.greet({ port: room.port, key, nickname: 'innocent' })
      expect(await alice.until('refused')).toMatchObject({ code: 'banned' })
      const [ban] = room.host.bans
      expect(room.host.moderate({ type: 'unban', banId: ban?.id ?? '' }).ok).toBe(true)
      expect(room.host.moderate({ type: 'unban', banId: ban?.id ?? '' }).ok).toBe(false)
      using again = await NativePeer.join({ port: room.port, key })
      expect(again.welcome).toBeDefined()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('of an address turns away whoever comes from there; this computer’s own cannot be banned', async () => {
    await using room = await openRoom()
    using bob = await room.join('bob')
    const ban = { type: 'ban', personId: idOf(room, 'bob'), reason: '' } as const
    expect(room.host.moderate({ ...ban, byAddress: false })).toMatchObject({
      error: expect.stringContaining('Ban the'),
    })
    expect(room.host.moderate({ ...ban, byAddress: true })).toMatchObject({
      error: expect.stringContaining('own addr'),
    })
    expect(room.host.bans).toEqual([])
    bob.say('still here')
    await bob.until('bob: still here')
  })

  test('of an address that was laid down is kept at the door', async () => {
    const log = new RoomLog({ store: null })
    const banned = { id: 'b', nickname: 'bob', at: 1, reason: '', personId: null, address: '127.0.0.1' }
    Object.defineProperty(log, 'rules', { value: { bans: [banned], muted: 'nonsense' } })
    await using room = await openRoom({ log })
    using bob = await room.connect({ nickname: 'bob' })
    await bob.until('The host does not let you into this room.')
    expect(await bob.closed).toBe('reset')
  })
})

describe('muting', () => {
  test('lets somebody read and not write, and tells them and the others', async () => {
    await using room = await openRoom()
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    await alice.say('m1', 'hi')
    room.host.moderate({ type: 'mute', personId: alice.key.personId, reason: '' })
    room.host.moderate({ type: 'mute', personId: idOf(room, 'bob'), reason: '' })
    await alice.until('person', ({ person }) => person.muted === true && person.nickname === 'alice')
    await bob.until('* alice was muted by the host')
    alice.post('m2', 'hello?')
    expect((await alice.until('rejected')).message).toContain('has muted you')
    alice.send({ type: 'react', id: 'r', target: 'm1', emoji: '👍', on: true })
    await alice.until('rejected', ({ id }) => id === 'r')
    bob.say('hello?')
    await bob.until('The host has muted you in this room')
    room.host.moderate({ type: 'unmute', personId: alice.key.personId, reason: '' })
    await alice.say('m3', 'thanks')
    await bob.until('alice: thanks')
    expect(room.said).toEqual(['alice: hi', 'alice: thanks'])
  })

  test('covers names, and what is said about being away', async () => {
    await using room = await openRoom()
    using bob = await room.join('bob')
    using alice = await NativePeer.join({ port: room.port })
    room.host.moderate({ type: 'mute', personId: alice.key.personId, reason: '' })
    room.host.moderate({ type: 'mute', personId: idOf(room, 'bob'), reason: '' })
    alice.send({ type: 'rename', id: 'n1', nickname: 'loud' })
    expect((await alice.until('rejected')).message).toContain('has muted you')
    alice.send({ type: 'away', message: 'loud' })
    expect((await alice.until('notice')).message).toContain('has muted you')
    await alice.until('person', ({ person }) => person.away === '')
    alice.send({ type: 'away', message: null })
    await alice.until('person', ({ person }) => person.nickname === 'alice' && person.away === undefined)
    bob.say('/away loud')
    await bob.until('has muted you in this room: you can read along, and not write.\n* You are away.')
    bob.say('/nick loud')
    bob.say('/back')
    await bob.until('You are back.')
    expect(room.host.people.map(({ nickname, away }) => [nickname, away])).toEqual([
      ['hanna', undefined],
      ['bob', undefined],
      ['alice', undefined],
    ])
    expect(JSON.stringify(room.events)).not.toContain('loud')
  })

  test('of a key outlives leaving and coming back', async () => {
    await using room = await openRoom()
    const key = new PeerKey()
    using alice = await NativePeer.join({ port: room.port, key })
    room.host.moderate({ type: 'mute', personId: key.personId, reason: '' })
    alice.reset()
    using again = await NativePeer.join({ port: room.port, key })
    expect(again.welcome?.self).toMatchObject({ muted: true })
  })
})

test('whoever is muted cannot speak by their name', async () => {
  await using room = await openRoom()
  const alice = await NativePeer.join({ port: room.port })
  room.host.moderate({ type: 'mute', personId: alice.key.personId, reason: '' })
  alice.reset()
  using other = await NativePeer.greet({ port: room.port, key: alice.key, nickname: 'buy pills' })
  expect(await other.until('refused')).toMatchObject({
    message: 'The host has muted you in this room. Until that is over, you are alice here.',
  })
})

test('a slow room takes one message in so many seconds from each guest, and says so', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: { ...systemTimers, now: () => time.now() } })
  using bob = await room.join('bob')
  using alice = await NativePeer.join({ port: room.port })
  room.host.moderate({ type: 'slow', seconds: 30 })
  expect((await alice.until('room')).slowSeconds).toBe(30)
  await bob.until('* The room is slow now: one message in 30 s from each.')
  await alice.say('m1', 'one')
  alice.post('m2', 'two')
  expect((await alice.until('rejected')).message).toBe('This room is slow: one message in 30 s. Send it again in 30 s.')
  alice.send({ type: 'edit', id: 'e1', target: 'm1', text: 'another one' })
  expect((await alice.until('rejected', ({ id }) => id === 'e1')).message).toContain('This room is slow')
  room.host.say('I may')
  room.host.say('always')
  await bob.until('hanna: always')
  bob.say('also one')
  await bob.until('bob: also one')
  alice.send({ type: 'topic', id: 't1', topic: 'read this' })
  expect((await alice.until('rejected', ({ id }) => id === 't1')).message).toContain('This room is slow')
  time.advance(30_000)
  alice.send({ type: 'edit', id: 'e2', target: 'm1', text: 'another one' })
  await alice.until('accepted', ({ id }) => id === 'e2')
  alice.post('m3', 'too early')
  await alice.until('rejected', ({ id }) => id === 'm3')
  room.host.moderate({ type: 'slow', seconds: 0 })
  await bob.until('no longer slow')
  await alice.say('m4', 'four')
  await alice.say('m5', 'five')
})

test('a slow room takes a text of several messages whole, and no endless one', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: { ...systemTimers, now: () => time.now() } })
  using alice = await NativePeer.join({ port: room.port })
  room.host.moderate({ type: 'slow', seconds: 30 })
  for (const [id, text] of [
    ['m1', 'x'.repeat(4096)],
    ['m2', 'y'.repeat(3100)],
    ['m3', 'the end'],
  ] as const) {
    await alice.say(id, text)
  }
  alice.post('m4', 'one more')
  await alice.until('rejected', ({ id }) => id === 'm4')
  time.advance(30_000)
  await alice.say('p1', 'x'.repeat(4096))
  alice.send({ type: 'edit', id: 'e1', target: 'm3', text: 'no part of it' })
  await alice.until('rejected', ({ id }) => id === 'e1')
  for (let part = 2; part <= 16; part++) await alice.say(`p${part}`, 'x'.repeat(4096))
  alice.post('p17', 'x'.repeat(4096))
  await alice.until('rejected', ({ id }) => id === 'p17')
})

test('what would change nothing is said to whoever asks, and told to nobody else', async () => {
  await using room = await openRoom()
  using alice = await NativePeer.join({ port: room.port })
  using bob = await room.join('bob')
  const ask = (moderation: Moderation): string | null => {
    const done = room.host.moderate(moderation)
    return done.ok ? null : done.error
  }
  const [personId, reason] = [alice.key.personId, '']
  expect(ask({ type: 'slow', seconds: 0 })).toBe('The room is not slow.')
  expect(ask({ type: 'unmute', personId, reason })).toBe('alice is not muted.')
  expect(room.host.perform({ type: 'topic', id: 't1', topic: '' })).toBe('The room has no topic.')
  expect(room.host.perform({ type: 'rename', id: 'n1', nickname: 'hanna' })).toBe('This is your name already.')
  const changes = (): string[] =>
    alice.lines.filter((line) => ['slowed', 'moderated', 'topic', 'renamed'].includes(line))
  bob.say('/topic Tides')
  await alice.untilLine('topic')
  expect(room.host.perform({ type: 'topic', id: 't2', topic: ' Tides ' })).toBe('This is the topic already.')
  bob.say('/topic Tides')
  await bob.until('* This is the topic already.')
  expect(ask({ type: 'slow', seconds: 30 })).toBeNull()
  expect(ask({ type: 'slow', seconds: 30 })).toBe('The room is as slow as that already.')
  expect(ask({ type: 'mute', personId, reason })).toBeNull()
  expect(ask({ type: 'mute', personId, reason })).toBe('alice is muted already.')
  room.host.say('the end')
  await alice.untilLine('hanna: the end')
  expect(changes()).toEqual(['topic', 'slowed', 'moderated'])
})
