/** The receipts beside plain counts of the same, whoever comes and goes. */
import { array, assert, constant, constantFrom, integer, oneof, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { native, Shelf } from '../../../../e2e/peers/receipts.ts'
import { type CountedMessage, ReceiptBook, type Receipt } from './receipt-book.ts'

const person = constantFrom('amara', 'bo', 'kenji')
const step = oneof(
  person.map((id) => ({ type: 'entered', id }) as const),
  person.map((id) => ({ type: 'left', id }) as const),
  person.map((id) => ({ type: 'said', id }) as const),
  record({ type: constant('received'), id: person, seq: integer({ min: 1, max: 20 }) }),
)

test('tells exactly what a plain count tells, whoever comes and goes', () => {
  assert(
    property(array(step, { maxLength: 60 }), (steps) => {
      const tested = new ReceiptBook()
      const told = new Map<string, Pick<Receipt, 'have' | 'names'>>()
      const present = new Set<string>()
      const messages: { id: string; seq: number; authorId: string; awaited: Set<string>; have: Set<string> }[] = []
      for (const one of steps) {
        if (one.type === 'entered') {
          present.add(one.id)
          tested.entered(native(one.id))
        } else if (one.type === 'left') {
          present.delete(one.id)
          tested.left(one.id)
        } else if (one.type === 'said') {
          const seq = messages.length + 1
          const message = { id: `m${seq}`, seq, authorId: one.id }
          messages.push({ ...message, awaited: new Set(present), have: new Set() })
          tested.committed(message)
        } else {
          tested.received(one.id, one.seq)
          for (const message of messages) {
            const counts = message.authorId !== one.id && message.awaited.has(one.id)
            if (counts && message.seq <= one.seq) message.have.add(one.id)
          }
        }
        for (const receipts of tested.takeChanges().values())
          for (const { id, have, names } of receipts) told.set(id, { have, ...(names && { names }) })
      }
      const expected = messages.map(({ id, authorId, awaited, have }) => {
        const others = [...awaited].filter((other) => other !== authorId)
        const names = { have: others.filter((one) => have.has(one)), missing: others.filter((one) => !have.has(one)) }
        return [id, { have: have.size, names }]
      })
      expect([...told]).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

const longStep = oneof(
  step,
  person.map((id) => ({ type: 'entered', id: `classic:${id}` }) as const),
  record({ type: constant('whispered'), id: person, to: person }),
  constant({ type: 'stored' } as const),
  constant({ type: 'restarted' } as const),
)

test('knows the same after a restart', () => {
  assert(
    property(array(longStep, { maxLength: 60 }), (steps) => {
      /** One that goes on while the other one starts again and again. */
      const lasting = new ReceiptBook()
      let tested = new ReceiptBook()
      const shelf = new Shelf()
      const present = new Set<string>()
      const messages: CountedMessage[] = []
      const say = (authorId: string, onlyFor?: string): void => {
        const seq = messages.length + 1
        const message = { id: `m${seq}`, seq, authorId, ...(onlyFor !== undefined && { onlyFor }) }
        messages.push(message)
        for (const each of [lasting, tested]) each.committed(message)
      }
      for (const one of steps) {
        if (one.type === 'said') say(one.id)
        else if (one.type === 'whispered') say(one.id, one.to)
        else if (one.type === 'stored') shelf.put(tested.takeUnstored())
        else if (one.type === 'restarted') {
          for (const id of present) lasting.left(id)
          present.clear()
          shelf.put(tested.takeUnstored())
          tested = new ReceiptBook()
          tested.restore(messages, shelf.stored)
        } else {
          for (const each of [lasting, tested]) {
            if (one.type === 'entered') each.entered({ ...native(one.id), confirms: !one.id.startsWith('classic:') })
            else if (one.type === 'left') each.left(one.id)
            else each.received(one.id, one.seq)
          }
          if (one.type === 'entered') present.add(one.id)
          if (one.type === 'left') present.delete(one.id)
        }
      }
      for (const id of ['amara', 'bo', 'kenji']) expect(tested.receiptsOf(id)).toEqual(lasting.receiptsOf(id))
    }),
    { numRuns: 1000 },
  )
})
