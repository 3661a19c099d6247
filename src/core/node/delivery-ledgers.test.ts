import { expect, test } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import type { NativePerson } from '../common/native/log-event.ts'
import { noReceipts } from '../common/native/stored-receipts.ts'
import { DeliveryLedgers } from './delivery-ledgers.ts'

test('authors are told the less often, the more people there are', () => {
  const time = new ManualTime()
  const people = new Map<string, NativePerson>()
  const told: string[] = []
  const ledgers = new DeliveryLedgers({
    timers: time,
    log: { recent: [], receipts: noReceipts, saveReceipts: () => {} },
    people,
    host: undefined,
    tell: (authorId) => told.push(authorId),
    isBehind: () => false,
  })
  for (let number = 1; number <= 1000; number += 1) {
    const person = { id: `p${number}`, nickname: `p${number}`, kind: 'native' } as const
    people.set(person.id, person)
    ledgers.record([{ type: 'joined', seq: number, at: 0, person }])
  }
  const author = { personId: 'p1', nickname: 'p1', kind: 'native' } as const
  ledgers.record([{ type: 'message', seq: 1001, at: 0, id: 'm', author, text: 'hi' }])
  time.advance(999)
  expect(told).toEqual([])
  time.advance(1)
  expect(told).toEqual(['p1'])
})
