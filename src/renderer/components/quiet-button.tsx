import { Bell, BellOff, EyeOff, Presentation } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAppStore } from '../store/app-store.ts'
import { togglePresenting } from '../store/quiet-actions.ts'
import { timeFormat } from '../conversation/times.ts'
import { MenuButton, type MenuGroups } from './menu.tsx'
import { quietEntries } from './quiet-entries.ts'
import { useNow } from './use-now.ts'

const minuteMs = 60_000

/** Whether notifications come, and if not, until when; with what can be done about it. */
export function QuietButton(): React.ReactNode {
  const { t } = useTranslation()
  const { quietUntil, presentingUntil } = useAppStore((state) => state.preferences.notifications)
  const words = useQuietWords() ?? t('quiet.on')
  const isQuiet = quietUntil !== null || presentingUntil !== null
  const Icon = presentingUntil !== null ? EyeOff : quietUntil !== null ? BellOff : Bell
  return (
    <MenuButton
      className={isQuiet ? 'icon-button quiet-button' : 'icon-button'}
      aria-label={words}
      title={words}
      menuLabel={t('quiet.title')}
      groups={useGroups(quietUntil !== null, presentingUntil !== null)}
    >
      <Icon aria-hidden="true" />
    </MenuButton>
  )
}

/** The same without the time, beside the button, where there is little room; null if everything is announced. */
export function useShortQuietWords(): string | null {
  const { t } = useTranslation()
  const { quietUntil, presentingUntil } = useAppStore((state) => state.preferences.notifications)
  if (presentingUntil !== null) return t('quiet.presentingNow')
  return quietUntil === null ? null : t('quiet.quietNow')
}

/** Until when nothing is announced, in words; null if everything is. */
function useQuietWords(): string | null {
  const { t } = useTranslation()
  // The main process takes back what has passed.
  const { quietUntil, presentingUntil } = useAppStore((state) => state.preferences.notifications)
  const now = useNow(minuteMs)
  if (presentingUntil !== null) return t('quiet.presentingUntil', { time: timeFormat.until(presentingUntil, now) })
  return quietUntil === null ? null : t('quiet.until', { time: timeFormat.until(quietUntil, now) })
}

function useGroups(isQuiet: boolean, isPresenting: boolean): MenuGroups {
  const { t } = useTranslation()
  return [
    quietEntries(isQuiet),
    [
      {
        label: isPresenting ? t('quiet.stopPresenting') : t('quiet.present'),
        Icon: Presentation,
        act: togglePresenting,
      },
    ],
  ]
}
