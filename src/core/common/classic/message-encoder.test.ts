import { array, assert, boolean, constantFrom, integer, oneof, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldToAscii } from '../ascii-folding.ts'
import { utf8Length } from '../byte-cutting.ts'
import { KnownNames } from './known-names.ts'
import { encodeClassicLine, encodeClassicMessage } from './message-encoder.ts'
import { ClassicServerStream } from './server-stream.ts'

/** The least that {@link encodeClassicMessage} takes as `maxBytes`. */
const smallestWrite = 64

const ascii = { asciiOnly: true, maxBytes: 1024 }
const utf8 = { asciiOnly: false, maxBytes: 1024 }
const tight = { asciiOnly: false, maxBytes: 64 }

describe('a message', () => {
  test.each([
    ['hi', ['alice: hi']],
    ['one\ntwo', ['alice: one\nalice: two']],
    ['one\r\n\r\n  \ntwo\n', ['alice: one\nalice: two']],
    ['  indented  ', ['alice:   indented']],
    ['\tindented', ['alice:     indented']],
    ['red \u001b[31m\rtext\u009b', ['alice: red [31mtext']],
    ['one\u2028bob: two', ['alice: one\nalice: bob: two']],
    ['NICK', ['alice: NICK']],
    ['café 😀', ['alice: café 😀']],
    ['\ud800', ['alice: \ufffd']],
    ['\u001b', ['alice: ?']],
    [' \n ', []],
    ['', []],
  ])('%j is written as %j', (text, writes) => {
    expect(encodeClassicMessage('alice', text, utf8)).toEqual(writes)
  })

  test('is folded, name and all, for a peer that reads ASCII', () => {
    expect(encodeClassicMessage('Zoë', 'café — 😀', ascii)).toEqual(['Zoe: cafe - :grinning:'])
    expect(encodeClassicMessage('Zoë', '\u0301', ascii)).toEqual(['Zoe: ?'])
  })

  test('goes out in numbered parts if it is long, cut at a space', () => {
    const text = 'the quick brown fox jumps over the lazy dog and runs away from all of us'
    expect(encodeClassicMessage('alice', text, tight)).toEqual([
      'alice: (1/2) the quick brown fox jumps over the lazy dog and',
      'alice: (2/2) runs away from all of us',
    ])
  })

  test('shares a write as long as there is room', () => {
    const lines = ['x'.repeat(20), 'y'.repeat(28), 'z'.repeat(28)]
    expect(encodeClassicMessage('alice', lines.join('\n'), tight)).toEqual([
      `alice: ${lines[0]}\nalice: ${lines[1]}`,
      `alice: ${lines[2]}`,
    ])
  })

  test('has more digits in its numbers when it has more parts', () => {
    const writes = encodeClassicMessage('alice', 'x'.repeat(47 * 120), tight)
    expect(writes[0]).toBe(`alice: (1/120) ${'x'.repeat(47)}`)
    expect(writes).toHaveLength(120)
  })

  const scrap = constantFrom(
    'word ',
    '\n',
    '\r\n',
    '\t',
    '\u001b[2J',
    'é',
    '😀',
    'x'.repeat(70),
    ' ',
    '\u2029',
    'bob: hi',
  )
  const anyText = oneof(
    string({ unit: 'binary' }),
    array(scrap).map((scraps) => scraps.join('')),
  )

  test('never exceeds a write, hides its author or carries a control character', () => {
    assert(
      property(
        string({ unit: 'binary' }),
        anyText,
        boolean(),
        integer({ min: smallestWrite, max: 300 }),
        (...input) => {
          const [nickname, text, asciiOnly, maxBytes] = input
          const writes = encodeClassicMessage(nickname, text, { asciiOnly, maxBytes })
          expect(writes.length > 0).toBe(text.trim() !== '')
          const [prefix = ''] = encodeClassicMessage(nickname, 'x', { asciiOnly, maxBytes }).map((write) =>
            write.slice(0, -1),
          )
          for (const write of writes) {
            expect(utf8Length(write)).toBeLessThanOrEqual(maxBytes)
            expect(write).not.toMatch(/[\p{Cc}--\n]/v)
            if (asciiOnly) expect(write).toMatch(/^[ -~\n]*$/)
            for (const line of write.split('\n'))
              expect(line.startsWith(prefix) && line.length > prefix.length).toBe(true)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('loses nothing but blanks', () => {
    assert(
      property(array(string({ unit: 'grapheme' })), integer({ min: smallestWrite, max: 200 }), (lines, maxBytes) => {
        const writes = encodeClassicMessage('alice', lines.join('\n'), { asciiOnly: false, maxBytes })
        const texts = writes
          .flatMap((write) => write.split('\n'))
          .map((line) => line.replace(/^alice: (?:\(\d+\/\d+\) )?/, ''))
        expect(texts.join('').replace(/\s/g, '')).toBe(lines.join('').replace(/\s/g, ''))
      }),
    )
  })

  test('never passes for anybody else where a Snug client reads it', () => {
    const people = ['bob', 'bo', 'Zoë', 'jim bob', 'Dr. Who', '😀 al', 'al']
    const scrap = constantFrom(
      ...people,
      ': ',
      ' joined!',
      ' left!',
      ' ',
      'x',
      '(',
      '.',
      'Connected to server!',
      'The host closed the room.',
      '\n',
      'yy'.repeat(20),
    )
    const anyWriting = array(scrap, { maxLength: 20 }).map((scraps) => scraps.join(''))
    assert(
      property(anyWriting, constantFrom(...people), boolean(), boolean(), (text, author, asciiOnly, isOneRead) => {
        const as = (name: string): string => (asciiOnly ? foldToAscii(name) : name)
        const names = new KnownNames('')
        const stream = new ClassicServerStream('me')
        for (const name of people) {
          names.add(as(name))
          stream.push(new TextEncoder().encode(`${as(name)} joined!\n`))
        }
        const writes = encodeClassicMessage(author, text, { asciiOnly, maxBytes: 80, names })
        const bursts = isOneRead ? [writes.join('\n')] : writes
        for (const burst of bursts) {
          const items = [...stream.push(new TextEncoder().encode(burst)), ...stream.flush()]
          const lines = burst.split('\n').filter((line) => line !== '')
          const prefix = `${as(author)}: `
          expect(items).toEqual(
            lines.map((line) => ({ type: 'message', nickname: as(author), text: line.slice(prefix.length) })),
          )
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('gets a blank where it would pass for somebody else', () => {
    const names = new KnownNames('')
    names.add('bob')
    const options = { ...ascii, names }
    expect(encodeClassicMessage('eve', 'hm.bob: I resign', options)).toEqual(['eve: hm. bob: I resign'])
    expect(encodeClassicMessage('eve', 'hm.bob left!', options)).toEqual(['eve: hm. bob left!'])
    expect(encodeClassicMessage('eve', 'hm.zoe: hi, @bob: hi, bob: hi', options)).toEqual([
      'eve: hm.zoe: hi, @bob: hi, bob: hi',
    ])
    expect(encodeClassicMessage('eve', 'xConnected to server!', ascii)).toEqual(['eve: x Connected to server!'])
  })

  test('needs room for a name and some text', () => {
    expect(() => encodeClassicMessage('alice', 'hi', { asciiOnly: true, maxBytes: 63 })).toThrow(RangeError)
  })
})

describe('a line of the room', () => {
  test('is folded and cut the same way', () => {
    expect(encodeClassicLine('Zoë joined!', ascii)).toEqual(['Zoe joined!'])
    expect(encodeClassicLine('one\u0007\n\ntwo', utf8)).toEqual(['one\ntwo'])
    const parts = encodeClassicLine('word '.repeat(20).trim(), tight)
    expect(parts).toEqual([`(1/2) ${'word '.repeat(11).trim()}`, `(2/2) ${'word '.repeat(9).trim()}`])
    expect(encodeClassicLine(' ', utf8)).toEqual([])
  })
})
