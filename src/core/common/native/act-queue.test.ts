import { expect, test } from 'vitest'
import type { Post } from '../room-act.ts'
import { ActQueue } from './act-queue.ts'

function post(id: string, text = `text of ${id}`): Post {
  return { type: 'post', id, text }
}

function queueOf(...ids: string[]): ActQueue {
  const queue = new ActQueue()
  for (const id of ids) queue.add(post(id))
  return queue
}

function idsOf(acts: readonly { readonly id: string }[]): string[] {
  return acts.map(({ id }) => id)
}

test('gives out each act once, in order, whatever it is', () => {
  const queue = queueOf('a', 'b')
  expect(queue.next()).toEqual([post('a'), post('b')])
  queue.add({ type: 'delete', id: 'c', target: 'a' })
  expect(idsOf(queue.next())).toEqual(['c'])
  expect(queue.next()).toEqual([])
})

test('an act that is decided is gone, whatever the order', () => {
  const queue = queueOf('a', 'b', 'c')
  queue.next()
  expect(queue.settle('b')).toEqual(post('b'))
  expect(queue.settle('b')).toBeNull()
  queue.rewind()
  expect(idsOf(queue.next())).toEqual(['a', 'c'])
})

test('only so many are under way; those behind can be taken back, and move up', () => {
  const ids = Array.from({ length: 70 }, (_, index) => `act ${index}`)
  const queue = queueOf(...ids)
  expect(idsOf(queue.next())).toEqual(ids.slice(0, 64))
  expect(queue.remove('act 0')).toBe(false)
  expect(queue.remove('act 65')).toBe(true)
  queue.settle('act 0')
  queue.settle('act 1')
  expect(idsOf(queue.next())).toEqual(['act 64', 'act 66'])
})

test('one that waits can be another one, in its place; one under way cannot', () => {
  const queue = queueOf('a')
  queue.next()
  queue.add(post('b'))
  queue.add(post('c'))
  expect(queue.replace(post('a', 'new'))).toBe(false)
  expect(queue.replace(post('b', 'new'))).toBe(true)
  expect(queue.replace(post('d', 'new'))).toBe(false)
  expect(queue.next()).toEqual([post('b', 'new'), post('c')])
})

test('emptied, it answers what was not decided', () => {
  const queue = queueOf('a', 'b')
  queue.next()
  queue.settle('a')
  expect(idsOf(queue.clear())).toEqual(['b'])
  queue.add(post('c'))
  expect(idsOf(queue.next())).toEqual(['c'])
})
