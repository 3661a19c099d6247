const secondMs = 1000
const minuteMs = 60 * secondMs

/** A time that has passed, as people say it, at least a second: `12 s`, `5 min`, `2 h 5 min`. */
export function describeDuration(ms: number): string {
  if (ms < minuteMs - secondMs / 2) return `${Math.max(1, Math.round(ms / secondMs))} s`
  const minutes = Math.round(ms / minuteMs)
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)} h${rest > 0 ? ` ${rest} min` : ''}`
}
