/** Watches the window from inside its page: frames, long tasks, and where a message stands. */
import type { CDPSession, Page } from 'playwright'
import type { Counters, Recording } from './frames.ts'

interface Watch {
  readonly frames: number[]
  readonly longTasks: number[]
  readonly places: number[]
  readonly observer: PerformanceObserver
  frame: number
}

type Watched = typeof globalThis & Window & { snugWatch?: Watch }

/** Begins to note frames and long tasks; with the place of the message in the middle, if that is to be watched. */
export function startWatching(page: Page, watchesPlace: boolean): Promise<void> {
  return page.evaluate((watchesPlace) => {
    const log = document.querySelector('[role="log"]')
    const middle = innerHeight / 2
    const messages = [...(log?.querySelectorAll('[data-message]') ?? [])]
    const message = messages.find((element) => element.getBoundingClientRect().bottom > middle)
    const id = watchesPlace ? message?.getAttribute('data-message') : null
    const longTasks: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration)
    })
    observer.observe({ type: 'longtask' })
    const watch: Watch = { frames: [], longTasks, places: [], observer, frame: 0 }
    const look = (at: number): void => {
      watch.frames.push(at)
      if (id) {
        const place = document.querySelector(`[data-message="${id}"]`)?.getBoundingClientRect().top
        // Out of the document it has moved further than can be measured.
        watch.places.push(place ?? 1e6)
      }
      watch.frame = requestAnimationFrame(look)
    }
    watch.frame = requestAnimationFrame(look)
    ;(globalThis as Watched).snugWatch = watch
  }, watchesPlace)
}

/** Ends it, and answers what has been noted. */
export function stopWatching(page: Page): Promise<Recording> {
  return page.evaluate(() => {
    const watch = (globalThis as Watched).snugWatch
    if (!watch) throw new Error('Nothing is being watched.')
    cancelAnimationFrame(watch.frame)
    for (const { duration } of watch.observer.takeRecords()) watch.longTasks.push(duration)
    watch.observer.disconnect()
    return { frames: watch.frames, longTasks: watch.longTasks, places: watch.places }
  })
}

/** What the page's main thread has done so far, by the browser's own count. */
export async function countersOf(session: CDPSession): Promise<Counters> {
  const { metrics } = await session.send('Performance.getMetrics')
  const value = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return {
    task: value('TaskDuration'),
    script: value('ScriptDuration'),
    style: value('RecalcStyleDuration'),
    layout: value('LayoutDuration'),
    heap: value('JSHeapUsedSize'),
  }
}

/** What the page holds in JavaScript after a collection. Bytes. */
export async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { heap } = await countersOf(session)
  return heap
}
