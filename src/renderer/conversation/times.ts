/** The times of this window, in the conventions of its reader. */
import { translator } from '../language.ts'
import { createTimeFormat, displayLocale, type TimeFormat } from '../view/time.ts'

const formats = new Map<string, TimeFormat>()

/** The formats of a language take long to make, and never change. */
function format(): TimeFormat {
  const { language } = translator
  const made = formats.get(language) ?? createTimeFormat(displayLocale(navigator.language, language))
  formats.set(language, made)
  return made
}

export const timeFormat: TimeFormat = {
  time: (at) => format().time(at),
  clock: (at) => format().clock(at),
  day: (at, now) => format().day(at, now),
  until: (at, now) => format().until(at, now),
  full: (at) => format().full(at),
}
