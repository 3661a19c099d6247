import { expect, test } from 'vitest'
import { offersOn, parseKeywords, withCurrent } from './choices.ts'

test('a value that is not among the usual ones is offered in its place', () => {
  expect(withCurrent([12, 14], 14)).toEqual([12, 14])
  expect(withCurrent([12, 14], 13)).toEqual([12, 13, 14])
})

test('keywords are parted by commas, each once and none empty', () => {
  expect(parseKeywords(' tea, ,build failed,tea,')).toEqual(['tea', 'build failed'])
  expect(parseKeywords('')).toEqual([])
  expect(parseKeywords('x'.repeat(500))[0]).toHaveLength(100)
  expect(parseKeywords(Array.from({ length: 300 }, (_, index) => `w${index}`).join())).toHaveLength(100)
})

test('what a system does not have is not offered there', () => {
  expect(offersOn('darwin')).toEqual({ tray: false, languages: false })
  expect(offersOn('linux').tray).toBe(true)
})
