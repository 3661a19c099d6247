import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { textPieces } from './text-pieces.ts'

function links(message: string): string[] {
  return textPieces(message).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []))
}

test.each([
  ['see https://example.org/a.', ['https://example.org/a']],
  ['(https://example.org/wiki/Snug_(chat))', ['https://example.org/wiki/Snug_(chat)']],
  ['(https://example.org)', ['https://example.org/']],
  ['“https://example.org/x?y=1#z”, they said', ['https://example.org/x?y=1#z']],
  ['https://a.example https://b.example', ['https://a.example/', 'https://b.example/']],
  ['HTTPS://EXAMPLE.ORG', ['https://example.org/']],
  ['http://example.org javascript:alert(1) file:///etc/passwd', []],
  ['https://bank.example@evil.example/', []],
  ['https://', []],
  [`https://example.org/${'a'.repeat(2000)}`, []],
  ['xhttps://example.org', []],
])('links in %j', (message, expected) => {
  expect(links(message)).toEqual(expected)
})

test('a look-alike host is named in full by the address behind the link', () => {
  expect(links('https://аpple.example')).toEqual(['https://xn--pple-43d.example/'])
})

test('the pieces are the message, and every link is https', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('https://', 'https://a.example', '.', ')', ' ', '@', '\n'))
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const message = words.join('')
      const pieces = textPieces(message)
      expect(pieces.map((piece) => piece.text).join('')).toBe(message)
      for (const href of links(message)) expect(new URL(href).protocol).toBe('https:')
    }),
  )
})
