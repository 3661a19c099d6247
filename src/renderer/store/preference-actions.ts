/** Changes what a person prefers: at once here, and for good in the main process. */
import { changePreferences, defaultPreferences, type PreferencesChange } from '../../core/common/preferences.ts'
import type { AppData } from './app-data.ts'
import { useAppStore } from './app-store.ts'
import { ask } from './requests.ts'

/** What the main process has not answered yet, the oldest first. */
let unanswered: readonly PreferencesChange[] = []

/** What the main process made known last. */
let told = defaultPreferences

/** Changes some preferences. Nothing waits for the answer; if it is no, all is as without it. */
export function updatePreferences(change: PreferencesChange): void {
  const { preferences: before } = useAppStore.getState()
  unanswered = [...unanswered, change]
  useAppStore.setState({ preferences: changePreferences(before, change) })
  void ask('preferences.update', change).then((worked) => {
    unanswered = unanswered.filter((other) => other !== change)
    if (!worked) useAppStore.setState({ preferences: unanswered.reduce(changePreferences, told) })
  })
}

/**
 * What the main process makes known, with what it has yet to hear of: it tells of each change, and the echo of one must not take
 * back the next.
 */
export function withUnanswered<Data extends Pick<AppData, 'preferences'>>(before: Data, after: Data): Data {
  if (after.preferences === before.preferences) return after
  told = after.preferences
  return { ...after, preferences: unanswered.reduce(changePreferences, after.preferences) }
}

/** A hint has been read, and does not come back. */
export function putAwayHint(hint: string): void {
  const { seenHints } = useAppStore.getState().preferences.help
  if (!seenHints.includes(hint)) updatePreferences({ help: { seenHints: [...seenHints, hint] } })
}
