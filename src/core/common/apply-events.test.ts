import { describe, expect, test } from 'vitest'
import { applyEvents } from './apply-events.ts'
import { leavingAtOnce, maxEntries, undescribed, type Entry } from './room.ts'
import type { RoomEventBody } from './room-event.ts'
import { empty, message, numbered, person, presence } from './sample-events.ts'

describe('the conversation', () => {
  const texts = (entries: readonly Entry[]): string[] => entries.map((entry) => entry.id)

  test('changes and discards a message by its id', () => {
    const room = applyEvents(
      empty,
      numbered([
        { type: 'message.added', message: message('a') },
        { type: 'message.added', message: message('b') },
        { type: 'message.delivery-changed', id: 'a', delivery: { state: 'failed', reason: 'no' } },
        { type: 'message.discarded', id: 'b' },
        { type: 'message.delivery-changed', id: 'b', delivery: { state: 'sent' } },
      ]),
    )
    expect(room.entries).toEqual([{ ...message('a'), delivery: { state: 'failed', reason: 'no' } }])
  })

  test('says who came and went, unless they were here before', () => {
    const entry = { kind: 'presence', id: 'p', at: 0, nickname: 'bob', change: 'left' } as const
    const room = applyEvents(
      empty,
      numbered([
        { type: 'person.joined', person: person('bob') },
        { type: 'person.joined', person: person('carol') },
        { type: 'person.left', personId: 'bob', entry },
      ]),
    )
    expect(room.people).toEqual([person('carol')])
    expect(room.entries).toEqual([entry])
  })

  test('keeps the newest entries, the same in one batch as in many', () => {
    const added = Array.from(
      { length: maxEntries + leavingAtOnce + 2 },
      (_, index) => ({ type: 'message.added', message: message(`${index}`) }) as const,
    )
    const events = numbered([...added, { type: 'message.discarded', id: `${leavingAtOnce + 1}` }])
    const atOnce = applyEvents(empty, events)
    let inMany = applyEvents(empty, events.slice(0, maxEntries))
    for (const event of events.slice(maxEntries)) inMany = applyEvents(inMany, [event])
    expect(atOnce.entries).toHaveLength(maxEntries + 1)
    expect(texts(atOnce.entries).slice(0, 2)).toEqual([`${leavingAtOnce}`, `${leavingAtOnce + 2}`])
    expect(inMany).toEqual(atOnce)
  })
})

test('who can reach the room, and where, changes at once', () => {
  const hosted = { ...empty, role: { kind: 'host', exposure: 'this-computer' } } as const
  const addresses = ['192.168.1.7:55555']
  const room = applyEvents(hosted, numbered([{ type: 'exposure.changed', exposure: 'this-network', addresses }]))
  expect(room).toEqual({ ...hosted, role: { kind: 'host', exposure: 'this-network' }, addresses, seq: 1 })
})

describe('presence', () => {
  test('of the past is a line, and changes nobody’s being here', () => {
    const room = applyEvents(
      { ...empty, people: [person('bob')] },
      numbered([{ type: 'presence.added', entry: presence('p') }]),
    )
    expect(room.entries).toEqual([presence('p')])
    expect(room.people).toEqual([person('bob')])
  })
})

describe('the room', () => {
  test('has the name and the keeper that it is described with', () => {
    const retention = { stored: true, messages: 10, days: 1 }
    const room = applyEvents(empty, numbered([{ type: 'room.described', ...undescribed, name: 'Workshop', retention }]))
    expect(room).toEqual({ ...empty, name: 'Workshop', retention, seq: 1 })
  })

  test('knows who is writing, once each, until they stop, leave, are counted anew or cannot be heard', () => {
    const typing = (personId: string, on: boolean): RoomEventBody => ({ type: 'typing.changed', personId, on })
    const writing = applyEvents(empty, numbered([typing('a', true), typing('b', true), typing('a', true)]))
    expect(writing.typing).toEqual(['b', 'a'])
    const after = (body: RoomEventBody): readonly string[] => applyEvents(writing, [{ ...body, seq: 4 }]).typing
    expect(after(typing('b', false))).toEqual(['a'])
    expect(after({ type: 'person.left', personId: 'a' })).toEqual(['b'])
    expect(after({ type: 'people.reset', people: [person('a')] })).toEqual([])
    expect(after({ type: 'connection.changed', connection: { status: 'closed', reason: '' } })).toEqual([])
    const waiting = { status: 'reconnecting', attempt: 1, retryAt: 0, reason: '' } as const
    expect(after({ type: 'connection.changed', connection: waiting })).toEqual([])
    expect(after({ type: 'connection.changed', connection: { status: 'open' } })).toEqual(['b', 'a'])
  })
})

test('who is here may be changed, and who is not is not brought in by it', () => {
  const away = { ...person('self'), nickname: 'al', away: '' }
  const room = applyEvents(
    { ...empty, people: [person('self'), person('bob')] },
    numbered([
      { type: 'person.changed', person: away },
      { type: 'person.changed', person: person('eve') },
    ]),
  )
  expect(room.people).toEqual([away, person('bob')])
  expect(room.self.nickname).toBe('al')
})
