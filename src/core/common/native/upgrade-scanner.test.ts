import { array, assert, constantFrom, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { UpgradeScanner } from './upgrade-scanner.ts'
import { upgradeMark } from './wire.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The two halves of a stream that is cut into reads at these places; what is held back at the end is in neither. */
function scan(text: string, places: readonly number[]): { classic: string; native: string | null } {
  const scanner = new UpgradeScanner()
  const bytes = encoder.encode(text)
  const cuts = places.map((place) => Math.min(place, bytes.length)).toSorted((one, other) => one - other)
  let classic = ''
  let native: string | null = null
  let start = 0
  for (const cut of [...cuts, bytes.length]) {
    const found = scanner.push(bytes.slice(start, cut))
    start = cut
    classic += decoder.decode(found.classic)
    if (found.native) native = (native ?? '') + decoder.decode(found.native)
  }
  return { classic, native }
}

/** What the end of a text may still become the mark with. */
function heldBack(text: string): string {
  for (let length = upgradeMark.length - 1; length > 0; length -= 1) {
    if (text.endsWith(upgradeMark.slice(0, length))) return upgradeMark.slice(0, length)
  }
  return ''
}

const scraps = array(constantFrom('\0', 'S', 'SN', 'SNUG', '\n', '\0SNU', '\0SNUG', upgradeMark, 'alice: hi', ''), {
  maxLength: 12,
})
const cutPlaces = array(integer({ min: 0, max: 60 }), { maxLength: 8 })

test('the first mark is found across any cut, and all else passes unchanged', () => {
  assert(
    property(scraps, cutPlaces, (parts, places) => {
      const text = parts.join('')
      const index = text.indexOf(upgradeMark)
      const expected =
        index === -1
          ? { classic: text.slice(0, text.length - heldBack(text).length), native: null }
          : { classic: text.slice(0, index), native: text.slice(index + upgradeMark.length) }
      expect(scan(text, places)).toEqual(expected)
      expect(
        scan(
          text,
          Array(text.length)
            .fill(0)
            .map((_, place) => place),
        ),
      ).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

test('classic bytes are the very bytes of the read', () => {
  const bytes = encoder.encode('bob: hi')
  expect(new UpgradeScanner().push(bytes)).toEqual({ classic: bytes, native: null })
})

test('a beginning that becomes nothing is passed on', () => {
  const scanner = new UpgradeScanner()
  expect(scanner.push(encoder.encode('\0SNU')).classic).toHaveLength(0)
  expect(decoder.decode(scanner.push(encoder.encode('\0SNX')).classic)).toBe('\0SNU\0SNX')
})

test('nothing is classic after the mark', () => {
  const scanner = new UpgradeScanner()
  expect(scanner.push(encoder.encode(`hi${upgradeMark}`)).native).toHaveLength(0)
  expect(decoder.decode(scanner.push(encoder.encode(upgradeMark)).native ?? undefined)).toBe(upgradeMark)
})
