import { array, assert, constantFrom, property, record, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asSaid, type Input, parseInput } from './parse-input.ts'
import { commandEntries, type Speaker } from './registry.ts'

const people = ['alice', 'Anna', 'Anna B', 'Bob']
const host: Speaker = { audience: 'window', isHost: true }
const guest: Speaker = { audience: 'window', isHost: false }
const terminalGuest: Speaker = { audience: 'terminal', isHost: false }
const classic: Speaker = { audience: 'classic', isHost: false }

function parse(line: string, speaker = host): Input {
  return parseInput(line, speaker, () => people)
}

describe('ordinary text', () => {
  test.each([
    '',
    'hello',
    ' /who',
    '/',
    '/ hi',
    '/1',
    '/usr/bin',
    '/who?',
    '/who’s there',
    '/d20',
    '//',
    '// a comment',
    '//usr/bin',
    '//1',
    'line\n/who',
    '\n/who',
    `/${'a'.repeat(33)}`,
  ])('%j is said as it is', (text) => {
    expect(parse(text)).toEqual({ type: 'say', text })
  })

  test.each([
    ['//shrug', '/shrug'],
    ['//who', '/who'],
    ['//me waves\nand smiles', '/me waves\nand smiles'],
    ['///shrug', '//shrug'],
  ])('%j says %j', (line, text) => {
    expect(parse(line)).toEqual({ type: 'say', text })
  })

  const scrap = constantFrom('/', '//', 'who', 'me', 'é', 'e\u0301', ' ', '\n', '1', '-', 'x', '😀')
  const text = array(scrap, { maxLength: 8 }).map((scraps) => scraps.join(''))

  test('every text can be said, if need be with one more slash', () => {
    assert(
      property(text, (wanted) => {
        const said = [wanted, `/${wanted}`].map((line) => parse(line))
        expect(said).toContainEqual({ type: 'say', text: wanted })
        expect(parse(asSaid(wanted))).toEqual({ type: 'say', text: wanted })
      }),
      { numRuns: 2000 },
    )
  })

  test('without a slash at the beginning, nothing is ever taken for a command', () => {
    assert(
      property(string({ unit: 'binary' }), (wanted) => {
        const line = `x${wanted}`
        expect(parse(line)).toEqual({ type: 'say', text: line })
      }),
    )
  })
})

