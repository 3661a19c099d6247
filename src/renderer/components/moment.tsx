import { timeFormat } from '../conversation/times.ts'

/** When something was said, with its day: `Yesterday, 14:05`. */
export function Moment({ at, now }: { at: number; now: number }): React.ReactNode {
  return (
    <time dateTime={new Date(at).toISOString()} title={timeFormat.full(at)}>
      {timeFormat.day(at, now)}, {timeFormat.time(at)}
    </time>
  )
}
