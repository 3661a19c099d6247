/** What Snug says to the person at this computer, in their language. What goes over the wire to classic clients stays English. */
import { createInstance, type i18n } from 'i18next'
import type english from './en.json'

/** A catalogue of texts; `en.json` has every key, and the others the same ones with the plural forms of their language. */
export type Catalogue = typeof english

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Catalogue }
  }
}

/** The language in which everything can be said. */
export const sourceLanguage = 'en'

/**
 * The catalogue that suits a person best.
 *
 * @param wanted a language tag such as `de-AT`, or `system`
 * @param spoken what the system speaks, best first
 * @param known names of the catalogues
 */
export function chooseLanguage(wanted: string, spoken: readonly string[], known: readonly string[]): string {
  const candidates = wanted === 'system' ? spoken : [wanted]
  for (const tag of candidates) {
    const found = [tag, tag.split('-')[0]].find((name) => name !== undefined && known.includes(name))
    if (found !== undefined) return found
  }
  return sourceLanguage
}

/** Texts of one language; what it lacks is said in English. */
export function createTranslator(language: string, catalogues: Readonly<Record<string, Catalogue>>): i18n {
  const translator = createInstance()
  const resources = Object.fromEntries(Object.entries(catalogues).map(([name, translation]) => [name, { translation }]))
  void translator.init({
    lng: language,
    fallbackLng: sourceLanguage,
    resources,
    initAsync: false,
    // Texts are shown as text, never as HTML.
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  })
  return translator
}
