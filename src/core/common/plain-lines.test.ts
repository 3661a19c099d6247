import { describe, expect, test } from 'vitest'
import { peopleLine, plainLines, type PlainMessage } from './plain-lines.ts'
import type { Happening, MessageEntry } from './room.ts'
import type { RoomEventBody } from './room-event.ts'

const known: Readonly<Record<string, PlainMessage>> = {
  m1: { nickname: 'alice', text: `one\ntwo ${'word '.repeat(50)}` },
  m2: { nickname: 'alice', text: 'short' },
}

function linesOf(event: RoomEventBody): string[] {
  return plainLines(event, (id) => known[id])
}

function said(changes: Partial<MessageEntry>): string[] {
  const author = { personId: 'a', nickname: 'alice', kind: 'native' } as const
  const message = { kind: 'message', id: 'm', at: 1, author, text: 'hi', own: false } as const
  return linesOf({ type: 'message.added', message: { ...message, delivery: { state: 'received' }, ...changes } })
}

describe('messages', () => {
  test.each<[string, Partial<MessageEntry>, string[]]>([
    ['plain', {}, ['alice: hi']],
    ['of several lines: each says whose it is', { text: 'a\nbob: b' }, ['alice: a', 'alice: bob: b']],
    ['an action', { text: 'waves', isAction: true }, ['* alice waves']],
    ['an action of several lines', { text: 'waves\nleft!', isAction: true }, ['* alice waves', '* alice left!']],
    ['for us', { to: { personId: 'x', nickname: 'bo' } }, ['* alice (only to you): hi']],
    ['by us for somebody', { own: true, to: { personId: 'x', nickname: 'bo' } }, ['* alice (only to bo): hi']],
    [
      'an action for us',
      { text: 'waves', isAction: true, to: { personId: 'x', nickname: 'bo' } },
      ['* alice (only to you) waves'],
    ],
    ['an answer', { replyTo: { id: 'q', nickname: 'bob', excerpt: 'Lunch?' } }, ['alice: > bob: Lunch?', 'alice: hi']],
    [
      'an answer to what is gone',
      { replyTo: { id: 'q', nickname: 'bob', excerpt: '' } },
      ['alice: > bob', 'alice: hi'],
    ],
  ])('%s', (_, changes, lines) => {
    expect(said(changes)).toEqual(lines)
  })

  test('a long quote is shortened', () => {
    const [quote = ''] = said({ replyTo: { id: 'q', nickname: 'bob', excerpt: 'x'.repeat(140) } })
    expect(quote).toBe(`alice: > bob: ${'x'.repeat(39)}…`)
  })
})

describe('changes', () => {
  const bob = { personId: 'b', nickname: 'bob' }

  test('an edit gives the new text, every line of it', () => {
    const event = { type: 'message.edited', text: 'a\nb', at: 1, revision: 2 } as const
    expect(linesOf({ ...event, id: 'm1' })).toEqual(['* alice edited: a', '* alice edited: b'])
    expect(linesOf({ ...event, id: 'unknown' })).toEqual([])
  })

  test('what is taken back is not said again', () => {
    expect(linesOf({ type: 'message.deleted', id: 'm1', revision: 2 })).toEqual(['* alice took back a message.'])
    expect(linesOf({ type: 'message.deleted', id: 'unknown', revision: 2 })).toEqual([])
  })

  test('a reaction tells to what; one that is taken away tells nothing', () => {
    const event = { type: 'message.reacted', emoji: '👍', person: bob, on: true, revision: 2 } as const
    expect(linesOf({ ...event, id: 'm2' })).toEqual(['* bob reacted 👍 to alice: "short"'])
    expect(linesOf({ ...event, id: 'm1' })[0]).toMatch(/^\* bob reacted 👍 to alice: "one two [word ]{31}…"$/)
    expect(linesOf({ ...event, id: 'm2', on: false })).toEqual([])
    expect(linesOf({ ...event, id: 'unknown' })).toEqual([])
  })

  test.each<[Happening, string]>([
    [{ type: 'renamed', before: 'bob', nickname: 'rob' }, '* bob is now rob'],
    [{ type: 'topic-set', nickname: 'bob', topic: 'Tides' }, '* bob set the topic: Tides'],
    [{ type: 'topic-set', nickname: 'bob', topic: '' }, '* bob took the topic away'],
    [{ type: 'kicked', nickname: 'bob', reason: 'Noise' }, '* bob was removed from the room by the host (Noise)'],
    [{ type: 'banned', nickname: 'bob', reason: '' }, '* bob was banned from the room by the host'],
    [{ type: 'muted', nickname: 'bob', reason: '' }, '* bob was muted by the host: they can read, and not write'],
    [{ type: 'unmuted', nickname: 'bob', reason: '' }, '* bob may write again'],
    [{ type: 'slowed', seconds: 90 }, '* The room is slow now: one message in 2 min from each.'],
    [{ type: 'slowed', seconds: 0 }, '* The room is no longer slow: everybody may write at once.'],
  ])('%j', (happening, line) => {
    const entry = { kind: 'happening', id: 'h', at: 1, happening } as const
    expect(linesOf({ type: 'happening.added', entry })).toEqual([line])
  })
})

describe('people', () => {
  const bob = { id: 'b', nickname: 'b0b', kind: 'native', looksLike: 'bob' } as const
  const entry = { kind: 'presence', id: 'p', at: 1, nickname: 'b0b' } as const

  test('come and go in the words of the tutorials; who looks like somebody else is pointed out', () => {
    expect(linesOf({ type: 'person.joined', person: bob, entry: { ...entry, change: 'joined' } })).toEqual([
      'b0b joined!',
      '* b0b looks like bob, and is somebody else',
    ])
    expect(linesOf({ type: 'person.left', personId: 'b', entry: { ...entry, change: 'left' } })).toEqual(['b0b left!'])
    expect(linesOf({ type: 'person.joined', person: bob })).toEqual([])
  })

  test('who takes a name that looks like another one is pointed out', () => {
    const happening = { type: 'renamed', before: 'eve', nickname: 'b0b', looksLike: 'bob' } as const
    const renamed = { kind: 'happening', id: 'h', at: 1, happening } as const
    expect(linesOf({ type: 'happening.added', entry: renamed })).toEqual([
      '* eve is now b0b',
      '* b0b looks like bob, and is somebody else',
    ])
  })

  test('are listed with what is to be known of them', () => {
    const people = [
      { nickname: 'hanna', kind: 'host', away: '' },
      { nickname: 'bo', kind: 'native', away: 'Lunch' },
      { nickname: 'carol', kind: 'classic' },
      { nickname: 'b0', kind: 'native', looksLike: 'bo' },
    ] as const
    expect(peopleLine(people)).toBe('In the room: hanna (host, away), bo (away: Lunch), carol, b0 (not bo)')
  })
})
