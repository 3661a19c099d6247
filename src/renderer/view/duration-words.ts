import { durationParts } from '../../core/common/duration.ts'
import { t } from '../language.ts'

/** A time that passes, as people say it, at least a second: `12 s`, `5 min`, `2 h 5 min`. */
export function durationWords(ms: number): string {
  const { hours, minutes, seconds } = durationParts(ms)
  if (seconds > 0) return t('time.seconds', { seconds })
  if (hours === 0) return t('time.minutes', { minutes })
  return minutes === 0 ? t('time.hours', { hours }) : t('time.hoursMinutes', { hours, minutes })
}
