import { describe, expect, test } from 'vitest'
import { allNamed, named, positiveNumber, wholeNumber, wholeNumbers } from './flags.ts'

describe('whole numbers', () => {
  test('are read', () => {
    expect(wholeNumber('--runs', '12')).toBe(12)
    expect(wholeNumbers('--senders', '1,10,100')).toEqual([1, 10, 100])
  })

  test.each(['', '1.5', 'many', '0', '-3', 'Infinity', '1,2'])('“%s” is none', (text) => {
    expect(() => wholeNumber('--runs', text)).toThrow(`--runs takes whole numbers from 1, not “${text}”.`)
  })

  test('have a least one', () => {
    expect(wholeNumber('--receivers', '3', 3)).toBe(3)
    expect(() => wholeNumbers('--receivers', '5,2', 3)).toThrow('from 3, not “2”')
  })
})

describe('a number above 0', () => {
  test('may have a fraction', () => {
    expect(positiveNumber('--minutes', '0.5')).toBe(0.5)
  })

  test.each(['0', '-1', 'soon', 'Infinity', ''])('is not “%s”', (text) => {
    expect(() => positiveNumber('--minutes', text)).toThrow(`--minutes takes a number above 0, not “${text}”.`)
  })
})

describe('a name', () => {
  test('is one of the known ones', () => {
    expect(named('server', 'b', ['a', 'b'])).toBe('b')
    expect(allNamed('server', 'b,a', ['a', 'b'])).toEqual(['b', 'a'])
  })

  test('that is not known is answered with those that are', () => {
    expect(() => allNamed('server', 'a,c', ['a', 'b'])).toThrow('There is no server “c”. Known: a, b.')
  })
})
