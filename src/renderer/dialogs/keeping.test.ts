import { expect, test } from 'vitest'
import { defaultKeeping, parseKeeping } from './keeping.ts'

test('the defaults can be kept, however the thousands are parted', () => {
  expect(parseKeeping(defaultKeeping)).toEqual({ ok: true, value: { messages: 10_000, days: 30 } })
  for (const messages of ['10,000', '10 000', '10.000', ' 10000 ']) {
    expect(parseKeeping({ messages, days: '1' })).toEqual({ ok: true, value: { messages: 10_000, days: 1 } })
  }
  expect(parseKeeping({ messages: '1,000,000', days: '3650' }).ok).toBe(true)
})

test.each(['', '0', '-5', '1.5', '1e3', 'many', '1000001', '10,00'])('%s messages are refused in words', (messages) => {
  expect(parseKeeping({ messages, days: '30' })).toEqual({
    ok: false,
    error: { field: 'messages', message: 'Choose from 1 to 1,000,000 messages.' },
  })
})

test('too many days are refused under their own field', () => {
  expect(parseKeeping({ messages: '5', days: '3651' })).toEqual({
    ok: false,
    error: { field: 'days', message: 'Choose from 1 to 3,650 days.' },
  })
})
