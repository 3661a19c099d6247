import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSearch, takeFilters } from './search-line.ts'

const day = (year: number, month: number, date: number): number => new Date(year, month - 1, date).getTime()

describe('a typed search', () => {
  test.each([
    ['lunch', { words: 'lunch' }],
    ['lunch  "at noon" 🎉', { words: 'lunch "at noon" 🎉' }],
    ['"at noon', { words: '"at noon' }],
    ['lunch from:alice', { words: 'lunch', author: 'alice' }],
    ['from:"Anna Belle" lunch FROM:x', { words: 'lunch', author: 'Anna Belle x' }],
    ['after:2026-11-01', { from: day(2026, 11, 1) }],
    ['tea before:2026-3-9', { words: 'tea', until: day(2026, 3, 9) }],
    ['after:2026-11-01 before:2026-11-02', { from: day(2026, 11, 1), until: day(2026, 11, 2) }],
    ['tea in:everywhere', { words: 'tea', isEverywhere: true }],
    ['tea in:here', { words: 'tea' }],
    ['in:lab tea', { words: 'tea', isEverywhere: true, roomName: 'lab' }],
    ['in:"Anna’s room"', { isEverywhere: true, roomName: 'Anna’s room' }],
    ['in:lab in:here', {}],
    ['"from:alice" https://example.org away:x', { words: '"from:alice" https://example.org away:x' }],
  ])('%j', (typed, search) => {
    expect(readSearch(typed)).toEqual({
      ok: true,
      value: { words: '', author: '', isEverywhere: false, ...search },
    })
  })

  test.each([
    ['from:', 'from: needs a name: from:alice.'],
    ['after:yesterday', 'A day is written with its year, month and day: after:2026-11-01.'],
    ['before:2026-02-30', 'A day is written with its year, month and day: before:2026-11-01.'],
    ['in:', 'Where to look is in:here, in:everywhere or the name of a room.'],
    [
      'after:2026-11-02 before:2026-11-02',
      'No day is left: before: leaves its own day out, and has to be later than after:.',
    ],
  ])('%j is a fault', (typed, error) => {
    expect(readSearch(typed)).toEqual({ ok: false, error })
  })

  test('whatever is typed, nothing of the words is lost', () => {
    assert(
      property(string({ unit: 'binary' }), (typed) => {
        const search = readSearch(typed.replaceAll(':', ''))
        if (!search.ok) expect.fail(search.error)
        const bare = (text: string): string => text.replaceAll(/[\s:]/gu, '')
        expect(bare(search.value.words)).toBe(bare(typed))
      }),
    )
  })
})

describe('filters among words that are being typed', () => {
  const author = { by: 'author', author: 'ada' } as const
  const may = { by: 'until', day: day(2026, 5, 1) } as const

  test.each([
    ['tea from:ada', { left: 'tea from:ada', words: 'tea', unfinished: [author] }],
    ['tea from:ada ', { left: 'tea ', words: 'tea', finished: [author] }],
    ['from:ada tea', { left: 'tea', words: 'tea', finished: [author] }],
    ['from:ada before:2026-05-01 tea', { left: 'tea', words: 'tea', finished: [author, may] }],
    [
      'in:"the lab" tea in:here',
      {
        left: 'tea in:here',
        words: 'tea',
        finished: [{ by: 'place', place: { isEverywhere: true, roomName: 'the lab' } }],
        unfinished: [{ by: 'place', place: { isEverywhere: false } }],
      },
    ],
    ['after:2026-1', { left: 'after:2026-1' }],
    [
      'after:soon tea ',
      {
        left: 'after:soon tea ',
        words: 'tea',
        fault: 'A day is written with its year, month and day: after:2026-11-01.',
      },
    ],
    ['"from:ada ', { left: '"from:ada ', words: '"from:ada ' }],
  ])('%j', (typed, search) => {
    expect(takeFilters(typed)).toEqual({ words: '', finished: [], unfinished: [], fault: null, ...search })
  })

  test('nothing else is taken away, and once they are gone there are none', () => {
    assert(
      property(string({ unit: 'binary' }), (typed) => {
        const { left } = takeFilters(typed)
        if (!/(?:from|after|before|in):/iu.test(typed)) expect(left).toBe(typed)
        expect(takeFilters(left)).toMatchObject({ left, finished: [] })
      }),
    )
  })
})
