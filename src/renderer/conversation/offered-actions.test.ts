import { expect, test } from 'vitest'
import { allAbilities, type MessageEntry, type Person, type RoomState } from '../../core/common/room.ts'
import { lastEditable, offeredActions, recipient } from './offered-actions.ts'

const me: Person = { id: 'me', nickname: 'Me', kind: 'native' }
const bo: Person = { id: 'bo', nickname: 'Bo', kind: 'native' }
const lin = { personId: 'lin', nickname: 'Lin' }

const native: Pick<RoomState, 'abilities' | 'connection' | 'people' | 'self' | 'entries'> = {
  abilities: allAbilities,
  connection: { status: 'open' },
  people: [me, bo],
  self: { personId: 'me', nickname: 'Me' },
  entries: [],
}
const classic = { ...native, abilities: [] }
const closed = { ...native, connection: { status: 'closed', reason: '' } } as const
const lost = { connection: { status: 'reconnecting', attempt: 1, retryAt: 0, reason: '' } } as const
const muted = { ...native, people: [{ ...me, muted: true } as const, bo] }

function message(change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'native' } as const
  return { kind: 'message', id: 'm', at: 0, author, text: 'hi', own: false, delivery: { state: 'received' }, ...change }
}

function own(change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'me', nickname: 'Me', kind: 'native' } as const
  return message({ own: true, author, delivery: { state: 'sent' }, ...change })
}

test.each([
  ['of somebody here', message(), native, 'react reply message copy more'],
  ['of somebody who has gone', message({ author: { ...lin, kind: 'native' } }), native, 'react reply copy more'],
  ['of one’s own', own(), native, 'react reply copy edit delete more'],
  [
    'of one’s own, to one person',
    own({ to: { personId: 'bo', nickname: 'Bo' } }),
    native,
    'react reply message copy edit delete more',
  ],
  ['that is on its way', own({ delivery: { state: 'sending' } }), native, 'copy edit delete more'],
  ['that waits', own({ delivery: { state: 'sending' } }), { ...native, ...lost }, 'copy edit discard more'],
  [
    'that waits for a classic server',
    own({ delivery: { state: 'sending' } }),
    { ...classic, ...lost },
    'copy discard more',
  ],
  ['that was not taken', own({ delivery: { state: 'failed', reason: '' } }), native, 'copy more'],
  ['that is being taken back', own({ pendingChange: { type: 'delete' } }), native, 'react reply copy more'],
  ['that has been taken back', own({ isDeleted: true }), native, ''],
  ['on a classic server', message(), classic, 'reply copy more'],
  ['of one’s own on a classic server', own(), classic, 'reply copy more'],
  ['in a closed room', own(), closed, 'copy more'],
  ['for somebody who is muted', own(), muted, 'copy delete more'],
])('with a message %s, one can %4$s', (_, message, room, expected) => {
  expect(offeredActions(message, room).join(' ')).toBe(expected)
})

test('the recipient is called what they are called now', () => {
  const bob: Person = { ...bo, nickname: 'Bob' }
  expect(recipient(message(), { ...native, people: [me, bob] })).toEqual({ personId: 'bo', nickname: 'Bob' })
})

test('the last own message can be edited, if it can still be', () => {
  const room = (...entries: MessageEntry[]): typeof native => ({ ...native, entries })
  expect(lastEditable(room(own({ id: 'a' }), own({ id: 'b' }), message()))?.id).toBe('b')
  expect(lastEditable(room(own({ id: 'a' }), own({ id: 'b', isDeleted: true })))?.id).toBe('a')
  expect(lastEditable(room(own({ delivery: { state: 'failed', reason: '' } })))).toBeNull()
  expect(lastEditable(room(message()))).toBeNull()
  expect(lastEditable({ ...classic, entries: [own()] })).toBeNull()
})
