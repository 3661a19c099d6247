import { expect, test } from 'vitest'
import { PostQueue } from './post-queue.ts'

function queueOf(...ids: string[]): PostQueue {
  const queue = new PostQueue()
  for (const id of ids) expect(queue.add(id, `text of ${id}`)).toBe(true)
  return queue
}

function idsOf(posts: readonly { readonly id: string }[]): string[] {
  return posts.map(({ id }) => id)
}

test('gives out each post once, in order', () => {
  const queue = queueOf('a', 'b')
  expect(queue.next()).toEqual([
    { id: 'a', text: 'text of a' },
    { id: 'b', text: 'text of b' },
  ])
  queue.add('c', 'x')
  expect(idsOf(queue.next())).toEqual(['c'])
  expect(queue.next()).toEqual([])
})

test('takes nothing that is blank', () => {
  expect(new PostQueue().add('a', ' \n\t')).toBe(false)
})

test('a post that is decided is gone, whatever the order', () => {
  const queue = queueOf('a', 'b', 'c')
  queue.next()
  expect(queue.settle('b')).toEqual({ id: 'b', text: 'text of b' })
  expect(queue.settle('b')).toBeNull()
  queue.rewind()
  expect(idsOf(queue.next())).toEqual(['a', 'c'])
})

test('only so many are under way; those behind can be taken back, and move up', () => {
  const ids = Array.from({ length: 70 }, (_, index) => `post ${index}`)
  const queue = queueOf(...ids)
  expect(idsOf(queue.next())).toEqual(ids.slice(0, 64))
  expect(queue.remove('post 0')).toBe(false)
  expect(queue.remove('post 65')).toBe(true)
  queue.settle('post 0')
  queue.settle('post 1')
  expect(idsOf(queue.next())).toEqual(['post 64', 'post 66'])
})

test('emptied, it answers what was not decided', () => {
  const queue = queueOf('a', 'b')
  queue.next()
  queue.settle('a')
  expect(idsOf(queue.clear())).toEqual(['b'])
  expect(queue.size).toBe(0)
  queue.add('c', 'x')
  expect(idsOf(queue.next())).toEqual(['c'])
})
