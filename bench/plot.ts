/** The fan-out as a picture: deliveries a second over the number of senders, a line a server, on a logarithmic scale. */
import type { Row } from './measure.ts'

const [width, height] = [760, 420]
const margin = { left: 78, right: 140, top: 46, bottom: 46 }
/** Told apart by people who see colours differently (Okabe and Ito). */
const colours = ['#d55e00', '#0072b2', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#8a8a00']

type Point = readonly [x: number, y: number]

/** An SVG of the rows with the most common number of receivers (1,000 if it was measured). */
export function plotFanout(rows: readonly Row[]): string {
  const fanout = rows.filter(({ scenario }) => scenario === 'fanout')
  const receivers = fanout.some((row) => row.receivers === 1000) ? 1000 : (fanout[0]?.receivers ?? 0)
  const shown = fanout.filter((row) => row.receivers === receivers && (row.deliveriesPerSecond ?? 0) > 0)
  const senders = [...new Set(shown.map((row) => row.senders))].toSorted((one, other) => one - other)
  const highest = Math.ceil(Math.log10(Math.max(10, ...shown.map((row) => row.deliveriesPerSecond ?? 0))))
  const lowest = Math.floor(Math.log10(Math.min(1e9, ...shown.map((row) => row.deliveriesPerSecond ?? 1e9))))
  const x = (count: number): number =>
    margin.left + (senders.indexOf(count) / Math.max(1, senders.length - 1)) * (width - margin.left - margin.right)
  const y = (value: number): number =>
    margin.top + ((highest - Math.log10(value)) / Math.max(1, highest - lowest)) * (height - margin.top - margin.bottom)
  const powers = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index))
  const servers = [...new Set(shown.map(({ server }) => server))]
  const lines = servers.map((server, index) => {
    const points = shown
      .filter((row) => row.server === server)
      .map((row): Point => [x(row.senders), y(row.deliveriesPerSecond ?? 1)])
    return lineOf(server, points, colours[index % colours.length] ?? '#000000')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(margin.left, 24, `Deliveries a second to ${receivers.toLocaleString('en')} receivers`, 'start', 15),
    ...powers.flatMap((power) => [
      `<line x1="${margin.left}" x2="${width - margin.right}" y1="${y(power)}" y2="${y(power)}" stroke="#dddddd"/>`,
      text(margin.left - 8, y(power) + 4, power.toLocaleString('en'), 'end'),
    ]),
    ...senders.map((count) => text(x(count), height - margin.bottom + 20, count.toLocaleString('en'), 'middle')),
    text((margin.left + width - margin.right) / 2, height - 8, 'senders', 'middle'),
    ...apart(lines),
    '</svg>',
    '',
  ].join('\n')
}

interface Line {
  readonly label: string
  readonly colour: string
  readonly points: readonly Point[]
}

function lineOf(label: string, points: readonly Point[], colour: string): Line {
  return { label, points, colour }
}

/** The lines, and their names at the right, none over another. */
function apart(lines: readonly Line[]): string[] {
  const leading = 15
  let free = -Infinity
  return lines
    .toSorted((one, other) => (one.points.at(-1)?.[1] ?? 0) - (other.points.at(-1)?.[1] ?? 0))
    .map(({ label, colour, points }) => {
      const [lastX = 0, lastY = 0] = points.at(-1) ?? []
      const labelY = Math.max(lastY + 4, free + leading)
      free = labelY
      return [
        `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map((point) => point.join(',')).join(' ')}"/>`,
        ...points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
        `<text x="${lastX + 10}" y="${labelY}" fill="${colour}">${label}</text>`,
      ].join('\n')
    })
}

function text(x: number, y: number, words: string, anchor: string, size = 12): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="#333333">${words}</text>`
}
