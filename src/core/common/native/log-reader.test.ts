import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LogReader, type LogReading, longestPage } from './log-reader.ts'
import type { LogEvent } from './log-event.ts'
import type { HostMessage } from './messages.ts'

type Welcome = Extract<HostMessage, { type: 'welcome' }>

function welcome(lastSeq: number, changes: { roomId?: string; complete?: boolean } = {}): Welcome {
  const { roomId = 'room', complete = true } = changes
  const self = { id: 'key:me', nickname: 'me', kind: 'native' } as const
  const room = {
    id: roomId,
    name: 'Room',
    topic: '',
    slowSeconds: 0,
    retention: { stored: true, messages: 1, days: 1 },
  }
  return { type: 'welcome', version: 1, room, self, people: [self], lastSeq, complete }
}

function event(seq: number): LogEvent {
  return { type: 'left', seq, at: seq, personId: 'key:bob', nickname: 'bob' }
}

function events(first: number, last: number): LogEvent[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => event(first + index))
}

function page(events: LogEvent[], more: boolean, done = true): Extract<HostMessage, { type: 'page' }> {
  return { type: 'page', request: 'r', events, done, more }
}

/** `next 4-6`, `newest 1-3 more`. */
function told(readings: readonly LogReading[]): string[] {
  return readings.map((reading) => {
    if (reading.type === 'lost') return 'lost'
    const seqs = reading.events.map(({ seq }) => seq)
    const range = seqs.length === 0 ? 'none' : `${seqs[0]}-${seqs.at(-1)}`
    return `${reading.type} ${range}${'more' in reading && reading.more ? ' more' : ''}`
  })
}

describe('a room that was not known', () => {
  test('its newest page is whole when the last number has come, in however many messages', () => {
    const reader = new LogReader(100)
    expect(reader.begin(welcome(6, { complete: false }))).toEqual([])
    expect(reader.resume).toBeUndefined()
    expect(reader.push(events(3, 5))).toEqual([])
    expect(told(reader.push(events(6, 8)))).toEqual(['newest 3-6 more', 'next 7-8'])
    expect(reader.resume).toEqual({ roomId: 'room', seq: 8 })
  })

  test('the end of the page may be missing from the log', () => {
    const reader = new LogReader(100)
    reader.begin(welcome(6))
    expect(told(reader.push([...events(1, 4), event(9)]))).toEqual(['newest 1-4', 'next 9-9'])
  })

  test('is whole although its last events cannot be read', () => {
    const reader = new LogReader(100)
    reader.begin(welcome(6))
    expect(reader.push([], 2)).toEqual([])
    expect(told(reader.push(events(3, 4), 6))).toEqual(['newest 3-4'])
    expect(reader.push([], 8)).toEqual([])
    expect(reader.resume).toEqual({ roomId: 'room', seq: 8 })
  })

  test.each([
    ['an empty log', 100, 0, 'newest none'],
    ['no wish for history', 0, 7, 'newest none more'],
  ])('with %s the page is over at once', (_, wanted, lastSeq, expected) => {
    expect(told(new LogReader(wanted).begin(welcome(lastSeq, { complete: lastSeq === 0 })))).toEqual([expected])
  })

  test('an empty page ends it: the host may keep nothing', () => {
    const reader = new LogReader(100)
    reader.begin(welcome(6))
    expect(told(reader.push([]))).toEqual(['newest none'])
    expect(told(reader.push(events(7, 7)))).toEqual(['next 7-7'])
  })
})

/** A reader that has read up to a number. */
function readerAt(seq: number): LogReader {
  const reader = new LogReader(100)
  reader.begin(welcome(seq))
  reader.push(events(1, seq))
  return reader
}

