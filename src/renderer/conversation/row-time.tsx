import { timeFormat } from './times.ts'

/** When something was said; in full for whoever points at it. */
export function RowTime({ at }: { at: number }): React.ReactNode {
  return (
    <time className="message-time" dateTime={new Date(at).toISOString()} title={timeFormat.full(at)}>
      {timeFormat.time(at)}
    </time>
  )
}
