import { expect, test } from 'vitest'
import type { Ledger } from '../../core/common/room.ts'
import { ledgerWords } from './ledger-words.ts'

function ledger(have: number, of: number, ...cannotConfirm: string[]): Ledger {
  return { have, of, cannotConfirm }
}

test.each([
  [undefined, 'Sent', 'Sent.'],
  [ledger(0, 0), 'Sent', 'Sent. Nobody else was here.'],
  [ledger(0, 2), 'Sent', '0 of 2 have it.'],
  [ledger(1, 2), '1 of 2 has it', '1 of 2 has it.'],
  [ledger(4, 5, 'Bo'), '4 of 5 have it · 1 can’t confirm', '4 of 5 have it. Bo’s classic client can’t confirm.'],
  [
    ledger(1, 3, 'Bo', 'Lin'),
    '1 of 3 has it · 2 can’t confirm',
    '1 of 3 has it. Bo’s and Lin’s classic clients can’t confirm.',
  ],
  [
    ledger(0, 2, 'Bo', 'Lin'),
    'Sent · 2 can’t confirm',
    '0 of 2 have it. Bo’s and Lin’s classic clients can’t confirm.',
  ],
  [
    ledger(0, 3, 'A', 'B', 'C'),
    'Sent · 3 can’t confirm',
    '0 of 3 have it. A’s and 2 other classic clients can’t confirm.',
  ],
  [ledger(0, 1, 'a\n\u202Eb'), 'Sent · 1 can’t confirm', '0 of 1 have it. a b’s classic client can’t confirm.'],
])('%j: %j', (ledger, short, details) => {
  expect(ledgerWords(ledger)).toMatchObject({ short, details })
})

test('it is complete when everybody has said so, and not where somebody cannot', () => {
  const complete = (ledger: Ledger): boolean => ledgerWords(ledger).isComplete
  expect(complete(ledger(2, 2))).toBe(true)
  const others = [ledger(0, 0), ledger(1, 2), ledger(0, 1, 'Bo'), ledger(4, 5, 'Bo'), ledger(1, 3, 'Bo', 'Lin')]
  expect(others.filter(complete)).toEqual([])
})
