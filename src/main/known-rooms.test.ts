import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Profile } from '../core/common/ipc-contract.ts'
import { changePreferences } from '../core/common/preferences.ts'
import { hostedKey, joinedKey } from '../core/common/known-rooms.ts'
import { KnownRooms } from './known-rooms.ts'
import { Outboxes } from './outboxes.ts'
import { SettingsFile } from './settings-file.ts'

let folder: string
let file: string
let settings: SettingsFile
let outboxes: Outboxes
let known: KnownRooms
let told: Profile[]
let now: number

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-known-'))
  file = path.join(folder, 'settings.json')
  outboxes = new Outboxes(null)
  begin()
})
afterEach(async () => {
  await settings.close()
  rmSync(folder, { recursive: true, force: true })
})

function begin(): void {
  now = 0
  told = []
  settings = new SettingsFile(file, (sentence) => expect.fail(sentence))
  known = new KnownRooms({ settings, outboxes, clock: () => (now += 1), changed: (profile) => told.push(profile) })
}

function pin(...favourites: string[]): void {
  settings.update({ preferences: changePreferences(settings.current.preferences, { rooms: { favourites } }) })
}

const join = (address: string): void => known.joined({ address, nickname: 'Bo', asciiOnly: true })
const host = (name: string, port = 55_555): void =>
  known.hosted({
    name,
    nickname: 'Amara',
    exposure: 'this-computer',
    port,
    keep: true,
    retention: { messages: 10_000, days: 30 },
    everyMessageToDisk: false,
  })
const hosted = (): string[] => known.profile.hosted.map(({ name, port }) => `${name} ${port}`)
const addresses = (): string[] => known.profile.recents.map(({ address }) => address)

test('a room that was hosted is known once, as it was hosted last, also after a restart', async () => {
  host('Lunch', 1000)
  host('Lab', 2000)
  host('LUNCH', 3000)
  expect(hosted()).toEqual(['LUNCH 3000', 'Lab 2000'])
  expect(told.at(-1)?.hosted.map(({ lastHostedAt }) => lastHostedAt)).toEqual([3, 2])
  await settings.close()
  begin()
  expect(hosted()).toEqual(['LUNCH 3000', 'Lab 2000'])
  known.forgetHosted('lunch')
  expect(hosted()).toEqual(['Lab 2000'])
})

test('who can come into a room is decided anew for the next time as well', () => {
  host('Lab')
  host('Lunch')
  told = []
  known.decidedHere('lab', { exposure: 'this-network' })
  known.decidedHere('Lab', { nativeOnly: true })
  known.decidedHere('Lab', { nativeOnly: true, exposure: 'this-network' })
  known.decidedHere('Unknown', { exposure: 'all-addresses' })
  expect(told).toHaveLength(2)
  expect(known.hostedAs('Lab')).toMatchObject({ exposure: 'this-network', nativeOnly: true, lastHostedAt: 1 })
  expect(known.hostedAs('Lunch')).toMatchObject({ exposure: 'this-computer' })
})

test('the oldest is forgotten, unless it is a favourite or something waits in it', () => {
  outboxes.at('old:1').add({ type: 'post', id: 'p', text: 'hello' }, null, {})
  outboxes.at('old:2').add({ type: 'delete', id: 'd', target: 'x' }, null, {})
  pin(joinedKey('old:3'), hostedKey('Old'))
  for (const number of [1, 2, 3]) join(`old:${number}`)
  host('Old')
  host('Older')
  for (let count = 0; count < 12; count += 1) {
    join(`new:${count}`)
    host(`New ${count}`)
  }
  expect(addresses()).toHaveLength(14)
  expect(addresses().slice(12)).toEqual(['old:3', 'old:1'])
  expect(known.profile.recents.at(-1)?.waiting).toBe(1)
  expect(hosted().slice(12)).toEqual(['Old 55555'])
})

test('what waits is counted anew, and thrown away when it is asked for', () => {
  join('old:1')
  expect(told.at(-1)?.recents[0]?.waiting).toBe(0)
  for (const id of ['a', 'b']) outboxes.at('old:1').add({ type: 'post', id, text: id }, null, {})
  known.recount()
  expect(told.at(-1)?.recents[0]?.waiting).toBe(2)
  outboxes.empty('old:1')
  known.recount()
  expect(told.at(-1)?.recents[0]?.waiting).toBe(0)
})

test('a file from before there were hosted rooms, favourites and an order is read as it is', () => {
  const recent = { address: 'old:1', name: 'Old', nickname: 'Bo', asciiOnly: true, lastJoinedAt: 1 }
  const preferences = { rooms: { muted: ['native:x'] } }
  writeFileSync(file, JSON.stringify({ version: 1, nickname: 'Bo', recents: [recent], preferences }))
  begin()
  expect(known.profile).toEqual({ nickname: 'Bo', recents: [{ ...recent, waiting: 0 }], hosted: [] })
  expect(settings.current.preferences.rooms).toEqual({ muted: ['native:x'], favourites: [], order: [] })
})
