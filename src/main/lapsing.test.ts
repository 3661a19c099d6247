import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { changePreferences, defaultPreferences, type Preferences } from '../core/common/preferences.ts'
import { Lapsing } from './lapsing.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

test('each time ends by itself, however far away', () => {
  let preferences: Preferences = changePreferences(defaultPreferences, {
    notifications: { quietUntil: 1000, presentingUntil: 10 * 3_600_000 },
  })
  const lapsing = new Lapsing({
    preferences: () => preferences.notifications,
    change(change) {
      preferences = changePreferences(preferences, change)
      lapsing.look()
    },
    clock: Date.now,
  })
  lapsing.look()
  vi.advanceTimersByTime(999)
  expect(preferences.notifications.quietUntil).toBe(1000)
  vi.advanceTimersByTime(1)
  expect(preferences.notifications.quietUntil).toBeNull()
  vi.advanceTimersByTime(10 * 3_600_000 - 1001)
  expect(preferences.notifications.presentingUntil).not.toBeNull()
  vi.advanceTimersByTime(1)
  expect(preferences.notifications.presentingUntil).toBeNull()
  expect(vi.getTimerCount()).toBe(0)
})
