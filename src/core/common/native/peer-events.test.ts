import { expect, test } from 'vitest'
import type { LogEvent } from './log-event.ts'
import { harmlessEvent, harmlessLedger, isPresenceOf } from './peer-events.ts'

const author = { personId: 'key:eve', nickname: 'e\u202Eve\n', kind: 'native' } as const
const message: LogEvent = { type: 'message', seq: 1, at: 1, id: 'm', author, text: 'a\u001B[2J\r\n\tb\0' }
const joined: LogEvent = {
  type: 'joined',
  seq: 2,
  at: 2,
  person: { id: 'key:eve', nickname: 'e\u0007ve', kind: 'native' },
}
const left: LogEvent = { type: 'left', seq: 3, at: 3, personId: 'key:eve', nickname: '\u200Feve' }

test('names and texts lose what could act on a reader, and nothing else changes', () => {
  expect(harmlessEvent(message)).toEqual({ ...message, author: { ...author, nickname: 'eve ' }, text: 'a[2J\n\tb' })
  expect(harmlessEvent(joined)).toEqual({ ...joined, person: { id: 'key:eve', nickname: 'eve', kind: 'native' } })
  expect(harmlessEvent(left)).toEqual({ ...left, nickname: 'eve' })
  const ledger = { have: 1, of: 3, cannotConfirm: ['c\u202Earol'], names: { have: ['b\no'], missing: ['\u0007eve'] } }
  const names = { have: ['b o'], missing: ['eve'] }
  expect(harmlessLedger(ledger)).toEqual({ ...ledger, cannotConfirm: ['carol'], names })
  expect(harmlessLedger({ have: 0, of: 0, cannotConfirm: [] })).toEqual({ have: 0, of: 0, cannotConfirm: [] })
})

test('whose coming and going an event is', () => {
  expect([message, joined, left].map((event) => isPresenceOf(event, 'key:eve'))).toEqual([false, true, true])
  expect(isPresenceOf(left, 'key:bob')).toBe(false)
})