describe('a command', () => {
  test.each([
    ['/help', { name: 'help' }],
    ['/help msg', { name: 'help', about: 'msg' }],
    ['/help /msg', { name: 'help', about: 'msg' }],
    ['/nick Zoë', { name: 'nick', nickname: 'Zoë' }],
    ['/nick "Anna B"', { name: 'nick', nickname: 'Anna B' }],
    ['/nick Anna B', { name: 'nick', nickname: 'Anna B' }],
    ['/me waves', { name: 'me', text: 'waves' }],
    ['/me  waves\n  and smiles ', { name: 'me', text: 'waves\n  and smiles' }],
    ['/msg alice See you at noon.', { name: 'msg', to: 'alice', text: 'See you at noon.' }],
    ['/msg Anna B hello', { name: 'msg', to: 'Anna B', text: 'hello' }],
    ['/msg "anna b" hello', { name: 'msg', to: 'Anna B', text: 'hello' }],
    ['/msg @bob: one\ntwo', { name: 'msg', to: 'Bob', text: 'one\ntwo' }],
    ['/msg alice\none\ntwo', { name: 'msg', to: 'alice', text: 'one\ntwo' }],
    ['/who', { name: 'who' }],
    ['/WHO ', { name: 'who' }],
    ['/who\n', { name: 'who' }],
    ['/topic', { name: 'topic', topic: null }],
    ['/topic -', { name: 'topic', topic: '' }],
    ['/topic - now', { name: 'topic', topic: '- now' }],
    ['/topic Lunch on Friday', { name: 'topic', topic: 'Lunch on Friday' }],
    ['/away', { name: 'away', message: null }],
    ['/away Back at two', { name: 'away', message: 'Back at two' }],
    ['/back', { name: 'back' }],
    ['/kick Anna', { name: 'kick', nickname: 'Anna', reason: null }],
    ['/kick Anna B too loud', { name: 'kick', nickname: 'Anna B', reason: 'too loud' }],
    ['/Ban bob Advertising', { name: 'ban', nickname: 'Bob', reason: 'Advertising' }],
    ['/unban Mallory M', { name: 'unban', nickname: 'Mallory M' }],
    ['/unban "Mallory M"', { name: 'unban', nickname: 'Mallory M' }],
    ['/unban bob', { name: 'unban', nickname: 'Bob' }],
    ['/bans', { name: 'bans' }],
    ['/mute @anna b', { name: 'mute', nickname: 'Anna B' }],
    ['/unmute bob', { name: 'unmute', nickname: 'Bob' }],
    ['/unmute Anna Belle', { name: 'unmute', nickname: 'Anna Belle' }],
    ['/slow 10', { name: 'slow', seconds: 10 }],
    ['/slow 10s', { name: 'slow', seconds: 10 }],
    ['/slow 1m', { name: 'slow', seconds: 60 }],
    ['/slow 1 H', { name: 'slow', seconds: 3600 }],
    ['/slow 3600', { name: 'slow', seconds: 3600 }],
    ['/slow 0', { name: 'slow', seconds: 0 }],
    ['/slow Off', { name: 'slow', seconds: 0 }],
    ['/close', { name: 'close' }],
  ])('%j', (line, command) => {
    expect(parse(line)).toEqual({ type: 'command', command })
  })

  test.each([
    ['/search tea "at noon"', { name: 'search', search: { words: 'tea "at noon"', author: '', isEverywhere: false } }],
    ['/export Room of mine.MD', { name: 'export', file: 'Room of mine.MD', format: 'markdown' }],
    ['/export ../room.json', { name: 'export', file: '../room.json', format: 'json' }],
  ])('%j of a guest at a terminal', (line, command) => {
    expect(parse(line, terminalGuest)).toEqual({ type: 'command', command })
  })

  test.each(commandEntries)('$name works as its example says', ({ name, example, guestOnly }) => {
    const speaker = guestOnly ? terminalGuest : host
    expect(parse(example, speaker)).toMatchObject({ type: 'command', command: { name } })
    expect(parse(example.toUpperCase(), speaker)).toMatchObject({ type: 'command', command: { name } })
  })
})

