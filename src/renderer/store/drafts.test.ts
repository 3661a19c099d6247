import { expect, test } from 'vitest'
import { draftKey, loadDraft, saveDraft } from './drafts.ts'

function createStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { items: Map<string, string> } {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

test('a draft is kept by the address of the room and by whether it is hosted here', () => {
  const storage = createStorage()
  const joined = draftKey({ role: { kind: 'guest' }, addresses: ['127.0.0.1:55555'], name: 'x' })
  const role = { kind: 'host', exposure: 'this-computer' } as const
  const hosted = draftKey({ role, addresses: ['127.0.0.1:55555'], name: 'x' })
  saveDraft(storage, joined, 'hello')
  expect(loadDraft(storage, joined)).toBe('hello')
  expect(loadDraft(storage, hosted)).toBe('')
})

test('an empty draft leaves nothing behind', () => {
  const storage = createStorage()
  saveDraft(storage, 'draft a', 'hello')
  saveDraft(storage, 'draft a', '')
  expect(storage.items.size).toBe(0)
})

test('a full storage does not get into the way of typing', () => {
  const full = {
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem() {},
  }
  expect(() => saveDraft(full, 'draft a', 'hello')).not.toThrow()
})
