import { timeFormat } from '../conversation/times.ts'
import { t } from '../language.ts'

/** When something was said, with its day: `Yesterday, 14:05`. */
export function Moment({ at, now }: { at: number; now: number }): React.ReactNode {
  return (
    <time dateTime={new Date(at).toISOString()} title={timeFormat.full(at)}>
      {t('time.moment', { day: timeFormat.day(at, now), time: timeFormat.time(at) })}
    </time>
  )
}
