import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { quietChoices, quietEnd, type QuietChoice } from '../../core/common/notifications/quiet.ts'
import type { NotificationPreferences } from '../../core/common/preferences.ts'
import { useNow } from '../components/use-now.ts'
import { TextField } from '../components/text-field.tsx'
import { timeFormat } from '../conversation/times.ts'
import { SelectField } from '../dialogs/select-field.tsx'
import { useAppStore } from '../store/app-store.ts'
import { updatePreferences } from '../store/preference-actions.ts'
import { parseKeywords } from './choices.ts'
import { Toggle } from './toggle.tsx'

export function NotificationsSection(): React.ReactNode {
  const { t } = useTranslation()
  const { about, keywords, sound, showText } = useAppStore((state) => state.preferences.notifications)
  const [typed, setTyped] = useState(keywords.join(', '))
  const change = (notifications: Partial<NotificationPreferences>): void => updatePreferences({ notifications })
  return (
    <>
      <SelectField
        setting="about"
        label={t('settings.notifications.about')}
        value={about}
        choices={[
          { value: 'everything', words: t('settings.notifications.aboutEverything') },
          { value: 'mentions', words: t('settings.notifications.aboutMentions') },
          { value: 'nothing', words: t('settings.notifications.aboutNothing') },
        ]}
        onChange={(about) => change({ about })}
      />
      <TextField
        data-setting="keywords"
        label={t('settings.notifications.keywords')}
        hint={t('settings.notifications.keywordsHint')}
        field="topic"
        error={null}
        value={typed}
        onChange={(typed) => {
          setTyped(typed)
          change({ keywords: parseKeywords(typed) })
        }}
      />
      <QuietField />
      <Toggle
        setting="sound"
        label={t('settings.notifications.sound')}
        checked={sound}
        onChange={(sound) => change({ sound })}
      />
      <Toggle
        setting="showText"
        label={t('settings.notifications.showText')}
        hint={t('settings.notifications.showTextHint')}
        checked={showText}
        onChange={(showText) => change({ showText })}
      />
    </>
  )
}

function QuietField(): React.ReactNode {
  const { t } = useTranslation()
  const until = useAppStore((state) => state.preferences.notifications.quietUntil)
  const now = useNow(1000)
  const isQuiet = until !== null && until > now
  const time = isQuiet && timeFormat.until(until, now)
  const choices: readonly { readonly value: QuietChoice | 'off' | 'held'; readonly words: string }[] = [
    { value: 'off', words: t('settings.notifications.quietOff') },
    ...(time === false ? [] : [{ value: 'held' as const, words: t('settings.notifications.quietUntil', { time }) }]),
    ...quietChoices.map((value) => ({ value, words: t(`settings.notifications.quietFor.${value}`) })),
  ]
  return (
    <SelectField
      setting="quiet"
      label={t('settings.notifications.quiet')}
      value={isQuiet ? 'held' : 'off'}
      choices={choices}
      onChange={(choice) => {
        if (choice === 'held') return
        const quietUntil = choice === 'off' ? null : quietEnd(choice, Date.now())
        updatePreferences({ notifications: { quietUntil } })
      }}
    />
  )
}
