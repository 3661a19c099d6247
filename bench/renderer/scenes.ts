/** What is done in the window while it is watched, one thing after the other. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession, Page } from 'playwright'
import type { SnugBridge } from '../../src/core/common/ipc-contract.ts'
import { oldestId } from '../filled-room.ts'
import { smoothnessOf, type Smoothness } from './frames.ts'
import type { Talkers } from './talkers.ts'
import { countersOf, heapOf, startWatching, stopWatching } from './watch.ts'

export interface SceneOptions {
  /** Messages a second. */
  readonly rate: number
  /** How long somebody talks, and how long is scrolled at most on the way down. */
  readonly seconds: number
  /** Where a profile of each scene is written; null: nowhere. */
  readonly profiles: string | null
}

export interface Scene extends Smoothness {
  readonly scene: string
  /** How many entries the window holds at its end. */
  readonly entries: number
  readonly heapMb: number
  readonly seconds: number
}

/** How far a turn of the wheel goes, in pixels: three times as far as a window is high. */
const wheelPx = 2400
/** How often is looked where the scrolling has come to, in turns of the wheel. */
const lookEvery = 10
/** Somebody who gets no further for so long has come to the end. Milliseconds. */
const stuckMs = 4000
/** So many times as long as others talk, somebody scrolls up at most. */
const patienceUp = 3
/** What has been sent arrives within this time, or it has been lost. Milliseconds. */
const arrivalMs = 20_000
const megabyte = 2 ** 20

export class Stage {
  readonly #page: Page
  readonly #session: CDPSession
  readonly #roomId: string
  readonly #talkers: Talkers
  readonly #options: SceneOptions

  private constructor(page: Page, session: CDPSession, roomId: string, talkers: Talkers, options: SceneOptions) {
    this.#page = page
    this.#roomId = roomId
    this.#session = session
    this.#talkers = talkers
    this.#options = options
  }

  static async open(page: Page, talkers: Talkers, options: SceneOptions): Promise<Stage> {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    await session.send('Profiler.enable')
    await page.getByRole('log').hover()
    const { id } = await roomIn(page)
    return new Stage(page, session, id, talkers, options)
  }

  /** Messages come while the end is in sight. */
  async receiveAtEnd(scene: string): Promise<Scene> {
    await this.#goToEnd()
    const result = await this.#watch(scene, false, () => this.#talk())
    await this.#page.getByRole('log').getByText(this.#talkers.lastMark).waitFor({ timeout: arrivalMs })
    return result
  }

  /** Messages come while somebody reads in the middle. */
  async receiveScrolledUp(scene: string): Promise<Scene> {
    // Where everything counts as read.
    await this.#goToEnd()
    await this.#page.getByRole('log').evaluate((log) => (log.scrollTop = log.scrollHeight / 2))
    await this.#settle()
    let said = 0
    const result = await this.#watch(scene, true, async () => {
      said = await this.#talk()
    })
    const count = `${said.toLocaleString('en')} new`
    await this.#page.getByRole('button', { name: count, exact: true }).waitFor({ timeout: arrivalMs })
    return result
  }

  /** Up, page after page, until nothing older comes or patience ends. */
  scrollUp(scene: string): Promise<Scene> {
    return this.#watch(scene, false, () => this.#wheel(-wheelPx, patienceUp * this.#options.seconds * 1000))
  }

  /** Fetches all that is older, as if somebody went to the very first message: as much at once as a window asks for. */
  loadAll(scene: string): Promise<Scene> {
    return this.#watch(scene, false, async () => {
      while (await this.#loadOlder());
    })
  }

  /** Down through all that the window holds, or as far as one comes. */
  scrollDown(scene: string): Promise<Scene> {
    return this.#watch(scene, false, () => this.#wheel(wheelPx, this.#options.seconds * 1000))
  }

  async #goToEnd(): Promise<void> {
    const toEnd = this.#page.locator('.end-pill')
    if (await toEnd.isVisible()) await toEnd.click()
    await this.#settle()
  }

  #talk(): Promise<number> {
    return this.#talkers.talk(this.#options.rate, this.#options.seconds)
  }

  /** False if nothing is older than what is here, or if the window takes no more. */
  async #loadOlder(): Promise<boolean> {
    if (!(await this.#page.locator('.history-line', { hasText: 'Loading' }).isVisible())) return false
    const heightBefore = await this.#page.getByRole('log').evaluate((log) => log.scrollHeight)
    await this.#page.evaluate(
      ([roomId, untilId]) => (globalThis as unknown as Bridged).snug.request('room.load-history', { roomId, untilId }),
      [this.#roomId, oldestId] as const,
    )
    // The window takes it in slices: what was the last one may have been in sight already.
    const hasCome = (before: number): boolean =>
      (document.querySelector('[role="log"]')?.scrollHeight ?? 0) > before ||
      !(document.querySelector('.history-line')?.textContent ?? '').includes('Loading')
    await this.#page.waitForFunction(hasCome, heightBefore, { timeout: arrivalMs })
    return true
  }

  async #wheel(delta: number, longestMs: number): Promise<void> {
    const startedAt = performance.now()
    let [place, movedAt] = [Number.NaN, startedAt]
    while (performance.now() - movedAt < stuckMs && performance.now() - startedAt < longestMs) {
      for (let turn = 0; turn < lookEvery; turn += 1) await this.#page.mouse.wheel(0, delta)
      // Seen from the end, since older messages come above.
      const now = await this.#page.getByRole('log').evaluate((log) => log.scrollHeight - log.scrollTop)
      if (now !== place) movedAt = performance.now()
      place = now
    }
  }

  async #watch(scene: string, watchesPlace: boolean, act: () => Promise<unknown>): Promise<Scene> {
    const { profiles } = this.#options
    console.error(`Now: ${scene}.`)
    await heapOf(this.#session)
    if (profiles !== null) await this.#session.send('Profiler.start')
    const before = await countersOf(this.#session)
    await startWatching(this.#page, watchesPlace)
    const startedAt = performance.now()
    await act()
    const seconds = (performance.now() - startedAt) / 1000
    const recording = await stopWatching(this.#page)
    const after = await countersOf(this.#session)
    if (profiles !== null) {
      const { profile } = await this.#session.send('Profiler.stop')
      writeFileSync(path.join(profiles, `${scene}.cpuprofile`), JSON.stringify(profile))
    }
    const heap = await heapOf(this.#session)
    return {
      scene,
      entries: (await roomIn(this.#page)).entries,
      heapMb: Math.round(heap / megabyte),
      seconds: Math.round(seconds),
      ...smoothnessOf(recording, before, after, seconds),
    }
  }

  /** Until nothing has moved for a while. */
  async #settle(): Promise<void> {
    const place = (): Promise<number> => this.#page.getByRole('log').evaluate((log) => log.scrollTop)
    for (let last = Number.NaN, now = await place(); now !== last; [last, now] = [now, await place()]) await pause(500)
  }
}

interface Bridged {
  readonly snug: SnugBridge
}

/** The app's only room, and how many entries it holds: the same as its window, since both keep the same state. */
function roomIn(page: Page): Promise<{ readonly id: string; readonly entries: number }> {
  return page.evaluate(async () => {
    const answer = await (globalThis as unknown as Bridged).snug.request('app.snapshot', {})
    const [room] = answer.ok ? answer.value.rooms : []
    return { id: room?.id ?? '', entries: room?.entries.length ?? 0 }
  })
}
