/** What is found in this computer's own copies, and how it is shown. */
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Found } from './message-search.ts'
import { message, TestedArchive } from './tested-archive.ts'

let copies: TestedArchive

beforeEach(() => (copies = new TestedArchive()))
afterEach(() => copies[Symbol.dispose]())

describe('searching', () => {
  test('finds words by their beginnings, without accents and case, newest first', () => {
    copies.keep('lab', message('a', 'Lunch at the CAFÉ?', { at: 2000 }), message('b', 'cafeteria', { at: 3000 }))
    copies.keep('lab', message('c', 'older café', { at: 1000 }))
    expect(copies.find('cafe')).toEqual(['b', 'a', 'c'])
    expect(copies.find('lun caf')).toEqual(['a'])
    expect(copies.find('afe')).toEqual([])
  })

  test('finds phrases, punctuation, emoji and what has no blanks between words', () => {
    copies.keep('lab', message('a', 'see you at noon'), message('b', 'noon at you'), message('c', 'nice 🎉 C++'))
    copies.keep('lab', message('d', '明日の昼食'), message('e', 'ไปกินข้าว'))
    expect(copies.find('"you at noon"')).toEqual(['a'])
    expect(copies.find('"you at')).toEqual(['a'])
    expect(copies.find('🎉')).toEqual(['c'])
    expect(copies.find('nice ++')).toEqual(['c'])
    expect(copies.find('昼食')).toEqual(['d'])
    expect(copies.find('กิน')).toEqual(['e'])
    expect(copies.find('')).toHaveLength(5)
  })

  test('looks in one room or everywhere, by author and by time', () => {
    copies.keep(
      'lab',
      message('a', 'tea', { at: 1000 }),
      message('b', 'tea', { at: 2000, author: { ...message('', '').author, nickname: 'Alice' } }),
    )
    copies.keep('den', message('a', 'tea', { at: 3000 }))
    expect(copies.find('tea')).toEqual(['a', 'b', 'a'])
    expect(copies.find('tea', { roomKey: 'lab' })).toEqual(['b', 'a'])
    expect(copies.find('', { roomKey: 'den' })).toEqual(['a'])
    expect(copies.find('tea', { roomKey: 'nowhere' })).toEqual([])
    expect(copies.find('tea', { roomName: 'LA' })).toEqual(['b', 'a'])
    expect(copies.find('', { roomName: 'e' })).toEqual(['a'])
    expect(copies.find('tea', { roomName: 'a', roomKey: 'den' })).toEqual([])
    expect(copies.find('tea', { roomName: 'nowhere' })).toEqual([])
    const named = (roomName: string): Found => copies.archive.search({ words: 'coffee', author: '', skip: 0, roomName })
    expect(named('nowhere').isNoRoom).toBe(true)
    expect(named('lab').isNoRoom).toBeUndefined()
    expect(copies.find('tea', { author: 'nils' })).toEqual(['a', 'a'])
    expect(copies.find('', { author: 'alice' })).toEqual(['b'])
    expect(copies.find('', { author: 'Bo', roomKey: 'lab' })).toEqual(['a'])
    expect(copies.find('tea', { from: 2000, until: 3000 })).toEqual(['b'])
    expect(copies.find('', { until: 2000 })).toEqual(['a'])
  })

  test('shows a message without its marks', () => {
    copies.keep('lab', message('a', '> Lunch?\nAt **noon** in the `kitchen`, _or_ ~~not~~'))
    const [hit] = copies.archive.search({ words: 'noon', author: '', skip: 0 }).hits
    expect(hit?.excerpt).toEqual([
      { text: 'Lunch? At ', isMatch: false },
      { text: 'noon', isMatch: true },
      { text: ' in the kitchen, or not', isMatch: false },
    ])
  })

  test('shows a link by its words, unless it was found by its address', () => {
    copies.keep('lab', message('a', 'See [the printer](http://printer.lan/status)'))
    const textOf = (words: string): string | undefined =>
      copies.archive
        .search({ words, author: '', skip: 0 })
        .hits[0]?.excerpt.map(({ text, isMatch }) => (isMatch ? `<${text}>` : text))
        .join('')
    expect(textOf('printer')).toBe('See the <printer>')
    expect(textOf('')).toBe('See the printer')
    expect(textOf('status')).toBe('See [the printer](http://printer.lan/<status>)')
  })

  test('shows where the words are, harmlessly', () => {
    copies.keep('lab', message('a', `${'blah '.repeat(60)}the \u202Ecafé\n\uE000 is open`))
    const [hit] = copies.archive.search({ words: 'cafe', author: '', skip: 0 }).hits
    expect(hit?.excerpt.find(({ isMatch }) => isMatch)?.text).toBe('café')
    expect(hit?.excerpt.map(({ text }) => text).join('')).toMatch(/^….*the café {2}is open$/)
    expect(hit).toMatchObject({ roomKey: 'lab', roomName: 'lab', at: 1000, nickname: 'Bö Nilsson' })
  })

  test('shows what was found without the marks of Markdown', () => {
    copies.keep('lab', message('a', '> quoted\n**The café** is _open_, `npm run café`'))
    const [hit] = copies.archive.search({ words: 'café', author: '', skip: 0 }).hits
    expect(hit?.excerpt).toEqual([
      { text: 'quoted The ', isMatch: false },
      { text: 'café', isMatch: true },
      { text: ' is open, npm run ', isMatch: false },
      { text: 'café', isMatch: true },
    ])
    const [all] = copies.archive.search({ words: '', author: '', skip: 0 }).hits
    expect(all?.excerpt).toEqual([{ text: 'quoted The café is open, npm run café', isMatch: false }])
  })

  test('goes on page by page', () => {
    copies.keep('lab', ...Array.from({ length: 120 }, (_, index) => message(`m${index}`, 'tea', { at: index })))
    const pages = [0, 50, 100].map((skip) => copies.archive.search({ words: 'tea', author: '', skip }))
    expect(pages.map(({ hits, more }) => [hits.length, more])).toEqual([
      [50, true],
      [50, true],
      [20, false],
    ])
    expect(pages.flatMap(({ hits }) => hits.map(({ messageId }) => messageId))).toEqual(
      Array.from({ length: 120 }, (_, index) => `m${119 - index}`),
    )
  })

  test('takes whatever is typed', () => {
    copies.keep('lab', message('a', 'tea'))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (words, author) => {
        expect(Array.isArray(copies.find(words, { author }))).toBe(true)
      }),
    )
    const operators = fc.constantFrom(
      '"',
      '*',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      ')',
      ':',
      '^',
      '-',
      '+',
      'text',
      '{',
      "'",
      '\0',
    )
    fc.assert(
      fc.property(fc.array(operators), (words) => {
        expect(Array.isArray(copies.find(words.join(' ')))).toBe(true)
      }),
    )
  })
})
