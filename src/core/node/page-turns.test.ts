import { expect, test } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { PageTurns } from './page-turns.ts'

test('pages that many ask for at once come one after the other, and one alone at once', () => {
  const time = new ManualTime()
  const turns = new PageTurns(time)
  const waits = Array.from({ length: 5 }, () => turns.take())
  expect(waits).toEqual([0, 10, 20, 30, 40])
  time.advance(1000)
  expect(turns.take()).toBe(0)
})

test('the longer a page takes, the later is the next', () => {
  const time = new ManualTime()
  const turns = new PageTurns(time)
  turns.measured(() => time.advance(45))
  expect([turns.take(), turns.take(), turns.take()]).toEqual([0, 50, 100])
})
