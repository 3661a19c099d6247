import { describe, expect, test } from 'vitest'
import { applyEvents } from './apply-events.ts'
import type { Entry } from './room.ts'
import type { RoomEvent, RoomEventBody } from './room-event.ts'
import { empty, message, named, numbered } from './sample-events.ts'

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

  test('that was taken back is not quoted either by an answer that has only just got its quote', () => {
    const answer = { ...message('b'), replyTo: { id: 'a', nickname: 'bob', excerpt: text } }
    const deleted = (id: string, revision: number): RoomEventBody => ({ type: 'message.deleted', id, revision })
    const events = numbered([deleted('other', 4), { type: 'message.placed', message: answer }, deleted('a', 5)])
    const room = applyEvents({ ...empty, entries: [said, message('b')] }, events)
    expect(room.entries[1]).toMatchObject({ replyTo: { excerpt: '' } })
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

test('an own message takes the form that it has in the room, and keeps what only its window knows', () => {
  const ledger = { have: 1, of: 2, cannotConfirm: [] }
  const own = { ...message('m'), own: true, delivery: { state: 'sent', ledger } } as const
  const state = applyEvents(
    empty,
    numbered([
      { type: 'message.added', message: own },
      { type: 'message.change-pending', id: 'm', change: { type: 'delete' } },
      { type: 'message.reactions-pending', id: 'm', reactions: [{ emoji: '🎉', on: true }] },
      { type: 'message.placed', message: { ...own, at: 99, delivery: { state: 'sent' } } },
    ]),
  )
  expect(state.entries).toEqual([
    { ...own, at: 99, pendingChange: { type: 'delete' }, pendingReactions: [{ emoji: '🎉', on: true }] },
  ])
})
