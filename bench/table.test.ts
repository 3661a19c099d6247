import { expect, test } from 'vitest'
import type { Row } from './measure.ts'
import { tableOf } from './table.ts'

function row(server: Row['server'], senders: number, deliveriesPerSecond: number, extras: Partial<Row> = {}): Row {
  const sizes = { receivers: 1000, senders, messageBytes: 100 }
  return { server, scenario: 'fanout', ...sizes, deliveriesPerSecond, cpuSeconds: 1, peakRssMb: 90, ...extras }
}

test('a table compares with the tutorial’s server of the same size', () => {
  const rows = [row('snug-classic', 1, 3000), row('python', 1, 1000), row('snug-classic', 10, 3000)]
  const [, , first, , alone] = tableOf('fanout', rows).split('\n')
  expect(first).toContain('| 1,000 | 1 | snug-classic | 3,000 | 3.00 |')
  expect(alone).toContain('| 1,000 | 10 | snug-classic | 3,000 | – |')
})

test('a table says where the load was the limit', () => {
  const rows = [row('ws', 1, 10, { loadBusy: 0.95 }), row('ws', 1, 10, { loadBusy: 0.5 })]
  const [, , bound, free] = tableOf('fanout', rows).split('\n')
  expect(bound).toMatch(/\| 0.95, load-bound \|$/)
  expect(free).toMatch(/\| 0.5 \|$/)
})
