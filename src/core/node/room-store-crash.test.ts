import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { patienceMs } from '../../../e2e/peers/patience.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { RoomStore } from './room-store.ts'

/** How many times the program is killed; more for a long run by hand. */
const points = Number(process.env['SNUG_CRASH_POINTS'] ?? 100)
const writer = path.join(import.meta.dirname, 'room-store-crash-writer.ts')
/** The writer keeps 500 messages, of which up to a batch may not have been printed any more. */
const surelyKept = 480

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'snug-crash-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** When to kill: so long after the first so many batches; none means while the file is still being opened. */
interface Moment {
  readonly batches: number
  readonly milliseconds: number
}

/** Runs the writer, kills it, and returns the numbers of everything that it said is stored. */
async function writeUntil({ batches, milliseconds }: Moment, seed: number): Promise<number[]> {
  const child = spawn(process.execPath, [writer, folder, String(seed)], { stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  const [output, errors]: [string[], string[]] = [[], []]
  const reached = new Promise<void>((resolve) => {
    let lines = 0
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output.push(text)
      lines += text.split('\n').length - 1
      if (lines >= batches) resolve()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
    if (batches === 0) resolve()
  })
  await Promise.race([reached, closed])
  await delay(milliseconds)
  child.kill('SIGKILL')
  await closed
  expect(errors.join('')).toBe('')
  return output.join('').split('\n').slice(0, -1).flatMap(numbersOf)
}

/** 3, 4, 5 for `3-5`. */
function numbersOf(line: string): number[] {
  const [first = NaN, last = NaN] = line.split('-').map(Number)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function readEverything(): {
  readonly events: LogEvent[]
  readonly lastSeq: number
  readonly roomId: string
} {
  const store = RoomStore.open(folder, { complain: (sentence) => expect.fail(sentence) })
  const { events } = store.before(Infinity, 100_000)
  store.close()
  const database = new DatabaseSync(path.join(folder, 'room.sqlite'))
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  database.close()
  return { events, lastSeq: store.lastSeq, roomId: store.key.roomId }
}

test(
  `what was accepted survives a killed program, ${points} times`,
  async () => {
    const opening = fc.record({ batches: fc.constant(0), milliseconds: fc.integer({ min: 20, max: 120 }) })
    const writing = fc.record({ batches: fc.integer({ min: 1, max: 60 }), milliseconds: fc.nat(3) })
    const moment = fc.oneof({ weight: 1, arbitrary: opening }, { weight: 4, arbitrary: writing })
    const moments = fc.sample(moment, { seed: points, numRuns: points })
    /** Everything that was accepted, or seen in the file. */
    let expected: number[] = []
    let [roomId, lastSeq, count]: [string | null, number, number] = [null, 0, 0]
    for (const [index, moment] of moments.entries()) {
      const accepted = await writeUntil(moment, index)
      for (const seq of accepted) expect(seq).toBeGreaterThan(lastSeq)
      expected = [...expected, ...accepted].slice(-surelyKept)
      const found = readEverything()
      const stored = found.events.map(({ seq }) => seq)
      expect(stored).toEqual(expect.arrayContaining(expected))
      expect(stored).toEqual(stored.toSorted((a, b) => a - b))
      for (const event of found.events) expect(event).toMatchObject({ at: event.seq, id: `m${event.seq}` })
      expect(found.roomId).toBe(roomId ?? found.roomId)
      roomId = found.roomId
      lastSeq = found.lastSeq
      expected = stored
      count += accepted.length
    }
    expect(count).toBeGreaterThan(points)
  },
  points * patienceMs,
)
