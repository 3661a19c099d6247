import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let top: string

beforeEach(() => (top = mkdtempSync(path.join(os.tmpdir(), 'snug-folder-'))))
afterEach(() => rmSync(top, { recursive: true, force: true }))

test('makes a folder with those above it, and minds none that is there', () => {
  const folder = path.join(top, 'a', 'b')
  makeFolder(folder)
  makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700)
})

test('says what is in the way', () => {
  const file = path.join(top, 'file')
  writeFileSync(file, '')
  expect(() => makeFolder(file)).toThrow('EEXIST')
  expect(() => makeFolder(path.join(file, 'below'))).toThrow(/ENOTDIR|EEXIST|ENOENT/)
})

test.runIf(process.platform === 'linux')('ends where nothing can be made', () => {
  expect(() => makeFolder('/proc/snug/room')).toThrow('ENOENT')
})
