import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinedKey } from '../../core/common/known-rooms.ts'
import { newRoom } from '../../core/common/new-room.ts'
import type { RoomState } from '../../core/common/room.ts'
import { entriesOf, matching } from './switcher-entries.ts'

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
const lan = room('lan', 'LAN party')
const commands = [{ command: 'host', words: 'Host a room', keys: 'Ctrl+Shift+H' }] as const
const all = entriesOf({
  rooms: [lunch, lan],
  active: lunch,
  before: [recent('old.example:1', 'Old mill')],
  commands,
})

const ids = (typed: string): string[] => matching(all, typed).map(({ id }) => id)

describe('what one can go to', () => {
  test('is other rooms first, the people of the room that is shown, commands, and rooms of before', () => {
    expect(ids('')).toEqual(['room lan', 'room lunch', 'person p1', 'command host', 'recent at:old.example:1'])
  })

  test('are no people where nobody can be written to alone', () => {
    for (const change of [{ abilities: [] }, { connection: { status: 'closed', reason: '' } }] as const) {
      const active = room('lunch', 'Lunch club', change)
      const entries = entriesOf({ rooms: [active], active, before: [], commands: [] })
      expect(entries.map(({ kind }) => kind)).toEqual(['room'])
    }
  })
})

describe('letters', () => {
  test('find names by their parts, without accents, and by their address', () => {
    expect(ids('lnch')).toEqual(['room lunch'])
    expect(ids('bjorn')).toEqual(['person p1'])
    expect(ids('old.example')).toEqual(['recent at:old.example:1'])
    expect(ids('host')[0]).toBe('command host')
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
