/** Where each setting is, and by which words it is found. */
import type { ParseKeys } from 'i18next'
import { knownLanguages, t } from '../language.ts'
import { settingsSections, type AppStore, type SettingsSection } from '../store/app-store.ts'
import { nameOfLanguage, offersOn } from './choices.ts'

/** A section of the settings, or a field in one. */
export interface SettingPlace {
  readonly section: SettingsSection
  /** What its element has as `data-setting`; absent for a section as a whole. */
  readonly field?: string
  readonly words: string
  /** Other words that mean it, such as its choices. */
  readonly also: string
}

/** The text of each field, whose key ends with the field's name, and texts that mean it as well. */
const fields: Record<SettingsSection, readonly (readonly [label: ParseKeys, ...also: ParseKeys[]])[]> = {
  you: [
    ['settings.you.name', 'switcher.also.name'],
    ['settings.you.key', 'switcher.also.key'],
  ],
  appearance: [
    [
      'settings.appearance.theme',
      'settings.appearance.themeDark',
      'settings.appearance.themeLight',
      'switcher.also.theme',
    ],
    ['settings.appearance.density', 'settings.appearance.densityCompact', 'settings.appearance.densityComfortable'],
    ['settings.appearance.textSize', 'switcher.also.textSize'],
    ['settings.appearance.zoom'],
    ['settings.appearance.language'],
  ],
  notifications: [
    ['settings.notifications.about', 'settings.notifications.aboutMentions'],
    ['settings.notifications.keywords'],
    ['settings.notifications.quiet', 'switcher.also.quiet'],
    ['settings.notifications.sound'],
    ['settings.notifications.showText'],
  ],
  privacy: [
    ['settings.privacy.typing'],
    ['settings.privacy.receipts', 'switcher.also.receipts'],
    ['settings.privacy.idle'],
    ['settings.privacy.copies', 'switcher.also.copies'],
    ['settings.privacy.rooms'],
  ],
  system: [
    ['settings.system.reopenRooms'],
    ['settings.system.closeToTray', 'switcher.also.tray'],
    ['settings.system.startAtLogin', 'switcher.also.startAtLogin'],
    ['settings.system.startHidden'],
    ['settings.system.spellCheck', 'settings.system.languages'],
    ['settings.system.fetchDictionaries'],
  ],
  network: [
    [
      'settings.network.exposure',
      'settings.network.thisComputer',
      'settings.network.thisNetwork',
      'settings.network.allAddresses',
    ],
    ['settings.network.port'],
    ['settings.network.reconnect', 'switcher.also.reconnect'],
  ],
  keyboard: [],
}

/** Every section with the fields that it has now. */
export function settingPlaces(state: Pick<AppStore, 'program' | 'preferences'>): readonly SettingPlace[] {
  const hidden = hiddenFields(state)
  return settingsSections.flatMap((section) => {
    const whole: SettingPlace = { section, words: t(`settings.${section}.title`), also: '' }
    const shown = fields[section].map((texts) => fieldPlace(section, texts)).filter(({ field }) => !hidden.has(field))
    return [whole].concat(shown)
  })
}

function fieldPlace(
  section: SettingsSection,
  [label, ...also]: readonly [ParseKeys, ...ParseKeys[]],
): SettingPlace & { readonly field: string } {
  const field = label.slice(label.lastIndexOf('.') + 1)
  const others = also.map((key) => t(key)).concat(field === 'language' ? languageNames() : [])
  return { section, field, words: t(label), also: others.join() }
}

/** So that whoever cannot read the window finds the way out. */
function languageNames(): readonly string[] {
  return knownLanguages.map(nameOfLanguage)
}

function hiddenFields({ program, preferences }: Pick<AppStore, 'program' | 'preferences'>): ReadonlySet<string> {
  const offers = offersOn(program.platform)
  const { startAtLogin, spellCheck } = preferences.system
  const hidden = new Set<string>()
  if (!offers.tray) hidden.add('closeToTray')
  if (!offers.tray || !startAtLogin) hidden.add('startHidden')
  if (!offers.languages || !spellCheck) hidden.add('fetchDictionaries')
  return hidden
}
