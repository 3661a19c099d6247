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

test('a thousand of one person are told apart, and older ones give way', () => {
  const ids = new DecidedIds({ perPerson: 1000, people: 10 })
  for (let count = 1; count <= 2500; count++) ids.add('key:a', `m${count}`, place(count))
  for (let count = 1; count <= 2500; count++) {
    expect(ids.find('key:a', `m${count}`)).toEqual(count <= 1500 ? null : place(count))
  }
})

test('they take no more than 32 bytes each', () => {
  const before = process.memoryUsage().arrayBuffers
  const ids = new DecidedIds()
  for (let person = 0; person < 20; person++) {
    for (let count = 0; count < 1000; count++) ids.add(`key:${person}`, `${count}`.padStart(64, 'x'), place(count))
  }
  expect(ids.find('key:19', '999'.padStart(64, 'x'))).toEqual(place(999))
  // What has been outgrown may not have been collected yet: as much again.
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1000 * 32 * 2.5)
})
