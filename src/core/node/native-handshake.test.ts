import { expect, test } from 'vitest'
import { longestRoomName } from '../common/limits.ts'
import { undescribed } from '../common/room.ts'
import { wireDescription } from './native-handshake.ts'

test('a name of a room goes out as far as every client takes it, counted in characters and not in halves of them', () => {
  const longest = '😀'.repeat(longestRoomName)
  expect(wireDescription({ ...undescribed, name: longest }).name).toBe(longest)
  expect(wireDescription({ ...undescribed, name: `${longest}!` }).name).toBe(longest)
})
