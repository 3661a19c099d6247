/** What others change in a native room, as a window comes to know of it. */
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage, loggedMessages, type ScriptedGuest } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom, type NativeVisit } from '../../../e2e/peers/native-room.ts'
import { isConnection, isMessage } from '../../../e2e/peers/scripted-room.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import type { RoomEventBody } from '../common/room-event.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

const bob = { id: 'key:bob', nickname: 'bob', kind: 'native' } as const
const bobNamed = { personId: 'key:bob', nickname: 'bob' }

function edited(seq: number, target: string, text: string): LogEvent {
  return { type: 'edited', seq, at: seq, id: `act-${seq}`, target, personId: 'key:bob', text }
}

function changesIn(events: readonly RoomEventBody[]): RoomEventBody[] {
  return events.filter(({ type }) => /^message\.(edited|deleted|reacted)$/.test(type))
}

/** Sends events and waits until they are known. */
async function tell({ guest, record }: NativeVisit, ...events: readonly LogEvent[]): Promise<void> {
  const last = (events.at(-1)?.seq ?? 0) + 1
  guest.send({ type: 'events', events: [...events, loggedMessage(last)] })
  await record.until(isMessage(`message ${last}`))
}

/** Answers a request for a page. */
function answer(guest: ScriptedGuest, request: string, events: readonly LogEvent[], more = true): void {
  for (let from = 0; from < events.length; from += 200) {
    const done = from + 200 >= events.length
    guest.send({ type: 'page', request, events: events.slice(from, from + 200), done, more })
  }
}

describe('before this visit', () => {
  test('what was changed of messages before a page is told, for copies that have them', async () => {
    const visit = await room.enter({}, { lastSeq: 8, complete: false })
    const deleted = { type: 'deleted', seq: 6, at: 6, id: 'd', target: 'old', personId: 'key:bob' } as const
    const reformed = { ...loggedMessage(5), revision: 7 } as LogEvent
    visit.guest.send({ type: 'events', events: [reformed, deleted, edited(7, 'log-5', 'new'), loggedMessage(8)] })
    await tell(visit, loggedMessage(9))
    expect(changesIn(visit.record.events)).toEqual([{ type: 'message.deleted', id: 'old', revision: 6 }])
    visit.client.loadHistory()
    const { request } = await visit.guest.until('page')
    answer(visit.guest, request, [edited(3, 'older', 'new\u0007')], false)
    await visit.record.until((event) => event.type === 'message.edited')
    expect(changesIn(visit.record.events).slice(1)).toEqual([
      { type: 'message.edited', id: 'older', text: 'new', at: 3, revision: 3 },
    ])
  })
})

