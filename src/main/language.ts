/** The texts of the main process: menus, notifications, native dialogs. */
import type { i18n } from 'i18next'
import { chooseLanguage, createTranslator, type Catalogue } from '../core/common/languages/translator.ts'

const files = import.meta.glob<Catalogue>('../core/common/languages/*.json', { eager: true, import: 'default' })

const catalogues = Object.fromEntries(
  Object.entries(files).map(([file, catalogue]) => [/([^/]+)\.json$/.exec(file)?.[1] ?? file, catalogue]),
)

/** Names of the languages in which Snug can speak. */
const knownLanguages: readonly string[] = Object.keys(catalogues)

/**
 * @param wanted a language tag or `system`
 * @param spoken what the system speaks, best first
 */
export function mainTranslator(wanted: string, spoken: readonly string[]): i18n {
  return createTranslator(chooseLanguage(wanted, spoken, knownLanguages), catalogues)
}
