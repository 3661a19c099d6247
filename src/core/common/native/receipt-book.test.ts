import { array, assert, constant, constantFrom, integer, oneof, property, record } from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Recipient } from './receipt-audience.ts'
import { type CountedMessage, ReceiptBook, type Receipt } from './receipt-book.ts'
import type { ReceiptChanges, StoredReceipts } from './stored-receipts.ts'

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
function told(): readonly Receipt[] {
  const changes = book.takeChanges()
  expect([...changes.keys()].filter((id) => id !== 'amara')).toEqual([])
  return changes.get('amara') ?? []
}

/** The same without names. */
function changes(): readonly Receipt[] {
  return counts(told())
}

function counts(receipts: readonly Receipt[] = []): readonly Receipt[] {
  return receipts.map(({ names: _names, ...rest }) => rest)
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
    say(3)
    book.takeChanges()
    book.returned('nobody')
    expect(book.hasChanges).toBe(false)
    book.returned('amara')
    const [first, second] = [
      { id: 'm1', have: 1, of: 1, cannotConfirm: [] },
      { id: 'm3', have: 0, of: 1, cannotConfirm: [] },
    ]
    expect(changes()).toEqual([first, second])
    book.returned('amara', new Set(['m3', 'other']))
    expect(changes()).toEqual([second])
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
    expect(counts(book.takeChanges().get('classic:carol'))).toEqual([
      { id: 'm1', have: 0, of: 1, cannotConfirm: ['dave'] },
    ])
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

describe('names', () => {
  const names = (): (Receipt['names'] | null)[] => told().map(({ names }) => names ?? null)

  test('say who has a message and who has not yet, without its author and those who cannot say', () => {
    for (const person of [native('amara'), native('bo'), native('kenji'), classic('carol')]) book.entered(person)
    say(1)
    expect(names()).toEqual([{ have: [], missing: ['bo', 'kenji'] }])
    book.received('kenji', 1)
    expect(names()).toEqual([{ have: ['kenji'], missing: ['bo'] }])
    book.left('bo')
    book.entered(native('late'))
    say(2)
    book.received('late', 2)
    expect(names()).toEqual([{ have: ['late'], missing: ['kenji'] }])
    book.returned('amara')
    expect(names()).toEqual([
      { have: ['kenji'], missing: ['bo'] },
      { have: ['late'], missing: ['kenji'] },
    ])
  })

  test('are those of the moment', () => {
    for (const person of [native('amara'), native('bo'), classic('carol')]) book.entered(person)
    say(1)
    book.renamed('bo', 'Bob')
    book.renamed('classic:carol', 'Caroline')
    book.renamed('nobody', 'Somebody')
    say(2)
    expect(told()).toEqual([
      { id: 'm1', have: 0, of: 2, cannotConfirm: ['carol'], names: { have: [], missing: ['bo'] } },
      { id: 'm2', have: 0, of: 2, cannotConfirm: ['Caroline'], names: { have: [], missing: ['Bob'] } },
    ])
  })

  test('of a direct message are those of the two', () => {
    for (let index = 0; index < 30; index += 1) book.entered(native(`guest${index}`))
    book.entered(native('amara'))
    book.committed({ id: 'm1', seq: 1, authorId: 'amara', onlyFor: 'guest7' })
    expect(names()).toEqual([{ have: [], missing: ['guest7'] }])
  })

  test('are told of twenty others at most', () => {
    book.entered(native('amara'))
    for (let index = 1; index <= 20; index += 1) book.entered(native(`guest${index}`))
    say(1)
    book.entered(native('one too many'))
    say(2)
    expect(names().map((one) => one?.missing.length)).toEqual([20, undefined])
  })
})

describe('what is much to tell', () => {
  /** Who is told how much each time, until there is nothing left. */
  function tellings(): (readonly Receipt[])[] {
    const all: (readonly Receipt[])[] = []
    while (book.hasChanges) all.push(told())
    return all
  }

  test.each([
    ['those who have a message', native],
    ['those who cannot confirm', classic],
  ])('is told over several times: the names of %s', (_whose, person) => {
    for (let index = 0; index < 20; index += 1) book.entered({ ...person(`${index}`), nickname: 'x'.repeat(48) })
    for (let seq = 1; seq <= 500; seq += 1) say(seq)
    const all = tellings()
    expect(all.length).toBeGreaterThan(5)
    expect(Math.max(...all.map((receipts) => JSON.stringify(receipts).length))).toBeLessThan(128 * 1024)
    expect(all.flat().map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, index) => `m${index + 1}`))
  })

  test('has one message at least, however many names that has', () => {
    for (let index = 0; index < 100; index += 1) book.entered({ ...classic(`${index}`), nickname: '鸟'.repeat(700) })
    say(1)
    say(2)
    expect(tellings().map((receipts) => receipts.length)).toEqual([1, 1])
  })

  test('waits while an author has enough to read', () => {
    book.entered(native('bo'))
    say(1)
    book.committed({ id: 'b1', seq: 2, authorId: 'bo' })
    expect([...book.takeChanges((authorId) => authorId === 'amara').keys()]).toEqual(['bo'])
    expect(changes()).toEqual([{ id: 'm1', have: 0, of: 1, cannotConfirm: [] }])
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

/** What is stored, as a room's file has it. */
class Shelf {
  #audiences = new Map<number, StoredReceipts['audiences'][number]>()
  readonly #received = new Map<string, number>()

  put({ audiences, received, oldestSeq, forgotten }: ReceiptChanges): void {
    for (const audience of audiences) this.#audiences.set(audience.firstSeq, audience)
    this.#audiences = new Map([...this.#audiences].filter(([, { lastSeq }]) => lastSeq >= oldestSeq))
    for (const [id, seq] of received) this.#received.set(id, seq)
    for (const id of forgotten) this.#received.delete(id)
  }

  get stored(): StoredReceipts {
    const audiences = [...this.#audiences.values()].toSorted((one, other) => one.firstSeq - other.firstSeq)
    return { audiences, received: [...this.#received] }
  }
}

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

describe('what is stored', () => {
  test('is what has changed since, of the newest five hundred messages', () => {
    const shelf = new Shelf()
    for (const id of ['bo', 'kenji']) book.entered(native(id))
    say(1)
    for (const id of ['bo', 'kenji']) book.received(id, 1)
    shelf.put(book.takeUnstored())
    book.left('kenji')
    for (let seq = 2; seq <= 502; seq += 1) say(seq)
    book.received('bo', 502)
    shelf.put(book.takeUnstored())
    expect(shelf.stored).toEqual({
      audiences: [{ firstSeq: 2, lastSeq: 502, people: [['bo', 'bo', true]] }],
      received: [['bo', 502]],
    })
    expect(book.takeUnstored()).toEqual({ audiences: [], received: [], forgotten: [], oldestSeq: 3 })
  })

  test('is nobody any more whose messages have been erased while the room was closed', () => {
    book.restore([], { audiences: [], received: [['bo', 7]] })
    book.entered(native('kenji'))
    say(8)
    expect(book.takeUnstored().forgotten).toEqual(['bo'])
  })

  test('is nothing of a message to very many people', () => {
    for (let index = 0; index <= 200; index += 1) book.entered(native(`guest${index}`))
    say(1)
    book.received('guest1', 1)
    expect(book.takeUnstored()).toMatchObject({ audiences: [], received: [] })
    book.left('guest200')
    say(2)
    book.received('guest1', 2)
    expect(book.takeUnstored()).toMatchObject({ audiences: [{ firstSeq: 2, lastSeq: 2 }], received: [['guest1', 2]] })
  })

  test('is everything again if it could not be stored', () => {
    book.entered(native('bo'))
    say(1)
    book.received('bo', 1)
    const first = book.takeUnstored()
    book.storeAnew()
    expect(book.takeUnstored()).toEqual(first)
  })

  test('says nothing of messages that it was not told of in time', () => {
    book.entered(native('bo'))
    say(1)
    const stored = book.takeUnstored()
    const again = new ReceiptBook()
    const message = (seq: number): CountedMessage => ({ id: `m${seq}`, seq, authorId: 'amara' })
    again.restore([message(1), message(2)], stored)
    expect(counts(again.receiptsOf('amara'))).toEqual([{ id: 'm1', have: 0, of: 1, cannotConfirm: [] }])
  })
})
