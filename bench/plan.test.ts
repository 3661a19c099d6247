import { expect, test } from 'vitest'
import { type Plan, readPlan, secondsOf, sizesOf } from './plan.ts'

function planOf(...args: string[]): Plan {
  const plan = readPlan(args)
  if (!plan) throw new Error('That asked for help.')
  return plan
}

test('without flags, everything is measured in its own sizes', () => {
  const plan = planOf()
  expect(plan.scenarios).toEqual(['fanout', 'latency', 'storm', 'idle', 'stalled'])
  expect(sizesOf('storm', plan)).toEqual([{ receivers: 2000, senders: 1 }])
  const fanout = sizesOf('fanout', plan)
  expect(fanout).toContainEqual({ receivers: 5000, senders: 1000 })
  expect(fanout.every(({ receivers, senders }) => senders <= receivers)).toBe(true)
})

test('who has stopped reading is owed enough to be cut off, within a long enough time', () => {
  const plan = planOf()
  expect(sizesOf('stalled', plan)).toEqual([{ receivers: 100, senders: 100 }])
  expect([secondsOf('stalled', plan), secondsOf('fanout', plan)]).toEqual([10, 3])
  expect(secondsOf('stalled', planOf('--seconds', '5'))).toBe(5)
})

test('flags choose', () => {
  const plan = planOf('--scenario', 'fanout', '--servers', 'ws,python', '--receivers', '5000', '--senders', '1,100')
  expect(plan).toMatchObject({ scenarios: ['fanout'], servers: ['ws', 'python'], plots: 'docs/performance' })
  expect(sizesOf('fanout', plan)).toEqual([
    { receivers: 5000, senders: 1 },
    { receivers: 5000, senders: 100 },
  ])
})

test('more senders than receivers means all of them', () => {
  expect(sizesOf('fanout', planOf('--receivers', '50', '--senders', '100'))).toEqual([{ receivers: 50, senders: 50 }])
})

test('pictures go elsewhere, or nowhere', () => {
  expect(planOf('--plots', '/tmp/x').plots).toBe('/tmp/x')
  expect(planOf('--plots', 'none').plots).toBeNull()
})

test.each([
  [['--receivers', '2'], '--receivers takes whole numbers from 3, not “2”.'],
  [['--scenario', 'fan'], 'There is no scenario “fan”.'],
  [['--message-bytes', '10'], '--message-bytes takes whole numbers from 30'],
])('%j is refused in words', (args, words) => {
  expect(() => readPlan(args)).toThrow(words)
})

test('help is no plan', () => {
  expect(readPlan(['--help'])).toBeNull()
})