describe('as it happens', () => {
  test('messages are changed, taken back and reacted to, harmlessly', async () => {
    const visit = await room.enter()
    await tell(
      visit,
      loggedMessage(1),
      edited(2, 'log-1', 'new\u0007\nline'),
      { type: 'reacted', seq: 3, at: 3, id: 'r', target: 'log-1', person: bobNamed, emoji: '👍', on: true },
      { type: 'deleted', seq: 4, at: 4, id: 'd', target: 'log-1', personId: 'key:bob' },
    )
    expect(changesIn(visit.record.events)).toEqual([
      { type: 'message.edited', id: 'log-1', text: 'new\nline', at: 2, revision: 2 },
      { type: 'message.reacted', id: 'log-1', emoji: '👍', person: bobNamed, on: true, revision: 3 },
      { type: 'message.deleted', id: 'log-1', revision: 4 },
    ])
  })

  test('the room is described anew', async () => {
    const { client, record, guest } = await room.enter()
    const retention = { stored: false, messages: 0, days: 0 }
    guest.send({ type: 'room', name: 'Lab\u202E', topic: 'Tides', slowSeconds: 5, retention })
    await record.until((event) => event.type === 'room.described' && event.topic === 'Tides')
    expect(client.description).toMatchObject({ name: 'Lab', slowSeconds: 5, retention })
    expect(record.events.at(-1)).toEqual({ type: 'room.described', ...client.description })
    expect(client.description.abilities).toContain('edits')
  })

  test('people are away, muted and alike from the first', async () => {
    const visit = await room.enter({}, { people: [{ ...bob, away: 'Lu\u0007nch', muted: true }] })
    const { client, record, guest } = visit
    const eve = { id: 'key:eve', nickname: 'b0b', kind: 'native', looksLike: 'bo\u202Eb' } as const
    guest.send({ type: 'people', people: [eve] })
    await record.until((event) => event.type === 'people.added')
    expect(client.people.slice(1)).toEqual([
      { ...bob, away: 'Lunch', muted: true },
      { ...eve, looksLike: 'bob' },
    ])
    guest.send({ type: 'person', person: bob }, { type: 'person', person: { ...bob, id: 'key:nobody' } })
    await tell(visit)
    expect(record.events.filter(({ type }) => type === 'person.changed')).toEqual([
      { type: 'person.changed', person: bob },
    ])
    expect(client.people).toHaveLength(3)
  })

  test('what was said under a name that looks like another one keeps that, harmlessly', async () => {
    const visit = await room.enter()
    const author = { personId: 'key:eve', nickname: 'b0b', kind: 'native', looksLike: 'bo\u202Eb' } as const
    await tell(visit, { ...loggedMessage(1), author })
    const event = visit.record.events.find(({ type }) => type === 'message.added')
    expect(event).toMatchObject({ message: { author: { ...author, looksLike: 'bob' } } })
  })

  test('somebody is renamed, whichever of the two words about it comes first', async () => {
    const visit = await room.enter({}, { people: [bob] })
    const renamed = (seq: number, nickname: string): LogEvent => {
      return { type: 'renamed', seq, at: seq, id: `act-${seq}`, personId: 'key:bob', before: 'bob', nickname }
    }
    visit.guest.send({ type: 'person', person: { ...bob, nickname: 'Bobby' } })
    await tell(visit, renamed(1, 'Bobby'))
    await tell(visit, renamed(3, 'Robert'))
    const { client, record } = visit
    expect(client.people[1]).toEqual({ ...bob, nickname: 'Robert' })
    expect(record.events.flatMap((event) => (event.type === 'person.changed' ? [event.person.nickname] : []))).toEqual([
      'Bobby',
      'Robert',
    ])
    expect(record.events.filter(({ type }) => type === 'happening.added')).toHaveLength(2)
  })

  test('what is done about the room and its people is told', async () => {
    const visit = await room.enter()
    await tell(
      visit,
      { type: 'topic', seq: 1, at: 1, id: 'a', person: bobNamed, topic: 'Tides' },
      { type: 'moderated', seq: 2, at: 2, action: 'muted', personId: 'key:bob', nickname: 'bob', reason: 'Noise' },
      { type: 'slowed', seq: 3, at: 3, seconds: 10 },
    )
    const told = visit.record.events.flatMap((event) =>
      event.type === 'happening.added' ? [event.entry.happening] : [],
    )
    expect(told).toEqual([
      { type: 'topic-set', nickname: 'bob', topic: 'Tides' },
      { type: 'muted', nickname: 'bob', reason: 'Noise' },
      { type: 'slowed', seconds: 10 },
    ])
  })

  test('what happened while we were away changes the conversation, but not who is here', async () => {
    const visit = await room.enter({}, { people: [{ ...bob, nickname: 'Bobby' }] })
    await tell(visit, loggedMessage(1))
    visit.guest.socket.resetAndDestroy()
    await visit.record.until(isConnection('reconnecting'))
    room.host.room.lastSeq = 4
    const { guest } = await room.host.letIn({ people: [{ ...bob, nickname: 'Robert' }] })
    const renamed = { type: 'renamed', seq: 4, at: 4, id: 'a', personId: 'key:bob', before: 'bob' } as const
    await tell({ ...visit, guest }, edited(3, 'log-1', 'new'), { ...renamed, nickname: 'Bobby' })
    expect(changesIn(visit.record.events)).toHaveLength(1)
    expect(visit.client.people[1]).toMatchObject({ nickname: 'Robert' })
    expect(visit.record.events.some(({ type }) => type === 'happening.added')).toBe(true)
  })
})

