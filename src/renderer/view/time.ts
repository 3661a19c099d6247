/** Times and days in words, in the reader's own conventions. */
import { t } from '../language.ts'
import { sourceLanguage } from '../../core/common/languages/translator.ts'

export interface TimeFormat {
  /** `14:05`, or `2:05 pm` where that is the custom. */
  readonly time: (at: number) => string
  /** The same without `pm`, where there is no space for it. */
  readonly clock: (at: number) => string
  /** `Today`, `Yesterday`, or the date. */
  readonly day: (at: number, now: number) => string
  /** `14:05` for a moment to come; with its weekday unless that is today. */
  readonly until: (at: number, now: number) => string
  /** Date and time in full. */
  readonly full: (at: number) => string
}

/**
 * The locale for times: that of the interface, with the clock and the order of a date of the reader's region. English is
 * read in every region; another language keeps its own customs unless the reader's system speaks it, too.
 *
 * @param system a BCP 47 tag, such as `navigator.language`
 * @param language that of the interface
 */
export function displayLocale(system: string, language: string = sourceLanguage): string {
  try {
    const reader = new Intl.Locale(system).maximize()
    const isCommon = language === sourceLanguage || new Intl.Locale(language).language === reader.language
    return isCommon && reader.region ? `${language}-${reader.region}` : language
  } catch {
    return language
  }
}

/** @param timeZone the system's unless given */
export function createTimeFormat(locale: string, timeZone?: string): TimeFormat {
  const zone = timeZone === undefined ? {} : { timeZone }
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  // 09:05, but 9:05 am.
  const hour = hour12 ? 'numeric' : '2-digit'
  const time = new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', ...zone })
  const otherDay = new Intl.DateTimeFormat(locale, { weekday: 'short', hour, minute: '2-digit', ...zone })
  const sameYear = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...zone })
  const otherYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...zone })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium', ...zone })
  // Sortable and unambiguous: 2026-03-01.
  const plainDate = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...zone })
  const dayNumber = (at: number): number => Date.parse(plainDate.format(at)) / 86_400_000

  return {
    time: (at) => time.format(at),
    clock(at) {
      const parts = time.formatToParts(at).filter(({ type }) => type !== 'dayPeriod')
      return parts
        .map(({ value }) => value)
        .join('')
        .trim()
    },
    until: (at, now) => (dayNumber(at) === dayNumber(now) ? time : otherDay).format(at),
    full: (at) => full.format(at),
    day(at, now) {
      const daysAgo = dayNumber(now) - dayNumber(at)
      if (daysAgo === 0) return t('time.today')
      if (daysAgo === 1) return t('time.yesterday')
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

/** The local day of a moment, as a date field has it: `2026-03-01`. */
export function dateFieldValue(at: number): string {
  const time = new Date(at)
  const parts = [String(time.getFullYear()).padStart(4, '0'), time.getMonth() + 1, time.getDate()]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}

/** When the day of a date field begins, in milliseconds since 1970; null for what is no day. */
export function parseDateField(value: string): number | null {
  const match = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/u.exec(value)
  const { year, month, day } = match?.groups ?? {}
  if (year === undefined || month === undefined || day === undefined) return null
  const start = new Date(Number(year), Number(month) - 1, Number(day))
  return dateFieldValue(start.getTime()) === value ? start.getTime() : null
}
