import { expect, test } from 'vitest'
import type { MissedRoom } from '../../core/common/ipc-contract.ts'
import type { MessageEntry, RoomState } from '../../core/common/room.ts'
import { missedNow } from './missed.ts'

function missedIn(roomId: string, ...texts: string[]): MissedRoom {
  const messages = texts.map((text) => ({ messageId: text, at: 1, nickname: 'Bo', text }))
  return { roomId, roomName: roomId, count: texts.length + 2, messages }
}

function room(id: string, ...messages: Partial<MessageEntry>[]): Parameters<typeof missedNow>[1][number] {
  const entries = messages.map((message) => Object.assign({ kind: 'message' }, message))
  return { room: { id, entries } as unknown as RoomState }
}

test('what was changed is listed as it is now, and what was taken back is not', () => {
  const kitchen = room('kitchen', { id: 'one', text: 'one!' }, { id: 'two', text: '', isDeleted: true })
  expect(missedNow([missedIn('kitchen', 'one', 'two', 'gone from here')], [kitchen])).toMatchObject([
    {
      count: 4,
      messages: [
        { messageId: 'one', text: 'one!' },
        { messageId: 'gone from here', text: 'gone from here' },
      ],
    },
  ])
})

test('a room that was left stays as it was, and one with nothing left goes', () => {
  const garden: MissedRoom = { ...missedIn('garden', 'one'), count: 1 }
  const kitchen = missedIn('kitchen', 'one')
  const rooms = [room('garden', { id: 'one', text: '', isDeleted: true })]
  expect(missedNow([garden, kitchen], rooms)).toEqual([kitchen])
})
