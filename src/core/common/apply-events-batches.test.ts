import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  property,
  record,
  tuple,
  uniqueArray,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvents } from './apply-events.ts'
import { undescribed, type MessageEntry } from './room.ts'
import type { RoomEventBody } from './room-event.ts'
import { empty, happening, message, named, notice, numbered, person, presence } from './sample-events.ts'

const id = constantFrom('a', 'b', 'c', 'd')
const revision = integer({ min: 1, max: 9 })
const anyBody: Arbitrary<RoomEventBody> = oneof(
  id.map((one) => ({ type: 'message.placed', message: message(one) }) as const),
  id.map((one) => ({ type: 'message.added', message: message(one) }) as const),
  id.map((one) => ({ type: 'message.added', message: { ...message(one), past: true } }) as const),
  tuple(id, id).map(([one, quoted]) => ({ type: 'message.added', message: answer(one, quoted) }) as const),
  tuple(id, id).map(([one, quoted]) => ({ type: 'message.placed', message: answer(one, quoted) }) as const),
  id.map((one) => ({ type: 'message.delivery-changed', id: one, delivery: { state: 'sent' } }) as const),
  id.map((one) => ({ type: 'message.discarded', id: one }) as const),
  id.map((one) => ({ type: 'person.joined', person: person(one) }) as const),
  id.map((one) => ({ type: 'person.left', personId: one }) as const),
  id.map((one) => ({ type: 'presence.added', entry: presence(one) }) as const),
  uniqueArray(id).map((ids) => ({ type: 'history.loaded', entries: ids.map(message), more: true }) as const),
  id.map((name) => ({ type: 'room.described', ...undescribed, name, topic: name }) as const),
  record({ type: constant('message.edited'), id, text: id, at: constant(9), revision }),
  record({ type: constant('message.deleted'), id, revision }),
  record({
    type: constant('message.reacted'),
    id,
    emoji: constantFrom('👍', '🎉'),
    person: id.map(named),
    on: boolean(),
    revision,
  }),
  id.map((one) => ({ type: 'message.change-pending', id: one, change: { type: 'delete' } }) as const),
  id.map((one) => ({ type: 'message.change-pending', id: one, change: null }) as const),
  record({
    type: constant('message.reactions-pending'),
    id,
    reactions: array(record({ emoji: constantFrom('👍', '🎉'), on: boolean() }), { maxLength: 2 }),
  }),
  id.map((one) => ({ type: 'person.changed', person: { ...person(one), away: 'lunch' } }) as const),
  id.map((one) => ({ type: 'happening.added', entry: happening(one) }) as const),
  constant({ type: 'bans.changed', bans: [] } as const),
  constant({ type: 'arrivals.changed', arrivals: [] } as const),
  id.map((one) => ({ type: 'addresses.changed', addresses: [one] }) as const),
  id.map((one) => ({ type: 'exposure.changed', exposure: 'this-network', addresses: [one] }) as const),
  record({ type: constant('typing.changed'), personId: id, on: boolean() }),
  uniqueArray(id).map((ids) => ({ type: 'people.reset', people: ids.map(person) }) as const),
  array(id).map((ids) => ({ type: 'people.added', people: ids.map(person) }) as const),
  id.map((nickname) => ({ type: 'self.renamed', nickname }) as const),
  id.map((one) => ({ type: 'notice.added', notice: notice(one) }) as const),
  id.map((reason) => ({ type: 'connection.changed', connection: { status: 'closed', reason } }) as const),
)

function answer(id: string, quoted: string): MessageEntry {
  return { ...message(id), replyTo: { id: quoted, nickname: 'bob', excerpt: 'hi' } }
}

