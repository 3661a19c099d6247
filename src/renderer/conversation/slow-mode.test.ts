import { expect, test } from 'vitest'
import type { Delivery, Entry, HappeningEntry, MessageEntry } from '../../core/common/room.ts'
import { slowUntil } from './slow-mode.ts'

function message(at: number, own: boolean, state: Delivery['state'] = 'sent'): MessageEntry {
  const author = { personId: 'p', nickname: 'Bo', kind: 'native' } as const
  const delivery = state === 'failed' ? ({ state, reason: '' } as const) : { state }
  return { kind: 'message', id: `${at}`, at, author, text: '', own, delivery }
}

function slowed(at: number): HappeningEntry {
  return { kind: 'happening', id: `${at}`, at, happening: { type: 'slowed', seconds: 10 } }
}

function until(...entries: Entry[]): number | null {
  return slowUntil({ role: { kind: 'guest' }, slowSeconds: 10, entries })
}

test('one waits from one’s own last message on, whoever has spoken since', () => {
  expect(until(message(1000, true), message(5000, true), message(6000, false))).toBe(15_000)
  expect(until(message(5000, true, 'sending'))).toBe(15_000)
})

test('what was not taken, and what was said before the room became slow, holds nobody back', () => {
  expect(until(message(5000, true), message(7000, true, 'failed'))).toBe(15_000)
  expect(until(message(5000, true), slowed(6000))).toBeNull()
  expect(until(message(5000, false))).toBeNull()
})

test('the host never waits, and nobody does where there is no pace', () => {
  const entries = [message(5000, true)]
  expect(slowUntil({ role: { kind: 'host', exposure: 'this-computer' }, slowSeconds: 10, entries })).toBeNull()
  expect(slowUntil({ role: { kind: 'guest' }, slowSeconds: 0, entries })).toBeNull()
})
