import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patienceMs } from '../e2e/peers/patience.ts'
import { watchTree } from './watch-tree.ts'

let folder: string
let stop: () => void
const heard = new Set<string>()
const complaints: string[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-watch-'))
  heard.clear()
  complaints.length = 0
})
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

function watchIt(place = folder): void {
  stop = watchTree(
    place,
    (file) => heard.add(file),
    (error) => complaints.push(error.message),
  )
}

function write(file: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), '')
}

async function untilHeard(file: string): Promise<void> {
  await vi.waitUntil(() => heard.has(file), { timeout: patienceMs, interval: 10 })
}

test('what changes is heard, in folders that were there and in new ones, also under a name that was used before', async () => {
  write('old/deep/first.ts')
  watchIt()
  write('old/deep/first.ts')
  await untilHeard('old/deep/first.ts')
  mkdirSync(path.join(folder, 'new'))
  await untilHeard('new')
  write('new/second.ts')
  await untilHeard('new/second.ts')
  rmSync(path.join(folder, 'old/deep'), { recursive: true })
  heard.clear()
  mkdirSync(path.join(folder, 'old/deep'))
  await untilHeard('old/deep')
  write('old/deep/third.ts')
  await untilHeard('old/deep/third.ts')
  expect(complaints).toEqual([])
})

test('what cannot be watched is said', () => {
  watchIt(path.join(folder, 'nowhere'))
  expect(complaints).toEqual([expect.stringContaining('ENOENT')])
})
