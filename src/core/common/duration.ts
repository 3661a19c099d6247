const secondMs = 1000
const minuteMs = 60 * secondMs

/** Seconds below a minute, otherwise hours and minutes; what is not said is 0. */
export interface DurationParts {
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
}

/** A time that has passed, rounded as people say it, at least a second. */
export function durationParts(ms: number): DurationParts {
  if (ms < minuteMs - secondMs / 2) {
    return { hours: 0, minutes: 0, seconds: Math.max(1, Math.round(ms / secondMs)) }
  }
  const minutes = Math.round(ms / minuteMs)
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60, seconds: 0 }
}

/** A time that has passed, in English: `12 s`, `5 min`, `2 h 5 min`. */
export function describeDuration(ms: number): string {
  const { hours, minutes, seconds } = durationParts(ms)
  if (seconds > 0) return `${seconds} s`
  if (hours === 0) return `${minutes} min`
  return `${hours} h${minutes > 0 ? ` ${minutes} min` : ''}`
}
