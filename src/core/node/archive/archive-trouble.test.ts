/** This computer's own copies where several programs keep them, the file is damaged or the disk is full. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Archive } from './archive.ts'
import { message, TestedArchive } from './tested-archive.ts'

let copies: TestedArchive

beforeEach(() => (copies = new TestedArchive()))
afterEach(() => copies[Symbol.dispose]())

describe('several programs', () => {
  const shared = { isShared: true, insists: true }

  test('keep their copies in one file, each message once', () => {
    copies.close()
    const [one, other] = [copies.open(shared), copies.open(shared)]
    for (const archive of [one, other, one]) {
      archive.room('lab', 'Lab').record({ type: 'message.added', message: message('a', 'tea') })
      archive.flush()
    }
    other.room('den', 'Den').record({ type: 'message.added', message: message('b', 'tea') })
    other.flush()
    one.room('lab', 'Lab').record({ type: 'message.deleted', id: 'a', revision: 2 })
    for (const archive of [one, other]) {
      expect(archive.search({ words: 'tea', author: '', skip: 0 }).hits.map(({ messageId }) => messageId)).toEqual([
        'b',
      ])
    }
  })

  test('wait for each other: what cannot be written now is written later', () => {
    copies.reopen(shared)
    const writer = new DatabaseSync(copies.file)
    writer.exec('BEGIN IMMEDIATE')
    copies.keep('lab', message('a', 'tea'))
    copies.archive.flush()
    expect(copies.find('tea')).toEqual([])
    writer.exec('ROLLBACK')
    writer.close()
    expect(copies.find('tea')).toEqual(['a'])
    expect(copies.archive.isWritable).toBe(true)
  })

  test('do not disturb one that has the file alone', () => {
    copies.keep('lab', message('a', 'tea'))
    copies.archive.flush()
    expect(() => copies.open(shared)).toThrow('is in use by another program')
    expect(copies.find('tea')).toEqual(['a'])
  })
})

describe('trouble', () => {
  test('with a damaged file is said, and a new one begun', () => {
    copies.close()
    writeFileSync(copies.file, 'This is no database.'.repeat(1000))
    const said: string[] = []
    const fresh = copies.open({ complain: (sentence) => said.push(sentence) })
    expect(fresh.search({ words: '', author: '', skip: 0 })).toEqual({ hits: [], more: false })
    expect(said).toEqual([expect.stringMatching(/was damaged and is now .*archive\.damaged-\d+\.sqlite/)])
  })

  test('with a place that cannot be written is said, and nothing is kept', () => {
    const said: string[] = []
    const place = path.join(copies.folder, 'taken')
    mkdirSync(path.join(place, 'archive.sqlite'), { recursive: true })
    expect(
      Archive.open({ file: path.join(place, 'archive.sqlite'), complain: (sentence) => said.push(sentence) }),
    ).toBeNull()
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('not kept, and cannot be searched')
  })

  test('with a time that no clock shows costs neither the other messages nor a search', () => {
    const times = [-1, 9.1e12, 9e15, 1e17, Number.MAX_VALUE]
    copies.keep('lab', message('before', 'tea'), ...times.map((at, index) => message(`t${index}`, 'cake', { at })))
    copies.keep('lab', message('after', 'tea'))
    expect(copies.find('tea')).toEqual(['after', 'before'])
    const { hits } = copies.archive.search({ words: 'cake', author: '', skip: 0 })
    expect(hits.map(({ at }) => at)).toEqual([8e12, 8e12, 8e12, 8e12, 0])
    expect(copies.archive.around('lab', 't2', 9).messages.map(({ at }) => at)).toContain(8e12)
    expect(copies.archive.isWritable).toBe(true)
  })

  test('with one row costs that row alone, and is said once', () => {
    const said: string[] = []
    const archive = copies.reopen({ complain: (sentence) => said.push(sentence) })
    const odd = { ...message('odd', 'tea'), id: {} as string }
    copies.keep('lab', message('before', 'tea'), odd, odd, message('after', 'tea'))
    expect(copies.find('tea')).toEqual(['after', 'before'])
    expect(said).toEqual([expect.stringContaining('cannot be kept')])
    expect(archive.isWritable).toBe(true)
  })

  test('with a full disk is said once, and what is there can still be found', () => {
    const said: string[] = []
    const archive = copies.reopen({ complain: (sentence) => said.push(sentence), maxBytes: 200_000 })
    copies.keep('lab', message('first', 'tea'))
    archive.flush()
    for (let count = 0; count < 100; count += 1) {
      copies.keep('lab', message(`m${count}`, `${count} ${'long '.repeat(1000)}`))
      archive.flush()
    }
    expect(said).toEqual([expect.stringMatching(/the disk is full.*not kept/)])
    expect(archive.isWritable).toBe(false)
    expect(copies.find('tea')).toEqual(['first'])
  })
})
