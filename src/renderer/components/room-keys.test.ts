import { describe, expect, test } from 'vitest'
import { roomAt, roomTarget } from './room-keys.ts'

const none = { code: '', key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
const three = { ...none, code: 'Digit3', key: '"' }
const tab = { ...none, code: 'Tab', key: 'Tab' }

describe('a key', () => {
  test('with a digit asks for a place', () => {
    expect(roomTarget({ ...three, ctrlKey: true }, false)).toEqual({ kind: 'place', index: 2 })
    expect(roomTarget({ ...three, metaKey: true }, true)).toEqual({ kind: 'place', index: 2 })
  })

  test('with Tab asks for what is unread', () => {
    expect(roomTarget({ ...tab, ctrlKey: true }, false)).toEqual({ kind: 'unread', step: 1 })
    expect(roomTarget({ ...tab, ctrlKey: true, shiftKey: true }, true)).toEqual({ kind: 'unread', step: -1 })
  })

  test.each([
    three,
    tab,
    { ...three, metaKey: true },
    // AltGr, with which letters are typed.
    { ...three, ctrlKey: true, altKey: true },
    { ...three, ctrlKey: true, code: 'Digit0' },
  ])('%j asks for nothing', (pressed) => {
    expect(roomTarget(pressed, false)).toBeNull()
  })
})

describe('the room', () => {
  const places = [0, 4, 0, 2].map((unread, index) => ({ id: 'abcd'.charAt(index), unread }))

  test('at a place, if there is one', () => {
    expect(roomAt(places, 'a', { kind: 'place', index: 3 })).toBe('d')
    expect(roomAt(places, 'a', { kind: 'place', index: 4 })).toBeNull()
  })

  test('that is unread next, around the end', () => {
    expect(roomAt(places, 'b', { kind: 'unread', step: 1 })).toBe('d')
    expect(roomAt(places, 'd', { kind: 'unread', step: 1 })).toBe('b')
    expect(roomAt(places, 'a', { kind: 'unread', step: -1 })).toBe('d')
  })

  test('that follows, where nothing is unread', () => {
    const read = places.map(({ id }) => ({ id, unread: 0 }))
    expect(roomAt(read, 'd', { kind: 'unread', step: 1 })).toBe('a')
    expect(roomAt(read, 'a', { kind: 'unread', step: -1 })).toBe('d')
    expect(roomAt([{ id: 'a', unread: 1 }], 'a', { kind: 'unread', step: 1 })).toBeNull()
    expect(roomAt([], null, { kind: 'unread', step: 1 })).toBeNull()
  })
})
