import { expect, test } from 'vitest'
import { firstLink } from './first-link.ts'

test.each([
  ['see https://a.example/b, and https://c.example', 'https://a.example/b'],
  ['http://a.example', 'http://a.example/'],
  ['HTTPS://A.example', 'https://a.example/'],
  ['www.a.example', 'https://www.a.example/'],
  ['[here](www.a.example)', 'https://www.a.example/'],
  ['[here](https://a.example/b) https://c.example', 'https://a.example/b'],
  ['> - **https://a.example**', 'https://a.example/'],
  ['`https://no.example` https://a.example', 'https://a.example/'],
  ['https://you@no.example https://a.example', 'https://a.example/'],
  ['[x](javascript:alert(1)) https://a.example', 'https://a.example/'],
  ['https://bücher.example/ü', 'https://xn--bcher-kva.example/%C3%BC'],
])('the first link of %j is %j', (text, href) => {
  expect(firstLink(text)).toBe(href)
})

test.each([
  '',
  'hello',
  'a.example',
  'https://',
  'ftp://a.example',
  'mailto:a@a.example',
  '`https://no.example`',
  '```\nhttps://no.example\n```',
  '[x](javascript:alert(1))',
  'https://you@no.example',
  `https://a.example/${'a'.repeat(2000)}`,
  `https://a.example/${'ü'.repeat(500)}`,
])('%j has none', (text) => {
  expect(firstLink(text)).toBeNull()
})
