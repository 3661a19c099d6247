import { expect, test } from 'vitest'
import type { Person, RoomDescription } from '../core/common/room.ts'
import { welcomeLines } from './welcome-lines.ts'

const room: RoomDescription = {
  name: 'Workshop',
  topic: '',
  retention: null,
  slowSeconds: 0,
  nativeOnly: false,
  abilities: [],
}
const people = Array.from({ length: 23 }, (_, index): Person => {
  return { id: String(index), nickname: `p${index}`, kind: index === 1 ? 'host' : 'native' }
})

test('a room says its name, its topic, who is there, and what it keeps', () => {
  const retention = { stored: true, messages: 10_000, days: 30 }
  expect(welcomeLines({ ...room, topic: 'Tides', retention }, people.slice(0, 2))).toEqual([
    'Workshop (topic: Tides). In the room: p0, p1 (host)',
    'The host keeps the last 10,000 messages for 30 days.',
  ])
  expect(welcomeLines({ ...room, retention: { ...retention, stored: false } }, people.slice(0, 1))).toEqual([
    'Workshop. In the room: p0',
    'The host does not keep what is said now: it is gone when the room closes.',
  ])
})

test('many people are counted', () => {
  expect(welcomeLines(room, people)[0]).toMatch(/p18, p19 and 3 more$/)
  expect(welcomeLines(room, people.slice(0, 20))[0]).toMatch(/p18, p19$/)
})

test('what keeps somebody from writing is said at once', () => {
  const [me, host] = people
  if (!me || !host) throw new Error('There is nobody.')
  expect(welcomeLines({ ...room, slowSeconds: 30 }, [{ ...me, muted: true }, host]).slice(2)).toEqual([
    'This room is slow: one message in 30 s.',
    'The host has muted you in this room: you can read along, and not write.',
  ])
  expect(welcomeLines(room, [me, { ...host, muted: true }])).toHaveLength(2)
})
