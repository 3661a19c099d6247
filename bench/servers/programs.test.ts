import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { startIrc } from './programs.ts'

test('a program that is missing is said, and leaves nothing behind', async () => {
  let folder = ''
  const starting = startIrc(
    'missing',
    (_port, made) => (folder = made),
    (file) => ['snug-no-such-program', file],
  )
  await expect(starting).rejects.toThrow('The program is not installed.')
  expect(path.basename(folder)).toMatch(/^snug-bench-missing-/)
  expect(existsSync(folder)).toBe(false)
})

test('a program that ends before it listens is said, and leaves nothing behind', async () => {
  let folder = ''
  const starting = startIrc(
    'broken',
    (_port, made) => (folder = made),
    () => ['sh', '-c', 'echo no >&2; exit 3'],
  )
  await expect(starting).rejects.toThrow(/^broken ended with status 3 before it listened\. no/)
  expect(existsSync(folder)).toBe(false)
})
