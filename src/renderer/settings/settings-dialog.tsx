import { Bell, Keyboard, Lock, MonitorCog, Network, Palette, UserRound, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Modal } from '../components/modal.tsx'
import { closeDialog, openDialog } from '../store/actions.ts'
import { settingsSections, type SettingsSection } from '../store/app-store.ts'
import { AppearanceSection } from './appearance-section.tsx'
import { KeyboardSection } from './keyboard-section.tsx'
import { NetworkSection } from './network-section.tsx'
import { NotificationsSection } from './notifications-section.tsx'
import { PrivacySection } from './privacy-section.tsx'
import { SystemSection } from './system-section.tsx'
import { YouSection } from './you-section.tsx'

const sections: Record<SettingsSection, { readonly Icon: LucideIcon; readonly Section: React.ComponentType }> = {
  you: { Icon: UserRound, Section: YouSection },
  appearance: { Icon: Palette, Section: AppearanceSection },
  notifications: { Icon: Bell, Section: NotificationsSection },
  privacy: { Icon: Lock, Section: PrivacySection },
  system: { Icon: MonitorCog, Section: SystemSection },
  network: { Icon: Network, Section: NetworkSection },
  keyboard: { Icon: Keyboard, Section: KeyboardSection },
}

/** How Snug is to be. Everything holds at once, so there is nothing to save. */
export function SettingsDialog({ section }: { section: SettingsSection }): React.ReactNode {
  const { t } = useTranslation()
  const headingId = useId()
  const { Section } = sections[section]
  return (
    <Modal title={t('settings.title')} className="settings" onClose={closeDialog}>
      <div className="settings-columns">
        <nav className="settings-nav" aria-label={t('settings.sections')}>
          {settingsSections.map((name) => (
            <SectionButton key={name} name={name} isCurrent={name === section} />
          ))}
        </nav>
        <section className="settings-section" aria-labelledby={headingId}>
          <h3 id={headingId}>{t(`settings.${section}.title`)}</h3>
          <Section key={section} />
        </section>
      </div>
    </Modal>
  )
}

function SectionButton({ name, isCurrent }: { name: SettingsSection; isCurrent: boolean }): React.ReactNode {
  const { t } = useTranslation()
  const { Icon } = sections[name]
  return (
    <button
      type="button"
      className="settings-nav-item"
      aria-current={isCurrent ? 'page' : undefined}
      data-first-focus={isCurrent ? '' : undefined}
      onClick={() => openDialog({ kind: 'settings', section: name })}
    >
      <Icon aria-hidden="true" />
      {t(`settings.${name}.title`)}
    </button>
  )
}
