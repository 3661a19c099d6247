import { array, assert, constantFrom, integer, oneof, property, string, uint8Array } from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { assertNever } from '../assert-never.ts'
import { recordedStreams, type RecordedStream } from './recorded-streams.ts'
import { type ClassicServerItem, ClassicServerStream } from './server-stream.ts'

/** Characters searched and names looked up. */
const counted = vi.hoisted(() => ({ work: 0 }))

vi.mock(import('./marks.ts'), async (importOriginal) => {
  const original = await importOriginal()
  return {
    ...original,
    nextMark: (text, from) => {
      const found = original.nextMark(text, from)
      counted.work += (found?.index ?? text.length) - from + 1
      return found
    },
  }
})

vi.mock(import('./known-names.ts'), async (importOriginal) => {
  const original = await importOriginal()
  class CountingNames extends original.KnownNames {
    override endingAt(text: string, end: number, from: number, passed: number): string | null {
      counted.work += Math.min(this.longest, end - Math.max(from, passed))
      return super.endingAt(text, end, from, passed)
    }
  }
  return { ...original, KnownNames: CountingNames }
})

/** Above this, cutting twice in every way takes too long; once in every way, and at random, has to do. */
const longestForTwoCuts = 200

const encoder = new TextEncoder()

/** The items of a burst, cut into reads at these places. */
function readBurst(stream: ClassicServerStream, bytes: Uint8Array, cuts: readonly number[]): ClassicServerItem[] {
  const items: ClassicServerItem[] = []
  let start = 0
  for (const cut of [...cuts, bytes.length]) {
    items.push(...stream.push(bytes.subarray(start, cut)))
    start = cut
  }
  return [...items, ...stream.flush()]
}

/** The items of a whole stream, with the burst of that index cut. */
function readStream(recorded: RecordedStream, cutIndex: number, cuts: readonly number[]): ClassicServerItem[] {
  const stream = new ClassicServerStream(recorded.nickname)
  return recorded.bursts.flatMap(({ bytes }, index) => readBurst(stream, bytes, index === cutIndex ? cuts : []))
}

/** Compared as text: a deep comparison of a million lists of items would take minutes. */
function expectSame(items: readonly ClassicServerItem[], expected: string, cuts: readonly number[]): void {
  if (JSON.stringify(items) !== expected) expect(items, `cut at ${cuts.join(', ')}`).toEqual(JSON.parse(expected))
}

describe.each(recordedStreams)('$name', (recorded) => {
  const expected = JSON.stringify(recorded.bursts.flatMap(({ items }) => items))

  test('read as it came', () => {
    const stream = new ClassicServerStream(recorded.nickname)
    for (const { bytes, items } of recorded.bursts) expect(readBurst(stream, bytes, [])).toEqual(items)
    expect(stream.holdsText).toBe(false)
  })

  test('read in any two cuts', () => {
    for (const [index, { bytes }] of recorded.bursts.entries()) {
      const isLong = bytes.length > longestForTwoCuts
      for (let first = 0; first <= bytes.length; first += 1) {
        for (let second = first; second <= (isLong ? first : bytes.length); second += 1) {
          const cuts = [first, second]
          expectSame(readStream(recorded, index, cuts), expected, cuts)
        }
      }
    }
  })

  test('read byte by byte, and in any other reads', () => {
    const reads = array(integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20, size: 'max' })
    const singleBytes = [[[1]]] satisfies [number[]][]
    assert(
      property(reads, (sizes) => {
        for (const [index, { bytes }] of recorded.bursts.entries()) {
          const cuts = cutsOf(bytes.length, sizes)
          expectSame(readStream(recorded, index, cuts), expected, cuts)
        }
      }),
      { examples: singleBytes, numRuns: 30 },
    )
  })
})

/** The places where reads of these sizes, over and over, end. */
function cutsOf(length: number, sizes: readonly number[]): number[] {
  const cuts: number[] = []
  for (let end = sizes[0] ?? 1; end < length; end += sizes[cuts.length % sizes.length] ?? 1) cuts.push(end)
  return cuts
}

