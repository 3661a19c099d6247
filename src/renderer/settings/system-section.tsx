import { useTranslation } from 'react-i18next'
import type { SystemPreferences } from '../../core/common/preferences.ts'
import { useAppStore } from '../store/app-store.ts'
import { updatePreferences } from '../store/preference-actions.ts'
import { offersOn } from './choices.ts'
import { Toggle } from './toggle.tsx'
import { useAbout } from './use-about.ts'

export function SystemSection(): React.ReactNode {
  const { t } = useTranslation()
  const offers = offersOn(useAppStore((state) => state.program.platform))
  const system = useAppStore((state) => state.preferences.system)
  const about = useAbout()
  const spellCheckHint = about?.hasDictionaries === false ? 'noDictionaries' : 'spellCheckHint'
  const change = (system: Partial<SystemPreferences>): void => updatePreferences({ system })
  return (
    <>
      <Toggle
        setting="reopenRooms"
        label={t('settings.system.reopenRooms')}
        hint={t('settings.system.reopenRoomsHint')}
        checked={system.reopenRooms}
        onChange={(reopenRooms) => change({ reopenRooms })}
      />
      {offers.tray && (
        <Toggle
          setting="closeToTray"
          label={t('settings.system.closeToTray')}
          hint={t('settings.system.closeToTrayHint')}
          checked={system.closeToTray}
          onChange={(closeToTray) => change({ closeToTray })}
        />
      )}
      <Toggle
        setting="startAtLogin"
        label={t('settings.system.startAtLogin')}
        checked={system.startAtLogin}
        onChange={(startAtLogin) => change({ startAtLogin })}
      />
      {offers.tray && system.startAtLogin && (
        <Toggle
          setting="startHidden"
          label={t('settings.system.startHidden')}
          checked={system.startHidden}
          onChange={(startHidden) => change({ startHidden })}
        />
      )}
      <Toggle
        setting="spellCheck"
        label={t('settings.system.spellCheck')}
        {...(offers.languages && { hint: t(`settings.system.${spellCheckHint}`) })}
        checked={system.spellCheck}
        onChange={(spellCheck) => change({ spellCheck })}
      />
      {offers.languages && system.spellCheck && (
        <>
          <Languages known={about?.spellCheckLanguages ?? []} chosen={system.spellCheckLanguages} />
          <Toggle
            setting="fetchDictionaries"
            label={t('settings.system.fetchDictionaries')}
            hint={t('settings.system.fetchDictionariesHint')}
            checked={system.fetchDictionaries}
            onChange={(fetchDictionaries) => change({ fetchDictionaries })}
          />
        </>
      )}
    </>
  )
}

function Languages({ known, chosen }: Record<'known' | 'chosen', readonly string[]>): React.ReactNode {
  const { t, i18n } = useTranslation()
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' })
  const toggle = (language: string, isWanted: boolean): void => {
    const others = chosen.filter((other) => other !== language)
    updatePreferences({ system: { spellCheckLanguages: isWanted ? [...others, language] : others } })
  }
  if (known.length === 0) return null
  return (
    <fieldset className="settings-block">
      <legend>{t('settings.system.languages')}</legend>
      {chosen.length === 0 && <p className="form-note">{t('settings.system.languagesSystem')}</p>}
      <div className="settings-languages">
        {known.map((language) => (
          <Toggle
            key={language}
            label={names.of(language) ?? language}
            checked={chosen.includes(language)}
            onChange={(isWanted) => toggle(language, isWanted)}
          />
        ))}
      </div>
    </fieldset>
  )
}
