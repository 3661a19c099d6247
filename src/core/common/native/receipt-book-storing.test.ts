/** What of the receipts is stored, and for how long. */
import { beforeEach, describe, expect, test } from 'vitest'
import { byAmara, counts, native, Shelf } from '../../../../e2e/peers/receipts.ts'
import { ReceiptBook } from './receipt-book.ts'

let book: ReceiptBook

beforeEach(() => {
  book = new ReceiptBook()
})

function say(seq: number): void {
  book.committed(byAmara(seq))
}

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
    again.restore([byAmara(1), byAmara(2)], stored)
    expect(counts(again.receiptsOf('amara'))).toEqual([{ id: 'm1', have: 0, of: 1, cannotConfirm: [] }])
  })
})
