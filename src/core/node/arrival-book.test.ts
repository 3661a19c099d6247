import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import type { Address } from '../common/address.ts'
import type { Arrival, ArrivalEnd, ArrivalStep } from '../common/arrivals.ts'
import { ArrivalBook, mostArrivals } from './arrival-book.ts'

interface Setup {
  readonly time: ManualTime
  readonly book: ArrivalBook
  readonly published: (readonly Arrival[])[]
}

function setup(): Setup {
  const time = new ManualTime()
  const book = new ArrivalBook({ clock: time.clock, timers: time })
  const published: (readonly Arrival[])[] = []
  book.on('changed', (list) => published.push(list))
  return { time, book, published }
}

let port = 0
const from = (host: string): Address => ({ host, port: (port += 1) })

const short = (list: readonly Arrival[]): unknown[] =>
  list.map(({ host, step, end, nickname, count }) => [host, step, end, nickname, count])

describe('a list of who came', () => {
  test('follows a connection to the room, and out of it', () => {
    const { book } = setup()
    const alice = from('10.0.0.7')
    book.accepted(alice)
    expect(short(book.list)).toEqual([['10.0.0.7', 'greeted', null, '', 1]])
    book.reached(alice, 'named', 'alice')
    book.reached(alice, 'native')
    book.reached(alice, 'in-room', 'alice')
    expect(book.list).toMatchObject([{ step: 'in-room', isNative: true, end: null, nickname: 'alice', count: 1 }])
    book.gone(alice)
    expect(short(book.list)).toEqual([['10.0.0.7', 'in-room', 'went', 'alice', 1]])
  })

  test('has those from one address who ended alike as one, the newest first', () => {
    const { book, time } = setup()
    for (let times = 0; times < 3; times += 1) {
      const scanner = from('10.0.0.8')
      book.accepted(scanner)
      book.gone(scanner)
    }
    time.advance(10)
    const alice = from('10.0.0.8')
    book.accepted(alice)
    expect(short(book.list)).toEqual([
      ['10.0.0.8', 'greeted', null, '', 1],
      ['10.0.0.8', 'greeted', 'went', '', 3],
    ])
    expect(book.list.map(({ at }) => at)).toEqual([1_000_010, 1_000_000])
  })

  test('keeps what the host said first about the end', () => {
    const { book } = setup()
    const silent = from('10.0.0.9')
    const refused: string[] = []
    book.on('refused', ({ reason }) => refused.push(reason))
    book.accepted(silent)
    book.turnedAway(silent, 'silent', 'No nickname came.')
    book.reached(silent, 'named', 'late')
    book.gone(silent)
    expect(short(book.list)).toEqual([['10.0.0.9', 'greeted', 'silent', '', 1]])
    expect(refused).toEqual(['No nickname came.'])
  })

  test('has those who were not even listened to', () => {
    const { book } = setup()
    book.turnedAway(from('10.0.0.1'), 'banned', 'Go away.')
    book.turnedAway(from('10.0.0.1'), 'banned', 'Go away.')
    expect(short(book.list)).toEqual([['10.0.0.1', 'connected', 'banned', '', 2]])
  })

  test('names somebody who is still here, when a later one has gone', () => {
    const { book } = setup()
    const [bo, al] = [from('10.0.0.1'), from('10.0.0.1')]
    for (const [address, name] of [
      [bo, 'Bo'],
      [al, 'Al'],
    ] as const) {
      book.accepted(address)
      book.reached(address, 'in-room', name)
    }
    expect(short(book.list)).toEqual([['10.0.0.1', 'in-room', null, 'Al', 2]])
    book.gone(al)
    expect(short(book.list)).toEqual([
      ['10.0.0.1', 'in-room', 'went', 'Al', 1],
      ['10.0.0.1', 'in-room', null, 'Bo', 1],
    ])
  })
})

describe('a flood of connections', () => {
  test('changes the list twice a second at most', () => {
    const { book, time, published } = setup()
    for (let index = 0; index < 10_000; index += 1) {
      const address = from(`10.0.${index % 250}.${index % 7}`)
      book.accepted(address)
      book.gone(address)
    }
    expect(published).toEqual([])
    time.advance(1000)
    expect(published).toHaveLength(1)
    expect(published[0]).toHaveLength(mostArrivals)
  })

  test('does not push out who is in the room', () => {
    const { book } = setup()
    const alice = from('10.0.0.7')
    book.accepted(alice)
    book.reached(alice, 'in-room', 'alice')
    for (let index = 0; index < 3 * mostArrivals; index += 1) book.turnedAway(from(`10.1.0.${index}`), 'banned', '')
    expect(book.list).toHaveLength(mostArrivals)
    expect(book.list.at(-1)).toMatchObject({ host: '10.0.0.7', nickname: 'alice' })
    expect(book.list[0]).toMatchObject({ host: `10.1.0.${3 * mostArrivals - 1}` })
  })

  test('is not told any more once the room is closed', () => {
    const { book, time, published } = setup()
    book.accepted(from('10.0.0.7'))
    book.close()
    book.accepted(from('10.0.0.7'))
    time.advance(10_000)
    expect(published).toEqual([])
  })
})

test('whatever happens, the list is bounded, and everybody who is connected is counted once', () => {
  const act = fc.oneof(
    fc.record({ type: fc.constant('accepted' as const), host: fc.nat(130) }),
    fc.record({
      type: fc.constant('reached' as const),
      who: fc.nat(),
      step: fc.constantFrom<ArrivalStep>('named', 'native', 'in-room'),
    }),
    fc.record({
      type: fc.constant('ended' as const),
      who: fc.nat(),
      end: fc.constantFrom<ArrivalEnd>('slow', 'sent-out'),
    }),
    fc.record({ type: fc.constant('gone' as const), who: fc.nat() }),
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 400 }), (acts) => {
      const { book } = setup()
      const open: { address: Address; ended: boolean }[] = []
      for (const act of acts) {
        if (act.type === 'accepted') {
          const address = from(`10.0.0.${act.host}`)
          open.push({ address, ended: false })
          book.accepted(address)
          continue
        }
        const one = open[act.who % Math.max(1, open.length)]
        if (!one) continue
        if (act.type === 'reached') book.reached(one.address, act.step, 'x')
        if (act.type === 'ended') {
          book.ended(one.address, act.end)
          one.ended = true
        }
        if (act.type === 'gone') {
          book.gone(one.address)
          open.splice(open.indexOf(one), 1)
        }
      }
      const { list } = book
      expect(list.length).toBeLessThanOrEqual(mostArrivals)
      expect(list.every(({ count }) => count > 0)).toBe(true)
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
      const present = list.filter(({ end }) => end === null).reduce((sum, { count }) => sum + count, 0)
      const connected = open.filter(({ ended }) => !ended).length
      if (list.length < mostArrivals) expect(present).toBe(connected)
      else expect(present).toBeLessThanOrEqual(connected)
    }),
  )
})
