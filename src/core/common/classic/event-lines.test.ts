import { expect, test } from 'vitest'
import type { LogEvent, LoggedMessage } from '../native/log-event.ts'
import { classicLinesOf } from './event-lines.ts'

const alice = { personId: 'a', nickname: 'alice' }
const bob = { personId: 'b', nickname: 'bob' }
const direct: LoggedMessage = {
  type: 'message',
  seq: 1,
  at: 1,
  id: 'm',
  author: { ...alice, kind: 'native' },
  text: 'secret',
  to: bob,
}
const change = { seq: 2, at: 2, id: 'c', target: 'm', personId: 'a', only: ['a', 'b'] }

test.each<[string, LogEvent, object]>([
  ['itself', direct, { type: 'message', nickname: '* alice (only to bob)', text: 'secret' }],
  [
    'its edit',
    { ...change, type: 'edited', text: 'other' },
    { type: 'message', nickname: '* alice (only to bob)', text: 'other' },
  ],
  ['its end', { ...change, type: 'deleted' }, { type: 'remark', text: 'alice (only to bob) took back a message.' }],
  [
    'a reaction to it',
    { ...change, type: 'reacted', person: bob, emoji: '👍', on: true },
    { type: 'remark', text: 'bob reacted 👍 to alice (only to bob)' },
  ],
])('of a direct message, %s says for whom alone it is', (_, event, line) => {
  expect(classicLinesOf(event, () => direct)).toEqual([line])
})
