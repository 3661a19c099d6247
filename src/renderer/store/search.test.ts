import { expect, test } from 'vitest'
import type { SearchHit } from '../../core/common/ipc-contract.ts'
import german from '../../core/common/languages/de.json' with { type: 'json' }
import english from '../../core/common/languages/en.json' with { type: 'json' }
import {
  emptyForm,
  faultIn,
  hasFilters,
  isBackwards,
  markAfter,
  markedHit,
  noSearch,
  resultsWords,
  searchPayload,
  withoutFilters,
  withWords,
} from './search.ts'

const hit: SearchHit = {
  roomKey: 'k',
  roomName: 'Workshop',
  roomId: null,
  messageId: 'm',
  at: 0,
  nickname: 'bo',
  excerpt: [{ text: 'tea', isMatch: true }],
}

const day = (month: number, date: number): number => new Date(2026, month - 1, date).getTime()

test('an empty form asks for nothing, blanks included', () => {
  expect(searchPayload(emptyForm)).toBeNull()
  expect(searchPayload({ ...emptyForm, words: '  ', author: ' ', roomId: 'r' })).toBeNull()
})

test('words, author and room are handed on, and what is empty says nothing', () => {
  expect(searchPayload({ ...emptyForm, words: ' the "blue door" ', author: 'bo ', roomId: 'r' })).toEqual({
    words: 'the "blue door"',
    author: 'bo',
    roomId: 'r',
  })
  expect(searchPayload({ ...emptyForm, words: 'tea' })).toEqual({ words: 'tea', author: '' })
})

test('days are whole local days, the last one included, whatever their length', () => {
  const oneDay = searchPayload({ ...emptyForm, from: '2026-03-29', until: '2026-03-29' })
  expect(oneDay).toEqual({ words: '', author: '', from: day(3, 29), until: day(3, 30) })
  expect(searchPayload({ ...emptyForm, until: '2026-02-28' })?.until).toBe(day(3, 1))
  expect(searchPayload({ ...emptyForm, from: 'tomorrow' })).toBeNull()
})

test('a filter among the words goes into its field once a blank follows, and counts before that', () => {
  const typed = withWords({ ...emptyForm, roomId: 'r' }, 'tea from:ada after:2026-03-01 before:2026-03-29 in:lab ', 'r')
  expect(typed).toEqual({
    words: 'tea ',
    author: 'ada',
    from: '2026-03-01',
    until: '2026-03-28',
    roomId: null,
    roomName: 'lab',
  })
  expect(searchPayload(typed)).toEqual({
    words: 'tea',
    author: 'ada',
    from: day(3, 1),
    until: day(3, 29),
    roomName: 'lab',
  })
  expect(withWords(typed, 'tea in:here from:bo ', 'r')).toMatchObject({ roomId: 'r', roomName: '', author: 'ada bo' })
  const unfinished = withWords(emptyForm, 'tea from:ad', null)
  expect(unfinished).toEqual({ ...emptyForm, words: 'tea from:ad' })
  expect(searchPayload(unfinished)).toEqual({ words: 'tea', author: 'ad' })
  expect(searchPayload(withWords(emptyForm, 'tea in:here', 'r'), 'r')).toEqual({
    words: 'tea',
    author: '',
    roomId: 'r',
  })
  expect(searchPayload(withWords(emptyForm, 'before:2026-', null))).toBeNull()
})

test('all filters go at once, and leave the words and where they are looked for', () => {
  const form = { ...emptyForm, words: 'tea', roomId: 'r' }
  expect(hasFilters(form)).toBe(false)
  for (const filter of ['from:ada ', 'after:2026-03-01 ', 'before:2026-03-29 ']) {
    const filtered = withWords(form, `tea ${filter}`, 'r')
    expect(hasFilters(filtered)).toBe(true)
    expect(withoutFilters(filtered)).toEqual({ ...form, words: 'tea ' })
  }
  expect(withoutFilters(withWords(form, 'in:lab ', 'r'))).toEqual({ ...emptyForm, words: '' })
})

test('what is written like a filter and is none is said, and not looked for', () => {
  const form = withWords(emptyForm, 'tea after:soon ', null)
  expect(faultIn(form)).toMatch('A day is written')
  expect(searchPayload(form)).toEqual({ words: 'tea', author: '' })
  expect(faultIn(withWords(emptyForm, 'after:so', null))).toBeNull()
})

test('a last day before the first asks for nothing', () => {
  const form = { ...emptyForm, words: 'tea', from: '2026-03-02', until: '2026-03-01' }
  expect(isBackwards(form)).toBe(true)
  expect(searchPayload(form)).toBeNull()
  expect(isBackwards({ from: '2026-03-01', until: '2026-03-01' })).toBe(false)
  expect(isBackwards({ from: '2026-03-01', until: '' })).toBe(false)
})

test.each([english, german])('the days of the example leave some between them', ({ search }) => {
  const days = search.noneText.match(/(?:after|before):[\d-]+/gu)?.join(' ') ?? ''
  expect(searchPayload(withWords(emptyForm, `${days} `, null))).toMatchObject({ from: day(11, 1), until: day(11, 8) })
})

test('the mark stays within the hits', () => {
  expect(markAfter('ArrowDown', 0, 3)).toBe(1)
  expect(markAfter('ArrowDown', 2, 3)).toBe(2)
  expect(markAfter('ArrowUp', 0, 3)).toBe(0)
  expect(markAfter('PageDown', 0, 3)).toBe(2)
  expect(markAfter('PageUp', 7, 20)).toBe(2)
  expect(markAfter('ArrowDown', 0, 0)).toBe(0)
  expect(markAfter('a', 1, 3)).toBeNull()
})

test('Enter leads to the marked hit, and nowhere while another answer is on its way', () => {
  const results = { kind: 'found', hits: [hit, { ...hit, messageId: 'n' }], more: false } as const
  expect(markedHit({ ...noSearch, results: { ...results, isStale: false }, marked: 1 })?.messageId).toBe('n')
  expect(markedHit({ ...noSearch, results: { ...results, isStale: true }, marked: 1 })).toBeUndefined()
  expect(markedHit(noSearch)).toBeUndefined()
})

test('how much was found is said, and that there is more', () => {
  expect(resultsWords({ kind: 'none' })).toBe('')
  expect(resultsWords({ kind: 'searching' })).toBe('Searching…')
  expect(resultsWords({ kind: 'found', hits: [], more: false, isStale: false })).toBe('No message found')
  expect(resultsWords({ kind: 'found', hits: [], more: false, isNoRoom: true, isStale: false })).toBe(
    'No room is called that',
  )
  expect(resultsWords({ kind: 'found', hits: [hit], more: false, isStale: false })).toBe('1 message')
  expect(resultsWords({ kind: 'found', hits: [hit, hit], more: false, isStale: false })).toBe(
    '2 messages, newest first',
  )
  expect(resultsWords({ kind: 'found', hits: [hit], more: true, isStale: false })).toBe('1+ messages, newest first')
})
