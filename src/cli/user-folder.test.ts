import { expect, test } from 'vitest'
import { userFolder } from './user-folder.ts'

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
