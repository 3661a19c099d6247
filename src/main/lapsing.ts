/** Takes back what the person wanted only for a while: quiet, and presenting. */
import { lapsed, nextEnd } from '../core/common/notifications/quiet.ts'
import type { NotificationPreferences, PreferencesChange } from '../core/common/preferences.ts'

/** No timer is longer, in milliseconds: a computer may sleep meanwhile, and very long ones end at once. */
const longestMs = 60_000

export interface LapsingOptions {
  readonly preferences: () => NotificationPreferences
  readonly change: (change: PreferencesChange) => void
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

export class Lapsing {
  readonly #options: LapsingOptions
  #timer: NodeJS.Timeout | undefined

  constructor(options: LapsingOptions) {
    this.#options = options
  }

  /** Takes back what has passed, and comes again when more will have. Call it whenever the preferences have changed. */
  look(): void {
    clearTimeout(this.#timer)
    const { preferences, change, clock } = this.#options
    const now = clock()
    const notifications = lapsed(preferences(), now)
    // Changing calls this again.
    if (notifications) return change({ notifications })
    const end = nextEnd(preferences())
    if (end !== null) this.#timer = setTimeout(() => this.look(), Math.min(end - now, longestMs))
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
