import { array, assert, constantFrom, oneof, pre, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldToAscii } from './ascii-folding.ts'
import { utf8Length } from './byte-cutting.ts'
import { isPlausibleName } from './classic/known-names.ts'
import { encodeClassicLine, encodeClassicMessage } from './classic/message-encoder.ts'
import { joinedPhrase, leftPhrase } from './classic/phrases.ts'
import { type ClassicServerItem, ClassicServerStream } from './classic/server-stream.ts'
import { defaultLimits as limits } from './limits.ts'
import {
  coerceNickname,
  nameTaken,
  nicknameKey,
  parseNickname,
  parseTakenNotice,
  takenNotice,
  uniqueNickname,
} from './nickname.ts'

const scrap = constantFrom(
  'a',
  'é',
  ' ',
  ':',
  '：',
  '😀',
  '\u200d',
  '\u0301',
  '\u202e',
  '\n',
  '-',
  '\u3164',
  '北',
  '\ufe0f',
  '\u00a0',
  '\u2800',
  ' left!',
  ' left！',
  ' joined!',
  'Connected to server!',
  'NICK',
  '*',
  '> ',
  '/',
  '[',
  '⑴',
  '»',
)
const anyText = oneof(
  string({ unit: 'binary' }),
  array(scrap, { maxLength: 40 }).map((scraps) => scraps.join('')),
)

function graphemes(text: string): number {
  return [...new Intl.Segmenter('en').segment(text)].length
}

function keys(...names: string[]): ReadonlySet<string> {
  return new Set(names.map((name) => nicknameKey(name)))
}

