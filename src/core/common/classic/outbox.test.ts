import * as fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { Outbox } from './outbox.ts'
import { ClassicServerStream, type ClassicServerItem } from './server-stream.ts'

const options = { nickname: 'alice', asciiOnly: true, maxBytes: 1024 }
let outbox: Outbox

beforeEach(() => {
  outbox = new Outbox(options)
})

function said(nickname: string, text: string): ClassicServerItem {
  return { type: 'message', nickname, text }
}

test('writes one message at a time, the next when the last has come back', () => {
  outbox.add('1', 'hi')
  outbox.add('2', 'yo')
  expect(outbox.next()).toBe('alice: hi')
  expect(outbox.next()).toBeNull()
  expect(outbox.receive(said('alice', 'hi'))).toEqual({ type: 'own-write-done', sentId: '1' })
  expect(outbox.next()).toBe('alice: yo')
})

test('what others say is no echo, even in the same words or under the same name', () => {
  outbox.add('1', 'hi')
  outbox.next()
  expect(outbox.receive(said('bob', 'hi'))).toEqual({ type: 'foreign' })
  expect(outbox.receive(said('alice', 'something else'))).toEqual({ type: 'foreign' })
  expect(outbox.receive({ type: 'line', text: 'hi' })).toEqual({ type: 'foreign' })
})

test('a long message is sent when all its parts have come back', () => {
  outbox.add('1', 'x'.repeat(2500))
  const parts: string[] = []
  for (let part = outbox.next(); part !== null; part = outbox.next()) {
    parts.push(part)
    const { type, ...rest } = outbox.receive(said('alice', part.slice('alice: '.length)))
    expect({ type, ...rest }).toEqual({ type: 'own-write-done', sentId: parts.length === 3 ? '1' : null })
  }
  expect(parts).toHaveLength(3)
  expect(outbox.clear()).toEqual([])
})

test('a message of several lines is sent when all its lines have come back', () => {
  outbox.add('1', 'one\ntwo')
  expect(outbox.next()).toBe('alice: one\nalice: two')
  expect(outbox.receive(said('alice', 'one'))).toEqual({ type: 'own' })
  expect(outbox.receive(said('bob', 'hi'))).toEqual({ type: 'foreign' })
  expect(outbox.receive(said('alice', 'two'))).toEqual({ type: 'own-write-done', sentId: '1' })
})

test('an echo that was folded on its way is known again', () => {
  outbox = new Outbox({ ...options, asciiOnly: false })
  outbox.add('1', 'café 😀')
  expect(outbox.next()).toBe('alice: café 😀')
  expect(outbox.receive(said('alice', 'cafe :grinning:'))).toEqual({ type: 'own-write-done', sentId: '1' })
})

test('an echo that was split at something like a prefix is known again', () => {
  outbox.add('1', 'he wrote «bob: no»')
  outbox.next()
  expect(outbox.receive(said('alice', 'he wrote <<'))).toEqual({ type: 'own' })
  expect(outbox.receive(said('carol', 'hi'))).toEqual({ type: 'foreign' })
  expect(outbox.receive(said('bob', 'no>>'))).toEqual({ type: 'own-write-done', sentId: '1' })
})

test('an echo that looked begun is still known when it then comes whole', () => {
  outbox.add('1', 'hello')
  outbox.next()
  expect(outbox.receive(said('alice', 'hell'))).toEqual({ type: 'own' })
  expect(outbox.receive(said('alice', 'hello'))).toEqual({ type: 'own-write-done', sentId: '1' })
})

test('an echo after the waiting is over is still not taken for somebody else', () => {
  outbox.add('1', 'hi')
  outbox.next()
  expect(outbox.stopWaiting()).toBe('1')
  expect(outbox.receive(said('alice', 'hi'))).toEqual({ type: 'own' })
  expect(outbox.receive(said('alice', 'hi'))).toEqual({ type: 'foreign' })
})

test('what had not come back before the connection dropped is written again', () => {
  outbox.add('1', 'x'.repeat(1500))
  outbox.next()
  outbox.receive(said('alice', `(1/2) ${'x'.repeat(1011)}`))
  const second = outbox.next()
  outbox.rewind()
  expect(outbox.next()).toBe(second)
})

test('under another name a message starts again from its first part', () => {
  outbox.add('1', 'hi')
  outbox.next()
  outbox.rewind()
  outbox.rename('alice-2')
  expect(outbox.next()).toBe('alice-2: hi')
  expect(outbox.receive(said('alice-2', 'hi'))).toEqual({ type: 'own-write-done', sentId: '1' })
})

test('a message that waits can be taken out, one that is being written cannot', () => {
  outbox.add('1', 'hi')
  outbox.add('2', 'yo')
  outbox.next()
  expect([outbox.remove('1'), outbox.remove('2'), outbox.remove('3')]).toEqual([false, true, false])
  expect(outbox.clear()).toEqual(['1'])
  expect(outbox.next()).toBeNull()
})

test('a message that waits can have another text, in its place; one that is being written cannot', () => {
  for (const id of ['1', '2', '3']) outbox.add(id, `text ${id}`)
  outbox.next()
  const answers = ['1', '2', '4'].map((id) => outbox.replace(id, 'new'))
  expect([...answers, outbox.replace('3', ' ')]).toEqual([false, true, false, false])
  expect(outbox.receive(said('alice', 'text 1'))).toEqual({ type: 'own-write-done', sentId: '1' })
  expect(outbox.next()).toBe('alice: new')
})

test('a blank message is not taken', () => {
  expect(outbox.add('1', ' \n ')).toBe(false)
  expect(outbox.clear()).toEqual([])
})

test('whatever is said, a server that sends the bytes back confirms it, and nothing looks like somebody else', () => {
  const text = fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('bob: ', 'alice: ', ' joined!', '\n', 'x', ' ', '(')),
    { minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), fc.boolean(), (texts, asciiOnly) => {
      const outbox = new Outbox({ ...options, asciiOnly, maxBytes: 64 })
      const stream = new ClassicServerStream('alice')
      stream.push(new TextEncoder().encode('NICKbob joined!'))
      const added = texts.map((parts, index) => outbox.add(String(index), parts.join('')))
      const sent: string[] = []
      for (let write = outbox.next(); write !== null; write = outbox.next()) {
        for (const item of [...stream.push(new TextEncoder().encode(write)), ...stream.flush()]) {
          const outcome = outbox.receive(item)
          expect(outcome.type).not.toBe('foreign')
          if (outcome.type === 'own-write-done' && outcome.sentId !== null) sent.push(outcome.sentId)
        }
      }
      expect(sent).toEqual([...added.keys()].filter((index) => added[index]).map(String))
    }),
  )
})
