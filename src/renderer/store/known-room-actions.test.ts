import { afterEach, expect, test, vi } from 'vitest'
import { hostedKey } from '../../core/common/known-rooms.ts'
import type { HostedBefore } from '../../core/common/ipc-contract.ts'
import { useAppStore } from './app-store.ts'
import { nothingComposed } from './composing.ts'
import { saveDraft } from './drafts.ts'
import { forgetRoom } from './known-room-actions.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  useAppStore.setState(useAppStore.getInitialState(), true)
})

const lunch: HostedBefore = {
  name: 'Lunch',
  nickname: 'Me',
  exposure: 'this-computer',
  port: 55_555,
  keep: true,
  retention: { messages: 10, days: 1 },
  everyMessageToDisk: false,
  lastHostedAt: 1,
}

test('with a room, what was begun to be written there is forgotten', () => {
  const items = new Map<string, string>()
  const storage = {
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('window', { snug: { request: () => Promise.resolve({ ok: true, value: null }) } })
  const key = hostedKey('Lunch')
  saveDraft(storage, key, { ...nothingComposed, draft: 'hello', to: { personId: 'bo', nickname: 'Bo' } })
  forgetRoom({ kind: 'hosted', key, hosted: lunch })
  expect(items.size).toBe(0)
})
