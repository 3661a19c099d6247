import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, watch, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultPreferences } from '../core/common/preferences.ts'
import { SettingsFile } from './settings-file.ts'

let folder: string
let file: string
const complaints: string[] = []
const opened: SettingsFile[] = []

function open(): SettingsFile {
  const settings = new SettingsFile(file, (sentence) => complaints.push(sentence))
  opened.push(settings)
  return settings
}

/** The names of what was set aside, oldest first. */
function setAside(): string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('settings.json.broken-'))
    .map((name) => path.join(folder, name))
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-settings-'))
  file = path.join(folder, 'settings.json')
  complaints.length = 0
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((settings) => settings.close()))
  rmSync(folder, { recursive: true, force: true })
})

test('what is changed is there at the next start', async () => {
  const first = open()
  first.update({ nickname: 'Amara' })
  first.update({ window: { bounds: { x: 1, y: 2, width: 800, height: 600 }, maximized: true } })
  await first.close()
  expect(open().current).toEqual({
    version: 1,
    nickname: 'Amara',
    recents: [],
    hosted: [],
    open: [],
    preferences: defaultPreferences,
    window: { bounds: { x: 1, y: 2, width: 800, height: 600 }, maximized: true },
  })
  expect(complaints).toEqual([])
})

test.each(['{ "version": 1, "nick', '{"version":"one"}', ''])(
  'a broken file is set aside whole and said: %j',
  (text) => {
    writeFileSync(file, text)
    expect(open().current.nickname).toBe('')
    const [aside = ''] = setAside()
    expect(readFileSync(aside, 'utf8')).toBe(text)
    expect(complaints).toEqual([expect.stringContaining(aside)])
  },
)

test('what was set aside before stays', async () => {
  const texts = ['{ "version": 1, "nick', '{"version":1,"nickname":7}', '']
  for (const [index, text] of texts.entries()) {
    vi.spyOn(Date, 'now').mockReturnValue(1000 + index)
    writeFileSync(file, text)
    await open().close()
  }
  vi.restoreAllMocks()
  expect(setAside().map((name) => readFileSync(name, 'utf8'))).toEqual(texts)
})

test('one field that cannot be understood does not cost the others', () => {
  writeFileSync(file, '{"version":1,"nickname":"Bo","recents":[{"address":7}],"window":{"maximized":"yes"}}')
  expect(open().current).toEqual({
    version: 1,
    nickname: 'Bo',
    recents: [],
    hosted: [],
    open: [],
    preferences: defaultPreferences,
    window: { maximized: false },
  })
  expect(complaints).toHaveLength(1)
})

