import { expect, test } from 'vitest'
import { isLong, messageBytes, partsOf, sizeAdvice, tidied } from './message-text.ts'

test('blank lines around a text and blanks at its end go; its own shape stays', () => {
  expect(tidied('hi')).toBe('hi')
  expect(tidied('\n  \n    indented\n\n  more \n\n')).toBe('    indented\n\n  more')
  expect(tidied(' \n\t ')).toBe('')
})

test('a text is long by its lines or by its letters', () => {
  expect(isLong('x'.repeat(2500))).toBe(false)
  expect(isLong('x'.repeat(2501))).toBe(true)
  expect(isLong('x\n'.repeat(19))).toBe(false)
  expect(isLong('x\n'.repeat(20))).toBe(true)
})

test('the advice counts bytes, not letters, against the limit of the room', () => {
  expect(sizeAdvice('x'.repeat(1024), 1024)).toEqual({ fits: true, parts: 1, words: null })
  expect(sizeAdvice('é'.repeat(512), 1024).words).toBeNull()
  expect(sizeAdvice('é'.repeat(513), 1024).words).toContain('1,024 bytes')
  expect(sizeAdvice('x'.repeat(4096), 4096).words).toBeNull()
  expect(sizeAdvice('x'.repeat(4097), 4096).words).toContain('as 2 messages')
  expect(sizeAdvice('x'.repeat(70_000), 4096)).toMatchObject({ parts: 18 })
  expect(sizeAdvice('x'.repeat(1_000_001), 4096).fits).toBe(false)
})

test('a text is as many messages as it has parts with something in them', () => {
  expect(partsOf('', 1024)).toBe(1)
  expect(partsOf('x'.repeat(1024), 1024)).toBe(1)
  expect(partsOf('x'.repeat(70_000), 4096)).toBe(18)
  expect(partsOf(`${'x'.repeat(1024)}${' '.repeat(1024)}x`, 1024)).toBe(2)
})

test('only a classic server takes no more than its clients read at once', () => {
  const self = { personId: 'me', nickname: 'Me' }
  const among = (kind: 'host' | 'native' | 'unknown'): number =>
    messageBytes({ self, people: [{ id: 'me', nickname: 'Me', kind }] })
  expect([among('host'), among('native'), among('unknown')]).toEqual([4096, 4096, 1024])
})