describe('a fault', () => {
  test.each([
    ['/kik', 'There is no command /kik. Did you mean /kick?'],
    ['/Kik alice', 'There is no command /Kik. Did you mean /kick?'],
    ['/shrug', 'There is no command /shrug. /help lists those there are; //shrug says it as a text.'],
    ['/größe', 'There is no command /größe. /help lists those there are; //größe says it as a text.'],
    ['/msg', '/msg needs a name and a text: /msg alice See you at noon.'],
    ['/msg alice ', '/msg needs a name and a text: /msg alice See you at noon.'],
    ['/msg alise hi', 'There is nobody called alise here. Did you mean alice?'],
    ['/me', '/me needs a text: /me waves.'],
    ['/nick\n', '/nick needs a name: /nick alice.'],
    ['/kick', '/kick needs a name: /kick alice Enough for today.'],
    ['/kick mallory', 'There is nobody called mallory here. /who lists who is.'],
    ['/mute Anna Belle', 'There is nobody called Anna Belle here. /who lists who is.'],
    ['/unban', '/unban needs a name: /unban alice.'],
    ['/who alice', '/who stands alone: leave out what follows it.'],
    ['/close now', '/close stands alone: leave out what follows it.'],
    ['/topic one\ntwo', '/topic takes one line only.'],
    ['/topic\ntwo', '/topic takes one line only.'],
    ['/who\nhello', '/who takes one line only.'],
    ['/slow', '/slow needs a time: /slow 10.'],
    ['/slow soon', '/slow needs a time: /slow 10.'],
    ['/slow -1', '/slow needs a time: /slow 10.'],
    ['/slow 1.5', '/slow needs a time: /slow 10.'],
    ['/slow 3601', '/slow takes an hour at most: /slow 3600.'],
    ['/slow 61m', '/slow takes an hour at most: /slow 3600.'],
    [`/slow ${'9'.repeat(40)}`, '/slow takes an hour at most: /slow 3600.'],
  ])('%j', (line, message) => {
    expect(parse(line)).toEqual({ type: 'fault', message })
  })

  test.each(commandEntries.filter(({ hostOnly }) => hostOnly))('$name is the host’s alone', ({ name, example }) => {
    const fault = { type: 'fault', message: `Only the host can do that: /${name}.` }
    expect(parse(example, guest)).toEqual(fault)
    expect(parse(example, classic)).toEqual(fault)
  })

  test('is leaving, of a host, whom nobody would be left with', () => {
    expect(parse('/leave', host)).toEqual({
      type: 'fault',
      message: 'A host leaves by closing the room for everybody: /close.',
    })
    expect(parse('/leave', guest)).toEqual({ type: 'command', command: { name: 'leave' } })
  })

  test('is a command that a classic client has no use for', () => {
    expect(parse('/leave', classic)).toEqual({
      type: 'fault',
      message: 'There is no command /leave in this program. /help lists those there are.',
    })
    expect(parse('/back', classic)).toEqual({ type: 'command', command: { name: 'back' } })
  })

  test.each([host, guest, classic, { audience: 'terminal', isHost: true } as const])(
    'is a command for a copy that %j has no use for',
    (speaker) => {
      expect(parse('/search tea', speaker)).toEqual({
        type: 'fault',
        message: 'There is no command /search in this program. /help lists those there are.',
      })
    },
  )

  test.each([
    ['/search', '/search needs words: /search lunch from:alice after:2026-11-01 in:everywhere.'],
    ['/search in:', 'Where to look is in:here, in:everywhere or the name of a room.'],
    ['/export', '/export needs a file: /export room.md.'],
    ['/export room.txt', '/export writes Markdown or JSON: end the file with .md or .json.'],
    ['/export .md', '/export writes Markdown or JSON: end the file with .md or .json.'],
    ['/export backup/.json', '/export writes Markdown or JSON: end the file with .md or .json.'],
  ])('%j of a guest at a terminal', (line, message) => {
    expect(parse(line, terminalGuest)).toEqual({ type: 'fault', message })
  })

  test('suggests nothing that the person may not do', () => {
    expect(parse('/clos', guest)).toMatchObject({
      message: expect.stringMatching(/^There is no command \/clos\. \/help/),
    })
  })
})

test('whoever types whatever, commands are allowed and about somebody, and faults are short sentences', () => {
  const speakers = record<Speaker>({
    audience: constantFrom('window', 'terminal', 'classic'),
    isHost: constantFrom(true, false),
  })
  const names = constantFrom(...commandEntries.map(({ name }) => name), 'kik', 'shrug')
  const argument = array(constantFrom(...people, ' ', '\n', '"', '@', ':', 'x', '10', '-', '\u202E'), { maxLength: 8 })
  assert(
    property(speakers, names, argument, (speaker, name, scraps) => {
      const input = parse(`/${name} ${scraps.join('')}`, speaker)
      expect(input.type).not.toBe('say')
      if (input.type === 'fault') expect(input.message).toMatch(/^[/A-Z].{5,150}[.?]$/u)
      if (input.type !== 'command') return
      const { command } = input
      const entry = commandEntries.find((one) => one.name === command.name)
      expect(command.name).toBe(name)
      expect(entry?.audiences).toContain(speaker.audience)
      expect(entry?.hostOnly && !speaker.isHost).toBe(false)
      expect(entry?.guestOnly && speaker.isHost).toBe(false)
      if (command.name === 'msg') expect(people).toContain(command.to)
      if (command.name === 'kick' || command.name === 'ban' || command.name === 'mute') {
        expect(people).toContain(command.nickname)
      }
    }),
    { numRuns: 2000 },
  )
})
