import { CalendarSearch } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { dayMs } from '../../core/common/native/retention.ts'
import { Button } from '../components/button.tsx'
import { Popover } from '../components/popover.tsx'
import { useNow } from '../components/use-now.ts'
import { t } from '../language.ts'
import { showDay } from '../store/message-actions.ts'
import { dateFieldValue, localDay, parseDateField } from '../view/time.ts'
import { timeFormat } from './times.ts'

/** How often `Today` may have become `Yesterday`, in milliseconds. */
const dayCheckMs = 60_000

interface DayButtonProps {
  roomId: string
  at: number
  /** The row of the conversation that it is; absent elsewhere. */
  rowKey?: string
  /** The choice is open, or closed again. */
  onToggle?: (isOpen: boolean) => void
}

/** Says which day it is, and leads to another one. */
export function DayButton({ roomId, at, rowKey, onToggle }: DayButtonProps): React.ReactNode {
  const now = useNow(dayCheckMs)
  const id = useId()
  const popover = useRef<HTMLDivElement>(null)
  const go = (from: number): void => {
    popover.current?.hidePopover()
    showDay(roomId, from)
  }
  return (
    <>
      <button
        type="button"
        className="day-button"
        popoverTarget={id}
        title={t('day.choose')}
        {...(rowKey !== undefined && { 'data-row': rowKey, tabIndex: -1 })}
      >
        <time dateTime={new Date(at).toISOString()}>{timeFormat.day(at, now)}</time>
        <CalendarSearch aria-hidden="true" />
      </button>
      <Popover id={id} ref={popover} label={t('day.choose')} className="day-choice" {...(onToggle && { onToggle })}>
        <DayChoice at={at} now={now} go={go} />
      </Popover>
    </>
  )
}

function DayChoice({ at, now, go }: { at: number; now: number; go: (from: number) => void }): React.ReactNode {
  const [value, setValue] = useState(() => dateFieldValue(at))
  const chosen = parseDateField(value)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (chosen !== null) go(chosen)
      }}
    >
      <label className="day-field">
        <span>{t('day.day')}</span>
        <input type="date" value={value} max={dateFieldValue(now)} onChange={({ target }) => setValue(target.value)} />
      </label>
      <Button type="submit" variant="primary" disabled={chosen === null}>
        {t('day.go')}
      </Button>
      <div className="day-shortcuts">
        <Button onClick={() => go(localDay(now).start)}>{t('time.today')}</Button>
        <Button onClick={() => go(localDay(localDay(now).start - 1).start)}>{t('time.yesterday')}</Button>
        <Button onClick={() => go(localDay(now - 7 * dayMs).start)}>{t('day.weekAgo')}</Button>
      </div>
    </form>
  )
}
