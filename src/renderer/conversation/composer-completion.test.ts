import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { allAbilities } from '../../core/common/room.ts'
import { asksForEmoji, complete, findCompletion, isComplete, type CompletionScene } from './composer-completion.ts'

const scene: CompletionScene = {
  speaker: { audience: 'window', isHost: false },
  abilities: allAbilities,
  nicknames: ['Bo', 'Bogdan', 'Anna Belle', 'Zoë'],
  likenesses: new Map([['Bogdan', 'Bogdam']]),
  emoji: null,
}
const host: CompletionScene = { ...scene, speaker: { audience: 'window', isHost: true } }

/** What is offered at the caret, which is where the `|` stands. */
function offered(text: string, where = scene): string[] {
  const caret = text.indexOf('|')
  return findCompletion(text.replace('|', ''), caret, where)?.options.map(({ text }) => text.trimEnd()) ?? []
}

/** The text and the caret after the first option has been taken. */
function taken(text: string, where = scene): string {
  const caret = text.indexOf('|')
  const plain = text.replace('|', '')
  const completion = findCompletion(plain, caret, where)
  const option = completion?.options[0]
  if (!completion || !option) throw new Error(`Nothing is offered for ${text}`)
  const next = complete(plain, completion, option)
  return `${next.text.slice(0, next.caret)}|${next.text.slice(next.caret)}`
}

test.each([
  ['/m|', ['/me', '/msg']],
  ['/me|', ['/me']],
  ['/me |', []],
  ['/xyz|', []],
  ['say /m|', []],
  ['/usr/|', []],
  ['@bo|', ['@Bo', '@Bogdan']],
  ['hello @zoe|', ['@Zoë']],
  ['(@bel|', ['@Anna Belle']],
  ['me@bo|', []],
  ['@bo |', []],
  ['@Zoë|', []],
  ['@ro|', ['@room']],
  ['@|', ['@Bo', '@Bogdan', '@Anna Belle', '@Zoë', '@room']],
  ['/msg |', ['Bo', 'Bogdan', 'Anna Belle', 'Zoë']],
  ['/msg @an|', ['Anna Belle']],
  ['/msg anna b|', ['Anna Belle']],
  ['/msg Bo hello|', []],
  ['hello |', []],
])('at %j are offered %j', (text, expected) => {
  expect(offered(text)).toEqual(expected)
})

test('whoever’s name could be taken for another one is offered with whose', () => {
  for (const text of ['@bo', '/msg bo']) {
    const options = findCompletion(text, text.length, scene)?.options
    expect(options?.map(({ person, looksLike }) => [person, looksLike])).toEqual([
      ['Bo', undefined],
      ['Bogdan', 'Bogdam'],
    ])
  }
})

test('what only the host can do is offered to the host', () => {
  expect([offered('/ki|'), offered('/ki|', host)]).toEqual([[], ['/kick']])
  expect(offered('/kick bog|', host)).toEqual(['Bogdan'])
})

test('what a classic server cannot do is not offered', () => {
  expect(offered('/|', { ...scene, abilities: [] })).toEqual(['/help', '/me', '/who', '/leave'])
})

test.each([
  ['/ms|', '/msg |'],
  ['/msg anna|', '/msg Anna Belle |'],
  ['hi @bog| and all', 'hi @Bogdan |and all'],
  ['hi @bog|, and all', 'hi @Bogdan |, and all'],
])('%j becomes %j', (text, expected) => {
  expect(taken(text)).toBe(expected)
})

test('Enter sends a command that stands there in full and needs nothing more', () => {
  const complete = (text: string): boolean => {
    const completion = findCompletion(text, text.length, scene)
    return completion !== null && isComplete(text, completion, scene)
  }
  expect(['/who', '/help', '/topic', '/wh', '/me', '@Bo'].map(complete)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('whatever is taken, what stands around it stays', () => {
  const part = fc.oneof(fc.constantFrom('@', '/', 'bo', '/msg', ' ', 'Anna', '\n'), fc.string())
  fc.assert(
    fc.property(fc.array(part), fc.nat(), (parts, seed) => {
      const text = parts.join('')
      const caret = seed % (text.length + 1)
      const completion = findCompletion(text, caret, host)
      for (const option of completion?.options ?? []) {
        const next = completion && complete(text, completion, option)
        expect(completion?.end).toBe(caret)
        expect(next?.text.startsWith(text.slice(0, completion?.start))).toBe(true)
        expect(next?.text.endsWith(text.slice(caret))).toBe(true)
        expect(next?.text.slice(0, next.caret).endsWith(option.text)).toBe(true)
      }
    }),
  )
})

const smile = {
  unicode: '😄',
  label: 'grinning face',
  group: 'smileys',
  codes: ['smile'],
  tags: [],
  tones: [],
} as const
const thumb = {
  unicode: '👍',
  label: 'thumbs up',
  group: 'people',
  codes: ['+1', 'thumbsup'],
  tags: [],
  tones: [],
} as const
const withEmoji: CompletionScene = { ...scene, emoji: [smile, thumb] }

test.each([
  [':sm|', ['😄']],
  ['hi :SMI|', ['😄']],
  [':smile:|', ['😄']],
  [':+1|', ['👍']],
  ['(:thumbs|', ['👍']],
  [':smil:|', []],
  [':s|', []],
  ['at 10:30|', []],
  ['a:smile|', []],
  ['::smile|', []],
  [':qq|', []],
  ['`:smile|', []],
])('%j may become an emoji', (text, emoji) => {
  expect(offered(text, withEmoji)).toEqual(emoji)
})

test('the list of emoji is asked for by the beginning of a short name alone, and nothing is offered before it is there', () => {
  expect([':sm', ':)', ': so', '10:30', 'a :sm b'].map((text) => asksForEmoji(text, text.length))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
  expect(offered(':sm|')).toEqual([])
  expect(taken('hi :sm|, you', withEmoji)).toBe('hi 😄 |, you')
})
