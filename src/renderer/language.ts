/** The texts of the window. Only the language that is spoken is loaded; English is always there, for what another lacks. */
import type { i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import english from '../core/common/languages/en.json'
import {
  chooseLanguage,
  createTranslator,
  sourceLanguage,
  type Catalogue,
} from '../core/common/languages/translator.ts'

const loaders = Object.fromEntries(
  Object.entries(
    import.meta.glob<Catalogue>(['../core/common/languages/*.json', '!**/en.json'], { import: 'default' }),
  ).map(([file, load]) => [/([^/]+)\.json$/.exec(file)?.[1] ?? file, load]),
)

/** Names of the languages in which Snug can speak. */
export const knownLanguages: readonly string[] = [sourceLanguage, ...Object.keys(loaders)]

/** The one translator of the window. */
export const translator: i18n = createTranslator(sourceLanguage, { [sourceLanguage]: english })
initReactI18next.init(translator)

/** A text in the language that is spoken. The window is drawn anew in another one, so nothing needs to watch it. */
export const { t } = translator

/** Several things as one, such as `Bo, Kenji and you`; the words between them are those of the language. */
export function listWords(things: readonly string[]): string {
  const { language } = translator
  // As in the rest of the texts, the English is British.
  return new Intl.ListFormat(language === sourceLanguage ? 'en-GB' : language).format(things)
}

/** A number with the separators of the language. */
export function numberWords(number: number): string {
  return number.toLocaleString(translator.language)
}

/** Whether lines of the language begin at the right. */
function directionOf(language: string): 'ltr' | 'rtl' {
  return translator.dir(language)
}

/** Speaks another language from now on; the window is drawn anew. */
export async function speak(wanted: string): Promise<void> {
  const language = chooseLanguage(wanted, navigator.languages, knownLanguages)
  const load = loaders[language]
  if (load && !translator.hasResourceBundle(language, 'translation')) {
    translator.addResourceBundle(language, 'translation', await load())
  }
  await translator.changeLanguage(language)
  document.documentElement.lang = language
  document.documentElement.dir = directionOf(language)
}