describe('a room that is known', () => {
  test('goes on where it was, without what is known', () => {
    const reader = readerAt(5)
    expect(reader.begin(welcome(8))).toEqual([])
    expect(told(reader.push(events(4, 8)))).toEqual(['next 6-8'])
    expect(reader.push(events(1, 8))).toEqual([])
  })

  test('a gap is filled by pages before anything later is told', () => {
    const reader = readerAt(5)
    reader.begin(welcome(2000, { complete: false }))
    expect(reader.nextRequest()).toEqual({ before: 2001, limit: 500 })
    expect(reader.nextRequest()).toBeNull()
    expect(reader.push(events(1901, 2000))).toEqual([])
    expect(reader.push(events(2001, 2003))).toEqual([])
    const readings: LogReading[] = [...reader.pushPage(page(events(1501, 2000), true))]
    for (const first of [1001, 501, 1]) {
      expect(reader.nextRequest()).toEqual({ before: first + 500, limit: 500 })
      readings.push(...reader.pushPage(page(events(first, first + 499), first > 1)))
    }
    expect(told(readings)).toEqual(['next 6-2003'])
    expect(reader.nextRequest()).toBeNull()
    expect(reader.resume).toEqual({ roomId: 'room', seq: 2003 })
  })

  test('a drop while a gap is filled takes nothing of what has come of it', () => {
    const reader = readerAt(5)
    reader.begin(welcome(2000, { complete: false }))
    reader.nextRequest()
    reader.pushPage(page(events(1501, 2000), true))
    expect(reader.push(events(2001, 2003))).toEqual([])
    reader.nextRequest()
    // The connection drops.
    reader.begin(welcome(2600, { complete: false }))
    expect(reader.push(events(2601, 2602))).toEqual([])
    expect(reader.nextRequest()).toEqual({ before: 2601, limit: 500 })
    expect(reader.pushPage(page(events(2101, 2600), true))).toEqual([])
    expect(reader.nextRequest()).toEqual({ before: 2101, limit: 500 })
    expect(reader.pushPage(page(events(1601, 2100), true))).toEqual([])
    const readings: LogReading[] = []
    for (const first of [1001, 501, 1]) {
      expect(reader.nextRequest()).toEqual({ before: first + 500, limit: 500 })
      readings.push(...reader.pushPage(page(events(first, first + 499), first > 1)))
    }
    expect(told(readings)).toEqual(['next 6-2602'])
  })

  test('what has come of a gap is told with what is lost above it', () => {
    const reader = readerAt(5)
    reader.begin(welcome(2000, { complete: false }))
    reader.nextRequest()
    reader.pushPage(page(events(1501, 2000), true))
    reader.begin(welcome(5000, { complete: false }))
    reader.nextRequest()
    expect(told(reader.pushPage(page(events(4501, 5000), false)))).toEqual(['lost', 'next 1501-5000'])
    expect(reader.resume?.seq).toBe(5000)
  })

  test('what cannot be had any more is told to be lost', () => {
    const reader = readerAt(5)
    reader.begin(welcome(100, { complete: false }))
    reader.nextRequest()
    expect(told(reader.pushPage(page(events(91, 100), false)))).toEqual(['lost', 'next 91-100'])
  })

  test('a host that answers nothing does not keep anybody waiting', () => {
    const reader = readerAt(5)
    reader.begin(welcome(100, { complete: false }))
    reader.nextRequest()
    expect(told(reader.pushPage(page([], true)))).toEqual(['next none'])
  })

  test('what lies before a page that is all for others is asked for, too', () => {
    const reader = readerAt(5)
    reader.begin(welcome(2000, { complete: false }))
    for (const before of [2001, 1501, 1001]) {
      expect(reader.nextRequest()).toEqual({ before, limit: 500 })
      expect(reader.pushPage(page([], true))).toEqual([])
    }
    expect(reader.nextRequest()).toEqual({ before: 501, limit: 500 })
    expect(told(reader.pushPage(page(events(3, 9), true)))).toEqual(['next 6-9'])
    expect(reader.resume).toEqual({ roomId: 'room', seq: 9 })
  })

  test('a host that has nothing any more says so', () => {
    const reader = readerAt(5)
    reader.begin(welcome(100, { complete: false }))
    reader.nextRequest()
    expect(told(reader.pushPage(page([], false)))).toEqual(['lost', 'next none'])
  })

  test('a host cannot have somebody ask for ever, nor gather for ever', () => {
    const asking = readerAt(5)
    asking.begin(welcome(1_000_000, { complete: false }))
    let asked = 0
    for (; asking.nextRequest(); asked += 1) asking.pushPage(page([], true))
    expect(asked).toBe(100)
    const gathering = readerAt(5)
    gathering.begin(welcome(100, { complete: false }))
    const readings = Array.from({ length: 30 }, (_, index) =>
      gathering.push(events(101 + index * 1000, 1100 + index * 1000)),
    )
    expect(told(readings.flat()).slice(0, 3)).toEqual(['lost', 'next 101-20100', 'next 20101-21100'])
  })

  test('another room begins anew', () => {
    const reader = readerAt(5)
    reader.begin(welcome(2, { roomId: 'other' }))
    expect(told(reader.push(events(1, 2)))).toEqual(['newest 1-2'])
  })
})

