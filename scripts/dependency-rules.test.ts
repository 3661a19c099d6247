import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '..')

/** What each folder must not import; `thing.ts` stands for any file of a folder. */
const forbidden: readonly (readonly [folder: string, imported: string])[] = [
  ['src/core/common', 'node:fs'],
  ['src/core/common', '../node/thing.ts'],
  ['src/core/common', 'react'],
  ['src/core/node', 'electron/main'],
  ['src/core/node', '../../renderer/thing.ts'],
  ['src/main', '../renderer/thing.ts'],
  ['src/main', 'zustand'],
  ['src/preload', '../core/node/thing.ts'],
  ['src/preload', 'zod'],
  ['src/renderer', 'node:fs'],
  ['src/renderer', 'electron/renderer'],
  ['src/renderer', '../core/node/thing.ts'],
  ['src/renderer', '../preload/thing.ts'],
  ['src/cli', 'electron/main'],
  ['src/cli', '../main/thing.ts'],
  ['e2e', '../src/main/thing.ts'],
]

let tree: string

beforeAll(() => {
  tree = mkdtempSync(path.join(os.tmpdir(), 'snug-rules-'))
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'), 'junction')
  for (const folder of ['core/common', 'core/node', 'main', 'preload', 'renderer', 'cli']) {
    write(`src/${folder}/thing.ts`, 'export const thing = 1\n')
  }
  for (const [index, [folder, imported]] of forbidden.entries()) {
    write(`${folder}/forbidden-${index}.ts`, `import * as imported from '${imported}'\nexport const use = imported\n`)
  }
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
  writeFileSync(path.join(tree, file), text)
}

test('every folder is kept from what it must not import', () => {
  const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const config = path.join(root, '.dependency-cruiser.mjs')
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', 'src', 'e2e'],
    {
      cwd: tree,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  expect(stderr).toBe('')
  const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string }[] } }
  const caught = new Set(summary.violations.map(({ from }) => from))
  const missed = forbidden.filter(([folder], index) => !caught.has(`${folder}/forbidden-${index}.ts`))
  expect(missed).toEqual([])
})
