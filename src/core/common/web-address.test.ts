import { expect, test } from 'vitest'
import { webAddress } from './web-address.ts'

test.each([
  ['https://a.example', 'https://a.example/'],
  ['HTTP://Printer.local:631/jobs?all=1#new', 'http://printer.local:631/jobs?all=1#new'],
  ['http://192.168.1.1', 'http://192.168.1.1/'],
  ['https://аpple.example', 'https://xn--pple-43d.example/'],
])('%j may be followed, as %j', (link, address) => {
  expect(webAddress(link)).toBe(address)
})

test.each([
  '',
  'a.example',
  'www.a.example',
  'https://',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://files.example/a.desktop',
  'ms-msdt:/id',
  'mailto:a@a.example',
  'snug://a.example',
  'https://bank.example@evil.example/',
  'http://you:secret@a.example/',
  `https://a.example/${'a'.repeat(2000)}`,
  // Within the bound as it is written, and beyond it as it is asked for.
  `https://a.example/${'ü'.repeat(500)}`,
])('%j may not', (link) => {
  expect(webAddress(link)).toBeNull()
})
