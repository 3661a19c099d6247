/** Times and days in words, in the reader's own conventions. */

export interface TimeFormat {
  /** `14:05`, or `2:05 pm` where that is the custom. */
  readonly time: (at: number) => string
  /** `Today`, `Yesterday`, or the date. */
  readonly day: (at: number, now: number) => string
  /** Date and time in full. */
  readonly full: (at: number) => string
}

/**
 * The locale for times: the interface speaks English, but the clock and the order of a date follow the reader's region.
 *
 * @param language a BCP 47 tag, such as `navigator.language`
 */
export function displayLocale(language: string): string {
  try {
    const { region } = new Intl.Locale(language).maximize()
    return region ? `en-${region}` : 'en'
  } catch {
    return 'en'
  }
}

/** @param timeZone the system's unless given */
export function createTimeFormat(locale: string, timeZone?: string): TimeFormat {
  const zone = timeZone === undefined ? {} : { timeZone }
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  // 09:05, but 9:05 am.
  const hour = hour12 ? 'numeric' : '2-digit'
  const time = new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', ...zone })
  const sameYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...zone })
  const otherYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...zone })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', ...zone })
  // Sortable and unambiguous: 2026-03-01.
  const plainDate = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...zone })
  const dayNumber = (at: number): number => Date.parse(plainDate.format(at)) / 86_400_000

  return {
    time: (at) => time.format(at),
    full: (at) => full.format(at),
    day(at, now) {
      const daysAgo = dayNumber(now) - dayNumber(at)
      if (daysAgo === 0) return 'Today'
      if (daysAgo === 1) return 'Yesterday'
      const isSameYear = plainDate.format(at).slice(0, 4) === plainDate.format(now).slice(0, 4)
      return (isSameYear ? sameYear : otherYear).format(at)
    },
  }
}

/** The local day that contains a moment, as the milliseconds since 1970 from `start` up to but not including `end`. */
export function localDay(at: number): { start: number; end: number } {
  const start = new Date(at)
  start.setHours(0, 0, 0, 0)
  const end = new Date(start)
  end.setDate(end.getDate() + 1)
  return { start: start.getTime(), end: end.getTime() }
}

/** Whole seconds until a moment; 0 once it is past. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000))
}
