/** Starts Snug with the person's session, in the way of each system. */
import { app } from 'electron/main'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SystemPreferences } from '../core/common/preferences.ts'
import { type Complain, fileFault } from '../core/node/store-failure.ts'
import { autostartEntry } from './autostart-entry.ts'

/** Starts without a window. */
export const hiddenFlag = '--hidden'

type Wish = Pick<SystemPreferences, 'startAtLogin' | 'startHidden'>

/** Makes it so. What the file system refuses is said through `complain`. */
export function applyStartAtLogin({ startAtLogin, startHidden }: Wish, complain: Complain): void {
  const args = startHidden ? [hiddenFlag] : []
  if (process.platform !== 'linux') {
    // A portable Windows program runs from a temporary folder, and knows where it really lies.
    const portable = process.env['PORTABLE_EXECUTABLE_FILE']
    app.setLoginItemSettings({ openAtLogin: startAtLogin, args, ...(portable !== undefined && { path: portable }) })
    return
  }
  const file = path.join(app.getPath('appData'), 'autostart', 'snug.desktop')
  try {
    if (!startAtLogin) return rmSync(file, { force: true })
    mkdirSync(path.dirname(file), { recursive: true })
    // An AppImage is mounted elsewhere each time; a program that is not packaged is told what to run.
    const program = process.env['APPIMAGE'] ?? process.execPath
    writeFileSync(file, autostartEntry([program, ...(app.isPackaged ? [] : [app.getAppPath()]), ...args]))
  } catch (error) {
    complain(`Snug could not change whether it starts at login, in ${file}: ${fileFault(error)}.`, error)
  }
}
