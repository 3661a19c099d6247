import { expect, test } from 'vitest'
import { parseRoomName } from './room-name.ts'

test('the name of a room is as long as others can be told', () => {
  expect(parseRoomName(` ${'a'.repeat(200)} `)).toEqual({ ok: true, value: 'a'.repeat(200) })
  expect(parseRoomName('😀'.repeat(200)).ok).toBe(true)
  expect(parseRoomName('a'.repeat(201))).toEqual({
    ok: false,
    error: 'The name of a room has at most 200 letters. Shorten it.',
  })
})
