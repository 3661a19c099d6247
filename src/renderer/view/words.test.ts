import { expect, test } from 'vitest'
import { awayWords, banWords, connectionWords, countPeople, keeperWords, paceWords, windowTitle } from './words.ts'

test('the title counts what is unread, in front of the room', () => {
  expect(windowTitle('Workshop', 3)).toBe('(3) Workshop – Snug')
  expect(windowTitle('Workshop', 0)).toBe('Workshop – Snug')
  expect(windowTitle(null, 0)).toBe('Snug')
})

test('a hostile room name is one plain line', () => {
  expect(windowTitle('a\n\u202Eb\u0007\u2028c', 0)).toBe('a b c – Snug')
  expect(windowTitle('\n', 2)).toBe('(2) Snug')
})

test.each([
  ['The host closed the room.', 'closed'],
  ['The host removed you from the room.', 'removed'],
  ['The host removed you from the room (off topic).', 'removed'],
  ['The host does not let you into this room (spam).', 'banned'],
  ['This room can be joined with Snug only; its host does not let in classic clients.', 'Snug only'],
  ['The network to the room is gone.', 'not connected'],
  ['You joined this room from somewhere else.', 'not connected'],
])('“%s” makes a room %s', (reason, expected) => {
  expect(connectionWords({ status: 'closed', reason })).toBe(expected)
  expect(connectionWords({ status: 'open' })).toBe('connected')
})

test('people are counted in words', () => {
  expect([countPeople(1), countPeople(2), countPeople(1200)]).toEqual(['1 person', '2 people', '1,200 people'])
})

test('who keeps the conversation is said plainly, and nothing is claimed that is not known', () => {
  const kept = { stored: true, messages: 10_000, days: 30 }
  expect(keeperWords(kept, 'host')).toBe(
    'Kept by this computer · 30 days or 10,000 messages. Every Snug in the room keeps its own copy.',
  )
  expect(keeperWords({ ...kept, days: 1 }, 'guest')).toBe(
    'Kept by the host · 1 day or 10,000 messages. Every Snug in the room keeps its own copy.',
  )
  expect(keeperWords({ ...kept, stored: false }, 'host')).toBe(
    'This computer keeps nothing for the room. Every other Snug in it keeps its own copy.',
  )
  expect(keeperWords(kept, 'guest', false)).toContain('Every other Snug in the room')
  expect(keeperWords(null, 'guest', false)).toBe('Your Snug keeps no copy. Whoever hosts this may keep one.')
  expect(keeperWords(null, 'guest')).toBe('Your Snug keeps its own copy. Whoever hosts this may keep one, too.')
})

test('who is away is said with their own words, on one line', () => {
  expect(awayWords('')).toBe('Away')
  expect(awayWords(' \n')).toBe('Away')
  expect(awayWords('back\nat \u202Ethree')).toBe('Away: back at three')
})

test('a ban says when it was made and by what it knows somebody', () => {
  expect(banWords({ byKey: true, address: null }, 'Today')).toBe('Today · by their Snug’s key')
  expect(banWords({ byKey: false, address: '192.168.1.7' }, 'Yesterday')).toBe('Yesterday · by the address 192.168.1.7')
  expect(banWords({ byKey: true, address: '10.0.0.2' }, 'Today')).toBe(
    'Today · by their Snug’s key and by the address 10.0.0.2',
  )
})

test('a slow room says its pace', () => {
  expect(paceWords(0)).toBe('')
  expect(paceWords(30)).toBe('One message in 30 s from each person')
  expect(paceWords(300)).toBe('One message in 5 min from each person')
})
