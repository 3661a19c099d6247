import { timeFormat } from './times.ts'

/**
 * When something was said; in full for whoever points at it.
 *
 * @param format `time` unless there is no space for that
 */
export function RowTime({ at, format = 'time' }: { at: number; format?: 'time' | 'clock' }): React.ReactNode {
  return (
    <time className="message-time" dateTime={new Date(at).toISOString()} title={timeFormat.full(at)}>
      {timeFormat[format](at)}
    </time>
  )
}
