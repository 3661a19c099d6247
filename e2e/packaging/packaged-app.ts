import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Page } from 'playwright'

/** Where the parts of an unpacked app are. */
export interface PackagedApp {
  readonly executable: string
  readonly archive: string
}

/** Finds the unpacked app of this system in electron-builder's output folder. */
export function packagedAppIn(output: string): PackagedApp {
  const arch = process.arch === 'x64' ? '' : `-${process.arch}`
  if (process.platform === 'darwin') {
    const contents = path.join(output, `mac${arch}`, 'Snug.app', 'Contents')
    return {
      executable: path.join(contents, 'MacOS', 'Snug'),
      archive: path.join(contents, 'Resources', 'app.asar'),
    }
  }
  const [system, name] = process.platform === 'win32' ? ['win', 'Snug.exe'] : ['linux', 'snug']
  const folder = path.join(output, `${system}${arch}-unpacked`)
  return { executable: path.join(folder, name), archive: path.join(folder, 'resources', 'app.asar') }
}

/**
 * Starts the app, hands over its window's page, and ends the app again.
 *
 * Playwright's own launcher needs Node's inspector, which the fuses of a packaged app forbid; Chromium's debugger stays.
 */
export async function withPage(app: PackagedApp, userData: string, use: (page: Page) => Promise<void>): Promise<void> {
  const child = spawn(app.executable, ['--remote-debugging-port=0'], {
    env: { ...process.env, SNUG_USER_DATA: userData },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const closed = once(child, 'close')
  try {
    const endpoint = await debuggerEndpoint(child.stderr)
    // Electron's Chromium refuses the defaults that Playwright would set.
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true })
    const [context] = browser.contexts()
    if (!context) throw new Error('The app has no browser context.')
    await use(context.pages()[0] ?? (await context.waitForEvent('page')))
    await browser.close()
  } finally {
    child.kill()
    await closed
  }
}

/** The address that Chromium names on the error stream. Rejects with what was said instead if the app ends first. */
async function debuggerEndpoint(errors: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = []
  for await (const line of createInterface(errors)) {
    const endpoint = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (endpoint) {
      // Keeps the pipe flowing after the reader has gone.
      errors.resume()
      return endpoint
    }
    said.push(line)
  }
  throw new Error(`The app ended before its window was there. It said: ${said.join('\n')}`)
}
