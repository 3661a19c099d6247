/** Whether, and in which languages, spelling is checked. */
import { session } from 'electron/main'
import type { SystemPreferences } from '../core/common/preferences.ts'

/** Nothing listens there: Snug fetches nothing from the network, and so no dictionaries either. */
const nowhere = 'http://127.0.0.1:9/'

/** Makes it so. Languages that are not known here are left out; macOS chooses them itself. */
export function applySpellCheck(
  { spellCheck, spellCheckLanguages }: Pick<SystemPreferences, 'spellCheck' | 'spellCheckLanguages'>,
  spoken: readonly string[],
): void {
  const { defaultSession } = session
  defaultSession.setSpellCheckerEnabled(spellCheck)
  if (process.platform === 'darwin') return
  defaultSession.setSpellCheckerDictionaryDownloadURL(nowhere)
  const known = defaultSession.availableSpellCheckerLanguages
  const wanted = spellCheckLanguages.length > 0 ? spellCheckLanguages : spoken
  const chosen = wanted.flatMap((tag) => [tag, tag.split('-')[0] ?? tag].find((name) => known.includes(name)) ?? [])
  defaultSession.setSpellCheckerLanguages([...new Set(chosen)])
}
