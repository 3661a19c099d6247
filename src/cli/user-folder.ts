import { createHash } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import { nicknameKey } from '../core/common/nickname.ts'

/** How much of a name is to be read in that of its files. */
const longestPart = 60

export interface UserSurroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The person's home, an absolute path. */
  readonly home: string
}

/** Where the terminal programs keep what belongs to the person at this computer: their key, their rooms. */
export function userFolder(
  { platform, env, home }: UserSurroundings = { platform: process.platform, env: process.env, home: os.homedir() },
): string {
  if (platform === 'win32') {
    return path.win32.join(env['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming'), 'Snug')
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Snug')
  const shared = env['XDG_DATA_HOME'] ?? ''
  // As its specification has it, a relative one does not count.
  return path.posix.join(path.posix.isAbsolute(shared) ? shared : path.posix.join(home, '.local', 'share'), 'snug')
}

/** Part of the name of what belongs to somebody's name there: safe on every system, and another one for each name. */
export function fileNameFor(nickname: string): string {
  const readable = nicknameKey(nickname)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestPart)
  // Names that only look the same are different names: whoever has one must not take the place of the other's owner.
  const digest = createHash('sha256').update(nickname.normalize()).digest('hex').slice(0, 8)
  return `${readable}-${digest}`
}
