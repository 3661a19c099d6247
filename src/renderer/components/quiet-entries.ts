/** For how long nothing is to be announced: in the menu of the bell, and from the switcher. */
import { AlarmClock, Bell, Moon } from 'lucide-react'
import { nextMorning } from '../../core/common/notifications/quiet.ts'
import { t } from '../language.ts'
import { keepQuiet } from '../store/quiet-actions.ts'
import type { MenuEntry } from './menu.tsx'

const minuteMs = 60_000

/** @param isQuiet whether nothing is announced now */
export function quietEntries(isQuiet: boolean): readonly MenuEntry[] {
  const also = t('switcher.also.quiet')
  if (isQuiet) return [{ label: t('quiet.again'), Icon: Bell, also, act: () => keepQuiet(null) }]
  const quietFor = (minutes: number) => () => keepQuiet(Date.now() + minutes * minuteMs)
  return [
    { label: t('quiet.halfHour'), Icon: AlarmClock, also, act: quietFor(30) },
    { label: t('quiet.hour'), Icon: AlarmClock, also, act: quietFor(60) },
    { label: t('quiet.tomorrow'), Icon: Moon, also, act: () => keepQuiet(nextMorning(Date.now())) },
  ]
}
