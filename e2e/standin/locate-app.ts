import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { electronVersion } from './electron-version.ts'

export interface LocatedApp {
  readonly name: string
  readonly version: string
  /** What `app.getAppPath()` answers. */
  readonly path: string
  /** The file to run. */
  readonly main: string
  readonly packaged: boolean
}

/**
 * Finds an app in a folder by its package.json, or takes the file named.
 *
 * @throws Error with a sentence if there is none.
 */
export function locateApp(target: string): LocatedApp {
  const place = path.resolve(target)
  if (statSync(place, { throwIfNoEntry: false })?.isFile())
    return { name: 'Electron', version: electronVersion, path: path.dirname(place), main: place, packaged: false }
  return { ...readApp(place), packaged: false }
}

/**
 * Takes the app out of `app.asar` in a resources folder, into a temporary folder that goes when the process ends.
 * (Electron reads the archive in place: there `app.getAppPath()` is the archive itself.)
 */
export async function locatePackagedApp(resources: string): Promise<LocatedApp> {
  const { extractAll } = await import('@electron/asar')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-app-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  extractAll(path.join(resources, 'app.asar'), folder)
  return { ...readApp(folder), packaged: true }
}

function readApp(folder: string): Omit<LocatedApp, 'packaged'> {
  let text: string
  try {
    text = readFileSync(path.join(folder, 'package.json'), 'utf8')
  } catch {
    throw new Error(`There is no app in ${folder}: it has no package.json.`)
  }
  const about = JSON.parse(text) as { name?: string; productName?: string; version?: string; main?: string }
  return {
    name: about.productName ?? about.name ?? 'Electron',
    version: about.version ?? electronVersion,
    path: folder,
    main: path.join(folder, about.main ?? 'index.js'),
  }
}
