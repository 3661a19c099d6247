import { expect, test, vi } from 'vitest'
import type { Delivery } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import { Answers } from './answers.ts'

function following(): { hear: (...events: RoomEventBody[]) => void; show: ReturnType<typeof vi.fn>; answers: Answers } {
  const show = vi.fn()
  const answers = new Answers(show)
  const hear = (...events: RoomEventBody[]): void =>
    answers.hear({
      type: 'room.changed',
      roomId: 'r1',
      events: events.map((event, at) => Object.assign({ seq: at + 1 }, event)),
    })
  answers.follow('r1', 'a1')
  return { hear, show, answers }
}

function said(id: string, delivery: Delivery): RoomEventBody {
  const author = { personId: 'me', nickname: 'Amara', kind: 'native' } as const
  return { type: 'message.added', message: { kind: 'message', id, at: 1, author, text: 'Yes', own: true, delivery } }
}

const failed: Delivery = { state: 'failed', reason: 'You are muted.' }

test('an answer that the room does not take is shown, whenever that is known', () => {
  const atOnce = following()
  atOnce.hear(said('a1', failed))
  expect(atOnce.show.mock.calls).toEqual([['r1', 'a1']])

  const later = following()
  later.hear(said('a1', { state: 'sending' }))
  expect(later.show).not.toHaveBeenCalled()
  later.hear({ type: 'message.delivery-changed', id: 'a1', delivery: failed })
  later.hear({ type: 'message.delivery-changed', id: 'a1', delivery: failed })
  expect(later.show.mock.calls).toEqual([['r1', 'a1']])
})

test('nothing is shown of an answer that is in the room, nor of what was written in the window', () => {
  const { hear, show } = following()
  hear(said('a2', failed), said('a1', { state: 'sending' }))
  hear({ type: 'message.delivery-changed', id: 'a1', delivery: { state: 'sent' } })
  hear({ type: 'message.delivery-changed', id: 'a1', delivery: failed })
  expect(show).not.toHaveBeenCalled()
})

test('an answer that was discarded, or whose room is left, is not followed any more', () => {
  const discarded = following()
  discarded.hear({ type: 'message.discarded', id: 'a1' }, said('a1', failed))
  expect(discarded.show).not.toHaveBeenCalled()

  const left = following()
  left.answers.hear({ type: 'room.removed', roomId: 'r1' })
  left.hear(said('a1', failed))
  expect(left.show).not.toHaveBeenCalled()
})