describe('events', () => {
  test('make the same room in any batches', () => {
    assert(
      property(array(anyBody), array(integer({ min: 1, max: 5 })), (bodies, sizes) => {
        const events = numbered(bodies)
        let room = empty
        let start = 0
        for (const size of [...sizes, events.length]) {
          room = applyEvents(room, events.slice(start, start + size))
          start += size
        }
        expect(room).toEqual(applyEvents(empty, events))
      }),
    )
  })

  test('make the same room, whatever else has come of those before', () => {
    const id = integer({ min: 0, max: 7 }).map(String)
    const coming: Arbitrary<RoomEventBody> = oneof(
      uniqueArray(id).map((ids) => ({ type: 'history.loaded', entries: ids.map(message), more: true }) as const),
      id.map((one) => ({ type: 'message.added', message: message(one) }) as const),
      id.map((one) => ({ type: 'message.discarded', id: one }) as const),
      tuple(id, id).map(([one, quoted]) => ({ type: 'message.added', message: answer(one, quoted) }) as const),
      id.map((one) => ({ type: 'message.deleted', id: one, revision: 1 }) as const),
    )
    assert(
      property(array(tuple(option(coming), coming)), (pairs) => {
        let room = empty
        for (const [other, body] of pairs) {
          const anew = applyEvents(structuredClone(room), numbered([body], room.seq + 1))
          if (other) applyEvents(room, numbered([other], room.seq + 1))
          room = applyEvents(room, numbered([body], room.seq + 1))
          expect(room).toEqual(anew)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('that the room already covers are skipped', () => {
    assert(
      property(
        array(anyBody),
        record({ covered: integer({ min: 0, max: 20 }), from: integer({ min: 0, max: 20 }) }),
        (bodies, { covered, from }) => {
          const events = numbered(bodies)
          const snapshot = applyEvents(empty, events.slice(0, covered))
          expect(applyEvents(snapshot, events.slice(Math.min(from, covered)))).toEqual(applyEvents(empty, events))
        },
      ),
    )
  })

  test('that change nothing leave the same reference', () => {
    const events = numbered([{ type: 'notice.added', notice: notice('a') }])
    const room = applyEvents(empty, events)
    expect(applyEvents(room, events)).toBe(room)
    expect(applyEvents(room, [])).toBe(room)
  })

  test('never change a room that was given out', () => {
    assert(
      property(array(anyBody), array(anyBody), (before, after) => {
        const room = applyEvents(empty, numbered(before))
        const copy = structuredClone(room)
        applyEvents(room, numbered(after, before.length + 1))
        expect(room).toEqual(copy)
      }),
    )
  })

  test.each<[string, (index: number) => RoomEventBody]>([
    ['are taken back', (index) => ({ type: 'message.deleted', id: `unknown ${index}`, revision: index + 1 })],
    ['change', (index) => ({ type: 'message.edited', id: `unknown ${index}`, text: 'ho', at: 9, revision: index + 1 })],
    [
      'arrive',
      (index) => ({ type: 'message.delivery-changed', id: `unknown ${index}`, delivery: { state: 'received' } }),
    ],
  ])('of many messages that are not here and %s cost no look through all that are', (_, bodyOf) => {
    let looks = 0
    const counted = (id: string): MessageEntry =>
      new Proxy(message(id), {
        get: (entry, name) => {
          looks += 1
          return Reflect.get(entry, name) as unknown
        },
      })
    const entries = Array.from({ length: 100 }, (_, index) => counted(String(index)))
    applyEvents({ ...empty, entries }, numbered(Array.from({ length: 700 }, (_, index) => bodyOf(index))))
    expect(looks).toBeLessThan(5 * entries.length)
  })

  test('must not be missing in between', () => {
    const [first, , third] = numbered([
      { type: 'self.renamed', nickname: 'a' },
      { type: 'self.renamed', nickname: 'b' },
      { type: 'self.renamed', nickname: 'c' },
    ])
    expect(() =>
      applyEvents(
        empty,
        [first, third].filter((event) => event !== undefined),
      ),
    ).toThrow('Event 3 came after 1')
  })
})
