import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Entry } from '../core/common/room.ts'
import type { RoomLog } from '../core/node/room-log.ts'
import { openHostedLog, pagesOf } from './hosted-log.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-room-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function say(log: RoomLog, from: number, to: number): void {
  const author = { personId: 'host', nickname: 'Amara', kind: 'host' } as const
  for (let number = from; number <= to; number += 1) {
    log.append({ type: 'message', id: `m${number}`, author, text: `message ${number}` })
  }
  log.flush()
}

function outline({ entries, more }: { readonly entries: readonly Entry[]; readonly more: boolean }): unknown[] {
  return [entries[0]?.id, entries.at(-1)?.id, more]
}

test('what was said before is read back page by page, whatever is said meanwhile', () => {
  const { log } = openHostedLog(folder)
  say(log, 1, 250)
  log.close()

  const { log: again, warnings } = openHostedLog(folder)
  expect(warnings).toEqual([])
  const nextPage = pagesOf(again, 'host')
  const newest = nextPage()
  say(again, 251, 300)
  const [second, oldest, nothing] = [nextPage(), nextPage(), nextPage()]
  again.close()
  expect([newest, second, oldest].map(outline)).toEqual([
    ['m151', 'm250', true],
    ['m51', 'm150', true],
    ['m1', 'm50', false],
  ])
  expect(nothing).toEqual({ entries: [], more: false })
  expect(newest.entries[0]).toMatchObject({ own: true, past: true, delivery: { state: 'sent' } })
})

test('changes are no lines: whoever asks for older ones gets some', () => {
  const { log } = openHostedLog(folder)
  say(log, 1, 3)
  const react = (number: number): void => {
    const person = { personId: 'bo', nickname: 'Bo' }
    log.append({ type: 'reacted', id: `r${number}`, target: 'm3', person, emoji: '👍', on: number % 2 === 0 })
  }
  for (let number = 0; number < 250; number += 1) react(number)
  log.flush()
  expect(outline(pagesOf(log, 'host')())).toEqual(['m1', 'm3', false])
  log.close()
})

test('a room that is not to be kept is not, and that is no warning', () => {
  const { log, warnings } = openHostedLog(null)
  expect([log.retention.stored, warnings, pagesOf(log, 'host')()]).toEqual([false, [], { entries: [], more: false }])
  log.close()
})

test('a folder that cannot be used is a warning, and the room opens all the same', () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, 'not a folder')
  const { log, warnings } = openHostedLog(path.join(file, 'room'))
  expect(log.retention.stored).toBe(false)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatchObject({ kind: 'notice', tone: 'warning' })
  expect(warnings[0]?.text).toContain('This conversation is not kept.')
  log.close()
})
