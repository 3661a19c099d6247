/** What the settings and the about dialog say of this program on this computer. */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { app, session } from 'electron/main'
import { shell } from 'electron/common'
import type { AboutAnswer, RequestError } from '../core/common/ipc-contract.ts'
import { failure, success, type Result } from '../core/common/result.ts'

/** What the program is made of, and where it keeps what. */
export function aboutThisProgram(): AboutAnswer {
  const { electron, chrome, node } = process.versions
  // On a Mac the system decides about the languages, and there are none to choose from.
  const spellCheckLanguages = process.platform === 'darwin' ? [] : session.defaultSession.availableSpellCheckerLanguages
  return {
    versions: { electron, chrome, node },
    architecture: process.arch,
    folders: { data: app.getPath('userData'), logs: app.getPath('logs') },
    spellCheckLanguages: spellCheckLanguages ?? [],
    hasDictionaries: process.platform === 'darwin' || hasDictionariesIn(app.getPath('userData')),
  }
}

/** Chromium keeps them in a folder of its own, those that it has fetched and those that somebody has put there. */
function hasDictionariesIn(userData: string): boolean {
  const folder = path.join(userData, 'Dictionaries')
  return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.bdic'))
}

/** Shows one of the program's own folders in the system's file manager. */
export async function openOwnFolder(which: 'data' | 'logs'): Promise<Result<null, RequestError>> {
  const folder = app.getPath(which === 'data' ? 'userData' : 'logs')
  const systemCode = await shell.openPath(folder)
  if (systemCode === '') return success(null)
  return failure({ code: 'no-folder', message: `The folder ${folder} could not be opened.`, systemCode })
}
