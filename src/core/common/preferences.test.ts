import { describe, expect, test, vi } from 'vitest'
import { changePreferences, defaultPreferences } from './preferences.ts'
import { preferencesChange, storedPreferences } from './preferences-schema.ts'

describe('a change', () => {
  test('leaves the sections alone that it does not name', () => {
    const after = changePreferences(defaultPreferences, { appearance: { theme: 'dark' } })
    expect(after).toEqual({ ...defaultPreferences, appearance: { ...defaultPreferences.appearance, theme: 'dark' } })
    expect(after.notifications).toBe(defaultPreferences.notifications)
  })

  test('replaces the shortcuts as a whole', () => {
    const before = { ...defaultPreferences, shortcuts: { search: 'F3', find: 'F4' } }
    expect(changePreferences(before, { shortcuts: { find: 'F5' } }).shortcuts).toEqual({ find: 'F5' })
    expect(changePreferences(before, {}).shortcuts).toEqual(before.shortcuts)
  })

  test.each([
    { appearance: { theme: 'pink' } },
    { appearance: { textSize: 200 } },
    { rooms: { muted: 'all' } },
    { unknown: {} },
    { system: { unknown: true } },
    { appearance: { theme: undefined } },
    { shortcuts: undefined },
  ])('is refused if it is not sound: %j', (change) => {
    expect(preferencesChange.safeParse(change).success).toBe(false)
  })
})

test('the defaults are sound, as a file and as a change', () => {
  const lost = vi.fn()
  expect(storedPreferences(lost).parse(defaultPreferences)).toEqual(defaultPreferences)
  expect(preferencesChange.parse(defaultPreferences)).toEqual(defaultPreferences)
  expect(storedPreferences(lost).parse(undefined)).toEqual(defaultPreferences)
  expect(lost).not.toHaveBeenCalled()
})
