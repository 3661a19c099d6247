import { expect, test } from 'vitest'
import { closesEmoji, withEmoji } from './closed-emoji.ts'

const emoji = [
  { unicode: '😄', label: 'grinning face', group: 'smileys', codes: ['smile'], tags: [], tones: [] },
  { unicode: '👍', label: 'thumbs up', group: 'people', codes: ['+1', 'thumbsup'], tags: [], tones: [] },
  { unicode: '💯', label: 'hundred points', group: 'smileys', codes: ['100'], tags: [], tones: [] },
  { unicode: '❌', label: 'cross mark', group: 'symbols', codes: ['x'], tags: [], tones: [] },
] as const

/** The text once its last colon has been typed at its end. */
function typed(text: string): string {
  return withEmoji({ text, caret: text.length }, [text], emoji).text
}

test.each([
  [':smile:', '😄'],
  ['Well done :SMILE:', 'Well done 😄'],
  ['(:thumbsup:', '(👍'],
  ['**:+1:', '**👍'],
  ['😄:x:', '😄❌'],
  ['now :100:', 'now 💯'],
  ['`a` :smile:', '`a` 😄'],
  ['a ` key\n:smile:', 'a ` key\n😄'],
  ['```\na\n```\n:smile:', '```\na\n```\n😄'],
])('%j becomes %j', (text, expected) => {
  expect(typed(text)).toBe(expected)
})

test.each([
  ':smil:',
  ':nosuch:',
  'at 10:100:',
  'a:smile:',
  'é:smile:',
  '::smile:',
  'http://x/:smile:',
  ': smile:',
  '`:smile:',
  '``a ` :smile:',
  '```\n:smile:',
  '~~~\na\n:smile:',
])('%j stays', (text) => {
  expect(typed(text)).toBe(text)
})

test('only a colon that has been typed closes a name', () => {
  expect(closesEmoji(':smile', ':smile:', 7)).toBe(true)
  expect(closesEmoji('a :smile b', 'a :smile: b', 9)).toBe(true)
  expect(closesEmoji('', ':smile:', 7)).toBe(false)
  expect(closesEmoji(':smile:)', ':smile:', 7)).toBe(false)
  expect(closesEmoji('10:3', '10:3:', 5)).toBe(false)
})

test('while the names are being loaded more can be typed', () => {
  const closed = ['a :smile:', 'a :smile: b :+1:', 'gone :x:']
  const text = 'a :smile: b :+1: c'
  expect(withEmoji({ text, caret: text.length }, closed, emoji)).toEqual({ text: 'a 😄 b 👍 c', caret: 11 })
  expect(withEmoji({ text, caret: 1 }, closed, emoji)).toEqual({ text: 'a 😄 b 👍 c', caret: 1 })
})