describe('a typed nickname', () => {
  test.each([
    ['alice', 'alice'],
    ['  Dr.  Who ', 'Dr. Who'],
    ['Zoe\u0308', 'Zoë'],
    ['❤\ufe0f', '❤'],
    ['a\u00a0b', 'a b'],
    ['x'.repeat(24), 'x'.repeat(24)],
    ['🇬🇧'.repeat(24), '🇬🇧'.repeat(24)],
    ['北京', '北京'],
    ['😀 bob', '😀 bob'],
    ['7', '7'],
    ['alice (away) [x] */>', 'alice (away) [x] */>'],
  ])('%j is %j', (typed, nickname) => {
    expect(parseNickname(typed, limits)).toEqual({ ok: true, value: nickname })
  })

  test.each([
    ['', 'Type a name.'],
    [' \t ', 'Type a name.'],
    ['a\u0007b', 'This name contains an invisible character. Type it again without.'],
    ['a\tb', 'This name contains an invisible character. Type it again without.'],
    ['\u202ealice', 'This name contains an invisible character. Type it again without.'],
    ['a\u3164', 'This name contains an invisible character. Type it again without.'],
    ['\u2800', 'This name contains an invisible character. Type it again without.'],
    ['alice: hi', 'A name cannot contain a colon. Leave it out.'],
    ['alice： hi', 'A name cannot contain a colon. Leave it out.'],
    ['...', 'A name needs at least one letter or digit.'],
    ['- !', 'A name needs at least one letter or digit.'],
    ['amara left!', 'A name cannot contain what the room itself says, such as “ left!”. Choose another one.'],
    ['amara left！', 'A name cannot contain what the room itself says, such as “ left!”. Choose another one.'],
    ['x joined!amara', 'A name cannot contain what the room itself says, such as “ left!”. Choose another one.'],
    ['Connected to server!', 'A name cannot contain what the room itself says, such as “ left!”. Choose another one.'],
    ['NICK', 'A name cannot contain what the room itself says, such as “ left!”. Choose another one.'],
    ['* alice', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['> alice', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['/kick', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['[bot]', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['(alice)', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['＊ alice', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['»alice', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['\u0301* alice', 'A name cannot begin with * > / [ or (. Leave that out.'],
    ['x'.repeat(25), 'This name is too long. Use at most 24 letters.'],
    [`a${'\u0301'.repeat(500)}`, 'This name is too long. Use at most 24 letters.'],
  ])('%j is refused', (typed, error) => {
    expect(parseNickname(typed, limits)).toEqual({ ok: false, error })
  })
})

describe('the nickname of a classic client', () => {
  test.each([
    ['alice', 'alice'],
    ['alice\r\n', 'alice'],
    ['al\u001b[31mice', 'al[31mice'],
    ['a: b', 'a b'],
    ['', 'guest'],
    [':::', 'guest'],
    ['\ufffd\ufffd', 'guest'],
    ['x'.repeat(30), 'x'.repeat(24)],
    ['one two three four five six', 'one two three four five'],
    ['amara left!', 'guest'],
    ['NICK', 'guest'],
    ['Nick', 'Nick'],
    ['nobody left', 'nobody left'],
    ['* alice joined', 'alice joined'],
    ['> [( /alice (x)', 'alice (x)'],
    ['＊alice', 'alice'],
    ['\u0301* alice', 'alice'],
    ['*>/[(', 'guest'],
    [`${'('.repeat(30)}alice`, 'alice'],
  ])('%j becomes %j', (raw, nickname) => {
    expect(coerceNickname(raw, limits)).toBe(nickname)
  })

  test('is one that a person could have typed', () => {
    assert(
      property(anyText, (raw) => {
        const nickname = coerceNickname(raw, limits)
        expect(parseNickname(nickname, limits)).toEqual({ ok: true, value: nickname })
        expect(graphemes(nickname)).toBeLessThanOrEqual(limits.nicknameGraphemes)
        expect(utf8Length(nickname)).toBeLessThanOrEqual(8 * limits.nicknameGraphemes)
        expect(foldToAscii(nickname).trim()).toMatch(/^[^*>/[(]/)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([true, false])('says nothing by itself in the stream of a server (ASCII: %j)', (asciiOnly) => {
    const options = { asciiOnly, maxBytes: limits.classicMessageBytes }
    assert(
      property(anyText, (raw) => {
        const nickname = coerceNickname(raw, limits)
        const known = asciiOnly ? foldToAscii(nickname) : nickname
        pre(isPlausibleName(known))
        const stream = new ClassicServerStream('self')
        const read = (writes: readonly string[]): ClassicServerItem[] => {
          expect(writes).not.toContain('NICK')
          return [...stream.push(new TextEncoder().encode(writes.join('\n'))), ...stream.flush()]
        }
        read(['amara joined!'])
        expect(read(encodeClassicLine(joinedPhrase(nickname), options))).toEqual([{ type: 'joined', nickname: known }])
        expect(read(encodeClassicMessage(nickname, 'hi', options))).toEqual([
          { type: 'message', nickname: known, text: 'hi' },
        ])
        expect(read(encodeClassicLine(leftPhrase(nickname), options))).toEqual([{ type: 'left', nickname: known }])
      }),
      { numRuns: 2000 },
    )
  })

  test('is the one asked for if a person could have typed it', () => {
    assert(
      property(anyText, (raw) => {
        const parsed = parseNickname(raw, limits)
        if (parsed.ok) expect(coerceNickname(parsed.value, limits)).toBe(parsed.value)
      }),
      { numRuns: 2000 },
    )
  })
})

test.each([
  ['alice', 'ALICE'],
  ['Ána', 'ana'],
  ['аlice', 'alice'],
  ['ａｌｉｃｅ', 'alice'],
  ['Straße', 'STRASSE'],
])('%j and %j cannot be told apart', (one, other) => {
  expect(nicknameKey(one)).toBe(nicknameKey(other))
})

test('names that differ have keys that differ', () => {
  expect(nicknameKey('alice')).not.toBe(nicknameKey('alice-2'))
})

describe('a nickname that is taken', () => {
  test('gets the first number that is free', () => {
    expect(uniqueNickname('alice', keys('bob'), limits)).toBe('alice')
    expect(uniqueNickname('Alice', keys('alice'), limits)).toBe('Alice-2')
    expect(uniqueNickname('alice', keys('alice', 'alice-2', 'alice-3'), limits)).toBe('alice-4')
    // Whoever bears the name that was wanted has to live with it; a number that is made up here must not add to that.
    expect(uniqueNickname('alice', keys('bob'), limits, () => true)).toBe('alice')
    expect(uniqueNickname('alice', keys('alice'), limits, (name) => name === 'alice-2')).toBe('alice-3')
  })

  test('is still unique, allowed and short', () => {
    assert(
      property(anyText, (raw) => {
        const wanted = coerceNickname(raw, limits)
        const taken = new Set<string>()
        for (let count = 0; count < 12; count += 1) {
          const given = uniqueNickname(wanted, taken, limits)
          expect(taken.has(nicknameKey(given))).toBe(false)
          expect(parseNickname(given, limits)).toEqual({ ok: true, value: given })
          taken.add(nicknameKey(given))
        }
      }),
    )
  })

  test.each([
    ['Alice', 'alice', 'The name Alice is taken here. alice-2 is free.'],
    [
      'аlice',
      'alice',
      'The name аlice only looks the same as alice, which is taken here. Its “а” is Cyrillic. alice-2 is free.',
    ],
    [
      'alice',
      'αlice',
      'The name alice only looks the same as αlice, which is taken here. Its “a” is Latin. alice-2 is free.',
    ],
    [
      'Álice',
      'alice',
      'The name Álice only looks the same as alice, which is taken here. It has “Á” for “a”. alice-2 is free.',
    ],
    [
      'Straße',
      'STRASSE',
      'The name Straße only looks the same as STRASSE, which is taken here. It has “ß” for “SS”. alice-2 is free.',
    ],
  ])('%s, because of %s, is refused in words', (wanted, holder, sentences) => {
    expect(nicknameKey(wanted)).toBe(nicknameKey(holder))
    expect(nameTaken(wanted, holder, 'alice-2')).toBe(sentences)
  })

  test('is told in a line that can be read back', () => {
    const notice = takenNotice('Dr. Who', 'Dr. Who-2')
    expect(notice).toBe('The name Dr. Who is taken here. You are Dr. Who-2.')
    expect(parseTakenNotice(notice)).toEqual({ wanted: 'Dr. Who', given: 'Dr. Who-2' })
    expect(parseTakenNotice('The name is taken here.')).toBeNull()
    expect(parseTakenNotice(`bob: ${notice}`)).toBeNull()
  })
})
