import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { applyEvents } from '../../core/common/apply-events.ts'
import { leavingAtOnce, maxEntries, type Delivery, type MessageEntry } from '../../core/common/room.ts'
import type { RoomEventBody } from '../../core/common/room-event.ts'
import { empty, message, notice, numbered } from '../../core/common/sample-events.ts'
import { noneUnsent, unsentAfter, unsentOf } from './unsent.ts'

function said(id: string, delivery: Delivery): MessageEntry {
  return { ...message(id), own: true, delivery }
}

const deliveries: readonly Delivery[] = [
  { state: 'received' },
  { state: 'sending' },
  { state: 'sent' },
  { state: 'failed', reason: '' },
]
const id = fc.constantFrom('a', 'b', 'c', 'd')
const delivery = fc.constantFrom(...deliveries)
const own = fc.record({ id, delivery }).map(({ id, delivery }) => said(id, delivery))
const anyBody: fc.Arbitrary<RoomEventBody> = fc.oneof(
  own.map((message) => ({ type: 'message.added', message }) as const),
  own.map((message) => ({ type: 'message.placed', message }) as const),
  fc.record({ type: fc.constant('message.delivery-changed'), id, delivery }),
  fc.record({ type: fc.constant('message.discarded'), id }),
  fc.record(
    {
      type: fc.constant('history.loaded'),
      entries: fc.uniqueArray(own, { selector: ({ id }) => id }),
      more: fc.boolean(),
      renews: fc.constant(true),
    },
    { requiredKeys: ['type', 'entries', 'more'] },
  ),
  id.map((id) => ({ type: 'notice.added', notice: notice(id) }) as const),
)

test('what is unsent after some events is what a room has of it', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anyBody, { minLength: 1, maxLength: 3 })), (batches) => {
      let [room, unsent] = [empty, noneUnsent]
      for (const bodies of batches) {
        const events = numbered(bodies, room.seq + 1)
        const after = applyEvents(room, events)
        unsent = unsentAfter(unsent, room, after, events)
        room = after
        expect(unsent).toEqual(unsentOf(room))
      }
    }),
  )
})

test('what leaves at the top is not unsent any more', () => {
  const others = Array.from({ length: maxEntries + leavingAtOnce - 2 }, (_, index) =>
    said(`${index}`, { state: 'received' }),
  )
  const room = { ...empty, entries: [message('unsent'), ...others] }
  const events = numbered([{ type: 'notice.added', notice: notice('last') }])
  const after = applyEvents(room, events)
  expect(unsentAfter(unsentOf(room), room, after, events)).toEqual(noneUnsent)
})
