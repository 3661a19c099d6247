/** Changes what a person prefers: at once here, and for good in the main process. */
import { changePreferences, type PreferencesChange } from '../../core/common/preferences.ts'
import { useAppStore } from './app-store.ts'
import { ask } from './requests.ts'

/** Changes some preferences. Nothing waits for the answer; if it is no, all is as before. */
export function updatePreferences(change: PreferencesChange): void {
  const { preferences: before } = useAppStore.getState()
  useAppStore.setState({ preferences: changePreferences(before, change) })
  void ask('preferences.update', change).then((worked) => {
    if (!worked) useAppStore.setState({ preferences: before })
  })
}

/** A hint has been read, and does not come back. */
export function putAwayHint(hint: string): void {
  const { seenHints } = useAppStore.getState().preferences.help
  if (!seenHints.includes(hint)) updatePreferences({ help: { seenHints: [...seenHints, hint] } })
}
