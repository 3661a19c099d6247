import { array, assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processorMs } from '../../../e2e/peers/processor-time.ts'
import { mentions } from './mentions.ts'

describe('a text speaks to somebody', () => {
  test.each([
    ['alice', 'alice'],
    ['@alice', 'alice'],
    ['hi ALICE!', 'alice'],
    ['alice: lunch?', 'alice'],
    ['ask alice, bob', 'alice'],
    ['that is alice’s', 'alice'],
    ['alice/bob: lunch?', 'bob'],
    ['(alice)', 'alice'],
    ['_alice_ and **bob**', 'alice'],
    ['thanks alice.', 'alice'],
    ['malice and alice', 'alice'],
    ['hi Zoe', 'Zoë'],
    ['hi Zoe\u0308!', 'zoe'],
    ['hi ZOË', 'zoe'],
    ['ａｌｉｃｅ', 'alice'],
    ['is Anna B here', 'Anna B'],
    ['@anna b look', 'Anna B'],
    ['alice-2: hi', 'alice-2'],
    ['ask Dr. Who', 'dr. who'],
    ['«Юрий»', 'Юрий'],
    ['北京 你好', '北京'],
    ['❤\uFE0Falice', 'alice'],
    ['😀alice😀', 'alice'],
    ['@😀 hi', '😀'],
    ['@x hi', 'x'],
    ['👩\u200D💻 alice', 'alice'],
    ['one ` two alice', 'alice'],
    ['`code` alice `code`', 'alice'],
    ['```js\ncode\n```\nalice', 'alice'],
    ['```code``` alice', 'alice'],
    ['one `\n\nalice ` two', 'alice'],
    ['https://example.org alice', 'alice'],
  ])('%j to %j', (text, nickname) => {
    expect(mentions(text, nickname)).toBe(true)
  })

  test.each(['@room', 'look @ALL!', '(@here)', 'hi @here: lunch', '```x``` @room'])('%j to everybody', (text) => {
    expect(mentions(text, 'somebody')).toBe(true)
  })
})

describe('a text speaks to nobody', () => {
  test.each([
    ['malice', 'alice'],
    ['alices', 'alice'],
    ['alice2', 'alice'],
    ['éalice', 'alice'],
    ['aliceй', 'alice'],
    ['alice-2: hi', 'alice'],
    ['x-alice', 'alice'],
    ['alice_b', 'alice'],
    ['alice@example.org', 'alice'],
    ['bob@alice', 'alice'],
    ['alice.txt', 'alice'],
    ['@alicea', 'alice'],
    ['https://example.org/alice', 'alice'],
    ['snug://alice/', 'alice'],
    ['`alice`', 'alice'],
    ['``a ` alice``', 'alice'],
    ['```js\n@alice\n```', 'alice'],
    ['```\nalice', 'alice'],
    ['x\n~~~\nalice\n```\nalice\n~~~~', 'alice'],
    ['```\n\n@room\n\n```', 'alice'],
    ['I x you', 'x'],
    ['hi 😀', '😀'],
    ['½', '1'],
    ['Anna Belle', 'Anna B'],
    ['hello', ''],
    ['', 'alice'],
  ])('%j not to %j', (text, nickname) => {
    expect(mentions(text, nickname)).toBe(false)
  })

  test.each(['room', 'all is here', 'x@room', '@rooms', '@all-day', '`@room`', 'a@here.org'])(
    '%j not to everybody',
    (text) => {
      expect(mentions(text, 'somebody')).toBe(false)
    },
  )
})

test('a name counts between blanks, whatever is around, and never within a word', () => {
  // No backtick, tilde or slash, which could make code or a link of it.
  const words = array(constantFrom('hi', 'é', ' ', '\n', '😀', '-', '.', '@', '北', '\u0301', '1')).map((all) =>
    all.join(''),
  )
  const nickname = constantFrom('alice', 'Zoë', 'Anna B', '北京', 'x-2')
  assert(
    property(words, words, nickname, (before, after, name) => {
      expect(mentions(`${before} ${name} ${after}`, name)).toBe(true)
      expect(mentions(`${before} @${name}, ${after}`, name)).toBe(true)
      expect(mentions(`${before}q${name}${after}`, name)).toBe(false)
      expect(mentions(`${before} ${name}q${after}`, name)).toBe(false)
      expect(mentions(`\`\`\`\n${before} ${name} ${after}\n\`\`\``, name)).toBe(false)
    }),
    { numRuns: 1000 },
  )
})

test('no text takes long', () => {
  const hostile = ['`', '``` ', '~~~\n', '`` ` ', 'a.', 'aa://', '@', 'alice', '@alice2 ', '\n \n', '`\n']
  assert(
    property(constantFrom(...hostile), constantFrom(...hostile), string(), (one, other, end) => {
      const text = (one + other).repeat(2000) + end
      expect(processorMs(() => mentions(text, 'alice'))).toBeLessThan(1000)
    }),
    { numRuns: 60 },
  )
})
