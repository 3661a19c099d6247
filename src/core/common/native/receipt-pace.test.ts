import { expect, test } from 'vitest'
import { receiptPaceMs } from './receipt-pace.ts'

test('receipts are soon in a small room, and no more than a thousand a second in a large one', () => {
  expect(receiptPaceMs(2)).toBe(250)
  expect(receiptPaceMs(250)).toBe(250)
  for (const people of [251, 1000, 5000]) expect(people / (receiptPaceMs(people) / 1000)).toBe(1000)
})
