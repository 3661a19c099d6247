import { array, assert, constantFrom, property, string } from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldToAscii } from '../ascii-folding.ts'
import { foldNamesBy, nameFolding } from '../name-key.ts'
import { nicknameKey } from '../nickname.ts'
import { completeCommand, completeName } from './completion.ts'
import { commandsFor, type Speaker } from './registry.ts'

const foldingBefore = nameFolding()
beforeAll(() => foldNamesBy(foldToAscii))
afterAll(() => foldNamesBy(foldingBefore))

const host: Speaker = { audience: 'window', isHost: true }
const guest: Speaker = { audience: 'window', isHost: false }

test.each([
  ['/m', host, ['me', 'msg', 'mute']],
  ['/M', guest, ['me', 'msg']],
  ['b', host, ['back', 'ban', 'bans']],
  ['/ban', host, ['ban', 'bans']],
  ['/kick', guest, []],
  ['/me ', host, []],
  ['//m', host, []],
  ['x', host, []],
] as const)('%j may become', (prefix, speaker, names) => {
  expect(completeCommand(prefix, speaker).map(({ name }) => name)).toEqual(names)
})

test('a slash alone offers everything, in the order of help', () => {
  expect(completeCommand('/', guest)).toEqual(commandsFor(guest))
})

describe('names', () => {
  const people = ['Hanna', 'Joanna', 'Bob Anders', 'Änne', 'Ann', 'anna-2', '北京', '😀 max', 'Dr. Who']

  test.each([
    ['@an', ['Änne', 'Ann', 'anna-2', 'Bob Anders']],
    ['ann', ['Ann', 'Änne', 'anna-2']],
    ['ÄN', ['Änne', 'Ann', 'anna-2', 'Bob Anders']],
    ['@bob a', ['Bob Anders']],
    ['2', ['anna-2']],
    ['who', ['Dr. Who']],
    ['max', ['😀 max']],
    ['北', ['北京']],
    ['bei', ['北京']],
    ['anna-3', []],
    ['nna', []],
  ])('%j', (prefix, names) => {
    expect(completeName(prefix, people)).toEqual(names)
  })

  test('an @ alone offers everybody, in the order given', () => {
    expect(completeName('@', people)).toEqual(people)
  })

  test('what is offered is somebody, once, and has what was typed', () => {
    const name = array(constantFrom('an', 'Än', 'b', ' ', '-', '北', '😀'), { minLength: 1 }).map((parts) =>
      parts.join(''),
    )
    assert(
      property(string({ maxLength: 3 }), array(name), name, (typed, nicknames, own) => {
        const offered = completeName(typed, nicknames)
        expect(offered.length).toBeLessThanOrEqual(nicknames.length)
        for (const one of offered) {
          expect(nicknames).toContain(one)
          expect(nicknameKey(one)).toContain(nicknameKey(typed.replace(/^@/, '')))
        }
        expect(nicknameKey(completeName(own, [...nicknames, own])[0] ?? '')).toBe(nicknameKey(own))
      }),
    )
  })
})