describe('any stream at all', () => {
  const scrap = constantFrom(
    'NICK',
    'alice',
    'bob',
    'Mary Ann',
    ': ',
    ' joined!',
    ' left!',
    'Connected to server!',
    ' \t ',
    '\n',
    '\r\n',
    ' ',
    ':',
    ':joy:',
    'é',
    '😀',
    'hi',
  )
  const text = array(oneof({ weight: 9, arbitrary: scrap }, string({ unit: 'binary', maxLength: 3 })), {
    maxLength: 25,
  })
  const cutPlaces = array(integer({ min: 0, max: 200 }), { maxLength: 6 })

  test('reads the same however it is cut', () => {
    assert(
      property(array(text, { maxLength: 3 }), cutPlaces, (bursts, places) => {
        const whole = new ClassicServerStream('alice')
        const cut = new ClassicServerStream('alice')
        for (const burst of bursts) {
          const bytes = encoder.encode(burst.join(''))
          const cuts = places.map((place) => Math.min(place, bytes.length)).toSorted((a, b) => a - b)
          expect(readBurst(cut, bytes, cuts)).toEqual(readBurst(whole, bytes, []))
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('loses nothing but blanks and control characters', () => {
    assert(
      // A message that says nothing has no item, so each has something to say here.
      property(text, (scraps) => {
        const source = scraps.join('').replace(/^NICK/, '').replaceAll(': ', ': x')
        const items = readBurst(new ClassicServerStream('alice'), encoder.encode(source), [])
        expect(visible(items.map(asText).join(''))).toBe(visible(source.toWellFormed()))
      }),
      { numRuns: 2000 },
    )
  })

  test('takes any bytes', () => {
    assert(
      property(uint8Array({ maxLength: 300 }), integer({ min: 0, max: 300 }), (bytes, place) => {
        const cut = Math.min(place, bytes.length)
        const whole = readBurst(new ClassicServerStream('alice'), bytes, [])
        expect(readBurst(new ClassicServerStream('alice'), bytes, [cut])).toEqual(whole)
        for (const item of whole) expect(asText(item)).not.toMatch(/[\p{Cc}--[\t]]/v)
      }),
    )
  })
})

/** What an item was made from. */
function asText(item: ClassicServerItem): string {
  switch (item.type) {
    case 'nickname-requested':
      return 'NICK'
    case 'connected':
      return 'Connected to server!'
    case 'joined':
    case 'left':
      return `${item.nickname} ${item.type}!`
    case 'message':
      return `${item.nickname}: ${item.text}`
    case 'line':
      return item.text
    default:
      return assertNever(item)
  }
}

function visible(text: string): string {
  return text.replace(/[\s\p{Cc}]/gu, '')
}

test('says that it holds text until a quiet moment', () => {
  const stream = new ClassicServerStream('alice')
  expect(stream.holdsText).toBe(false)
  expect(stream.push(encoder.encode('alice: hi'))).toEqual([])
  expect(stream.holdsText).toBe(true)
  expect(stream.flush()).toEqual([{ type: 'message', nickname: 'alice', text: 'hi' }])
  expect(stream.holdsText).toBe(false)
})

test.each(['NICK', 'alice joined!', 'Connected to server! \t ', 'Connected to server!\n', 'bob: hi\n'])(
  'does not wait after %j',
  (text) => {
    const stream = new ClassicServerStream('alice')
    expect(stream.push(encoder.encode(text))).toHaveLength(1)
    expect(stream.holdsText).toBe(false)
  },
)

test('forgets the oldest names rather than growing without bound', () => {
  const stream = new ClassicServerStream('alice')
  const everybody = Array.from({ length: 5000 }, (_, index) => `guest${index} joined!`).join('')
  expect(stream.push(encoder.encode(everybody))).toHaveLength(5000)
  const items = readBurst(stream, encoder.encode('alice: higuest4999: hialice: higuest0: hi'), [])
  expect(items).toEqual([
    { type: 'message', nickname: 'alice', text: 'hi' },
    { type: 'message', nickname: 'guest4999', text: 'hi' },
    { type: 'message', nickname: 'alice', text: 'higuest0: hi' },
  ])
})

describe('a text without an end', () => {
  const bytes = encoder.encode(`alice: ${'x😀'.repeat(70_000)}bob: no\nalice: end`)

  test('comes out in pieces that are the same however it is cut', () => {
    const whole = readBurst(new ClassicServerStream('alice'), bytes, [])
    for (const size of [1000, 65_536, 65_543, 65_544]) {
      expect(readBurst(new ClassicServerStream('alice'), bytes, cutsOf(bytes.length, [size]))).toEqual(whole)
    }
    expect(whole.map((item) => (item.type === 'message' ? item.nickname : item.type))).toEqual(Array(5).fill('alice'))
    const texts = whole.map((item) => (item.type === 'message' ? item.text : ''))
    expect(texts.join('')).toBe(`${'x😀'.repeat(70_000)}bob: noend`)
    for (const text of texts) expect(text.isWellFormed()).toBe(true)
  })

  test('may have a name at the end of a piece', () => {
    for (let length = 65_505; length < 65_545; length += 1) {
      const bytes = encoder.encode(`alice: ${'x'.repeat(length)}alice: hi`)
      const whole = JSON.stringify(readBurst(new ClassicServerStream('alice'), bytes, []))
      for (let cut = 65_505; cut < bytes.length; cut += 1) {
        expectSame(readBurst(new ClassicServerStream('alice'), bytes, [cut]), whole, [cut])
      }
    }
  })

  test('is not held longer than its piece', () => {
    const stream = new ClassicServerStream('alice')
    let given = 0
    for (let sent = 10_000; sent <= 500_000; sent += 10_000) {
      for (const item of stream.push(encoder.encode('x'.repeat(10_000)))) given += asText(item).length
      expect(sent - given).toBeLessThan(80_000)
    }
  })
})

describe('work', () => {
  /** How many characters are searched and names are looked up for each byte, in a room of a thousand. */
  function workPerByte(kilobytes: number, content: string, readSize: number): number {
    const stream = new ClassicServerStream('alice')
    const people = Array.from({ length: 1000 }, (_, index) => `${'n'.repeat(index % 60)}${index} joined!`)
    stream.push(encoder.encode(people.join('')))
    const bytes = encoder.encode(content.repeat(Math.ceil((kilobytes * 1024) / content.length)))
    counted.work = 0
    for (let start = 0; start < bytes.length; start += readSize) stream.push(bytes.subarray(start, start + readSize))
    return counted.work / bytes.length
  }

  test.each([
    ['one endless message in one read', 'abcdefgh', Infinity],
    ['one endless message in large reads', 'abcdefgh', 65_536],
    ['one endless message in tiny reads', 'abcdefgh', 8],
    ['lines', 'alice: hello\n', 65_536],
    ['messages run together', 'alice: hello', 1024],
    ['nothing but prefix endings', ': ', 65_536],
    ['nearly names', `${'n'.repeat(60)}: `, 1024],
    ['a message of prefix endings in tiny reads', ' : ', 8],
  ])('per byte does not grow with %s', (_, content, readSize) => {
    const short = workPerByte(200, content, readSize)
    const long = workPerByte(1000, content, readSize)
    expect(long).toBeLessThan(short * 1.2)
    expect(long).toBeLessThan(80)
  })
})
