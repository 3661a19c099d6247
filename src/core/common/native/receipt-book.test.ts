/** What the author of a message is told of who has it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { byAmara, classic, counts, native } from '../../../../e2e/peers/receipts.ts'
import { ReceiptBook, type Receipt } from './receipt-book.ts'

let book: ReceiptBook

beforeEach(() => {
  book = new ReceiptBook()
})

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

function say(seq: number): void {
  book.committed(byAmara(seq))
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
