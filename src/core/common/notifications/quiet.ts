/** Times in which Snug keeps quiet. Pure. */
import type { NotificationPreferences } from '../preferences.ts'

/** How long presenting lasts unless it is ended before, in milliseconds. */
export const presentingMs = 60 * 60 * 1000

/** For how long one may ask not to be disturbed, wherever that is offered. */
export const quietChoices = ['halfHour', 'hour', 'fourHours', 'tomorrow'] as const

export type QuietChoice = (typeof quietChoices)[number]

const quietMinutes = { halfHour: 30, hour: 60, fourHours: 240 }

type Times = Pick<NotificationPreferences, 'quietUntil' | 'presentingUntil'>

/** Nothing is shown at all. */
export function isQuiet({ quietUntil }: Times, now: number): boolean {
  return quietUntil !== null && now < quietUntil
}

/** Others may look at this screen: no name, no text, no sound. */
export function isPresenting({ presentingUntil }: Times, now: number): boolean {
  return presentingUntil !== null && now < presentingUntil
}

/** Ends presenting, or begins it. */
export function presentingToggled(times: Times, now: number): Pick<Times, 'presentingUntil'> {
  return { presentingUntil: isPresenting(times, now) ? null : now + presentingMs }
}

/** The end times that have passed, as a change of the preferences; null if there is none. */
export function lapsed(times: Times, now: number): Partial<Times> | null {
  const change: { -readonly [Key in keyof Times]?: null } = {}
  if (times.quietUntil !== null && times.quietUntil <= now) change.quietUntil = null
  if (times.presentingUntil !== null && times.presentingUntil <= now) change.presentingUntil = null
  return Object.keys(change).length > 0 ? change : null
}

/** The end that comes next; null if there is none. */
export function nextEnd({ quietUntil, presentingUntil }: Times): number | null {
  const ends = [quietUntil, presentingUntil].filter((end) => end !== null)
  return ends.length > 0 ? Math.min(...ends) : null
}

/** When quiet ends that begins now, in milliseconds since 1970. */
export function quietEnd(choice: QuietChoice, now: number): number {
  return choice === 'tomorrow' ? nextMorning(now) : now + quietMinutes[choice] * 60_000
}

/** Eight in the morning after a moment, by the clock on the wall. */
function nextMorning(now: number): number {
  const morning = new Date(now)
  morning.setHours(8, 0, 0, 0)
  if (morning.getTime() <= now) morning.setDate(morning.getDate() + 1)
  return morning.getTime()
}
