import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry } from '../../core/common/room.ts'
import { foldText, isIn } from './match-text.ts'
import { messageMatcher, olderThan } from './matching-messages.ts'

let made = 0

function message(text: string): Entry {
  made += 1
  return { kind: 'message', id: String(made), text } as Entry
}

const scan = (entries: readonly Entry[], words: string): string[] =>
  entries.flatMap((entry) => (entry.kind === 'message' && isIn(foldText(entry.text), words) ? entry.id : []))

test('whatever comes, goes and changes, it answers what looking through all of it would', () => {
  const text = fc.constantFrom('soup', 'Soup is ready', 'nothing', 'a soupçon', '')
  const step = fc.record({ at: fc.nat(8), gone: fc.nat(3), texts: fc.array(text, { maxLength: 3 }) })
  const words = fc.constantFrom('soup', 'no', ' ', 'soupc')
  fc.assert(
    fc.property(fc.array(fc.tuple(step, words)), (steps) => {
      const matching = messageMatcher()
      let entries: readonly Entry[] = []
      for (const [{ at, gone, texts }, words] of steps) {
        entries = entries.toSpliced(at, gone, ...texts.map(message))
        expect(matching(entries, words)).toEqual(scan(entries, words))
      }
    }),
  )
})

test('of a page that arrives above, and of a message below, only these are looked at', () => {
  let looks = 0
  const counted = (text: string): Entry => {
    const entry = message(text)
    return Object.defineProperty({ ...entry }, 'kind', {
      get: () => {
        looks += 1
        return 'message'
      },
    })
  }
  const matching = messageMatcher()
  const [older, here, newer] = [['soup'], ['soup', 'tea', 'soup'], ['more soup']].map((texts) => texts.map(counted))
  expect(matching(here ?? [], 'soup')).toHaveLength(2)
  expect(looks).toBe(3)
  const withPage = [...(older ?? []), ...(here ?? [])]
  expect(matching(withPage, 'soup')).toHaveLength(3)
  expect(looks).toBe(4)
  expect(matching([...withPage, ...(newer ?? [])], 'soup')).toHaveLength(4)
  expect(looks).toBe(5)
})

test('the next older match is the newest one as long as none is shown', () => {
  const older = (index: number): string | undefined => olderThan(['oldest', 'middle', 'newest'], index)
  expect([2, 1, 0, -1].map(older)).toEqual(['middle', 'oldest', undefined, 'newest'])
  expect(olderThan(['only'], -1)).toBe('only')
})
