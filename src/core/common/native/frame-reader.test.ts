import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { array, assert, boolean, integer, oneof, property, string, tuple, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeFrame, framed, FrameError, FrameReader, type Inflate } from './frame-reader.ts'
import type { ClientMessage } from './messages.ts'

const encoder = new TextEncoder()
const maxBytes = 200
const inflate: Inflate = (payload, mostBytes) => inflateRawSync(payload, { maxOutputLength: mostBytes })
const cannotBeInflated = new FrameError('A frame cannot be inflated, or becomes too long.')

function post(text: string): ClientMessage {
  return { type: 'post', id: 'a', text }
}

function frame(payload: Uint8Array | string, length = payload.length): Uint8Array {
  const bytes = typeof payload === 'string' ? encoder.encode(payload) : payload
  return Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length, ...bytes)
}

function deflated(payload: string): Uint8Array {
  return framed(deflateRawSync(payload), true)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

/** What a reader makes of the bytes, cut into reads at these places; `fault` if it gave up. */
function readInPieces(bytes: Uint8Array, places: readonly number[]): { payloads: string[]; fault: unknown } {
  const reader = new FrameReader(maxBytes, inflate)
  const payloads: string[] = []
  const cuts = places.map((place) => Math.min(place, bytes.length)).toSorted((one, other) => one - other)
  let start = 0
  try {
    for (const cut of [...cuts, bytes.length]) {
      payloads.push(...reader.push(bytes.subarray(start, cut)))
      start = cut
    }
  } catch (error) {
    return { payloads, fault: error }
  }
  return { payloads, fault: null }
}

/** Good frames, frames of anything, and anything. */
const scrap = oneof(
  string({ maxLength: 20 }).map((text) => frame(text)),
  uint8Array({ maxLength: 20 }).map((bytes) => frame(bytes)),
  uint8Array({ maxLength: 20 }).map((bytes) => framed(bytes, true)),
  string({ maxLength: 300 }).map((text) => deflated(text)),
  uint8Array({ maxLength: 20 }),
  uint8Array({ max: 3, maxLength: 9 }),
)
const cutPlaces = array(integer({ min: 0, max: 500 }), { maxLength: 8 })

describe('a frame', () => {
  test('is four bytes of length and the JSON of a message', () => {
    const bytes = encodeFrame({ type: 'ping' })
    expect([...bytes.subarray(0, 4)]).toEqual([0, 0, 0, 15])
    expect(new TextDecoder().decode(bytes.subarray(4))).toBe('{"type":"ping"}')
  })

  test('counts bytes, not letters, and says which message is too long', () => {
    const empty = encodeFrame(post('')).length - 4
    expect(encodeFrame(post('é'.repeat(10)), empty + 20)).toHaveLength(4 + empty + 20)
    expect(() => encodeFrame(post('é'.repeat(10)), empty + 19)).toThrow(
      new RangeError(`A post of ${empty + 20} bytes does not fit in a frame of ${empty + 19}.`),
    )
  })
})

describe('reading', () => {
  test('gives the same payloads however they are cut', () => {
    assert(
      property(
        array(tuple(string({ unit: 'binary', maxLength: 15 }), boolean()), { maxLength: 5 }),
        cutPlaces,
        (texts, places) => {
          const expected = texts.map(([text]) => JSON.stringify(post(text)))
          const bytes = joined(
            texts.map(([text, isPlain]) => (isPlain ? encodeFrame(post(text)) : deflated(JSON.stringify(post(text))))),
          )
          expect(readInPieces(bytes, places)).toEqual({ payloads: expected, fault: null })
          const singleBytes = Array.from({ length: bytes.length }, (_, index) => index)
          expect(readInPieces(bytes, singleBytes)).toEqual({ payloads: expected, fault: null })
        },
      ),
    )
  })

  test('takes frames of every length up to the longest, the empty one included', () => {
    const lengths = [0, 1, maxBytes - 1, maxBytes]
    const bytes = joined(lengths.map((length) => frame('x'.repeat(length))))
    expect(readInPieces(bytes, []).payloads.map((payload) => payload.length)).toEqual(lengths)
  })

  test('fails of garbage only in words, the same however it is cut', () => {
    assert(
      property(array(scrap, { maxLength: 6 }), cutPlaces, (scraps, places) => {
        const bytes = joined(scraps)
        const whole = readInPieces(bytes, [])
        const cut = readInPieces(bytes, places)
        if (whole.fault !== null) expect(whole.fault).toBeInstanceOf(FrameError)
        expect(cut.fault).toEqual(whole.fault)
        if (whole.fault === null) expect(cut).toEqual(whole)
      }),
      { numRuns: 500 },
    )
  })

  test('refuses a frame that is too long as soon as it is announced, and for ever', () => {
    const reader = new FrameReader(maxBytes)
    const fault = new FrameError('A frame of 201 bytes was announced; at most 200 are read.')
    expect(() => reader.push(frame('', maxBytes + 1))).toThrow(fault)
    expect(() => reader.push(frame('{}'))).toThrow(fault)
  })

  test.each([
    [[1, 2, 3, 4], 0x01_02_03_04],
    [[255, 255, 255, 255], 0xff_ff_ff_ff],
  ])('takes all four bytes of a length: %j', (header, length) => {
    expect(() => new FrameReader(maxBytes).push(Uint8Array.from(header))).toThrow(`A frame of ${length} bytes`)
  })

  test('refuses what is no UTF-8', () => {
    const reader = new FrameReader(maxBytes)
    expect(() => reader.push(frame(Uint8Array.of(0x22, 0xff, 0x22)))).toThrow(new FrameError('A frame is not UTF-8.'))
  })

  test('makes no more of a deflated frame than a frame may have', () => {
    const longest = Array.from({ length: maxBytes }, (_, index) =>
      String.fromCharCode(33 + ((index * index) % 90)),
    ).join('')
    expect(new FrameReader(maxBytes, inflate).push(deflated(longest))).toEqual([longest])
    expect(() => new FrameReader(maxBytes, inflate).push(deflated(`${longest}!`))).toThrow(cannotBeInflated)
  })

  test('makes no more of a deflated frame than sixteen times what came, and reads no other after it', () => {
    const [least, bomb] = [deflated('x'.repeat(64)), deflated('x'.repeat(maxBytes))]
    expect(bomb.length - 4).toBeLessThan(maxBytes / 16)
    expect(new FrameReader(maxBytes, inflate).push(least)).toEqual(['x'.repeat(64)])
    const reader = new FrameReader(maxBytes, inflate)
    expect(() => reader.push(bomb)).toThrow(cannotBeInflated)
    expect(() => reader.push(frame('{}'))).toThrow(cannotBeInflated)
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['garbage', Uint8Array.of(255, 255, 255)],
    ['half of it', deflateRawSync('to be or not to be').subarray(0, 9)],
  ])('refuses a deflated frame with %s in it', (_what, payload) => {
    expect(() => new FrameReader(maxBytes, inflate).push(framed(payload, true))).toThrow(cannotBeInflated)
  })

  test('refuses a deflated frame that is longer than a frame may be, before it has come', () => {
    const header = framed(new Uint8Array(maxBytes + 1), true).subarray(0, 4)
    expect(() => new FrameReader(maxBytes, inflate).push(header)).toThrow('A frame of 201 bytes was announced')
  })

  test('refuses every deflated frame where none is expected', () => {
    expect(() => new FrameReader(maxBytes).push(deflated('{}'))).toThrow('at most 200 are read')
  })

  test('keeps nothing of the bytes that it was given', () => {
    const reader = new FrameReader(maxBytes)
    const bytes = frame('abcdef')
    const first = bytes.slice(0, 7)
    expect(reader.push(first)).toEqual([])
    first.fill(0)
    expect(reader.push(bytes.subarray(7))).toEqual(['abcdef'])
  })
})
