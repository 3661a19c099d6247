import {
  array,
  assert,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  uniqueArray,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEvents } from './apply-events.ts'
import {
  maxEntries,
  mostLoadedEntries,
  type Entry,
  type HappeningEntry,
  type MessageEntry,
  type NamedPerson,
  type NoticeEntry,
  type Person,
  type PresenceEntry,
  type RoomEvent,
  type RoomEventBody,
  type RoomState,
  undescribed,
} from './room.ts'

const empty: RoomState = {
  id: 'room',
  name: 'Lab',
  role: { kind: 'guest' },
  addresses: ['127.0.0.1:55555'],
  self: { personId: 'self', nickname: 'alice' },
  connection: { status: 'open' },
  people: [],
  typing: [],
  retention: null,
  topic: '',
  slowSeconds: 0,
  abilities: [],
  hasMoreHistory: false,
  bans: [],
  arrivals: [],
  readAt: null,
  entries: [],
  seq: 0,
}

function person(id: string): Person {
  return { id, nickname: id, kind: 'classic' }
}

function message(id: string): MessageEntry {
  const author = { personId: 'bob', nickname: 'bob', kind: 'classic' } as const
  return { kind: 'message', id, at: 0, author, text: 'hi', own: false, delivery: { state: 'sending' } }
}

function notice(id: string): NoticeEntry {
  return { kind: 'notice', id, at: 0, text: 'Reconnected.', tone: 'quiet' }
}

function presence(id: string): PresenceEntry {
  return { kind: 'presence', id, at: 0, nickname: id, change: 'joined' }
}

function named(personId: string): NamedPerson {
  return { personId, nickname: personId }
}

function happening(id: string): HappeningEntry {
  return { kind: 'happening', id, at: 0, happening: { type: 'topic-set', nickname: id, topic: 'Lunch' } }
}

function numbered(bodies: readonly RoomEventBody[], first = 1): RoomEvent[] {
  return bodies.map((body, index) => ({ ...body, seq: first + index }))
}

const id = constantFrom('a', 'b', 'c', 'd')
const revision = integer({ min: 1, max: 9 })
const anyBody: Arbitrary<RoomEventBody> = oneof(
  id.map((one) => ({ type: 'message.placed', message: message(one) }) as const),
  id.map((one) => ({ type: 'message.added', message: message(one) }) as const),
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
  id.map((one) => ({ type: 'person.changed', person: { ...person(one), away: 'lunch' } }) as const),
  id.map((one) => ({ type: 'happening.added', entry: happening(one) }) as const),
  constant({ type: 'bans.changed', bans: [] } as const),
  constant({ type: 'arrivals.changed', arrivals: [] } as const),
  record({ type: constant('typing.changed'), personId: id, on: boolean() }),
  uniqueArray(id).map((ids) => ({ type: 'people.reset', people: ids.map(person) }) as const),
  id.map((nickname) => ({ type: 'self.renamed', nickname }) as const),
  id.map((one) => ({ type: 'notice.added', notice: notice(one) }) as const),
  id.map((reason) => ({ type: 'connection.changed', connection: { status: 'closed', reason } }) as const),
)

test('an own message takes its place among the others once the room has it', () => {
  const added = (id: string, own: boolean): RoomEventBody => ({
    type: 'message.added',
    message: { ...message(id), own, delivery: { state: own ? 'sending' : 'received' } },
  })
  const sent = (id: string): RoomEventBody => ({ type: 'message.delivery-changed', id, delivery: { state: 'sent' } })
  const bodies = [added('first', true), added('second', true), added('other', false), sent('first')]
  const events = bodies.map((body, index): RoomEvent => Object.assign(body, { seq: index + 1 }))
  const room = applyEvents(empty, events)
  expect(room.entries.map(({ id }) => id)).toEqual(['second', 'other', 'first'])
  const settled = applyEvents(room, [{ ...sent('second'), seq: 5 }])
  expect(settled.entries.map(({ id }) => id)).toEqual(['other', 'first', 'second'])
})

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
      { length: maxEntries + 2 },
      (_, index) => ({ type: 'message.added', message: message(`${index}`) }) as const,
    )
    const events = numbered([...added, { type: 'message.discarded', id: '5' }])
    const atOnce = applyEvents(empty, events)
    let inMany = applyEvents(empty, events.slice(0, maxEntries))
    for (const event of events.slice(maxEntries)) inMany = applyEvents(inMany, [event])
    expect(atOnce.entries).toHaveLength(maxEntries - 1)
    expect(texts(atOnce.entries).slice(0, 4)).toEqual(['2', '3', '4', '6'])
    expect(inMany).toEqual(atOnce)
  })
})

