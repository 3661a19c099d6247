/** What was measured of the window, as tables in Markdown. */
import { initialBytes, type Chunk } from './bundle.ts'
import type { Scene } from './scenes.ts'

export interface Report {
  readonly machine: string
  /** From starting the program until the welcome can be used; the median of several starts. */
  readonly startMs: number
  /** From pressing Join until the newest message is on the screen. */
  readonly openMs: number
  readonly scenes: readonly Scene[]
  readonly chunks: readonly Chunk[]
}

/** Chunks smaller than this, in bytes, are summed up. */
const smallChunk = 2000

/** The tables, and what does not reach its target. */
export function reportOf({ machine, startMs, openMs, scenes, chunks }: Report): string {
  const large = chunks.filter(({ isInitial, gzipBytes }) => isInitial || gzipBytes >= smallChunk)
  const small = chunks.filter((chunk) => !large.includes(chunk))
  return [
    `On ${machine}.`,
    table(
      ['from', 'until', 'ms'],
      [
        ['starting the program', 'the welcome', whole(startMs)],
        ['pressing Join', 'the newest message is on the screen', whole(openMs)],
      ],
    ),
    table(
      [
        '',
        's',
        'frame p95',
        'p99',
        'worst',
        'long tasks',
        'longest',
        'busy',
        'script',
        'layout',
        'moved',
        'entries',
        'heap',
      ],
      scenes.map(cellsOf),
    ),
    table(
      ['script', 'when', 'kB', 'kB gzip'],
      [
        ...large.map(({ file, isInitial, bytes, gzipBytes }) => [
          file.replace(/-[\w-]{8}\.js$/u, ''),
          isInitial ? 'at first' : 'when needed',
          kilobytes(bytes),
          kilobytes(gzipBytes),
        ]),
        [
          `${small.length} smaller ones`,
          'when needed',
          kilobytes(sum(small, 'bytes')),
          kilobytes(sum(small, 'gzipBytes')),
        ],
      ],
    ),
    `At first: ${kilobytes(initialBytes(chunks))} kB gzip.`,
  ].join('\n\n')
}

function cellsOf(scene: Scene): string[] {
  return [
    scene.scene,
    whole(scene.seconds),
    `${scene.p95Ms.toFixed(1)} ms`,
    `${scene.p99Ms.toFixed(1)} ms`,
    `${scene.worstMs.toFixed(1)} ms`,
    whole(scene.longTasks),
    `${whole(scene.longestTaskMs)} ms`,
    percent(scene.busy),
    percent(scene.script),
    percent(scene.layout),
    scene.movedPx === null ? '–' : `${scene.movedPx} px`,
    whole(scene.entries),
    `${whole(scene.heapMb)} MB`,
  ]
}

function sum(chunks: readonly Chunk[], key: 'bytes' | 'gzipBytes'): number {
  return chunks.reduce((total, chunk) => total + chunk[key], 0)
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1)
}

function percent(share: number): string {
  return `${whole(share * 100)} %`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
