import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  maxEntries,
  type Entry,
  type HappeningEntry,
  type MessageEntry,
  type PresenceEntry,
} from '../../core/common/room.ts'
import { outlineOf } from './outline.ts'
import {
  buildRows,
  dayAt,
  divisionsOf,
  differOnlyAtTop,
  keepAbove,
  messagesAfter,
  type Before,
  type Row,
} from './rows.ts'

const noon = new Date(2026, 2, 11, 12, 0, 0).getTime()
const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute

function message(id: string, nickname: string, at: number, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: nickname, nickname, kind: 'unknown' } as const
  return { kind: 'message', id, at, author, text: id, own: false, delivery: { state: 'received' }, ...change }
}

function presence(id: string, nickname: string, at: number): PresenceEntry {
  return { kind: 'presence', id, at, nickname, change: 'joined' }
}

function notice(id: string, at: number): Entry {
  return { kind: 'notice', id, at, text: id, tone: 'quiet' }
}

function happening(id: string, at: number): HappeningEntry {
  return { kind: 'happening', id, at, happening: { type: 'slowed', seconds: 10 } }
}

function rowsOf(entries: readonly Entry[], firstUnreadId: string | null, before: Before | null = null): Row[] {
  const outline = outlineOf({ entries, firstUnreadId })
  return buildRows(entries, divisionsOf(outline, before, before === null && outline.past.entries > 0))
}

function sketch(rows: readonly Row[]): string {
  return rows
    .map((row) => {
      if (row.kind === 'message') return row.startsGroup ? row.key.toUpperCase() : row.key
      if (row.kind === 'presence') return `${row.changes.length} joined`
      return row.kind
    })
    .join(' ')
}

test('messages of one person in one minute are a group', () => {
  const entries = [
    message('a', 'Bo', noon),
    message('b', 'Bo', noon + 59 * second),
    message('c', 'Bo', noon + minute),
    message('d', 'Amara', noon + minute),
    message('e', 'Bo', noon + minute),
  ]
  expect(sketch(rowsOf(entries, null))).toBe('day A b C D E')
})

test('the same connection under another name is another group', () => {
  const renamed = { personId: 'Bo', nickname: 'Bo-2', kind: 'unknown' } as const
  const entries = [message('a', 'Bo', noon), message('b', 'Bo', noon, { author: renamed })]
  expect(sketch(rowsOf(entries, null))).toBe('day A B')
})

test('an answer, an action and another circle of readers start a group, and so does what follows a tombstone', () => {
  const replyTo = { id: 'a', nickname: 'Bo', excerpt: 'a' }
  const to = { personId: 'Lin', nickname: 'Lin' }
  const entries = [
    message('a', 'Bo', noon),
    message('b', 'Bo', noon, { replyTo }),
    message('c', 'Bo', noon),
    message('d', 'Bo', noon, { to }),
    message('e', 'Bo', noon, { to }),
    message('f', 'Bo', noon),
    message('g', 'Bo', noon, { isAction: true }),
    message('h', 'Bo', noon),
    message('i', 'Bo', noon, { isDeleted: true, text: '' }),
    message('j', 'Bo', noon),
  ]
  expect(sketch(rowsOf(entries, null))).toBe('day A B c D e F G H i J')
})

test('what happens stands by itself and ends groups and folds', () => {
  const entries = [message('a', 'Bo', noon), happening('b', noon), message('c', 'Bo', noon), presence('d', 'Lin', noon)]
  expect(sketch(rowsOf([...entries, happening('e', noon), presence('f', 'Ann', noon)], null))).toBe(
    'day A happening C 1 joined happening 1 joined',
  )
})

test('joins and leaves fold into one row until something else is said', () => {
  const entries = [
    presence('a', 'Bo', noon),
    presence('b', 'Lin', noon),
    message('c', 'Bo', noon),
    presence('d', 'Kenji', noon),
    notice('e', noon),
    presence('f', 'Ann', noon),
    message('g', 'Bo', noon),
  ]
  expect(sketch(rowsOf(entries, null))).toBe('day 2 joined C 1 joined notice 1 joined G')
})

test('a new day breaks groups and folds', () => {
  const entries = [
    message('a', 'Bo', noon),
    message('b', 'Bo', noon + day),
    presence('c', 'Lin', noon + day),
    presence('d', 'Lin', noon + 2 * day),
  ]
  expect(sketch(rowsOf(entries, null))).toBe('day A day B 1 joined day 1 joined')
})

test('a clock that was set back shows the day again', () => {
  const entries = [message('a', 'Bo', noon), message('b', 'Bo', noon - day)]
  expect(sketch(rowsOf(entries, null))).toBe('day A day B')
})

test('the unread divider stands above its message and starts a group', () => {
  const entries = [message('a', 'Bo', noon), message('b', 'Bo', noon), message('c', 'Bo', noon)]
  expect(sketch(rowsOf(entries, 'b'))).toBe('day A unread B c')
  expect(sketch(rowsOf(entries, 'gone'))).toBe('day A b c')
})

test('what was said before one came ends at a divider, which starts a group', () => {
  const past = message('a', 'Bo', noon, { past: true })
  const came: Entry = { ...presence('b', 'Bo', noon), past: true }
  expect(sketch(rowsOf([past, message('c', 'Bo', noon)], null))).toBe('day A past-end C')
  expect(sketch(rowsOf([past, came, presence('d', 'Lin', noon)], null))).toBe('day A 1 joined past-end 1 joined')
  expect(sketch(rowsOf([past, message('c', 'Bo', noon + day)], null))).toBe('day A past-end day C')
  expect(sketch(rowsOf([past], null))).toBe('day A past-end')
  expect(sketch(rowsOf([], null))).toBe('')
})

