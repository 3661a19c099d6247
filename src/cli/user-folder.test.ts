import { expect, test } from 'vitest'
import { fileNameFor, userFolder } from './user-folder.ts'

test.each([
  ['linux', {}, '/home/amara', '/home/amara/.local/share/snug'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/amara', '/data/snug'],
  ['linux', { XDG_DATA_HOME: 'data' }, '/home/amara', '/home/amara/.local/share/snug'],
  ['freebsd', { XDG_DATA_HOME: '' }, '/home/amara', '/home/amara/.local/share/snug'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/Users/amara', '/Users/amara/Library/Application Support/Snug'],
  ['win32', { APPDATA: 'D:\\Amara' }, 'C:\\Users\\Amara', 'D:\\Amara\\Snug'],
  ['win32', {}, 'C:\\Users\\Amara', 'C:\\Users\\Amara\\AppData\\Roaming\\Snug'],
] as const)('on %s with %j', (platform, env, home, folder) => {
  expect(userFolder({ platform, env, home })).toBe(folder)
})

test('names that look the same have files of their own', () => {
  const names = ['alice', 'Alice', 'alicе', 'álice'].map(fileNameFor)
  expect(new Set(names).size).toBe(4)
  for (const name of names) expect(name).toMatch(/^alice-[\da-f]{8}$/)
  expect(fileNameFor('a\u0301')).toBe(fileNameFor('á'))
})
