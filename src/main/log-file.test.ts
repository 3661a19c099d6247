import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLogFile } from './log-file.ts'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'snug-log-')), 'logs')
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true }))

const read = (): string => readFileSync(path.join(folder, 'snug.log'), 'utf8')

test('each sentence is a line with its time', () => {
  const log = openLogFile(folder, () => 0)
  log.write('Snug begins.')
  log.write('One\n  thing')
  expect(read()).toBe('1970-01-01T00:00:00.000Z Snug begins.\n1970-01-01T00:00:00.000Z One thing\n')
})

test('the words of an error stay outside: somebody’s text may stand in them', () => {
  const log = openLogFile(folder, () => 0)
  log.writeError(Object.assign(new TypeError('my secret\n    is this'), { code: 'E_ODD' }))
  log.writeError('my secret')
  expect(read()).toMatch(/TypeError E_ODD at .*log-file\.test/)
  expect(read()).not.toContain('secret')
})

test('a full file becomes the older one, and there are never more than two', () => {
  const log = openLogFile(folder, () => 0)
  log.write('first')
  for (let round = 0; round < 3; round += 1) {
    writeFileSync(path.join(folder, 'snug.log'), 'x'.repeat(256 * 1024))
    log.write(`round ${round}`)
  }
  expect(readdirSync(folder).toSorted()).toEqual(['snug.log', 'snug.log.old'])
  expect(read()).toContain('round 2')
  expect(statSync(path.join(folder, 'snug.log')).size).toBeLessThan(100)
})

test('a folder that cannot be had stops nothing', () => {
  writeFileSync(folder, '')
  expect(() => openLogFile(folder, () => 0).write('x')).not.toThrow()
})
