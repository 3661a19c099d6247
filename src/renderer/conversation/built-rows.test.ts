import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { builtFrom, builtOn, type RowSource } from './built-rows.ts'

const noon = new Date(2026, 2, 11, 12, 0, 0).getTime()
const letters = 'abcdefghijklmnopqrstuvwxyz'

function message(id: string, later = 0, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'unknown' } as const
  return {
    kind: 'message',
    id,
    at: noon + later,
    author,
    text: id,
    own: false,
    delivery: { state: 'received' },
    ...change,
  }
}

function sourceOf(entries: readonly Entry[], change: Partial<RowSource> = {}): RowSource {
  return { entries, firstUnreadId: null, role: { kind: 'guest' }, isUnfolded: false, ...change }
}

function sketch({ rows }: ReturnType<typeof builtFrom>): string {
  return rows.map((row) => (row.kind === 'message' && row.startsGroup ? row.key.toUpperCase() : row.key)).join(' ')
}

const entryOf = fc
  .record({
    kind: fc.constantFrom('message', 'message', 'message', 'presence', 'notice'),
    nickname: fc.constantFrom('Bo', 'Lin'),
    later: fc.constantFrom(0, 1000, 60_000, 24 * 60 * 60_000),
    past: fc.boolean(),
    own: fc.boolean(),
  })
  .map(({ kind, nickname, later, past, own }) => (id: string): Entry => {
    const at = noon + later
    if (kind === 'notice') return { kind, id, at, text: id, tone: 'quiet' }
    const author = { personId: nickname, nickname, kind: 'unknown' } as const
    const entry: Entry =
      kind === 'message'
        ? message(id, later, { own, author })
        : { kind: 'presence', id, at, nickname, change: 'joined' }
    return past ? { ...entry, past: true } : entry
  })

const pool = fc
  .array(entryOf, { minLength: letters.length, maxLength: letters.length })
  .map((makers) => makers.map((make, index) => make(letters[index] ?? '')))

/** Each time, the window is over another stretch of the same entries, and one of them may have changed. */
const step = fc.record({
  start: fc.nat({ max: 12 }),
  length: fc.nat({ max: letters.length }),
  changed: fc.option(fc.nat({ max: letters.length })),
  firstUnreadId: fc.constantFrom(null, 'c', 'm', 'z'),
  cameAt: fc.constantFrom(undefined, noon, noon + 60_000),
  isUnfolded: fc.boolean(),
})

test('rows that are built on those of before are as if built anew', () => {
  fc.assert(
    fc.property(pool, fc.nat({ max: letters.length }), fc.array(step, { maxLength: 6 }), (all, pastCount, steps) => {
      let entries: readonly Entry[] = all.map((entry, index) =>
        index < pastCount && entry.kind !== 'notice' ? { ...entry, past: true } : entry,
      )
      let built = builtFrom(sourceOf([]))
      for (const { start, length, changed, cameAt, ...others } of steps) {
        entries = entries.map((entry, index) => (index === changed ? Object.assign({}, entry) : entry))
        const shown = entries.slice(start, start + length)
        const source = sourceOf(shown, { ...others, ...(cameAt !== undefined && { cameAt }) })
        built = builtOn(built, source)
        expect(built).toEqual(builtFrom(source))
      }
    }),
    { numRuns: 1000 },
  )
})

test('what is not near a change is not built again', () => {
  const entries = Array.from('abcdef', (id) => message(id))
  const before = builtFrom(sourceOf(entries))
  const after = builtOn(before, sourceOf([...entries, message('g')]))
  expect(sketch(after)).toBe('day of a A b c d e f g')
  for (let index = 2; index < before.rows.length; index += 1) expect(after.rows[index]).toBe(before.rows[index])
  const older = builtOn(after, sourceOf([message('z'), ...after.entries]))
  expect(sketch(older)).toBe('day of z Z a b c d e f g')
  expect(older.rows.at(-1)).toBe(after.rows.at(-1))
})

test('a line that comes, goes or grows leaves what is above it as it is', () => {
  const past = Array.from('abc', (id) => message(id, 0, { past: true }))
  const here = [...past, message('d'), message('e')]
  const before = builtFrom(sourceOf(here, { isUnfolded: true }))
  const unread = builtOn(before, sourceOf([...here, message('f')], { isUnfolded: true, firstUnreadId: 'f' }))
  expect(sketch(unread)).toBe('day of a A b c before D e unread F')
  expect(unread.rows[3]).toBe(before.rows[3])
  const page = [message('y', 0, { past: true }), message('z', 0, { past: true })]
  const older = builtOn(before, sourceOf([...page, ...here], { isUnfolded: true }))
  expect(sketch(older)).toBe('day of y Y z a b c before D e')
  expect(older.divisions.before?.messages).toBe(5)
  for (const row of before.rows.slice(2)) expect(older.rows).toContain(row)
})

test('however many entries there are, only what has come is looked into', () => {
  let looks = 0
  const counted = (id: string, change: Partial<MessageEntry> = {}): Entry =>
    Object.defineProperty(message(id, 0, change), 'at', {
      get: () => {
        looks += 1
        return noon
      },
    })
  const page = Array.from({ length: 1000 }, (_, index) => counted(`${index}`, { past: true }))
  const before = builtFrom(sourceOf(page, { cameAt: noon, isUnfolded: true }))
  looks = 0
  const after = builtOn(before, sourceOf([...page, counted('new')], { cameAt: noon, isUnfolded: true }))
  expect(after.rows.at(-1)?.key).toBe('new')
  expect(looks).toBeLessThan(50)
})
