import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build.ts'
import { projectRoot } from './electron-builder.ts'

/** What the window may load before it draws, compressed. Whatever makes it more is to be loaded when it is needed. */
const mostBytes = 250_000

beforeAll(() => {
  if (!ensureBuilt()) throw new Error('The app cannot be built; what is wrong is said above.')
})

test('what the window loads at first is small', () => {
  const folder = path.join(projectRoot, 'dist/renderer')
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const files = Array.from(page.matchAll(/(?:src|href)="(?<file>[^"]+\.js)"/g), ({ groups }) => groups?.['file'] ?? '')
  const sizes = files.map((file) => ({ file, bytes: gzipSync(readFileSync(path.join(folder, file))).length }))
  expect(sizes.some(({ file }) => file.includes('index'))).toBe(true)
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(mostBytes)
})