describe('older events', () => {
  test('come by pages, as far as there are any', () => {
    const reader = new LogReader(10)
    reader.begin(welcome(150, { complete: false }))
    reader.push(events(141, 150))
    expect(reader.wantOlder()).toBe(true)
    expect(reader.nextRequest()).toEqual({ before: 141, limit: 100 })
    expect(reader.pushPage(page(events(41, 90), true, false))).toEqual([])
    expect(told(reader.pushPage(page(events(91, 140), true)))).toEqual(['older 41-140 more'])
    reader.wantOlder()
    expect(reader.nextRequest()).toEqual({ before: 41, limit: 100 })
    expect(told(reader.pushPage(page(events(1, 40), false)))).toEqual(['older 1-40'])
    expect(reader.wantOlder()).toBe(false)
    expect(reader.nextRequest()).toBeNull()
  })

  test('as many come as were wanted', () => {
    const reader = new LogReader(10)
    reader.begin(welcome(2000, { complete: false }))
    reader.push(events(1991, 2000))
    expect(reader.wantOlder(longestPage)).toBe(true)
    expect(reader.nextRequest()).toEqual({ before: 1991, limit: 1000 })
    expect(told(reader.pushPage(page(events(991, 1990), true)))).toEqual(['older 991-1990 more'])
    expect(reader.nextRequest()).toBeNull()
  })

  test.each([
    ['nothing', []],
    ['what comes later', events(400, 410)],
  ])('a host that answers %s, and always more, comes to an end', (_, answer) => {
    const reader = new LogReader(10)
    reader.begin(welcome(300, { complete: false }))
    reader.push(events(250, 300))
    const asked: (number | undefined)[] = []
    while (reader.wantOlder()) {
      asked.push(reader.nextRequest()?.before)
      reader.pushPage(page(answer, true))
      expect(asked.length).toBeLessThan(300)
    }
    expect(asked).toEqual([...new Set(asked)].toSorted((one, other) => Number(other) - Number(one)))
  })

  test('none are wanted any more when the room is another one', () => {
    const reader = new LogReader(10)
    reader.begin(welcome(300, { complete: false }))
    reader.push(events(250, 300))
    reader.wantOlder()
    reader.begin(welcome(20, { roomId: 'other', complete: false }))
    reader.push(events(11, 20))
    expect(reader.nextRequest()).toBeNull()
    expect(reader.wantOlder()).toBe(true)
  })

  test('are asked for again from further up, and what is under way from elsewhere is dropped', () => {
    const reader = new LogReader(10)
    reader.begin(welcome(500, { complete: false }))
    reader.push(events(491, 500))
    reader.wantOlder()
    expect(reader.nextRequest()).toEqual({ before: 491, limit: 100 })
    reader.push(events(501, 900))
    reader.lookBackFrom(602)
    expect(reader.wantOlder()).toBe(true)
    expect(reader.nextRequest()).toEqual({ before: 602, limit: 100 })
    expect(told(reader.pushPage(page(events(502, 601), true)))).toEqual(['older 502-601 more'])
  })

  test('are not asked for again where they would stand behind another conversation', () => {
    const reader = new LogReader(10)
    reader.begin(welcome(500, { complete: false }))
    reader.push(events(491, 500))
    reader.endHistory()
    reader.lookBackFrom(5)
    expect(reader.wantOlder()).toBe(false)
  })

  test('more than was asked for is not taken', () => {
    const reader = new LogReader(10)
    reader.begin(welcome(500, { complete: false }))
    reader.push(events(491, 500))
    reader.wantOlder()
    reader.nextRequest()
    expect(told(reader.pushPage(page(events(1, 490), false)))).toEqual(['older 1-100'])
  })
})

/** A log, and a client that connects, reads some of what comes, and loses its connection, again and again. */
const visits = fc.array(fc.record({ saidBefore: fc.nat(30), saidDuring: fc.nat(30), messagesRead: fc.nat(12) }), {
  minLength: 1,
  maxLength: 12,
})

test('however often the connection breaks, every event is told once and in order', () => {
  fc.assert(
    fc.property(visits, fc.integer({ min: 1, max: 9 }), (visits, pageSize) => {
      const reader = new LogReader(1000)
      const seen: number[] = []
      let last = 1
      const take = (readings: readonly LogReading[]): void => {
        for (const reading of readings) if (reading.type !== 'lost') seen.push(...reading.events.map(({ seq }) => seq))
      }
      // The last visit is long enough to hear everything.
      for (const { saidBefore, saidDuring, messagesRead } of [
        ...visits,
        { saidBefore: 0, saidDuring: 1, messagesRead: 1e6 },
      ]) {
        last += saidBefore
        const from = reader.resume?.seq ?? 0
        const complete = from === 0 || last - from <= pageSize * 2
        take(reader.begin(welcome(last, { complete })))
        let budget = messagesRead
        const live: LogEvent[] = complete ? events(from + 1, last) : events(last - pageSize + 1, last)
        live.push(...events(last + 1, last + saidDuring))
        last += saidDuring
        while (live.length > 0 && budget > 0) {
          budget -= 1
          take(reader.push(live.splice(0, pageSize)))
        }
        for (let request = reader.nextRequest(); request && budget > 0; request = reader.nextRequest()) {
          budget -= 1
          const first = Math.max(1, request.before - pageSize)
          take(reader.pushPage(page(events(first, request.before - 1), first > 1)))
        }
      }
      expect(seen).toEqual(events(1, last).map(({ seq }) => seq))
    }),
  )
})
