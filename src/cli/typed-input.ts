import { spawnSync } from 'node:child_process'
import { fstatSync } from 'node:fs'
import { isatty } from 'node:tty'

const standardInput = 0

/**
 * Whether somebody or something may type to this program: not where its input is `/dev/null`, and not in the background of a
 * terminal, where reading would stop it.
 */
export function canBeTypedAt(): boolean {
  if (isatty(standardInput)) return isInForeground()
  try {
    return !fstatSync(standardInput).isCharacterDevice()
  } catch {
    return false
  }
}

function isInForeground(): boolean {
  if (process.platform === 'win32') return true
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(process.pid)], { encoding: 'utf8' })
  // Where there is no `ps`, nothing is known.
  return !stdout || stdout.includes('+')
}
