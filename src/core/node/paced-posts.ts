import type { Post } from '../common/room-act.ts'
import type { Timers } from './timers.ts'

/** So many parts are said at once. Even folded to ASCII they fit into the free half of a send queue. */
const sliceParts = 8
/** Nobody waits longer than this, in milliseconds, for somebody who does not read. */
export const readingPatienceMs = 10_000

export interface PacedPostsOptions {
  say(post: Post): void
  /** Brings what has been said on its way. */
  flush(): void
  /** Whether somebody has to catch up before more is said. */
  isCongested(): boolean
  readonly timers: Timers
}

/** Says long texts a slice at a time, so that they do not throw out whoever reads them a little more slowly. */
export class PacedPosts {
  readonly #options: PacedPostsOptions
  #unsaid: Post[] = []
  #cancelPatience: (() => void) | undefined

  constructor(options: PacedPostsOptions) {
    this.#options = options
  }

  /** Says the parts of a text in their order, after what is still unsaid. The first slice of them waits for nobody. */
  add(parts: readonly Post[]): void {
    const isNext = this.#unsaid.length === 0
    this.#unsaid.push(...parts)
    if (!isNext) return
    this.#sayNext(sliceParts)
    this.proceed()
  }

  /** Somebody may have caught up, or is gone. */
  proceed(): void {
    while (this.#unsaid.length > 0) {
      this.#options.flush()
      if (this.#options.isCongested()) return this.#wait()
      this.#sayNext(sliceParts)
    }
    this.#stopWaiting()
  }

  /** Says what is still unsaid, whoever keeps up. */
  finish(): void {
    this.#stopWaiting()
    this.#sayNext(this.#unsaid.length)
  }

  #sayNext(count: number): void {
    for (const post of this.#unsaid.splice(0, count)) this.#options.say(post)
  }

  #wait(): void {
    this.#cancelPatience ??= this.#options.timers.after(readingPatienceMs, () => this.finish())
  }

  #stopWaiting(): void {
    this.#cancelPatience?.()
    this.#cancelPatience = undefined
  }
}
