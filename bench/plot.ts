/** The fan-out as pictures: deliveries a second over the number of senders, a line a server, on logarithmic scales. */
import type { Row } from './measure.ts'

const [width, height] = [760, 400]
const margin = { left: 56, right: 116, top: 46, bottom: 46 }
const right = width - margin.right
const bottom = height - margin.bottom
const leading = 15

/** Told apart by people who see colours differently (Okabe and Ito); each with one for a dark page. */
const colours = [
  ['#d55e00', '#ff8a3d'],
  ['#0072b2', '#56b4e9'],
  ['#007a58', '#2fd0a2'],
  ['#a8487f', '#e79ac4'],
  ['#8a6100', '#f0b429'],
  ['#4d4d4d', '#b8b8b8'],
  ['#5b4bb7', '#a99cf5'],
  ['#6b7a00', '#c4d13a'],
] as const

type Point = readonly [x: number, y: number]

interface Line {
  readonly label: string
  readonly points: readonly Point[]
}

/** An SVG for each number of receivers that was measured with more than one number of senders, by file name. */
export function plotsOf(rows: readonly Row[]): ReadonlyMap<string, string> {
  const fanout = rows.filter(({ scenario, deliveriesPerSecond }) => scenario === 'fanout' && deliveriesPerSecond)
  const sizes = [...new Set(fanout.map(({ receivers }) => receivers))]
  const plots = sizes.flatMap((receivers) => {
    const shown = fanout.filter((row) => row.receivers === receivers)
    const senders = sorted(shown.map((row) => row.senders))
    return senders.length < 2 ? [] : [[`fanout-${receivers}.svg`, plot(receivers, senders, shown)] as const]
  })
  return new Map(plots)
}

function plot(receivers: number, senders: readonly number[], rows: readonly Row[]): string {
  const rates = rows.map(rateOf)
  const highest = Math.ceil(Math.log10(Math.max(...rates)))
  const lowest = Math.min(Math.floor(Math.log10(Math.min(...rates))), highest - 1)
  const x = (count: number): number =>
    tenths(margin.left + (senders.indexOf(count) / (senders.length - 1)) * (right - margin.left))
  const y = (rate: number): number =>
    tenths(margin.top + ((highest - Math.log10(rate)) / (highest - lowest)) * (bottom - margin.top))
  const powers = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index))
  const lines = [...new Set(rows.map(({ server }) => server))].map((server): Line => {
    const own = rows.filter((row) => row.server === server).toSorted((one, other) => one.senders - other.senders)
    return { label: server, points: own.map((row): Point => [x(row.senders), y(rateOf(row))]) }
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<style>${style}</style>`,
    `<rect class="page" width="${width}" height="${height}" rx="8"/>`,
    text(margin.left, 26, `Deliveries a second to ${receivers.toLocaleString('en')} receivers`, 'start', 15),
    ...powers.flatMap((power) => [
      `<path class="grid" d="M${margin.left} ${y(power)}H${right}"/>`,
      text(margin.left - 8, y(power) + 4, compact(power), 'end'),
    ]),
    ...senders.map((count) => text(x(count), bottom + 20, count.toLocaleString('en'), 'middle')),
    text((margin.left + right) / 2, height - 8, 'senders', 'middle'),
    ...apart(lines),
    '</svg>',
    '',
  ].join('\n')
}

const style = [
  '.page{fill:#fff}.grid{stroke:#ddd}text{fill:#333}polyline{fill:none;stroke:currentColor;stroke-width:2}',
  'circle{fill:currentColor}',
  ...colours.map(([light], index) => `.c${index}{color:${light}}`),
  '@media(prefers-color-scheme:dark){.page{fill:#16181d}.grid{stroke:#363a43}text{fill:#d5d8de}',
  ...colours.map(([, dark], index) => `.c${index}{color:${dark}}`),
  '}',
].join('')

/** The lines, and their names at the right, none over another. */
function apart(lines: readonly Line[]): string[] {
  let free = -Infinity
  return lines
    .map((line, index) => ({ ...line, index, end: line.points.at(-1) ?? ([0, 0] as const) }))
    .toSorted((one, other) => one.end[1] - other.end[1])
    .map(({ label, points, index, end }) => {
      const labelY = Math.max(end[1] + 4, free + leading)
      free = labelY
      return [
        `<g class="c${index % colours.length}">`,
        `<polyline points="${points.map((point) => point.join(',')).join(' ')}"/>`,
        ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3"/>`),
        `<circle cx="${right + 14}" cy="${tenths(labelY - 4)}" r="4"/>`,
        text(right + 23, tenths(labelY), label, 'start'),
        '</g>',
      ].join('')
    })
}

function rateOf({ deliveriesPerSecond }: Row): number {
  return Math.max(1, deliveriesPerSecond ?? 1)
}

function sorted(values: readonly number[]): number[] {
  return [...new Set(values)].toSorted((one, other) => one - other)
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

function compact(value: number): string {
  return value.toLocaleString('en', { notation: 'compact' })
}

function text(x: number, y: number, words: string, anchor: string, size = 12): string {
  return `<text x="${x}" y="${tenths(y)}" text-anchor="${anchor}" font-size="${size}">${words}</text>`
}
