/** What was not sent, as it is kept with this computer's own copies. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TestedArchive } from './tested-archive.ts'

let copies: TestedArchive

beforeEach(() => (copies = new TestedArchive()))
afterEach(() => copies[Symbol.dispose]())

describe('what is unsent', () => {
  const post = { type: 'post', id: 'p1', text: 'tea?' } as const

  test('outlives the program, in order and once', () => {
    const outbox = copies.archive.outbox('127.0.0.1:55555')
    outbox.add(post, 'room', {})
    outbox.add({ ...post, id: 'p2' }, 'room', { to: { personId: 'x', nickname: 'X' } })
    outbox.add({ ...post, text: 'coffee?' }, 'room', {})
    copies.archive.outbox('10.0.0.5:55555').add(post, null, {})
    copies.reopen()
    const again = copies.archive.outbox('127.0.0.1:55555')
    expect(again.list().map(({ act }) => act)).toEqual([
      { ...post, text: 'coffee?' },
      { ...post, id: 'p2' },
    ])
    expect(again.list()[1]).toMatchObject({ roomId: 'room', shown: { to: { nickname: 'X' } } })
    again.remove('p1')
    expect(again.list()).toHaveLength(1)
    expect(copies.archive.outbox('10.0.0.5:55555').list()).toHaveLength(1)
  })

  test('is counted, keeps its first time, and none of it is looked at when more comes', () => {
    let now = 1000
    copies.reopen({ clock: () => now })
    const outbox = copies.archive.outbox('127.0.0.1:55555')
    const list = vi.spyOn(outbox, 'list')
    outbox.add(post, 'room', {})
    outbox.add({ type: 'delete', id: 'd1', target: 'p1' }, 'room', {})
    now = 2000
    outbox.add({ ...post, text: 'coffee?' }, 'room', {})
    outbox.add({ ...post, id: 'p2' }, 'room', {})
    expect(outbox.posts).toBe(2)
    expect(list).not.toHaveBeenCalled()
    expect(outbox.list().map(({ act, at }) => [act.id, at])).toEqual([
      ['p1', 1000],
      ['d1', 1000],
      ['p2', 2000],
    ])
  })
})