test('what was said before somebody came is one row until it is shown, and what is below stays the same', () => {
  const past = [message('a', 'Bo', noon - day, { past: true }), message('b', 'Bo', noon, { past: true })]
  const entries = [...past, message('c', 'Bo', noon), message('d', 'Bo', noon)]
  const before = { entries: 2, messages: 2 }
  const folded = rowsOf(entries, null, { ...before, isShown: false })
  const shown = rowsOf(entries, null, { ...before, isShown: true })
  expect(sketch(folded)).toBe('day before C d')
  expect(sketch(shown)).toBe('day A day B before C d')
  expect(shown.slice(-3).map(({ key }) => key)).toEqual(folded.slice(-3).map(({ key }) => key))
  expect(folded[0]).toEqual(shown[2])
  expect(sketch(rowsOf(past, null, { ...before, isShown: false }))).toBe('day before')
  expect(sketch(rowsOf(past, null, { ...before, isShown: true }))).toBe('day A day B before')
  expect(sketch(rowsOf(entries, 'c', { ...before, isShown: false }))).toBe('day before unread C d')
  expect(sketch(rowsOf(entries, null, { entries: 1, messages: 1, isShown: false }))).toBe('day before day B c d')
})

test('what is new in the past has one divider, not two', () => {
  const past = ['a', 'b'].map((id) => message(id, 'Bo', noon, { past: true }))
  expect(sketch(rowsOf(past, 'b'))).toBe('day A unread B')
  expect(sketch(rowsOf([...past, message('c', 'Bo', noon)], 'b'))).toBe('day A unread B c')
  expect(sketch(rowsOf([...past, message('c', 'Bo', noon)], 'c'))).toBe('day A b past-end unread C')
})

test('every entry is shown exactly once, in order, under unique keys', () => {
  const kind = fc.constantFrom('message', 'presence', 'notice', 'happening')
  const step = fc.record({ kind, nickname: fc.constantFrom('Bo', 'Lin'), later: fc.integer({ min: -day, max: day }) })
  fc.assert(
    fc.property(fc.array(step), fc.nat({ max: 20 }), fc.nat({ max: 20 }), (steps, unreadIndex, pastCount) => {
      let at = noon
      const entries = steps.map(({ kind, nickname, later }, index): Entry => {
        at += later
        const id = String(index)
        if (kind === 'notice') return notice(id, at)
        const entry =
          kind === 'message'
            ? message(id, nickname, at)
            : kind === 'presence'
              ? presence(id, nickname, at)
              : happening(id, at)
        return index < pastCount ? { ...entry, past: true } : entry
      })
      const rows = rowsOf(entries, String(unreadIndex))
      const shown = rows.flatMap((row): Entry[] => {
        if (row.kind === 'message') return [row.message]
        if (row.kind === 'presence') return [...row.changes]
        if (row.kind === 'happening') return [row.entry]
        return row.kind === 'notice' ? [row.notice] : []
      })
      expect(shown).toEqual(entries)
      expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length)
    }),
  )
})

test('a row knows its day, and what only divides goes with what is above it', () => {
  const past = message('a', 'Bo', noon, { past: true })
  const rows = rowsOf([past, message('b', 'Bo', noon + day)], null)
  expect(sketch(rows)).toBe('day A past-end day B')
  const days = rows.map((_, index) => new Date(dayAt(rows, index) ?? 0).getDate())
  expect(days).toEqual([11, 11, 11, 12, 12])
  expect(dayAt([], 0)).toBeNull()
})

test('what has left at the top stays above while somebody reads', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => message(id, 'Bo', noon))
  if (!a || !b || !c || !d) throw new Error('unreachable')
  expect(keepAbove([a, b], [b, c])).toEqual([a, b, c])
  expect(keepAbove([a, b, c], [c, d])).toEqual([a, b, c, d])
  const same = [a, b, c]
  expect(keepAbove([a, b], same)).toBe(same)
  expect(keepAbove([a, b], [c, d])).toEqual([c, d])
  expect(keepAbove([a, b], [])).toEqual([])
})

test('what comes or goes at the top is told from what comes at the end', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => message(id, 'Bo', noon))
  if (!a || !b || !c || !d) throw new Error('unreachable')
  expect(differOnlyAtTop([c, d], [a, b, c, d])).toBe(true)
  expect(differOnlyAtTop([a, b, c], [b, c])).toBe(true)
  expect(differOnlyAtTop([a, b], [a, b, c])).toBe(false)
  expect(differOnlyAtTop([a, b], [b, c])).toBe(false)
  expect(differOnlyAtTop([], [a, b])).toBe(false)
  expect(differOnlyAtTop([a, b], [a, b])).toBe(false)
})

test('what is kept above has an end', () => {
  const shown = Array.from({ length: maxEntries + 2 }, (_, index) => message(String(index), 'Bo', noon))
  const entries = shown.slice(-1)
  expect(keepAbove(shown, entries)).toBe(entries)
})

test('what others said since is found, even when the mark has left at the top', () => {
  const entries = [message('a', 'Bo', noon), message('b', 'Me', noon, { own: true }), message('c', 'Lin', noon)]
  const ids = (lastId: string | null): string[] => messagesAfter(entries, lastId).map((entry) => entry.id)
  expect(ids('a')).toEqual(['c'])
  expect(ids('c')).toEqual([])
  expect(ids('gone')).toEqual(['a', 'c'])
  expect(ids(null)).toEqual(['a', 'c'])
})

test('history is never announced', () => {
  const entries = [message('a', 'Bo', noon, { past: true }), message('b', 'Bo', noon)]
  expect(messagesAfter(entries, null).map(({ id }) => id)).toEqual(['b'])
})
