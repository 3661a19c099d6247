/** Files that cannot be used: in use, damaged, newer or locked; and what is said of them. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everything, said, StoreFolder } from '../../../e2e/peers/store-folder.ts'

let folder: StoreFolder

beforeEach(() => (folder = new StoreFolder()))
afterEach(() => folder[Symbol.dispose]())

describe('a file that cannot be used', () => {
  test('is in use, as long as somebody uses it', () => {
    const store = folder.open()
    const failure = folder.failureToOpen()
    expect(failure.code).toBe('in-use')
    expect(failure.message).toBe(`${folder.file} is in use by another program. Is this room open there already?`)
    store.append([said(1)])
    store.close()
    const next = folder.open()
    expect(everything(next)).toEqual([said(1)])
    next.close()
  })

  test('is in use by another process, too', () => {
    const store = folder.open()
    const script = `
      import { RoomStore } from ${JSON.stringify(path.join(import.meta.dirname, 'room-store.ts'))}
      try { RoomStore.open(${JSON.stringify(folder.path)}) } catch (error) { process.stdout.write(error.code) }`
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect([other.stdout, other.stderr]).toEqual(['in-use', ''])
    store.append([said(1)])
    store.close()
  })

  const garbage = 'This is no database. '.repeat(1000)
  test.each([
    ['is no database', () => writeFileSync(folder.file, garbage)],
    ['has lost its middle', () => writeFileSync(folder.file, withHole(readFileSync(folder.file)))],
    ['was cut off', () => writeFileSync(folder.file, readFileSync(folder.file).subarray(0, 20_000))],
  ])('%s: is set aside whole and said, and a new room begins', (_, damage) => {
    const first = folder.open()
    first.append(Array.from({ length: 2000 }, (_, index) => said(index + 1)))
    first.close()
    damage()
    const damaged = readFileSync(folder.file)
    const fresh = folder.open()
    expect(fresh.key.roomId).not.toBe(first.key.roomId)
    expect([fresh.lastSeq, everything(fresh)]).toEqual([0, []])
    fresh.append([said(1)])
    fresh.close()
    const aside = readdirSync(folder.path).find((name) => name.startsWith('room.damaged-')) ?? ''
    expect(readFileSync(path.join(folder.path, aside)).equals(damaged)).toBe(true)
    expect(folder.complaints).toEqual([expect.stringContaining(aside)])
  })

  test('was written by a newer program: it is left as it is', () => {
    folder.open().close()
    const database = new DatabaseSync(folder.file)
    database.exec('PRAGMA user_version = 1000')
    database.close()
    expect(folder.failureToOpen().message).toBe(
      `${folder.file} was written by a newer Snug. Update this one to open it.`,
    )
    expect(readdirSync(folder.path)).toEqual(['room.sqlite'])
  })

  test('a file stands where the folder should be', () => {
    const taken = path.join(folder.path, 'taken')
    writeFileSync(taken, '')
    expect(folder.failureToOpen(taken).code).toBe('cannot-open')
  })

  test.runIf(process.platform !== 'win32')('a folder that may only be read', () => {
    mkdirSync(path.join(folder.path, 'locked'))
    chmodSync(path.join(folder.path, 'locked'), 0o500)
    chmodSync(folder.path, 0o755)
    const script = `
      import { RoomStore } from ${JSON.stringify(path.join(import.meta.dirname, 'room-store.ts'))}
      // Nothing is read-only to the administrator.
      if (process.getuid() === 0) process.setuid(65534)
      try { RoomStore.open(${JSON.stringify(path.join(folder.path, 'locked'))}) } catch (error) { process.stdout.write(error.code) }`
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect([other.stdout, other.stderr]).toEqual(['read-only', ''])
  })
})

/** The same bytes with every page but the first and the last few made unreadable. */
function withHole(bytes: Buffer): Buffer {
  return Buffer.from(bytes).fill(0xff, 8192, bytes.length - 8192)
}

test('a body that is damaged is a damaged file', () => {
  const store = folder.open()
  store.append([said(1)])
  store.close()
  const bytes = readFileSync(folder.file)
  bytes.write('!', bytes.indexOf('{"type":"message"'))
  writeFileSync(folder.file, bytes)
  const next = folder.open()
  expect(everything(next)).toEqual([])
  expect(folder.complaints).toHaveLength(1)
  next.close()
})

describe('the key of a room', () => {
  test('that is damaged is a damaged file', () => {
    const store = folder.open()
    store.close()
    const database = new DatabaseSync(folder.file)
    database.exec("UPDATE room SET key = 'no key'")
    database.close()
    const next = folder.open()
    expect(next.key.roomId).not.toBe(store.key.roomId)
    expect(folder.complaints).toHaveLength(1)
    next.close()
  })
})
