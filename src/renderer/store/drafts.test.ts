import { expect, test } from 'vitest'
import { nothingComposed, type Composing } from './composing.ts'
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

const hello: Composing = { ...nothingComposed, draft: 'hello' }

test('a draft is kept by the address of the room and by whether it is hosted here', () => {
  const storage = createStorage()
  const joined = draftKey({ role: { kind: 'guest' }, addresses: ['127.0.0.1:55555'], name: 'x' })
  const role = { kind: 'host', exposure: 'this-computer' } as const
  const hosted = draftKey({ role, addresses: ['127.0.0.1:55555'], name: 'x' })
  saveDraft(storage, joined, hello)
  expect(loadDraft(storage, joined)).toEqual(hello)
  expect(loadDraft(storage, hosted)).toEqual(nothingComposed)
})

test('to whom it is and what it answers is kept with it; an edit is not', () => {
  const storage = createStorage()
  const to = { personId: 'bo', nickname: 'Bo' }
  const replyTo = { id: 'm', nickname: 'Lin', excerpt: 'Lunch?' }
  const edit = { id: 'n', before: 'a', text: 'b' }
  saveDraft(storage, 'draft a', { draft: '', replyTo, to, edit })
  expect(loadDraft(storage, 'draft a')).toEqual({ draft: '', replyTo, to, edit: null })
})

test.each(['', 'null', '{"to":{"personId":1}}', '{"replyTo":{"id":"m"},"to":"Bo"}', '[', '3'])(
  'what cannot be understood, such as %j, costs nothing of the text',
  (kept) => {
    const storage = createStorage()
    saveDraft(storage, 'draft a', hello)
    storage.setItem('address of draft a', kept)
    expect(loadDraft(storage, 'draft a')).toEqual(hello)
  },
)

test('an empty draft leaves nothing behind', () => {
  const storage = createStorage()
  saveDraft(storage, 'draft a', { ...hello, to: { personId: 'bo', nickname: 'Bo' } })
  saveDraft(storage, 'draft a', nothingComposed)
  expect(storage.items.size).toBe(0)
})

test('a full storage does not get into the way of typing', () => {
  const full = {
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem() {},
  }
  expect(() => saveDraft(full, 'draft a', hello)).not.toThrow()
})
