/** Finds a Chromium for the stand-in of Electron and for the tests. */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type * as Playwright from 'playwright'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge']

const macApps = ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

const windowsApps = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
]

const advice =
  'Install Chromium or Chrome, run "npx playwright install chromium", or set SNUG_CHROMIUM to the path of its executable.'

/**
 * Answers the path of a Chromium: the one named by SNUG_CHROMIUM, else a Chromium, Chrome or Edge of the system, else
 * Playwright's own, else, if `install` is set, a newly installed one.
 *
 * @throws Error with one sentence that says what a person can do, if there is none
 */
export async function findChromium({ install }: { readonly install: boolean }): Promise<string> {
  const named = process.env['SNUG_CHROMIUM']
  if (named) {
    if (isExecutable(named)) return named
    throw new Error(`SNUG_CHROMIUM is "${named}", where there is no program. Correct it or unset it.`)
  }
  const found = systemPlaces().find(isExecutable) ?? playwrightPlace()
  if (found) return found
  if (!install) throw new Error(`There is no Chromium on this computer. ${advice}`)
  const installed = installChromium()
  if (installed) return installed
  throw new Error(`There is no Chromium on this computer, and it could not be installed. ${advice}`)
}

function systemPlaces(): string[] {
  const { env, platform } = process
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
    return roots.flatMap((root) => (root ? windowsApps.map((app) => path.join(root, app)) : []))
  }
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  const inPath = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return platform === 'darwin'
    ? [...macApps, ...inPath]
    : [...inPath, '/snap/bin/chromium', '/opt/google/chrome/chrome']
}

function playwrightPlace(): string | undefined {
  // Loaded only here: it takes a third of a second, and most computers never need it.
  const { chromium } = createRequire(import.meta.url)('playwright') as typeof Playwright
  try {
    const place = chromium.executablePath()
    return isExecutable(place) ? place : undefined
  } catch {
    return undefined
  }
}

function installChromium(): string | undefined {
  console.error('Installing Chromium …')
  if (process.getuid?.() === 0 && isDebianLike()) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const options: SpawnSyncOptions = { stdio: ['ignore', 'ignore', 'inherit'], env }
    if (spawnSync('apt-get', ['update', '-qq'], options).status === 0)
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
  } else {
    const cli = createRequire(import.meta.url)
      .resolve('playwright/package.json')
      .replace('package.json', 'cli.js')
    spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return systemPlaces().find(isExecutable) ?? playwrightPlace()
}

function isDebianLike(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
