import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type MessageEntry, undescribed } from '../../common/room.ts'
import { Archive } from './archive.ts'
import { exportRoom } from './export-room.ts'
import { jsonOf } from './export-json.ts'
import { markdownOf } from './export-markdown.ts'

let folder: string
/** The file of the copy. */
let copy: string
let archive: Archive

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-export-'))
  copy = path.join(folder, 'archive.sqlite')
  archive = open()
})

function open(): Archive {
  const opened = Archive.open({ file: copy, complain: (sentence) => expect.fail(sentence) })
  if (!opened) throw new Error('The archive cannot be opened.')
  return opened
}

afterEach(() => {
  archive.close()
  rmSync(folder, { recursive: true })
})

const author = { personId: 'key:bo', nickname: 'Bo *the* <b>', kind: 'native' } as const
const noon = new Date(2026, 2, 11, 12, 5).getTime()

function message(id: string, text: string, change: Partial<MessageEntry> = {}): MessageEntry {
  return { kind: 'message', id, at: noon, author, text, own: false, delivery: { state: 'received' }, ...change }
}

function whole(pieces: Generator<string, number>): string {
  return [...pieces].join('')
}

test('Markdown tells who said what and when, and no text can pass for another’s', () => {
  const person = { personId: 'x', nickname: 'Ann' }
  const text = whole(
    markdownOf(
      'Lab #1',
      [
        message('a', '# Hi\n\n**Eve** · 12:06\n```'),
        message('b', 'waves', { isAction: true, at: noon + 86_400_000, to: person }),
        message('c', 'yes', {
          at: noon + 86_400_000,
          replyTo: { id: 'a', nickname: 'Bo', excerpt: 'Hi' },
          editedAt: noon,
          reactions: [{ emoji: '👍', people: [person] }],
        }),
        message('d', '', { at: noon + 86_400_000, isDeleted: true }),
      ],
      noon,
    ),
  )
  const bo = String.raw`**Bo \*the\* \<b\>**`
  expect(text).toBe(
    [
      String.raw`# Lab \#1`,
      '',
      'Exported from Snug on 2026-03-11 at 12:05.',
      '',
      '## 2026-03-11',
      '',
      `${bo} · 12:05`,
      '',
      '> # Hi',
      '>',
      '> **Eve** · 12:06',
      '> ```',
      '',
      '## 2026-03-12',
      '',
      `${bo} · 12:05 · only to Ann`,
      '',
      `> ${bo} waves`,
      '',
      `${bo} · 12:05 · edited`,
      '',
      '> > Bo: Hi',
      '>',
      '> yes',
      '',
      '👍 Ann',
      '',
      `${bo} · 12:05`,
      '',
      '_This message was taken back._',
      '',
    ].join('\n'),
  )
})

test('JSON gives every text back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const messages = texts.map((text, index) => message(`m${index}`, text.toWellFormed()))
      const json: unknown = JSON.parse(whole(jsonOf({ key: 'lab', name: 'Lab' }, messages, noon)))
      expect(json).toMatchObject({
        format: 'snug-room-export',
        version: 1,
        room: { key: 'lab', name: 'Lab' },
        messages: messages.map(({ id, text }) => ({ id, text, at: new Date(noon).toISOString(), author })),
      })
    }),
  )
})

test('a room is exported whole, into a file that replaces an older one', async () => {
  const room = archive.room('lab', 'Lab')
  for (let count = 0; count < 2000; count += 1) {
    room.record({ type: 'message.added', message: message(`m${count}`, 'tea '.repeat(50), { at: noon + count }) })
  }
  const file = path.join(folder, 'lab.json')
  const request = { key: 'lab', format: 'json', file, now: noon } as const
  expect(await exportRoom(archive, request)).toEqual({ ok: true, value: 2000 })
  expect(await exportRoom(archive, request)).toEqual({ ok: true, value: 2000 })
  const { messages } = JSON.parse(readFileSync(file, 'utf8')) as { messages: { id: string }[] }
  expect(messages.map(({ id }) => id)).toEqual(Array.from({ length: 2000 }, (_, index) => `m${index}`))
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a file that is there stays as it is, if that is wanted', async () => {
  archive.room('lab', 'Lab').record({ type: 'message.added', message: message('a', 'tea') })
  const file = path.join(folder, 'lab.md')
  const request = { key: 'lab', format: 'markdown', file, keepsExisting: true, now: noon } as const
  expect(await exportRoom(archive, request)).toEqual({ ok: true, value: 1 })
  writeFileSync(file, 'mine')
  const refused = { ok: false, error: `${file} is there already. Choose another name.` }
  expect(await exportRoom(archive, request)).toEqual(refused)
  rmSync(file)
  // It comes while the other is being written.
  const exporting = exportRoom(archive, request)
  writeFileSync(file, 'mine')
  expect(await exporting).toEqual(refused)
  expect(readFileSync(file, 'utf8')).toBe('mine')
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

test('a copy that cannot be read is blamed itself, and leaves no half of a file', async () => {
  archive.room('lab', 'Lab').record({ type: 'message.added', message: message('a', 'tea') })
  archive.close()
  const database = new DatabaseSync(copy)
  // SQLite still reads this.
  database.exec("UPDATE message SET body = '{ id: 1 }'")
  database.close()
  archive = open()
  const request = { key: 'lab', format: 'markdown', file: path.join(folder, 'lab.md'), now: noon } as const
  expect(await exportRoom(archive, request)).toEqual({ ok: false, error: `${copy} is damaged.` })
  expect(readdirSync(folder).filter((name) => name.startsWith('lab'))).toEqual([])
})

test('what cannot be exported is said', async () => {
  const request = { key: 'lab', format: 'markdown', file: path.join(folder, 'no', 'lab.md'), now: noon } as const
  expect(await exportRoom(archive, request)).toMatchObject({ error: expect.stringContaining('nothing to export') })
  const room = archive.room('lab', 'Lab')
  room.record({ type: 'room.described', ...undescribed, name: 'Lab' })
  const empty = { ...request, file: path.join(folder, 'lab.md') }
  expect(await exportRoom(archive, empty)).toMatchObject({ error: expect.stringContaining('nothing to export') })
  expect(readdirSync(folder).filter((name) => name.startsWith('lab'))).toEqual([])
  room.record({ type: 'message.added', message: message('a', 'tea') })
  expect(await exportRoom(archive, request)).toMatchObject({
    error: `${request.file} cannot be written: its folder is not there. Choose another place.`,
  })
})
