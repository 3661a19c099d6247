import { array, assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const commands = ['help', 'nick', 'me', 'msg', 'who', 'topic', 'kick', 'ban', 'unban', 'bans', 'mute', 'unmute']

test.each([
  ['kik', 'kick'],
  ['hlep', 'help'],
  ['hwo', 'who'],
  ['tpoic', 'topic'],
  ['HELPP', 'help'],
  ['t', 'topic'],
  // What begins so is nearer than what differs by a letter, and the shortest of those first.
  ['m', 'me'],
  ['ba', 'ban'],
  ['un', 'unban'],
  ['ms', 'msg'],
  ['x', null],
  ['zz', null],
  ['foo', null],
  ['quit', null],
  ['', null],
  ['k'.repeat(10_000), null],
])('%j may mean %j', (word, command) => {
  expect(nearest(word, commands)).toBe(command)
})

test('the first of equals is taken', () => {
  expect(nearest('cat', ['bat', 'hat'])).toBe('bat')
  expect(nearest('cat', ['catty', 'catch'])).toBe('catty')
})

test('case and accents do not matter', () => {
  expect(nearest('zoe', ['Bob', 'ZOË'])).toBe('ZOË')
  expect(nearest('Änna', ['bob', 'anna'])).toBe('anna')
})

test('whatever is found is a candidate, and a candidate finds itself or what is the same', () => {
  assert(
    property(string(), array(string()), (word, candidates) => {
      const found = nearest(word, candidates)
      if (found !== null) expect(candidates).toContain(found)
      for (const candidate of commands)
        expect(nearest(candidate, [...candidates, ...commands])).toMatch(new RegExp(`^${candidate}$`, 'i'))
    }),
  )
})
