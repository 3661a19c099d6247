import path from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, fileInside } from './app-page.ts'

const root = path.resolve('/opt/snug/renderer')

test('the content security policy is exactly this', () => {
  expect(contentSecurityPolicy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
})

test.each([
  ['app://snug/index.html', 'index.html'],
  ['app://snug/assets/inter%20latin.woff2', 'assets/inter latin.woff2'],
  ['app://snug/a/../index.html', 'index.html'],
])('%s is served', (address, file) => {
  expect(fileInside(root, address)).toBe(path.join(root, file))
})

test.each([
  'app://snug/',
  'app://snug/..%2f..%2fetc/passwd',
  'app://snug/%2e%2e/%2e%2e/etc/passwd%00.html',
  'app://snug/%E0%A4%A',
  'app://elsewhere/index.html',
])('%s is not', (address) => {
  expect(fileInside(root, address)).toBeNull()
})

test('a name that begins with two dots is a file like any other', () => {
  expect(fileInside(root, 'app://snug/..notes.txt')).toBe(path.join(root, '..notes.txt'))
})
