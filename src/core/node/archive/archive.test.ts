/** This computer's own copies: kept once, found again, given back whole, gone when they are taken back. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { undescribed, type MessageEntry } from '../../common/room.ts'
import { Archive, type ArchiveOptions } from './archive.ts'
import type { Found, SearchQuery } from './message-search.ts'

let folder: string
let file: string
let archive: Archive
const opened = new Set<Archive>()

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-archive-'))
  file = path.join(folder, 'archive.sqlite')
  archive = open()
})

afterEach(() => {
  for (const archive of opened) archive.close()
  opened.clear()
  rmSync(folder, { recursive: true })
})

function open(options: Partial<ArchiveOptions> = {}): Archive {
  const archive = Archive.open({ file, complain: (sentence) => expect.fail(sentence), ...options })
  if (!archive) throw new Error('The archive cannot be opened.')
  opened.add(archive)
  return archive
}

function closeAll(): void {
  for (const archive of opened) archive.close()
  opened.clear()
}

function message(id: string, text: string, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'key:bo', nickname: 'Bö Nilsson', kind: 'native' } as const
  return { kind: 'message', id, at: 1000, author, text, own: false, delivery: { state: 'received' }, ...change }
}

function keep(key: string, ...messages: MessageEntry[]): void {
  const room = archive.room(key, key)
  for (const message of messages) room.record({ type: 'message.added', message })
}

function find(words: string, more: Partial<SearchQuery> = {}): string[] {
  return archive.search({ words, author: '', skip: 0, ...more }).hits.map(({ messageId }) => messageId)
}

describe('searching', () => {
  test('finds words by their beginnings, without accents and case, newest first', () => {
    keep('lab', message('a', 'Lunch at the CAFÉ?', { at: 2000 }), message('b', 'cafeteria', { at: 3000 }))
    keep('lab', message('c', 'older café', { at: 1000 }))
    expect(find('cafe')).toEqual(['b', 'a', 'c'])
    expect(find('lun caf')).toEqual(['a'])
    expect(find('afe')).toEqual([])
  })

  test('finds phrases, punctuation, emoji and what has no blanks between words', () => {
    keep('lab', message('a', 'see you at noon'), message('b', 'noon at you'), message('c', 'nice 🎉 C++'))
    keep('lab', message('d', '明日の昼食'), message('e', 'ไปกินข้าว'))
    expect(find('"you at noon"')).toEqual(['a'])
    expect(find('"you at')).toEqual(['a'])
    expect(find('🎉')).toEqual(['c'])
    expect(find('nice ++')).toEqual(['c'])
    expect(find('昼食')).toEqual(['d'])
    expect(find('กิน')).toEqual(['e'])
    expect(find('')).toHaveLength(5)
  })

  test('looks in one room or everywhere, by author and by time', () => {
    keep(
      'lab',
      message('a', 'tea', { at: 1000 }),
      message('b', 'tea', { at: 2000, author: { ...message('', '').author, nickname: 'Alice' } }),
    )
    keep('den', message('a', 'tea', { at: 3000 }))
    expect(find('tea')).toEqual(['a', 'b', 'a'])
    expect(find('tea', { roomKey: 'lab' })).toEqual(['b', 'a'])
    expect(find('', { roomKey: 'den' })).toEqual(['a'])
    expect(find('tea', { roomKey: 'nowhere' })).toEqual([])
    expect(find('tea', { roomName: 'LA' })).toEqual(['b', 'a'])
    expect(find('', { roomName: 'e' })).toEqual(['a'])
    expect(find('tea', { roomName: 'a', roomKey: 'den' })).toEqual([])
    expect(find('tea', { roomName: 'nowhere' })).toEqual([])
    const named = (roomName: string): Found => archive.search({ words: 'coffee', author: '', skip: 0, roomName })
    expect(named('nowhere').isNoRoom).toBe(true)
    expect(named('lab').isNoRoom).toBeUndefined()
    expect(find('tea', { author: 'nils' })).toEqual(['a', 'a'])
    expect(find('', { author: 'alice' })).toEqual(['b'])
    expect(find('', { author: 'Bo', roomKey: 'lab' })).toEqual(['a'])
    expect(find('tea', { from: 2000, until: 3000 })).toEqual(['b'])
    expect(find('', { until: 2000 })).toEqual(['a'])
  })

  test('shows a message without its marks', () => {
    keep('lab', message('a', '> Lunch?\nAt **noon** in the `kitchen`, _or_ ~~not~~'))
    const [hit] = archive.search({ words: 'noon', author: '', skip: 0 }).hits
    expect(hit?.excerpt).toEqual([
      { text: 'Lunch? At ', isMatch: false },
      { text: 'noon', isMatch: true },
      { text: ' in the kitchen, or not', isMatch: false },
    ])
  })

  test('shows a link by its words, unless it was found by its address', () => {
    keep('lab', message('a', 'See [the printer](http://printer.lan/status)'))
    const textOf = (words: string): string | undefined =>
      archive
        .search({ words, author: '', skip: 0 })
        .hits[0]?.excerpt.map(({ text, isMatch }) => (isMatch ? `<${text}>` : text))
        .join('')
    expect(textOf('printer')).toBe('See the <printer>')
    expect(textOf('')).toBe('See the printer')
    expect(textOf('status')).toBe('See [the printer](http://printer.lan/<status>)')
  })

  test('shows where the words are, harmlessly', () => {
    keep('lab', message('a', `${'blah '.repeat(60)}the \u202Ecafé\n\uE000 is open`))
    const [hit] = archive.search({ words: 'cafe', author: '', skip: 0 }).hits
    expect(hit?.excerpt.find(({ isMatch }) => isMatch)?.text).toBe('café')
    expect(hit?.excerpt.map(({ text }) => text).join('')).toMatch(/^….*the café {2}is open$/)
    expect(hit).toMatchObject({ roomKey: 'lab', roomName: 'lab', at: 1000, nickname: 'Bö Nilsson' })
  })

  test('shows what was found without the marks of Markdown', () => {
    keep('lab', message('a', '> quoted\n**The café** is _open_, `npm run café`'))
    const [hit] = archive.search({ words: 'café', author: '', skip: 0 }).hits
    expect(hit?.excerpt).toEqual([
      { text: 'quoted The ', isMatch: false },
      { text: 'café', isMatch: true },
      { text: ' is open, npm run ', isMatch: false },
      { text: 'café', isMatch: true },
    ])
    const [all] = archive.search({ words: '', author: '', skip: 0 }).hits
    expect(all?.excerpt).toEqual([{ text: 'quoted The café is open, npm run café', isMatch: false }])
  })

  test('goes on page by page', () => {
    keep('lab', ...Array.from({ length: 120 }, (_, index) => message(`m${index}`, 'tea', { at: index })))
    const pages = [0, 50, 100].map((skip) => archive.search({ words: 'tea', author: '', skip }))
    expect(pages.map(({ hits, more }) => [hits.length, more])).toEqual([
      [50, true],
      [50, true],
      [20, false],
    ])
    expect(pages.flatMap(({ hits }) => hits.map(({ messageId }) => messageId))).toEqual(
      Array.from({ length: 120 }, (_, index) => `m${119 - index}`),
    )
  })

  test('takes whatever is typed', () => {
    keep('lab', message('a', 'tea'))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (words, author) => {
        expect(Array.isArray(find(words, { author }))).toBe(true)
      }),
    )
    const operators = fc.constantFrom(
      '"',
      '*',
      'AND',
      'OR',
      'NOT',
      'NEAR(',
      ')',
      ':',
      '^',
      '-',
      '+',
      'text',
      '{',
      "'",
      '\0',
    )
    fc.assert(
      fc.property(fc.array(operators), (words) => {
        expect(Array.isArray(find(words.join(' ')))).toBe(true)
      }),
    )
  })
})

describe('a copy', () => {
  test('has each message once, in its present form, however often it comes', () => {
    const room = archive.room('lab', 'Lab')
    const edited = message('a', 'new', { revision: 5, editedAt: 9 })
    room.record({ type: 'message.added', message: message('a', 'old') })
    room.record({ type: 'history.loaded', entries: [edited, message('b', 'tea', { past: true })], more: false })
    room.record({ type: 'history.loaded', entries: [message('a', 'old')], more: false })
    expect(find('old')).toEqual([])
    expect(find('new')).toEqual(['a'])
    expect(archive.around('lab', 'a', 5)).toEqual({ roomName: 'Lab', messages: [edited, message('b', 'tea')] })
  })

  test('takes own messages when they are in the room', () => {
    const room = archive.room('lab', 'Lab')
    const own = message('a', 'tea', { own: true, delivery: { state: 'sending' } })
    for (const id of ['a', 'b', 'c']) room.record({ type: 'message.added', message: { ...own, id } })
    room.record({ type: 'message.delivery-changed', id: 'a', delivery: { state: 'sent' } })
    room.record({ type: 'message.delivery-changed', id: 'b', delivery: { state: 'failed', reason: 'No.' } })
    room.record({ type: 'message.discarded', id: 'c' })
    expect(find('tea')).toEqual(['a'])
    expect(archive.around('lab', 'a', 1).messages).toEqual([{ ...own, delivery: { state: 'sent' } }])
  })

  test('takes an own message as the room has it, at the time that the room gives', () => {
    const room = archive.room('lab', 'lab')
    const own = message('a', 'tea', { own: true, delivery: { state: 'sent' }, at: 9000 })
    for (const said of [own, message('b', 'tea', { at: 5000 })]) room.record({ type: 'message.added', message: said })
    expect(find('tea')).toEqual(['a', 'b'])
    room.record({ type: 'message.placed', message: { ...own, at: 2000 } })
    expect(find('tea')).toEqual(['b', 'a'])
    room.record({ type: 'message.placed', message: { ...own, at: 1e300 } })
    expect(find('tea')).toEqual(['a', 'b'])
    expect(archive.around('lab', 'a', 5).messages.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('follows edits and reactions; what is taken back is gone, from the file too', () => {
    const room = archive.room('lab', 'Lab')
    const answer = message('b', 'oh', { replyTo: { id: 'a', nickname: 'Bo', excerpt: 'it is hunter2' } })
    keep('lab', message('a', 'it is hunter2'), answer)
    room.record({ type: 'message.edited', id: 'a', text: 'it is hunter3', at: 5, revision: 2 })
    expect(find('hunter3')).toEqual(['a'])
    const person = { personId: 'x', nickname: 'X' }
    room.record({ type: 'message.reacted', id: 'a', emoji: '👍', person, on: true, revision: 3 })
    expect(archive.around('lab', 'a', 0).messages[0]?.reactions).toEqual([{ emoji: '👍', people: [person] }])
    room.record({ type: 'message.deleted', id: 'a', revision: 4 })
    expect(find('hunter')).toEqual([])
    expect(archive.around('lab', 'b', 0).messages[0]?.replyTo?.excerpt).toBe('')
    closeAll()
    expect(readFileSync(file, 'latin1')).not.toContain('hunter')
  })

  test('is there at the next start, with how far it was read', () => {
    keep('lab', message('a', 'tea'))
    const room = archive.room('lab', 'Lab')
    expect(room.readAt).toBeNull()
    room.markRead(7)
    room.markRead(5)
    closeAll()
    archive = open()
    expect(find('tea')).toEqual(['a'])
    expect(archive.room('lab', 'Lab').readAt).toBe(7)
  })

  test('knows what was there before its person first came', () => {
    const history = (...messages: MessageEntry[]) =>
      ({ type: 'history.loaded', entries: messages, more: false }) as const
    const room = archive.room('lab', 'Lab')
    room.record({ type: 'room.described', ...undescribed, name: 'Lab' })
    archive.flush()
    expect(room.cameAt).toBeNull()
    room.record(history(message('a', 'tea', { at: 5 }), message('b', 'tea', { at: 6 })))
    room.record({ type: 'message.added', message: message('c', 'tea', { at: 9 }) })
    room.record(history(message('d', 'tea', { at: 3 })))
    keep('empty', message('e', 'tea', { at: 9 }))
    archive.flush()
    expect(room.cameAt).toBe(6)
    const empty = archive.room('empty', 'Empty')
    empty.record(history(message('e', 'tea', { at: 9 })))
    archive.flush()
    expect(empty.cameAt).toBe(0)
  })

  test('stays whole, whatever is done to it', () => {
    const id = fc.constantFrom('a', 'b', 'c')
    const revision = fc.integer({ min: 1, max: 9 })
    const step = fc.oneof(
      fc.record({
        type: fc.constant('message.added' as const),
        message: fc.tuple(id, fc.string()).map(([id, text]) => message(id, text)),
      }),
      fc.record({ type: fc.constant('message.edited' as const), id, text: fc.string(), at: fc.constant(1), revision }),
      fc.record({ type: fc.constant('message.deleted' as const), id, revision }),
    )
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const room = archive.room(`room ${Math.random()}`, 'Room')
        for (const event of steps) room.record(event)
        archive.flush()
      }),
    )
    closeAll()
    const database = new DatabaseSync(file)
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(() => database.exec("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")).not.toThrow()
    database.close()
  })
})

describe('what is unsent', () => {
  const post = { type: 'post', id: 'p1', text: 'tea?' } as const

  test('outlives the program, in order and once', () => {
    const outbox = archive.outbox('127.0.0.1:55555')
    outbox.add(post, 'room', {})
    outbox.add({ ...post, id: 'p2' }, 'room', { to: { personId: 'x', nickname: 'X' } })
    outbox.add({ ...post, text: 'coffee?' }, 'room', {})
    archive.outbox('10.0.0.5:55555').add(post, null, {})
    closeAll()
    archive = open()
    const again = archive.outbox('127.0.0.1:55555')
    expect(again.list().map(({ act }) => act)).toEqual([
      { ...post, text: 'coffee?' },
      { ...post, id: 'p2' },
    ])
    expect(again.list()[1]).toMatchObject({ roomId: 'room', shown: { to: { nickname: 'X' } } })
    again.remove('p1')
    expect(again.list()).toHaveLength(1)
    expect(archive.outbox('10.0.0.5:55555').list()).toHaveLength(1)
  })

  test('is counted, keeps its first time, and none of it is looked at when more comes', () => {
    let now = 1000
    closeAll()
    archive = open({ clock: () => now })
    const outbox = archive.outbox('127.0.0.1:55555')
    const list = vi.spyOn(outbox, 'list')
    outbox.add(post, 'room', {})
    outbox.add({ type: 'delete', id: 'd1', target: 'p1' }, 'room', {})
    now = 2000
    outbox.add({ ...post, text: 'coffee?' }, 'room', {})
    outbox.add({ ...post, id: 'p2' }, 'room', {})
    expect(outbox.posts).toBe(2)
    expect(list).not.toHaveBeenCalled()
    expect(outbox.list().map(({ act, at }) => [act.id, at])).toEqual([
      ['p1', 1000],
      ['d1', 1000],
      ['p2', 2000],
    ])
  })
})

describe('several programs', () => {
  function openShared(complain = (sentence: string): void => expect.fail(sentence)): Archive {
    const archive = Archive.open({ file, isShared: true, insists: true, complain })
    if (!archive) throw new Error('The archive cannot be opened.')
    opened.add(archive)
    return archive
  }

  test('keep their copies in one file, each message once', () => {
    closeAll()
    const [one, other] = [openShared(), openShared()]
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
    closeAll()
    archive = openShared()
    const writer = new DatabaseSync(file)
    writer.exec('BEGIN IMMEDIATE')
    keep('lab', message('a', 'tea'))
    archive.flush()
    expect(find('tea')).toEqual([])
    writer.exec('ROLLBACK')
    writer.close()
    expect(find('tea')).toEqual(['a'])
    expect(archive.isWritable).toBe(true)
  })

  test('do not disturb one that has the file alone', () => {
    keep('lab', message('a', 'tea'))
    archive.flush()
    expect(() => openShared()).toThrow('is in use by another program')
    expect(find('tea')).toEqual(['a'])
  })
})

describe('trouble', () => {
  test('with a damaged file is said, and a new one begun', () => {
    closeAll()
    writeFileSync(file, 'This is no database.'.repeat(1000))
    const said: string[] = []
    const fresh = Archive.open({ file, complain: (sentence) => said.push(sentence) })
    if (fresh) opened.add(fresh)
    expect(fresh?.search({ words: '', author: '', skip: 0 })).toEqual({ hits: [], more: false })
    expect(said).toEqual([expect.stringMatching(/was damaged and is now .*archive\.damaged-\d+\.sqlite/)])
  })

  test('with a place that cannot be written is said, and nothing is kept', () => {
    const said: string[] = []
    const place = path.join(folder, 'taken')
    mkdirSync(path.join(place, 'archive.sqlite'), { recursive: true })
    expect(
      Archive.open({ file: path.join(place, 'archive.sqlite'), complain: (sentence) => said.push(sentence) }),
    ).toBeNull()
    expect(said).toHaveLength(1)
    expect(said[0]).toContain('not kept, and cannot be searched')
  })

  test('with a time that no clock shows costs neither the other messages nor a search', () => {
    const times = [-1, 9.1e12, 9e15, 1e17, Number.MAX_VALUE]
    keep('lab', message('before', 'tea'), ...times.map((at, index) => message(`t${index}`, 'cake', { at })))
    keep('lab', message('after', 'tea'))
    expect(find('tea')).toEqual(['after', 'before'])
    const { hits } = archive.search({ words: 'cake', author: '', skip: 0 })
    expect(hits.map(({ at }) => at)).toEqual([8e12, 8e12, 8e12, 8e12, 0])
    expect(archive.around('lab', 't2', 9).messages.map(({ at }) => at)).toContain(8e12)
    expect(archive.isWritable).toBe(true)
  })

  test('with one row costs that row alone, and is said once', () => {
    closeAll()
    const said: string[] = []
    const complaining = Archive.open({ file, complain: (sentence) => said.push(sentence) })
    if (!complaining) throw new Error('The archive cannot be opened.')
    opened.add(complaining)
    archive = complaining
    const odd = { ...message('odd', 'tea'), id: {} as string }
    keep('lab', message('before', 'tea'), odd, odd, message('after', 'tea'))
    expect(find('tea')).toEqual(['after', 'before'])
    expect(said).toEqual([expect.stringContaining('cannot be kept')])
    expect(archive.isWritable).toBe(true)
  })

  test('with a full disk is said once, and what is there can still be found', () => {
    closeAll()
    const said: string[] = []
    const small = Archive.open({ file, complain: (sentence) => said.push(sentence), maxBytes: 200_000 })
    if (!small) throw new Error('The archive cannot be opened.')
    opened.add(small)
    archive = small
    keep('lab', message('first', 'tea'))
    archive.flush()
    for (let count = 0; count < 100; count += 1) {
      keep('lab', message(`m${count}`, `${count} ${'long '.repeat(1000)}`))
      archive.flush()
    }
    expect(said).toEqual([expect.stringMatching(/the disk is full.*not kept/)])
    expect(archive.isWritable).toBe(false)
    expect(find('tea')).toEqual(['first'])
  })
})
