import { expect, test } from 'vitest'
import type { Row } from './measure.ts'
import { plotsOf } from './plot.ts'

function row(server: Row['server'], senders: number, deliveriesPerSecond: number, extras: Partial<Row> = {}): Row {
  const sizes = { receivers: 1000, senders, messageBytes: 100 }
  return { server, scenario: 'fanout', ...sizes, deliveriesPerSecond, cpuSeconds: 1, peakRssMb: 90, ...extras }
}

test('a plot is drawn for each number of receivers that has a line to draw', () => {
  const rows = [
    row('snug-classic', 1, 8_000_000),
    row('snug-classic', 100, 2_000_000),
    row('python', 1, 1_000_000),
    row('snug-classic', 1, 5_000_000, { receivers: 5000 }),
    row('snug-classic', 1, 1, { scenario: 'latency' }),
  ]
  const plots = plotsOf(rows)
  expect([...plots.keys()]).toEqual(['fanout-1000.svg'])
  const svg = plots.get('fanout-1000.svg') ?? ''
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  expect(svg.match(/<polyline/g)).toHaveLength(2)
  expect(svg).toContain('>Deliveries a second to 1,000 receivers<')
})

test('names in a plot do not lie over each other', () => {
  const rows = (['ws', 'python', 'ngircd'] as const).flatMap((server) => [row(server, 1, 1000), row(server, 10, 1000)])
  const svg = plotsOf(rows).get('fanout-1000.svg') ?? ''
  const heights = [...svg.matchAll(/y="([\d.]+)" text-anchor="start" font-size="12"/g)].map(([, y]) => Number(y))
  expect(heights).toHaveLength(3)
  for (const [index, y] of heights.slice(1).entries()) expect(y - (heights[index] ?? 0)).toBeGreaterThanOrEqual(15)
})
