import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinedKey } from '../../core/common/known-rooms.ts'
import { newRoom } from '../../core/common/new-room.ts'
import type { RoomState } from '../../core/common/room.ts'
import type { SettingPlace } from '../settings/setting-places.ts'
import { entriesOf, matching, type SwitcherCommand } from './switcher-entries.ts'

function room(id: string, name: string, change: Partial<RoomState> = {}): RoomState {
  return newRoom({
    id,
    name,
    addresses: [`${id}.example:55555`],
    self: { personId: 'me', nickname: 'Amara' },
    people: [
      { id: 'me', nickname: 'Amara', kind: 'native' },
      { id: 'p1', nickname: 'Björn', kind: 'native' },
    ],
    abilities: ['direct'],
    ...change,
  })
}

const recent = (address: string, name: string) => ({
  kind: 'joined' as const,
  key: joinedKey(address),
  recent: { address, name, nickname: 'Amara', asciiOnly: true, lastJoinedAt: 0, waiting: 0 },
})
const lunch = room('lunch', 'Lunch club')
const lan = room('lan', 'LAN party', {
  people: [
    { id: 'me', nickname: 'Amara', kind: 'native' },
    { id: 'p2', nickname: 'Hosni', kind: 'unknown' },
  ],
  abilities: [],
})
const command = (id: string, words: string, also = ''): SwitcherCommand => {
  return { id, words, detail: 'Ctrl+Shift+H', also, act: () => undefined }
}
const commands = [command('host', 'Host a room'), command('quiet', 'Do not disturb for an hour', 'quiet, silence')]
const settings: readonly SettingPlace[] = [
  { section: 'appearance', words: 'Appearance', also: '' },
  { section: 'appearance', field: 'theme', words: 'Colours', also: 'Dark,Light,theme' },
  { section: 'privacy', words: 'Privacy', also: '' },
  { section: 'privacy', field: 'idle', words: 'Be away when nobody touches this computer', also: '' },
]
const all = entriesOf({
  rooms: [lunch, lan],
  active: lunch,
  before: [recent('old.example:1', 'Old mill')],
  commands,
  settings,
})

const ids = (typed: string): string[] => matching(all, typed).map(({ id }) => id)

test('what is found equally well stays in its order', () => {
  const same = Array.from({ length: 9 }, (_, index) => command(String(index), `Nothing ${index}`, 'quiet, silence'))
  const entries = entriesOf({ rooms: [], active: null, before: [], commands: same, settings: [] })
  expect(matching(entries, 'quiet')).toEqual(entries)
})

describe('what one can go to', () => {
  test('is other rooms first, people, those of the room that is shown first, rooms of before, commands and settings', () => {
    expect(ids('')).toEqual([
      'room lan',
      'room lunch',
      'person lunch p1',
      'person lan p2',
      'recent at:old.example:1',
      'command host',
      'command quiet',
      'setting appearance ',
      'setting privacy ',
    ])
  })

  test('are people of all rooms, with their room, to whom one can write alone or not', () => {
    const people = all.filter((entry) => entry.kind === 'person')
    expect(people).toMatchObject([
      { words: 'Björn', detail: 'Lunch club', roomId: 'lunch', isDirect: true },
      { words: 'Hosni', detail: 'LAN party', roomId: 'lan', isDirect: false },
    ])
  })

  test('are no people of a room that one is not in any more', () => {
    const active = room('lunch', 'Lunch club', { connection: { status: 'closed', reason: '' } })
    const entries = entriesOf({ rooms: [active], active, before: [], commands: [], settings: [] })
    expect(entries.map(({ kind }) => kind)).toEqual(['room'])
  })

  test('are only a few of many people, until letters say whom', () => {
    const people = Array.from({ length: 200 }, (_, index) => ({
      id: `p${index}`,
      nickname: `Guest ${index}`,
      kind: 'native' as const,
    }))
    const active = room('lunch', 'Lunch club', { people })
    const entries = entriesOf({ rooms: [active], active, before: [], commands, settings })
    expect(matching(entries, '')).toHaveLength(1 + 10 + commands.length + 2)
    expect(matching(entries, 'guest 199').map(({ words }) => words)).toEqual(['Guest 199'])
  })
})

describe('letters', () => {
  test('find names by their parts, without accents, and by their address', () => {
    expect(ids('lnch')).toEqual(['room lunch'])
    expect(ids('bjorn')).toEqual(['person lunch p1'])
    expect(ids('old.example')).toEqual(['recent at:old.example:1'])
  })

  test('find commands and settings by other words for them, too, and fields by their section', () => {
    expect(ids('quiet')).toEqual(['command quiet'])
    expect(ids('dark')).toEqual(['setting appearance theme'])
    expect(ids('privacy')).toEqual(['setting privacy ', 'setting privacy idle'])
  })

  test('that mean several alike find what one goes to before what one does', () => {
    const entries = entriesOf({
      rooms: [lan, room('colours', 'Colours')],
      active: null,
      before: [],
      commands: [command('c', 'Colours')],
      settings,
    })
    expect(matching(entries, 'colours').map(({ kind }) => kind)).toEqual(['room', 'command', 'setting'])
    expect(ids('hos').slice(0, 2)).toEqual(['person lan p2', 'command host'])
  })

  test('of the name of a room find the room, and not everybody in it', () => {
    expect(ids('lunch')).toEqual(['room lunch'])
  })

  test('that nothing has find nothing, also not the keys of a command', () => {
    expect(ids('qqq')).toEqual([])
    expect(ids('shift+h')).toEqual([])
  })

  test('of any kind find only what there is, each once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const found = matching(all, typed)
        expect(new Set(found).size).toBe(found.length)
        for (const entry of found) expect(all).toContain(entry)
      }),
    )
  })
})
