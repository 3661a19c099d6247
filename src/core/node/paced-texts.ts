import type { Timers } from './timers.ts'

/** So many parts are said at once. Even folded to ASCII they fit into the free half of a send queue. */
const sliceParts = 8
/** Nobody waits longer than this, in milliseconds, for somebody who does not read. */
export const readingPatienceMs = 10_000

export interface PacedTextsOptions {
  say(part: string, messageId: string | undefined): void
  /** Brings what has been said on its way. */
  flush(): void
  /** Whether somebody has to catch up before more is said. */
  isCongested(): boolean
  readonly timers: Timers
}

/** Says long texts a slice at a time, so that they do not throw out whoever reads them a little more slowly. */
export class PacedTexts {
  readonly #options: PacedTextsOptions
  #unsaid: { readonly part: string; readonly messageId: string | undefined }[] = []
  #cancelPatience: (() => void) | undefined

  constructor(options: PacedTextsOptions) {
    this.#options = options
  }

  /** Says the parts of a text in their order, after what is still unsaid. The first slice of them waits for nobody. */
  add(parts: readonly string[], messageId?: string): void {
    const isNext = this.#unsaid.length === 0
    for (const [index, part] of parts.entries()) {
      this.#unsaid.push({ part, messageId: index === 0 ? messageId : undefined })
    }
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
    for (const { part, messageId } of this.#unsaid.splice(0, count)) this.#options.say(part, messageId)
  }

  #wait(): void {
    this.#cancelPatience ??= this.#options.timers.after(readingPatienceMs, () => this.finish())
  }

  #stopWaiting(): void {
    this.#cancelPatience?.()
    this.#cancelPatience = undefined
  }
}
