import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { chunksIn, initialBytes } from './bundle.ts'

test('what the page names is loaded at first, and only scripts count', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'snug-bundle-'))
  try {
    mkdirSync(path.join(folder, 'assets'))
    const page = '<script src="./assets/index.js"></script><link rel="modulepreload" href="./assets/name.js">'
    writeFileSync(path.join(folder, 'index.html'), page)
    for (const [file, length] of Object.entries({ 'index.js': 1000, 'name.js': 10, 'later.js': 100, 'index.css': 5 })) {
      writeFileSync(path.join(folder, 'assets', file), 'a'.repeat(length))
    }
    const chunks = chunksIn(folder)
    const told = chunks.map(({ file, isInitial, bytes }) => [file, isInitial, bytes])
    expect(told).toHaveLength(3)
    expect(told).toEqual(
      expect.arrayContaining([
        ['index.js', true, 1000],
        ['name.js', true, 10],
        ['later.js', false, 100],
      ]),
    )
    const gzipped = chunks.filter(({ isInitial }) => isInitial).map(({ gzipBytes }) => gzipBytes)
    expect(initialBytes(chunks)).toBe(gzipped.reduce((one, other) => one + other))
  } finally {
    rmSync(folder, { recursive: true })
  }
})
