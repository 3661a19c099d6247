import { type Entry, maxEntries } from '../common/room.ts'

/** How many pages are asked for, one after the other: if they have nothing for this person, the next are taken to have nothing. */
const mostPages = 100

/** Older entries that were wanted, as a window is told of them. */
export interface OlderEntries {
  /** Oldest first. */
  readonly entries: readonly Entry[]
  readonly more: boolean
  /** The number in the log before which they were wanted; absent if before all that was told so far. */
  readonly above?: number | undefined
}

interface Wanted {
  /** Of the entry back to which they are wanted; undefined if some are enough. */
  readonly id: string | undefined
  readonly above: number | undefined
  readonly entries: readonly Entry[]
  readonly pages: number
}

const nothing: Wanted = { id: undefined, above: undefined, entries: [], pages: 0 }

/** Older entries of a room that are wanted, as far as their pages have come. */
export class WayBack {
  #wanted: Wanted | null = null

  /** Whether pages have come that are told only with those that are still to come. */
  get isUnderWay(): boolean {
    return this.#wanted !== null && this.#wanted.pages > 0
  }

  /**
   * Wants some older entries, or all back to the one with an id; whoever is on the way already gets what they want, too.
   *
   * @param above the number in the log before which they are wanted, if not before all that was told so far: then from there anew
   * @returns whether they are wanted back to a certain one
   */
  begin(untilId: string | undefined, above: number | undefined): boolean {
    const id = untilId ?? this.#wanted?.id
    this.#wanted = above === undefined ? { ...nothing, ...this.#wanted, id } : { ...nothing, id, above }
    return id !== undefined
  }

  /**
   * Takes the next page. Answers what has come if that is enough; null if another page is to be asked for.
   *
   * @param more whether there is another page
   */
  take(page: readonly Entry[], more: boolean): OlderEntries | null {
    const { id, above, ...before } = this.#wanted ?? nothing
    const wanted = { id, above, entries: [...page, ...before.entries], pages: before.pages + 1 }
    this.#wanted = wanted
    const isDone = id === undefined ? page.length > 0 : page.some((entry) => entry.id === id)
    const isEnough = wanted.entries.length >= maxEntries || wanted.pages >= mostPages
    return more && !isDone && !isEnough ? null : this.end(more && wanted.entries.length > 0)
  }

  /** There is nothing else to wait for: answers what has come. */
  end(more: boolean): OlderEntries {
    const { entries, above } = this.#wanted ?? nothing
    this.#wanted = null
    return { entries, above, more }
  }
}
