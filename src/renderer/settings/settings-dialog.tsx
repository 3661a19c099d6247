import { Bell, Keyboard, Lock, MonitorCog, Network, Palette, UserRound, type LucideIcon } from 'lucide-react'
import { useId, useLayoutEffect, useRef, type RefObject } from 'react'
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

interface SettingsDialogProps {
  section: SettingsSection
  /** The field that is to have the focus. */
  field: string | undefined
}

/** How Snug is to be. Everything holds at once, so there is nothing to save. */
export function SettingsDialog({ section, field }: SettingsDialogProps): React.ReactNode {
  const { t } = useTranslation()
  const headingId = useId()
  const { Section } = sections[section]
  const shown = useWantedField(field)
  return (
    <Modal title={t('settings.title')} className="settings" onClose={closeDialog}>
      <div className="settings-columns">
        <nav className="settings-nav" aria-label={t('settings.sections')}>
          {settingsSections.map((name) => (
            <SectionButton key={name} name={name} isCurrent={name === section} />
          ))}
        </nav>
        <section ref={shown} className="settings-section" aria-labelledby={headingId}>
          <h3 id={headingId}>{t(`settings.${section}.title`)}</h3>
          <Section key={section} />
        </section>
      </div>
    </Modal>
  )
}

/** Brings a field into sight, and gives it the focus. */
function useWantedField(field: string | undefined): RefObject<HTMLElement | null> {
  const shown = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    if (field === undefined) return
    const wanted = shown.current?.querySelector<HTMLElement>(`[data-setting="${field}"]`)
    wanted?.focus({ preventScroll: true })
    wanted?.scrollIntoView({ block: 'center' })
  }, [field])
  return shown
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
