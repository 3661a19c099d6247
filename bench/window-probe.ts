/** Looks at the app from both sides while it works: how long its main process is busy at a time, and how its window keeps up. */
import type { ElectronApplication, Page } from 'playwright'
import { percentile } from './percentile.ts'

export interface Smoothness {
  /** How late the main process's event loop was, in milliseconds. */
  readonly delayP50Ms: number
  readonly delayP99Ms: number
  readonly delayMaxMs: number
  /** How long it worked before it looked around again: in time of its processor, so that nothing else on the machine counts. */
  readonly turnP99Ms: number
  readonly turnMaxMs: number
  /** Milliseconds from one frame of the window to the next. */
  readonly frameP95Ms: number
  readonly frameP99Ms: number
  /** What crossed to the window. */
  readonly batchesPerSecond: number
  readonly eventsPerBatch: number
}

/** Between two looks at the event loop, in milliseconds; not part of a delay. */
const lookEveryMs = 1

interface Probed {
  probe: {
    delay: { percentile(share: number): number; max: number; reset(): void }
    batches: number
    events: number
    turns: number[]
  }
}

type Watched = typeof globalThis & { frames: number[] }

/** Begins to look. Nothing of it is in the app: it is put into the running program. */
export async function installProbe(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate(({ BrowserWindow }, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    const delay = monitorEventLoopDelay({ resolution })
    const probe = { delay, batches: 0, events: 0, turns: new Array<number>() }
    Object.assign(globalThis, { probe })
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send = webContents.send.bind(webContents)
      webContents.send = (channel: string, ...args: unknown[]) => {
        const [event] = args as [{ readonly events?: readonly unknown[] }?]
        probe.batches += 1
        probe.events += event?.events?.length ?? 1
        send(channel, ...args)
      }
    }
    delay.enable()
    const worked = (): number => {
      const { user, system } = process.threadCpuUsage()
      return (user + system) / 1000
    }
    let before = worked()
    setInterval(() => {
      const now = worked()
      probe.turns.push(now - before)
      before = now
    }, resolution)
  }, lookEveryMs)
  await page.evaluate(() => {
    const frames: number[] = []
    Object.assign(globalThis, { frames })
    let before = performance.now()
    const look = (): void => {
      const now = performance.now()
      frames.push(now - before)
      before = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
}

/** What was before does not count. */
export async function resetProbe(app: ElectronApplication, page: Page): Promise<void> {
  await page.evaluate(() => void ((globalThis as Watched).frames.length = 0))
  await app.evaluate(() => {
    const { probe } = globalThis as unknown as Probed
    probe.delay.reset()
    Object.assign(probe, { batches: 0, events: 0 })
    probe.turns.length = 0
  })
}

export async function readProbe(app: ElectronApplication, page: Page, seconds: number): Promise<Smoothness> {
  const { nanoseconds, batches, events, turns } = await app.evaluate(() => {
    const { delay, batches, events, turns } = (globalThis as unknown as Probed).probe
    return {
      nanoseconds: [delay.percentile(50), delay.percentile(99), delay.max],
      batches,
      events,
      turns: turns.toSorted((one, other) => one - other),
    }
  })
  const frames = await page.evaluate(() => (globalThis as Watched).frames.toSorted((one, other) => one - other))
  const [delayP50Ms = 0, delayP99Ms = 0, delayMaxMs = 0] = nanoseconds.map((value) =>
    Math.max(0, Math.round(value / 1e5 - lookEveryMs * 10) / 10),
  )
  return {
    delayP50Ms,
    delayP99Ms,
    delayMaxMs,
    turnP99Ms: percentile(turns, 0.99),
    turnMaxMs: percentile(turns, 1),
    frameP95Ms: percentile(frames, 0.95),
    frameP99Ms: percentile(frames, 0.99),
    batchesPerSecond: Math.round(batches / seconds),
    eventsPerBatch: Math.round((events / Math.max(1, batches)) * 10) / 10,
  }
}
