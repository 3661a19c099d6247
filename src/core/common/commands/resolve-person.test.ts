import { array, assert, constantFrom, property, string, subarray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareName, nobodyCalled, nobodyCalledExactly, resolvePerson } from './resolve-person.ts'

const people = ['Anna', 'Anna B', 'bob', 'Zoë', '@home', 'Dr. Who', '"Q"', '😀 max', 'Smith,']

describe('the person whom an argument begins with', () => {
  test.each([
    ['bob hello', 'bob', 'hello'],
    ['bob', 'bob', ''],
    ['  BOB   hello  there ', 'bob', 'hello  there'],
    ['Anna hello', 'Anna', 'hello'],
    ['Anna B hello', 'Anna B', 'hello'],
    ['anna  b hello', 'Anna B', 'hello'],
    ['Anna Belle', 'Anna', 'Belle'],
    ['Anna\nB is a letter', 'Anna', 'B is a letter'],
    ['bob one\ntwo', 'bob', 'one\ntwo'],
    ['@bob hello', 'bob', 'hello'],
    ['@Anna B: hello', 'Anna B', 'hello'],
    ['@home hello', '@home', 'hello'],
    ['@@home hello', '@home', 'hello'],
    ['bob: hello', 'bob', 'hello'],
    ['bob, hello', 'bob', 'hello'],
    ['Smith, hello', 'Smith,', 'hello'],
    ['zoe hello', 'Zoë', 'hello'],
    ['ｂｏｂ hello', 'bob', 'hello'],
    ['dr. who hello', 'Dr. Who', 'hello'],
    ['😀 max hello', '😀 max', 'hello'],
    ['"Anna B" hello', 'Anna B', 'hello'],
    ['"anna b": hello', 'Anna B', 'hello'],
    ['@"Anna B"', 'Anna B', ''],
    ['“Anna B” hello', 'Anna B', 'hello'],
    ['„Anna B“ hello', 'Anna B', 'hello'],
    ['"Anna" B is a letter', 'Anna', 'B is a letter'],
    ['"Q" hello', '"Q"', 'hello'],
  ])('%j', (argument, nickname, rest) => {
    expect(resolvePerson(argument, people)).toEqual({ nickname, rest })
  })

  test.each([
    '',
    '@',
    '""',
    'bobby hello',
    'bo b',
    'hello bob',
    '"Anna B hello',
    '"Anna Belle" hello',
    '@@bob',
    'bob!',
  ])('%j is nobody', (argument) => {
    expect(resolvePerson(argument, people)).toBeNull()
  })

  test('is the one written exactly so, if two names differ by case alone', () => {
    expect(resolvePerson('BOB hi', ['bob', 'BOB'])).toEqual({ nickname: 'BOB', rest: 'hi' })
    expect(resolvePerson('Bob hi', ['bob', 'BOB'])).toEqual({ nickname: 'bob', rest: 'hi' })
  })

  test('is nobody in an empty room', () => {
    expect(resolvePerson('bob hi', [])).toBeNull()
  })

  test('is found with spaces, quotes or an @, whoever else is there', () => {
    const word = constantFrom('anna', 'b', 'Dr.', 'zoë', 'x-2', '北京', '😀')
    const name = array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
    assert(
      property(name, array(name), constantFrom('%', '"%"', '@%', '@"%"', '%:'), (nickname, others, form) => {
        // The text is no part of any name, so that the name ends before it.
        const argument = `${form.replace('%', nickname)} ! hello`
        expect(resolvePerson(argument, [nickname, ...others])).toEqual({ nickname, rest: '! hello' })
      }),
    )
  })

  test('is somebody of the list, whatever is written', () => {
    assert(
      property(string({ unit: 'binary' }), subarray(people), (argument, nicknames) => {
        const person = resolvePerson(argument, nicknames)
        if (person !== null) expect(nicknames).toContain(person.nickname)
        expect(nobodyCalled(argument, nicknames)).toMatch(
          /^There is nobody called .* here\. (Did you mean|\/who lists)/u,
        )
      }),
    )
  })
})

test.each([
  ['bbo hello', 'There is nobody called bbo here. Did you mean bob?'],
  ['Ana B hello', 'There is nobody called Ana B here. Did you mean Anna B?'],
  ['@zo hello', 'There is nobody called zo here. Did you mean Zoë?'],
  ['dr hello', 'There is nobody called dr here. Did you mean Dr. Who?'],
  ['"Anna C" hello', 'There is nobody called Anna C here. Did you mean Anna B?'],
  ['mallory hello', 'There is nobody called mallory here. /who lists who is.'],
  ['mal\u001Blory\u202E', 'There is nobody called mallory here. /who lists who is.'],
  [`${'x'.repeat(60)} hi`, `There is nobody called ${'x'.repeat(40)}… here. /who lists who is.`],
])('nobody answers to %j', (argument, sentence) => {
  expect(nobodyCalled(argument, people)).toBe(sentence)
})

test('a name that is the whole argument is asked for as a whole', () => {
  expect(nobodyCalledExactly('Anna Belle', people)).toBe('There is nobody called Anna Belle here. /who lists who is.')
  expect(nobodyCalledExactly('"Ana B"', people)).toBe('There is nobody called Ana B here. Did you mean Anna B?')
})

test.each([
  ['alice', 'alice'],
  [' @alice ', 'alice'],
  ['"Anna B"', 'Anna B'],
  ['“Anna B”', 'Anna B'],
  ['"Anna" B', '"Anna" B'],
  ['"', '"'],
])('%j names %j', (argument, name) => {
  expect(bareName(argument)).toBe(name)
})