describe('history', () => {
  const ids = (room: RoomState): string[] => room.entries.map((entry) => entry.id)
  const loaded = (older: readonly string[], more: boolean): RoomEventBody => ({
    type: 'history.loaded',
    entries: older.map(message),
    more,
  })

  test('stands above everything that is here, page above page', () => {
    const room = applyEvents(
      empty,
      numbered([{ type: 'message.added', message: message('e') }, loaded(['c', 'd'], true), loaded(['a', 'b'], false)]),
    )
    expect(ids(room)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(room.hasMoreHistory).toBe(false)
  })

  test('says whether there is more, even if nothing comes', () => {
    const room = applyEvents(empty, numbered([loaded(['b'], true)]))
    expect(room.hasMoreHistory).toBe(true)
    expect(applyEvents(room, numbered([loaded([], false)], 2))).toMatchObject({
      ...room,
      topic: '',
      slowSeconds: 0,
      abilities: [],
      hasMoreHistory: false,
      bans: [],
      readAt: null,
      seq: 2,
    })
  })

  test('leaves out what is here already', () => {
    const room = applyEvents(
      empty,
      numbered([{ type: 'message.added', message: message('c') }, loaded(['a', 'b', 'c'], true), loaded(['a'], true)]),
    )
    expect(ids(room)).toEqual(['a', 'b', 'c'])
  })

  test('pushes nothing out: what has no room is the oldest, and there is no more to ask for', () => {
    const here = Array.from({ length: mostLoadedEntries - 3 }, (_, index) => message(`${index}`))
    const almostFull = { ...empty, entries: here }
    const full = applyEvents(almostFull, numbered([loaded(['a', 'b', 'c'], true)]))
    expect(ids(full).slice(0, 4)).toEqual(['a', 'b', 'c', '0'])
    expect(full.hasMoreHistory).toBe(true)
    const overfull = applyEvents(almostFull, numbered([loaded(['a', 'b', 'c', 'd', 'e'], true)]))
    expect(ids(overfull).slice(0, 4)).toEqual(['c', 'd', 'e', '0'])
    expect(overfull.entries).toHaveLength(mostLoadedEntries)
    expect(overfull.hasMoreHistory).toBe(false)
  })
})

test('what is said does not make a window hold more than it keeps, however far its reader has gone back', () => {
  const here = Array.from({ length: maxEntries + 5 }, (_, index) => message(`${index}`))
  const room = applyEvents({ ...empty, entries: here }, numbered([{ type: 'message.added', message: message('new') }]))
  expect(room.entries).toHaveLength(maxEntries + 5)
  expect([room.entries[0]?.id, room.entries.at(-1)?.id]).toEqual(['1', 'new'])
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

  test('knows who is writing, once each, until they stop, leave or everybody is counted anew', () => {
    const typing = (personId: string, on: boolean): RoomEventBody => ({ type: 'typing.changed', personId, on })
    const writing = applyEvents(empty, numbered([typing('a', true), typing('b', true), typing('a', true)]))
    expect(writing.typing).toEqual(['b', 'a'])
    const after = (body: RoomEventBody): readonly string[] => applyEvents(writing, [{ ...body, seq: 4 }]).typing
    expect(after(typing('b', false))).toEqual(['a'])
    expect(after({ type: 'person.left', personId: 'a' })).toEqual(['b'])
    expect(after({ type: 'people.reset', people: [person('a')] })).toEqual([])
  })
})

describe('a message', () => {
  const said = { ...message('a'), revision: 3 }
  const { text, ...untold } = said
  const after = (...bodies: RoomEventBody[]): Entry | undefined =>
    applyEvents(empty, numbered([{ type: 'message.added', message: said }, ...bodies])).entries[0]
  const edit = (revision: number): RoomEventBody => ({ type: 'message.edited', id: 'a', text: 'ho', at: 7, revision })
  const reaction = (on: boolean, revision: number, emoji = '👍', who = 'bob'): RoomEventBody => {
    return { type: 'message.reacted', id: 'a', emoji, person: named(who), on, revision }
  }

  test('takes a change once, and none that is in it already', () => {
    expect(after(edit(4))).toEqual({ ...said, text: 'ho', editedAt: 7, revision: 4 })
    expect(after(edit(3))).toEqual(said)
    expect(after(edit(4), { type: 'message.edited', id: 'a', text: 'older', at: 9, revision: 4 })).toEqual(
      after(edit(4)),
    )
  })

  test('that was taken back is empty, and nobody goes on quoting it', () => {
    const deleted: RoomEventBody = { type: 'message.deleted', id: 'a', revision: 6 }
    expect(after(reaction(true, 4), edit(5), deleted)).toEqual({ ...untold, text: '', isDeleted: true, revision: 6 })
    const answer = { ...message('b'), replyTo: { id: 'a', nickname: 'bob', excerpt: text } }
    const room = applyEvents({ ...empty, entries: [said, answer] }, numbered([deleted]))
    expect(room.entries[1]).toEqual({ ...answer, replyTo: { ...answer.replyTo, excerpt: '' } })
  })

  test('has each emoji once, with everybody who put it there', () => {
    const one = { emoji: '👍', people: [named('bob')] }
    expect(after(reaction(true, 4))).toEqual({ ...said, reactions: [one], revision: 4 })
    const two = after(
      reaction(true, 4),
      reaction(true, 5, '👍', 'amy'),
      reaction(true, 6, '🎉'),
      reaction(true, 7, '🎉'),
    )
    expect(two).toMatchObject({
      reactions: [
        { emoji: '👍', people: [named('bob'), named('amy')] },
        { emoji: '🎉', people: [named('bob')] },
      ],
    })
    expect(after(reaction(true, 4), reaction(false, 5))).toMatchObject({ reactions: [] })
    expect(after(reaction(false, 4))).toMatchObject({ reactions: [] })
  })

  test('shows what is asked for until it is done', () => {
    const asked: RoomEventBody = { type: 'message.change-pending', id: 'a', change: { type: 'edit', text: 'ho' } }
    expect(after(asked)).toEqual({ ...said, pendingChange: { type: 'edit', text: 'ho' } })
    expect(after(asked, { type: 'message.change-pending', id: 'a', change: null })).toEqual(said)
  })
})

test('an own message takes the form that it has in the room, and keeps what only its window knows', () => {
  const ledger = { have: 1, of: 2, cannotConfirm: [] }
  const own = { ...message('m'), own: true, delivery: { state: 'sent', ledger } } as const
  const state = applyEvents(
    empty,
    numbered([
      { type: 'message.added', message: own },
      { type: 'message.change-pending', id: 'm', change: { type: 'delete' } },
      { type: 'message.placed', message: { ...own, at: 99, delivery: { state: 'sent' } } },
    ]),
  )
  expect(state.entries).toEqual([{ ...own, at: 99, pendingChange: { type: 'delete' } }])
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