describe('what is older', () => {
  test('changes are no lines of a page, and messages come in their present form', async () => {
    room.host.room.lastSeq = 4
    const { record, guest } = await room.enter()
    const message = { ...loggedMessage(1, 'new'), editedAt: 9, revision: 4 }
    const reactions = [{ emoji: '👍', people: [bobNamed] }]
    guest.send({
      type: 'events',
      events: [{ ...message, reactions }, edited(2, 'log-1', 'newer'), loggedMessage(3), edited(4, 'log-1', 'new')],
    })
    const loaded = await record.until((event) => event.type === 'history.loaded')
    expect(loaded).toMatchObject({
      entries: [{ id: 'log-1', text: 'new', editedAt: 9, revision: 4, reactions }, { id: 'log-3' }],
    })
  })

  /** A client that has the messages from 5001 to 5010 of so many. */
  async function enterLate(): Promise<NativeVisit> {
    room.host.room.lastSeq = 5010
    const visit = await room.enter({}, { complete: false })
    visit.guest.send({ type: 'events', events: loggedMessages(5001, 5010) })
    await visit.record.until((event) => event.type === 'history.loaded')
    return visit
  }

  test('all back to a message comes as one, by as many pages as that takes', async () => {
    const { client, record, guest } = await enterLate()
    client.loadHistory('log-3500')
    for (const first of [4001, 3001]) {
      const { request, before, limit } = await guest.until('page')
      expect({ before, limit }).toEqual({ before: first + 1000, limit: 1000 })
      answer(guest, request, loggedMessages(first, first + 999))
    }
    const loaded = await record.until((event) => event.type === 'history.loaded' && event.entries[0]?.id === 'log-3001')
    expect(loaded).toMatchObject({ entries: { length: 2000 }, more: true })
    expect(record.events.filter(({ type }) => type === 'history.loaded')).toHaveLength(2)
    // One page more is asked for as always.
    client.loadHistory()
    expect(await guest.until('page')).toMatchObject({ before: 3001, limit: 100 })
  })

  test('whoever hears of older entries may ask for more at once', async () => {
    const { client, record, guest } = await enterLate()
    client.on('event', (event) => {
      if (event.type === 'history.loaded' && event.more) client.loadHistory()
    })
    client.loadHistory()
    for (const first of [4901, 4801]) {
      const { request } = await guest.until('page')
      answer(guest, request, loggedMessages(first, first + 99), first > 4801)
    }
    await record.until((event) => event.type === 'history.loaded' && event.entries[0]?.id === 'log-4801')
  })

  test('a message that is not there ends with everything that is', async () => {
    const { client, record, guest } = await enterLate()
    client.loadHistory('nowhere')
    const { request } = await guest.until('page')
    guest.send({ type: 'page', request, events: loggedMessages(4990, 5000), done: true, more: false })
    const loaded = await record.until((event) => event.type === 'history.loaded' && !event.more)
    expect(loaded).toMatchObject({ entries: { length: 11 } })
  })

  test('a drop in between: the way back goes on where it was', async () => {
    const { client, record, guest } = await enterLate()
    client.loadHistory('log-3500')
    const first = await guest.until('page')
    answer(guest, first.request, loggedMessages(4001, 5000))
    await guest.until('page')
    guest.socket.resetAndDestroy()
    const { guest: again } = await room.host.letIn()
    const second = await again.until('page')
    expect(second).toMatchObject({ before: 4001, limit: 1000 })
    answer(again, second.request, loggedMessages(3001, 4000))
    const loaded = await record.until((event) => event.type === 'history.loaded' && event.entries[0]?.id === 'log-3001')
    expect(loaded).toMatchObject({ entries: { length: 2000 } })
  })

  test('another room on the way back: nothing of the old one is asked for any more', async () => {
    const { client, record, guest } = await enterLate()
    client.loadHistory('log-3500')
    await guest.until('page')
    guest.socket.resetAndDestroy()
    room.host.room = { ...room.host.room, id: 'room-2', lastSeq: 1 }
    const { guest: again } = await room.host.letIn({ complete: false })
    again.send({ type: 'events', events: [loggedMessage(1, 'anew')] })
    await record.until(isMessage('anew'))
    client.send({ id: 'm1', text: 'hi' })
    await again.until('post')
    expect(again.messages.map(({ type }) => type)).toEqual(['hello', 'post'])
    expect(record.events.filter(({ type }) => type === 'history.loaded')).toHaveLength(2)
  })

  test('a host that answers nothing, and always more, is not asked for ever', async () => {
    const { client, record, guest } = await enterLate()
    client.loadHistory('log-1')
    for (const before of [5001, 4001, 3001, 2001, 1001]) {
      const page = await guest.until('page')
      expect(page).toMatchObject({ before })
      guest.send({ type: 'page', request: page.request, events: [], done: true, more: true })
    }
    await record.until((event) => event.type === 'history.loaded' && !event.more)
    expect(guest.messages.filter(({ type }) => type === 'page')).toHaveLength(5)
  })

  test('whenever a message changes while its page is on the way, in the end it is as it is', async () => {
    const changeCounts = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(changeCounts, fc.integer({ min: 0, max: 8 }), async (counts, knownChanges) => {
        const { client, record, guest } = await enterLate()
        let seq = 5010
        const changes: LogEvent[] = []
        const change = (count = 0): void => {
          const due = Array.from({ length: count }, () => edited((seq += 1), 'log-4995', `text ${seq}`))
          changes.push(...due)
          if (due.length > 0) guest.send({ type: 'events', events: due })
        }
        change(counts[0])
        client.loadHistory()
        const { request } = await guest.until('page')
        change(counts[1])
        guest.send({ type: 'page', request, events: loggedMessages(4990, 4994), done: false, more: true })
        change(counts[2])
        // As it was after some of the changes: at least after those before it was asked for.
        const known = Math.min(changes.length, Math.max(counts[0] ?? 0, knownChanges))
        const revision = 5010 + known
        const present = known === 0 ? loggedMessage(4995) : { ...loggedMessage(4995, `text ${revision}`), revision }
        guest.send({ type: 'page', request, events: [present, ...loggedMessages(4996, 5000)], done: true, more: true })
        change(counts[3])
        guest.send({ type: 'events', events: [loggedMessage(seq + 1, 'end')] })
        await record.until(isMessage('end'))
        expect(textIn(record.events, 'log-4995')).toBe(changes.length === 0 ? 'message 4995' : `text ${seq}`)
        await client.leave()
      }),
      { numRuns: 20 },
    )
  })
})

/** The text of a message as a window would show it, once its page has come. */
function textIn(events: readonly RoomEventBody[], id: string): string | undefined {
  let shown: { text: string; revision: number } | undefined
  for (const event of events) {
    if (event.type === 'history.loaded') {
      const entry = event.entries.find((entry) => entry.id === id)
      if (entry?.kind === 'message') shown = { text: entry.text, revision: entry.revision ?? 0 }
    }
    if (event.type === 'message.edited' && shown && event.revision > shown.revision) shown = { ...event }
  }
  return shown?.text
}
