import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesTarget, textPieces } from './text-pieces.ts'

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
  ['http://printer.local:631/ javascript:alert(1) file:///etc/passwd', ['http://printer.local:631/']],
  ['Wiki: http://192.168.1.5/wiki.', ['http://192.168.1.5/wiki']],
  ['see www.example.org/a, and WWW.example.org', ['https://www.example.org/a', 'https://www.example.org/']],
  ['(www.example.org)', ['https://www.example.org/']],
  ['https://www.example.org', ['https://www.example.org/']],
  ['ann@www.example.org a.www.example.org ftp://www.example.org awww.example.org C:\\www.example.org', []],
  ['www. www.. www...', []],
  ['www.bank.example@evil.example', []],
  ['www.bank.example:80@evil.example', []],
  [`www.example.org/${'a'.repeat(2000)}`, []],
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

test('the pieces are the message, and every link leads to a web page', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('https://', 'http://a.example', 'www.', '.', ')', ' ', '@', '\n'))
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const message = words.join('')
      const pieces = textPieces(message)
      expect(pieces.map((piece) => piece.text).join('')).toBe(message)
      for (const href of links(message)) expect(new URL(href).protocol).toMatch(/^https?:$/)
    }),
  )
})

test.each([
  ['https://example.org', 'https://example.org/', true],
  ['HTTP://Example.org:80/a', 'http://example.org/a', true],
  ['www.example.org', 'https://www.example.org/', true],
  ['here', 'https://example.org/', false],
  ['example.org', 'https://example.org/', false],
  ['https://example.org/a', 'https://example.org/b', false],
  ['https://example.org/', 'http://example.org/', false],
  ['https://аpple.example', 'https://xn--pple-43d.example/', false],
  ['http://0x7f.1/', 'http://127.0.0.1/', false],
])('%j for %j says where it leads: %j', (words, href, expected) => {
  expect(namesTarget(words, href)).toBe(expected)
})
