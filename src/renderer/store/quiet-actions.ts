/** When and of what the person wants to hear. */
import { presentingToggled } from '../../core/common/notifications/quiet.ts'
import { useAppStore } from './app-store.ts'
import { updatePreferences } from './preference-actions.ts'

/** No notification until then, in milliseconds since 1970; null: from now on again. */
export function keepQuiet(quietUntil: number | null): void {
  updatePreferences({ notifications: { quietUntil } })
}

/** Hides names and text for a while, or shows them again. */
export function togglePresenting(): void {
  const { notifications } = useAppStore.getState().preferences
  updatePreferences({ notifications: presentingToggled(notifications, Date.now()) })
}

/** @param key what preferences know the room by */
export function muteRoom(key: string, isMuted: boolean): void {
  const others = useAppStore.getState().preferences.rooms.muted.filter((other) => other !== key)
  updatePreferences({ rooms: { muted: isMuted ? [...others, key] : others } })
}
