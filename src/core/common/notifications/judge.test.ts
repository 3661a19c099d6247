import { describe, expect, test } from 'vitest'
import { defaultPreferences, type NotificationPreferences } from '../preferences.ts'
import type { MessageEntry } from '../room.ts'
import { judge, type Circumstances } from './judge.ts'

const now = 1_700_000_000_000

function said(text: string, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'a', nickname: 'Amara', kind: 'native' } as const
  return { kind: 'message', id: 'm', at: now, author, text, own: false, delivery: { state: 'received' }, ...change }
}

function when(
  preferences: Partial<NotificationPreferences> = {},
  change: Partial<Omit<Circumstances, 'preferences'>> = {},
): Circumstances {
  return {
    preferences: { ...defaultPreferences.notifications, ...preferences },
    nickname: 'Bo',
    isMuted: false,
    isWatched: false,
    isLate: false,
    now,
    ...change,
  }
}

describe('a message', () => {
  test('of somebody else is worth a notification', () => {
    expect(judge(said('Hello'), when())).toBe('show')
  })

  test.each<[string, Partial<MessageEntry>]>([
    ['one’s own', { own: true }],
    ['of before one came', { past: true }],
    ['taken back', { isDeleted: true }],
  ])('%s is not', (_name, change) => {
    expect(judge(said('Hello', change), when())).toBe('ignore')
  })

  test.each<[string, Circumstances]>([
    ['in a muted room', when({}, { isMuted: true })],
    ['that is being looked at', when({}, { isWatched: true })],
    ['that was said while the connection was gone', when({}, { isLate: true })],
    ['in quiet time', when({ quietUntil: now + 1 })],
    ['to somebody who wants none', when({ about: 'nothing' })],
  ])('%s is not', (_name, circumstances) => {
    expect(judge(said('Hello, Bo'), circumstances)).toBe('ignore')
  })

  test('after quiet time is', () => {
    expect(judge(said('Hello'), when({ quietUntil: now }))).toBe('show')
  })

  test('while presenting is announced without a word of it', () => {
    expect(judge(said('Hello'), when({ presentingUntil: now + 1 }))).toBe('show-discreetly')
    expect(judge(said('Hello'), when({ presentingUntil: now }))).toBe('show')
  })
})

describe('for somebody who wants only mentions', () => {
  const onlyMentions = when({ about: 'mentions', keywords: ['soup', 'fire drill'] })
  test.each<[string, Partial<MessageEntry>]>([
    ['Bo, look', {}],
    ['@all: lunch', {}],
    ['There is SOUP.', {}],
    ['Do not forget the fire drill!', {}],
    ['between us', { to: { personId: 'b', nickname: 'Bo' } }],
  ])('%j counts', (text, change) => {
    expect(judge(said(text, change), onlyMentions)).toBe('show')
  })

  test.each(['Hello everybody', 'A soupçon of Bordeaux'])('%j does not', (text) => {
    expect(judge(said(text), onlyMentions)).toBe('ignore')
  })
})
