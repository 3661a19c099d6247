/** For how long nothing is to be announced: in the menu of the bell, and from the switcher. */
import { AlarmClock, Bell, Moon } from 'lucide-react'
import { quietChoices, quietEnd } from '../../core/common/notifications/quiet.ts'
import { t } from '../language.ts'
import { keepQuiet } from '../store/quiet-actions.ts'
import type { MenuEntry } from './menu.tsx'

/** @param isQuiet whether nothing is announced now */
export function quietEntries(isQuiet: boolean): readonly MenuEntry[] {
  const also = t('switcher.also.quiet')
  if (isQuiet) return [{ label: t('quiet.again'), Icon: Bell, also, act: () => keepQuiet(null) }]
  return quietChoices.map((choice) => ({
    label: t(`quiet.${choice}`),
    Icon: choice === 'tomorrow' ? Moon : AlarmClock,
    also,
    act: () => keepQuiet(quietEnd(choice, Date.now())),
  }))
}
