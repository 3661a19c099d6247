/** A room that only Snug may enter: what a classic client reads there, and what it does not get to read. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { HostedRoom } from '../../../e2e/peers/hosted-room.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { NativePeer } from '../../../e2e/peers/native-peer.ts'
import { startPythonClient } from '../../../e2e/peers/python.ts'
import { isFinalPhrase, nativeOnlyPhrase } from '../common/classic/phrases.ts'
import { newcomerPatienceMs, upgradePatienceMs } from './classic-guests.ts'
import type { RoomHostOptions } from './room-host-options.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

const nobodyOutside = { type: 'native-only', on: true } as const
const everybody = { type: 'native-only', on: false } as const

function openRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ hostNickname: 'hanna', nativeOnly: true, ...options })
}

test('a classic client that says something is turned away in one sentence, and nobody hears of it', async () => {
  await using room = await openRoom()
  using bob = await room.connect({ nickname: 'bob' })
  await bob.enter()
  bob.say('hello')
  await bob.until(nativeOnlyPhrase)
  expect(await bob.closed).toBe('reset')
  expect(room.said).toEqual([])
  expect(room.events.filter(({ type }) => type.startsWith('person.'))).toEqual([])
  expect(room.host.arrivals.list).toMatchObject([{ nickname: 'bob', step: 'named', end: 'classic' }])
  expect(isFinalPhrase(nativeOnlyPhrase)).toBe(true)
})

test('one that is silent hears nothing of what is said until then', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time })
  using bob = await room.connect({ nickname: 'bob' })
  await bob.enter()
  room.host.say('among ourselves')
  time.advance(upgradePatienceMs)
  const read = await bob.until(nativeOnlyPhrase)
  expect(read).not.toContain('among ourselves')
  time.advance(1000)
  expect(await bob.closed).toBe('reset')
})

test('a Snug comes in, over a slow link too, and knows that it is among its kind', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time })
  const slow = await NativePeer.connect({ port: room.port })
  using alice = slow
  await alice.giveNickname()
  time.advance(upgradePatienceMs - 1)
  alice.socket.write('\0SNUG\n')
  alice.sayHello((await alice.until('challenge')).nonce)
  expect((await alice.until('welcome')).room.nativeOnly).toBe(true)
})

test('classic clients that are there have to leave when the host wants it, and may come again when not', async () => {
  await using room = await openRoom({ nativeOnly: false })
  using bob = await room.join('bob')
  using alice = await NativePeer.join({ port: room.port })
  expect(alice.welcome?.room).not.toHaveProperty('nativeOnly')
  expect(room.host.moderate(everybody)).toMatchObject({ ok: false })

  expect(room.host.moderate(nobodyOutside).ok).toBe(true)
  await bob.until(nativeOnlyPhrase)
  expect(await bob.closed).toBe('reset')
  await room.untilLeft('bob')
  expect((await alice.until('room')).nativeOnly).toBe(true)
  expect(room.host.description.nativeOnly).toBe(true)
  expect(room.host.arrivals.list.find(({ nickname }) => nickname === 'bob')).toMatchObject({ end: 'classic' })
  expect(room.host.moderate(nobodyOutside)).toMatchObject({ ok: false })
  await alice.say('m1', 'still here')

  expect(room.host.moderate(everybody).ok).toBe(true)
  using again = await room.join('bob')
  room.host.say('welcome back')
  await again.until('hanna: welcome back')
})

test('one that waits at the door while it is opened comes in, and hears everything from then on', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time })
  using bob = await room.connect({ nickname: 'bob' })
  await bob.enter()
  room.host.moderate(everybody)
  time.advance(upgradePatienceMs)
  await room.untilJoined(bob.text)
  room.host.say('come in')
  await bob.until('hanna: come in')
})

test('one that waits at the door when the room closes reads that', async () => {
  const room = await openRoom({ timers: new ManualTime() })
  using bob = await room.connect({ nickname: 'bob' })
  await bob.enter()
  const closed = room.host.close()
  await bob.until('The host closed the room.')
  bob.reset()
  await closed
})

test('one that has just come when the room is closed to its kind does not get in', async () => {
  const time = new ManualTime()
  await using room = await openRoom({ timers: time, nativeOnly: false })
  using bob = await room.connect({ nickname: 'bob' })
  await bob.enter()
  room.host.moderate(nobodyOutside)
  time.advance(newcomerPatienceMs)
  await bob.until(nativeOnlyPhrase)
  expect(room.host.people.map(({ nickname }) => nickname)).toEqual(['hanna'])
})

test('the rule is kept with the room, until it is another one', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-native-only-'))
  const isNativeOnly = async (options: Partial<RoomHostOptions>): Promise<boolean> => {
    await using room = await HostedRoom.open({ ...options, log: new RoomLog({ store: RoomStore.open(folder) }) })
    return room.host.description.nativeOnly
  }
  try {
    expect(await isNativeOnly({})).toBe(false)
    expect(await isNativeOnly({ nativeOnly: true })).toBe(true)
    expect(await isNativeOnly({})).toBe(true)
    expect(await isNativeOnly({ nativeOnly: false })).toBe(false)
    expect(await isNativeOnly({})).toBe(false)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the tutorial client in Python prints the sentence', async () => {
  await using room = await openRoom()
  await using bob = startPythonClient({ port: room.port }, 'bob')
  await bob.output.until('Connected to server!')
  bob.type('hello')
  await bob.output.until(nativeOnlyPhrase)
})