describe('of what is half broken', () => {
  const recent = { name: 'Lab', nickname: 'Bo', asciiOnly: true, lastJoinedAt: 5 }
  const hosted = {
    name: 'Workshop',
    nickname: 'Bo',
    exposure: 'this-network',
    port: 55_555,
    keep: true,
    retention: { messages: 10, days: 3 },
    everyMessageToDisk: false,
    lastHostedAt: 7,
  }
  const first = { ...recent, address: '10.0.0.1:55555' }
  const last = { ...recent, address: '10.0.0.3:55555' }
  const bounds = { x: 1, y: 2, width: 800, height: 600 }
  const text = JSON.stringify({
    version: 1,
    recents: [first, { ...recent, address: '10.0.0.2:55555', lastJoinedAt: 'yesterday' }, last],
    hosted: [{ ...hosted, port: 0 }, hosted],
    open: [{ kind: 'hosted', name: 'Workshop' }, { kind: 'rented' }],
    preferences: {
      notifications: { keywords: ['tea', '', 'soup'], sound: false },
      rooms: { muted: [7, 'native:a'] },
      help: { seenHints: Array.from({ length: 101 }, (_, index) => `hint ${index}`) },
      shortcuts: { switcher: 'CmdOrCtrl+P', host: 7, join: '' },
    },
    window: { bounds, maximized: 'yes' },
  })

  test('only that is lost', () => {
    writeFileSync(file, text)
    const { recents, hosted: rooms, open: openRooms, preferences, window } = open().current
    expect(recents).toEqual([first, last])
    expect(rooms).toEqual([hosted])
    expect(openRooms).toEqual([{ kind: 'hosted', name: 'Workshop' }])
    expect(preferences.notifications).toMatchObject({ keywords: ['tea', 'soup'], sound: false })
    expect(preferences.rooms.muted).toEqual(['native:a'])
    expect(preferences.help.seenHints).toHaveLength(100)
    expect(preferences.shortcuts).toEqual({ switcher: 'CmdOrCtrl+P', join: '' })
    expect(window).toEqual({ bounds, maximized: false })
  })

  test('the file as it was is kept, and that is said, once', async () => {
    writeFileSync(file, text)
    await open().close()
    const [aside = ''] = setAside()
    expect(readFileSync(aside, 'utf8')).toBe(text)
    expect(complaints).toEqual([expect.stringContaining(aside)])
    expect(open().current.recents).toEqual([first, last])
    expect(complaints).toHaveLength(1)
  })

  test('nothing is written over it where it cannot be copied', async () => {
    writeFileSync(file, text)
    vi.spyOn(Date, 'now').mockReturnValue(1000)
    mkdirSync(`${file}.broken-1000`)
    const settings = open()
    vi.restoreAllMocks()
    settings.update({ nickname: 'Zoe' })
    await settings.close()
    expect(settings.current).toMatchObject({ nickname: 'Zoe', recents: [first, last] })
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(complaints).toEqual([expect.stringContaining('does not save')])
  })
})

test('what an earlier version did not know yet is no loss', () => {
  writeFileSync(file, '{"version":1,"nickname":"Bo","preferences":{"appearance":{"theme":"dark"}}}')
  expect(open().current).toMatchObject({ nickname: 'Bo', preferences: { appearance: { theme: 'dark', zoom: 1 } } })
  expect(complaints).toEqual([])
})

test('one preference that cannot be understood does not cost the others', () => {
  const preferences = { appearance: { theme: 'pink', textSize: 18 }, notifications: 7, shortcuts: { switch: 'Ctrl+P' } }
  writeFileSync(file, JSON.stringify({ version: 1, preferences }))
  expect(open().current.preferences).toEqual({
    ...defaultPreferences,
    appearance: { ...defaultPreferences.appearance, textSize: 18 },
    shortcuts: { switch: 'Ctrl+P' },
  })
})

test('a file that exists but cannot be read is left alone', async () => {
  mkdirSync(file)
  const settings = open()
  settings.update({ nickname: 'Bo' })
  await settings.close()
  expect(statSync(file).isDirectory()).toBe(true)
  expect(settings.current.nickname).toBe('Bo')
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toContain('does not save')
})

test('after closing, nothing is written any more', async () => {
  const settings = open()
  settings.update({ nickname: 'Bo' })
  await settings.close()
  settings.update({ nickname: 'Zoe' })
  await settings.close()
  expect(open().current.nickname).toBe('Bo')
})

test('a folder that cannot be written is said, and the settings still hold for this run', async () => {
  file = path.join(folder, 'gone', 'settings.json')
  const settings = open()
  settings.update({ nickname: 'Bo' })
  await settings.close()
  expect(settings.current.nickname).toBe('Bo')
  expect(complaints[0]).toContain('could not be saved')
})

test('many changes in a row are a write or two, and the last of them holds', async () => {
  const settings = open()
  const folder = path.dirname(file)
  const watcher = watch(folder)
  let writes = 0
  watcher.on('change', (_event, name) => {
    if (name === path.basename(file)) writes += 1
  })
  for (let index = 0; index < 500; index += 1) settings.update({ nickname: `Amara ${index}` })
  await settings.close()
  watcher.close()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ nickname: 'Amara 499' })
  expect(writes).toBeLessThan(10)
})
