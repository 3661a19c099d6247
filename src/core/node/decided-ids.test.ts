import { expect, test } from 'vitest'
import { DecidedIds } from './decided-ids.ts'

const place = (seq: number): { seq: number; at: number } => ({ seq, at: seq * 10 })

test('each person’s ids are their own', () => {
  const ids = new DecidedIds()
  ids.add('key:a', 'm1', place(1))
  expect(ids.find('key:a', 'm1')).toEqual(place(1))
  expect(ids.find('key:b', 'm1')).toBeNull()
  expect(ids.find('key:a', 'm2')).toBeNull()
})

test('the newest of each person are remembered, whatever others ask for', () => {
  const ids = new DecidedIds({ perPerson: 2, people: 10 })
  ids.add('key:a', 'a1', place(1))
  for (let count = 1; count <= 5; count++) ids.add('key:b', `b${count}`, place(count))
  expect(ids.find('key:a', 'a1')).toEqual(place(1))
  expect([3, 4, 5].map((count) => ids.find('key:b', `b${count}`)?.seq)).toEqual([undefined, 4, 5])
})

test('whoever has asked for nothing for longest is forgotten first', () => {
  const ids = new DecidedIds({ perPerson: 2, people: 2 })
  ids.add('key:a', 'a1', place(1))
  ids.add('key:b', 'b1', place(2))
  ids.add('key:a', 'a2', place(3))
  ids.add('key:c', 'c1', place(4))
  expect(['a', 'b', 'c'].map((name) => ids.find(`key:${name}`, `${name}1`)?.seq)).toEqual([1, undefined, 4])
})
