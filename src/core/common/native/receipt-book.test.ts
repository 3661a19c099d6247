import { array, assert, constant, constantFrom, integer, oneof, property, record } from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { ReceiptBook, type Receipt, type Recipient } from './receipt-book.ts'

let book: ReceiptBook

beforeEach(() => {
  book = new ReceiptBook()
})

function native(id: string): Recipient {
  return { id, nickname: id, confirms: true }
}

function classic(id: string): Recipient {
  return { id: `classic:${id}`, nickname: id, confirms: false }
}

/** What the only author of these tests is told. */
function changes(): readonly Receipt[] {
  const told = book.takeChanges()
  expect([...told.keys()].filter((id) => id !== 'amara')).toEqual([])
  return told.get('amara') ?? []
}

function say(seq: number): void {
  book.committed({ id: `m${seq}`, seq, authorId: 'amara' })
}

describe('a message', () => {
  test('counts everybody else who is here, and names who cannot confirm', () => {
    for (const person of [native('amara'), native('bo'), native('kenji'), classic('carol')]) book.entered(person)
    say(1)
    expect(changes()).toEqual([{ id: 'm1', have: 0, of: 3, cannotConfirm: ['carol'] }])
    book.received('bo', 1)
    expect(changes()).toEqual([{ id: 'm1', have: 1, of: 3, cannotConfirm: ['carol'] }])
    book.received('kenji', 1)
    book.received('kenji', 1)
    expect(changes()).toEqual([{ id: 'm1', have: 2, of: 3, cannotConfirm: ['carol'] }])
  })

  test('is told once for all that has changed', () => {
    book.entered(native('amara'))
    book.entered(native('bo'))
    expect(book.hasChanges).toBe(false)
    say(1)
    say(3)
    book.received('bo', 3)
    expect(book.hasChanges).toBe(true)
    expect(changes()).toEqual([
      { id: 'm1', have: 1, of: 1, cannotConfirm: [] },
      { id: 'm3', have: 1, of: 1, cannotConfirm: [] },
    ])
    expect(book.hasChanges).toBe(false)
    expect(changes()).toEqual([])
  })

  test('is told again to an author who comes back', () => {
    book.entered(native('amara'))
    book.entered(native('bo'))
    say(1)
    book.committed({ id: 'other', seq: 2, authorId: 'bo' })
    book.received('bo', 1)
    book.takeChanges()
    expect(book.receiptsOf('amara')).toEqual([{ id: 'm1', have: 1, of: 1, cannotConfirm: [] }])
    expect(book.receiptsOf('nobody')).toEqual([])
  })

  test('says nothing new when its own author has it', () => {
    book.entered(native('amara'))
    say(1)
    expect(changes()).toEqual([{ id: 'm1', have: 0, of: 0, cannotConfirm: [] }])
    book.received('amara', 1)
    expect(book.hasChanges).toBe(false)
  })

  test('of somebody classic does not name its author', () => {
    book.entered(classic('carol'))
    book.entered(classic('dave'))
    book.committed({ id: 'm1', seq: 1, authorId: 'classic:carol' })
    expect(book.takeChanges().get('classic:carol')).toEqual([{ id: 'm1', have: 0, of: 1, cannotConfirm: ['dave'] }])
  })

  test('does not count who came later, and goes on counting who has left', () => {
    book.entered(native('amara'))
    book.entered(native('bo'))
    say(1)
    book.left('bo')
    book.entered(native('kenji'))
    book.received('kenji', 1)
    expect(changes()).toEqual([{ id: 'm1', have: 0, of: 1, cannotConfirm: [] }])
    say(2)
    book.entered(native('bo'))
    book.received('bo', 2)
    expect(changes()).toEqual([
      { id: 'm2', have: 0, of: 1, cannotConfirm: [] },
      { id: 'm1', have: 1, of: 1, cannotConfirm: [] },
    ])
  })

  test('is not confirmed by a number that came before it', () => {
    book.entered(native('amara'))
    book.entered(native('bo'))
    say(1)
    book.received('bo', 1_000_000)
    say(2)
    expect(changes().map(({ have }) => have)).toEqual([1, 0])
    book.received('bo', 2)
    expect(changes()).toEqual([{ id: 'm2', have: 1, of: 1, cannotConfirm: [] }])
  })

  test('names at most a hundred who cannot confirm, and counts them all', () => {
    for (let index = 0; index < 150; index += 1) book.entered(classic(`guest${index}`))
    say(1)
    const [receipt] = changes()
    expect(receipt?.of).toBe(150)
    expect(receipt?.cannotConfirm).toHaveLength(100)
  })
})

test('forgets all but the newest five hundred messages', () => {
  book.entered(native('bo'))
  for (let seq = 1; seq <= 502; seq += 1) say(seq)
  expect(changes().map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, index) => `m${index + 3}`))
  book.received('bo', 502)
  expect(changes()).toHaveLength(500)
})

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
      const told = new Map<string, number>()
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
        for (const receipts of tested.takeChanges().values()) for (const { id, have } of receipts) told.set(id, have)
      }
      expect([...told]).toEqual(messages.map(({ id, have }) => [id, have.size]))
    }),
    { numRuns: 1000 },
  )
})
