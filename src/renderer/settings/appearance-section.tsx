import { useTranslation } from 'react-i18next'
import type { AppearancePreferences } from '../../core/common/preferences.ts'
import { SelectField } from '../dialogs/select-field.tsx'
import { knownLanguages } from '../language.ts'
import { useAppStore } from '../store/app-store.ts'
import { updatePreferences } from '../store/preference-actions.ts'
import { nameOfLanguage, withCurrent } from './choices.ts'

const textSizes = [12, 13, 14, 15, 16, 18, 20, 22, 24]
const zooms = [0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

export function AppearanceSection(): React.ReactNode {
  const { t } = useTranslation()
  const { theme, density, textSize, zoom, language } = useAppStore((state) => state.preferences.appearance)
  const change = (appearance: Partial<AppearancePreferences>): void => updatePreferences({ appearance })
  return (
    <>
      <SelectField
        setting="theme"
        label={t('settings.appearance.theme')}
        value={theme}
        choices={[
          { value: 'system', words: t('settings.appearance.themeSystem') },
          { value: 'light', words: t('settings.appearance.themeLight') },
          { value: 'dark', words: t('settings.appearance.themeDark') },
        ]}
        onChange={(theme) => change({ theme })}
      />
      <SelectField
        setting="density"
        label={t('settings.appearance.density')}
        value={density}
        choices={[
          { value: 'comfortable', words: t('settings.appearance.densityComfortable') },
          { value: 'compact', words: t('settings.appearance.densityCompact') },
        ]}
        onChange={(density) => change({ density })}
      />
      <SelectField
        setting="textSize"
        label={t('settings.appearance.textSize')}
        value={textSize}
        choices={withCurrent(textSizes, textSize).map((size) => ({
          value: size,
          words: t('settings.appearance.textSizeValue', { size }),
        }))}
        onChange={(textSize) => change({ textSize })}
      />
      <SelectField
        setting="zoom"
        label={t('settings.appearance.zoom')}
        value={zoom}
        choices={withCurrent(zooms, zoom).map((value) => ({
          value,
          words: t('settings.appearance.zoomValue', { percent: Math.round(value * 100) }),
        }))}
        onChange={(zoom) => change({ zoom })}
      />
      <SelectField
        setting="language"
        label={t('settings.appearance.language')}
        value={language}
        choices={[
          { value: 'system', words: t('settings.appearance.languageSystem') },
          ...knownLanguages.map((name) => ({ value: name, words: nameOfLanguage(name) })),
        ]}
        onChange={(language) => change({ language })}
      />
    </>
  )
}
