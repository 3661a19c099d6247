/** Which program shows Snug's windows here: Electron, or else the stand-in for it in a Chromium. */
import path from 'node:path'
import { findChromium } from './chromium.ts'
import { downloadElectron, electronBinary } from './electron-binary.ts'

export const root = path.join(import.meta.dirname, '..')

/** The folder that ELECTRON_OVERRIDE_DIST_PATH names to run the stand-in. */
export const standinFolder = path.join(root, 'e2e', 'standin')

export interface AppProgram {
  readonly command: string
  /** What precedes the app's folder and its arguments. */
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** What a person should know about it, in a sentence. */
  readonly notice?: string
}

/** Whether windows can be shown at all. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/**
 * Finds the program, downloading what is missing.
 *
 * @throws Error with a sentence for a person if neither Electron nor a Chromium can be had
 */
export async function findAppProgram(): Promise<AppProgram> {
  const program = electronBinary()
  if (program) return electronProgram(program)
  const downloaded = await downloadElectron()
  if (downloaded.ok) return electronProgram(downloaded.value)
  return {
    command: process.execPath,
    args: ['--enable-source-maps', '--unhandled-rejections=warn', path.join(standinFolder, 'boot.ts')],
    environment: { SNUG_CHROMIUM: await findChromium({ install: true }) },
    notice:
      `Electron could not be downloaded (${downloaded.error}), so Snug opens in Chromium instead, without menus ` +
      'and native dialogs; to get Electron, set ELECTRON_MIRROR or HTTPS_PROXY and run "npx install-electron".',
  }
}

function electronProgram(command: string): AppProgram {
  // Chromium refuses its sandbox to root, and then does not start at all.
  const args = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { command, args, environment: {} }
}
