import { useTranslation } from 'react-i18next'
import { commandIds } from '../../core/common/shortcuts.ts'
import { Button } from '../components/button.tsx'
import { useAppStore } from '../store/app-store.ts'
import { updatePreferences } from '../store/preference-actions.ts'
import { ShortcutRow } from './shortcut-row.tsx'

export function KeyboardSection(): React.ReactNode {
  const { t } = useTranslation()
  const own = useAppStore((state) => state.preferences.shortcuts)
  return (
    <>
      <p className="form-note">{t('settings.keyboard.hint')}</p>
      <ul className="settings-list">
        {commandIds.map((id) => (
          <ShortcutRow key={id} id={id} own={own} />
        ))}
      </ul>
      <Button
        className="settings-reset"
        aria-disabled={Object.keys(own).length === 0}
        onClick={() => updatePreferences({ shortcuts: {} })}
      >
        {t('settings.keyboard.resetAll')}
      </Button>
    </>
  )
}
