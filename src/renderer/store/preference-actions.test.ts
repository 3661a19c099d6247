import { afterEach, expect, test, vi } from 'vitest'
import { changePreferences, type PreferencesChange } from '../../core/common/preferences.ts'
import { useAppStore } from './app-store.ts'
import { updatePreferences, withUnanswered } from './preference-actions.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  useAppStore.setState(useAppStore.getInitialState(), true)
})

/** What the window shows, and a main process that tells of the changes one by one, when it is told to. */
function connect(): { order: () => readonly string[]; goOn: () => Promise<void>; refuse: () => Promise<void> } {
  let kept = useAppStore.getState().preferences
  const tell = (): void =>
    useAppStore.setState((state) => withUnanswered(state, { ...state, preferences: { ...kept } }))
  tell()
  const asked: { change: PreferencesChange; answer: (answer: unknown) => void }[] = []
  const request = (_name: string, change: PreferencesChange): Promise<unknown> =>
    new Promise((answer) => asked.push({ change, answer }))
  vi.stubGlobal('window', { snug: { request } })
  return {
    order: () => useAppStore.getState().preferences.rooms.order,
    async goOn() {
      const next = asked.shift()
      if (!next) return
      kept = changePreferences(kept, next.change)
      tell()
      next.answer({ ok: true, value: null })
      await Promise.resolve()
    },
    async refuse() {
      asked.shift()?.answer({ ok: false, error: { code: 'unexpected', message: 'No.' } })
      await vi.waitFor(() => expect(useAppStore.getState().problem).toBe('No.'))
    },
  }
}

test('the echo of a change does not take back the one after it', async () => {
  const { order, goOn } = connect()
  updatePreferences({ rooms: { order: ['lab', 'lunch'] } })
  updatePreferences({ rooms: { order: ['lab', 'choir', 'lunch'] } })
  await goOn()
  expect(order()).toEqual(['lab', 'choir', 'lunch'])
  await goOn()
  expect(order()).toEqual(['lab', 'choir', 'lunch'])
})

test('what is refused is as it was, and what came after it stays', async () => {
  const { order, goOn, refuse } = connect()
  updatePreferences({ rooms: { order: ['lab'] } })
  updatePreferences({ appearance: { zoom: 1.2 } })
  await refuse()
  expect(order()).toEqual([])
  expect(useAppStore.getState().preferences.appearance.zoom).toBe(1.2)
  await goOn()
  expect(useAppStore.getState().preferences.appearance.zoom).toBe(1.2)
})

test('what another changes is heard while one waits', async () => {
  const { goOn } = connect()
  updatePreferences({ rooms: { order: ['lab'] } })
  useAppStore.setState((state) => {
    const preferences = changePreferences(useAppStore.getInitialState().preferences, { appearance: { zoom: 1.1 } })
    return withUnanswered(state, { ...state, preferences })
  })
  expect(useAppStore.getState().preferences).toMatchObject({ appearance: { zoom: 1.1 }, rooms: { order: ['lab'] } })
  await goOn()
})
