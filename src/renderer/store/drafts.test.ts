import { expect, test } from 'vitest'
import { nothingComposed, type Composing } from './composing.ts'
import { loadDraft, saveDraft } from './drafts.ts'

function createStorage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { items: Map<string, string> } {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  }
}

const hello: Composing = { ...nothingComposed, draft: 'hello' }

test('each room has its own draft', () => {
  const storage = createStorage()
  saveDraft(storage, 'at:127.0.0.1:55555', hello)
  expect(loadDraft(storage, 'at:127.0.0.1:55555')).toEqual(hello)
  expect(loadDraft(storage, 'here:lunch')).toEqual(nothingComposed)
})

test('to whom it is and what it answers is kept with it; an edit is not', () => {
  const storage = createStorage()
  const to = { personId: 'bo', nickname: 'Bo' }
  const replyTo = { id: 'm', nickname: 'Lin', excerpt: 'Lunch?' }
  const edit = { id: 'n', before: 'a', text: 'b' }
  saveDraft(storage, 'a', { draft: '', replyTo, to, edit })
  expect(loadDraft(storage, 'a')).toEqual({ draft: '', replyTo, to, edit: null })
})

test.each(['', 'null', '{"to":{"personId":1}}', '{"replyTo":{"id":"m"},"to":"Bo"}', '[', '3'])(
  'what cannot be understood, such as %j, costs nothing of the text',
  (kept) => {
    const storage = createStorage()
    saveDraft(storage, 'a', hello)
    storage.setItem('address of draft a', kept)
    expect(loadDraft(storage, 'a')).toEqual(hello)
  },
)

test('an empty draft leaves nothing behind', () => {
  const storage = createStorage()
  saveDraft(storage, 'a', { ...hello, to: { personId: 'bo', nickname: 'Bo' } })
  saveDraft(storage, 'a', nothingComposed)
  expect(storage.items.size).toBe(0)
})

test('a full storage does not get into the way of typing', () => {
  const full = {
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem() {},
  }
  expect(() => saveDraft(full, 'a', hello)).not.toThrow()
})
