/** What a recording of the window's frames comes to. */
import { hundredths, percentile } from '../percentile.ts'

/** What the page has noted while it was watched. Milliseconds. */
export interface Recording {
  /** When each frame began, by the clock of the screen. */
  readonly frames: readonly number[]
  /** How long each task took that took longer than 50 ms. */
  readonly longTasks: readonly number[]
  /** Where the message stood, in each frame, whose place was watched. Pixels from the top of the window. */
  readonly places: readonly number[]
}

/** What the page's main thread has been busy with so far, in seconds of the processor; and its heap, in bytes. */
export interface Counters {
  readonly task: number
  readonly script: number
  readonly style: number
  readonly layout: number
  readonly heap: number
}

export interface Smoothness {
  readonly frames: number
  /** Between the beginnings of two frames. */
  readonly p95Ms: number
  readonly p99Ms: number
  readonly worstMs: number
  readonly longTasks: number
  readonly longestTaskMs: number
  /** How much of a processor the main thread took: in all, for script, and for style with layout. */
  readonly busy: number
  readonly script: number
  readonly layout: number
  /** How far the watched message moved from where it first stood; null if none was watched. Pixels. */
  readonly movedPx: number | null
}

/** @param seconds how long was measured */
export function smoothnessOf(recording: Recording, before: Counters, after: Counters, seconds: number): Smoothness {
  const { frames, longTasks, places } = recording
  const intervals = frames
    .slice(1)
    .map((at, index) => at - (frames[index] ?? at))
    .toSorted((one, other) => one - other)
  const share = (key: 'task' | 'script' | 'style' | 'layout'): number => (after[key] - before[key]) / seconds
  const [first] = places
  return {
    frames: intervals.length,
    p95Ms: percentile(intervals, 0.95),
    p99Ms: percentile(intervals, 0.99),
    worstMs: percentile(intervals, 1),
    longTasks: longTasks.length,
    longestTaskMs: hundredths(Math.max(0, ...longTasks)),
    busy: hundredths(share('task')),
    script: hundredths(share('script')),
    layout: hundredths(share('style') + share('layout')),
    movedPx: first === undefined ? null : hundredths(Math.max(...places.map((place) => Math.abs(place - first)))),
  }
}
