/** What an app that Playwright drives is started with. */
import path from 'node:path'
import { hasDisplay, standinFolder } from './app-program.ts'
import { findChromium } from './chromium.ts'
import { electronBinary } from './electron-binary.ts'

/**
 * The variables that let Playwright start Electron where its program is, else the stand-in for it.
 *
 * @throws Error with a sentence for a person if neither can be started here
 */
export async function drivenAppEnvironment({ headed }: { readonly headed: boolean }): Promise<Record<string, string>> {
  const named = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const wantsStandin = named !== undefined && path.resolve(named) === standinFolder
  if (!wantsStandin && electronBinary()) {
    if (hasDisplay()) return {}
    throw new Error(
      'Electron needs a display: run this under xvfb-run, or set ELECTRON_OVERRIDE_DIST_PATH=e2e/standin.',
    )
  }
  const chromium = await findChromium({ install: true })
  console.error(`This runs on the stand-in for Electron, with ${chromium}.`)
  const invisible = headed ? {} : { DISPLAY: '', WAYLAND_DISPLAY: '' }
  return { ELECTRON_OVERRIDE_DIST_PATH: standinFolder, SNUG_CHROMIUM: chromium, ...invisible }
}
