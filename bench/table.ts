/** Rows as a table in Markdown, each beside the tutorial's server of the same size. */
import type { Row } from './measure.ts'
import type { Scenario } from './plan.ts'

/** A load that works for so much of the time is the limit, and not the server. */
const loadBound = 0.9

type Column = readonly [title: string, cell: (row: Row, python: Row | undefined) => string]

const size: readonly Column[] = [
  ['receivers', ({ receivers }) => whole(receivers)],
  ['senders', ({ senders }) => whole(senders)],
]
const server: Column = ['server', (row) => row.server]
const deliveries: Column = ['deliveries/s', (row) => whole(row.deliveriesPerSecond)]
const timesPython: Column = ['× python', (row, python) => ratio(row.deliveriesPerSecond, python?.deliveriesPerSecond)]
const latencies: readonly Column[] = [
  ['p50 ms', (row) => plain(row.p50Ms)],
  ['p99 ms', (row) => plain(row.p99Ms)],
]
const usage: readonly Column[] = [
  ['CPU s per million', (row) => plain(row.cpuSecondsPerMillion)],
  ['peak MB', (row) => whole(row.peakRssMb)],
  ['load busy', (row) => `${plain(row.loadBusy)}${(row.loadBusy ?? 0) >= loadBound ? ', load-bound' : ''}`],
]

const columns: Readonly<Record<Scenario, readonly Column[]>> = {
  fanout: [...size, server, deliveries, timesPython, ...latencies, ...usage],
  latency: [server, deliveries, ...latencies, ['p99.9 ms', (row) => plain(row.p999Ms)], ...usage],
  storm: [
    ['clients', ({ receivers }) => whole(receivers)],
    server,
    ['joins/s', (row) => whole(row.joinsPerSecond)],
    ['× python', (row, python) => ratio(row.joinsPerSecond, python?.joinsPerSecond)],
    ['CPU s', (row) => plain(row.cpuSeconds)],
  ],
  idle: [
    ['clients', ({ receivers }) => whole(receivers)],
    server,
    ['kB resident each', (row) => plain(row.rssKbPerConnection)],
    ['kB of heap and buffers each', (row) => plain(row.heapKbPerConnection)],
  ],
  stalled: [
    server,
    deliveries,
    timesPython,
    ['cut off', ({ stalledWasCut }) => (stalledWasCut ? 'yes' : 'no')],
    ...latencies,
  ],
}

export function tableOf(scenario: Scenario, rows: readonly Row[]): string {
  const titles = columns[scenario].map(([title]) => title)
  const lines = rows.map((row) => {
    const python = rows.find(
      (other) => other.server === 'python' && other.receivers === row.receivers && other.senders === row.senders,
    )
    return columns[scenario].map(([, cell]) => cell(row, python))
  })
  return [titles, titles.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function whole(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toLocaleString('en')
}

function plain(value: number | null | undefined): string {
  return value === null || value === undefined || Number.isNaN(value) ? '–' : String(Math.round(value * 100) / 100)
}

function ratio(value: number | undefined, base: number | undefined): string {
  return value === undefined || !base ? '–' : (value / base).toFixed(2)
}
