/** Whether, in which languages, and by which dictionaries spelling is checked. */
import { session } from 'electron/main'
import type { SystemPreferences } from '../core/common/preferences.ts'

/** Nothing listens there: unless somebody wants it, Snug fetches nothing from the network, and so no dictionaries either. */
const nowhere = 'http://127.0.0.1:9/'

/** Where Chromium has its dictionaries, and Electron those of its own accord. */
const serverOfChromium = 'https://redirector.gvt1.com/edgedl/chrome/dict/'

type SpellCheck = Pick<SystemPreferences, 'spellCheck' | 'spellCheckLanguages' | 'fetchDictionaries'>

/** Makes it so. Languages that are not known here are left out; macOS chooses them itself. */
export function applySpellCheck(wanted: SpellCheck, spoken: readonly string[]): void {
  const { defaultSession } = session
  if (process.platform !== 'darwin') {
    const { spellCheck, fetchDictionaries } = wanted
    defaultSession.setSpellCheckerDictionaryDownloadURL(spellCheck && fetchDictionaries ? serverOfChromium : nowhere)
    // Dictionaries are looked for when the list changes, and only then.
    defaultSession.setSpellCheckerLanguages([])
    defaultSession.setSpellCheckerLanguages(languagesFor(wanted, spoken))
  }
  // Last: a list with something in it turns the check on.
  defaultSession.setSpellCheckerEnabled(wanted.spellCheck)
}

function languagesFor({ spellCheckLanguages }: SpellCheck, spoken: readonly string[]): string[] {
  const known = session.defaultSession.availableSpellCheckerLanguages
  const wanted = spellCheckLanguages.length > 0 ? spellCheckLanguages : spoken
  const chosen = wanted.flatMap((tag) => [tag, tag.split('-')[0] ?? tag].find((name) => known.includes(name)) ?? [])
  return [...new Set(chosen)]
}
