/** Starts the real app for a test, and ends it after. */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron as electron, type ElectronApplication, type Page, type TestInfo } from 'playwright/test'
import { expect, test as base } from 'playwright/test'
import { patienceMs } from './peers/patience.ts'

export { expect }

const root = path.join(import.meta.dirname, '..')

export interface LaunchOptions {
  /** The folder of the app's settings; a new one if absent. Pass that of an earlier launch to start again with its data. */
  readonly userData?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

export interface Snug {
  readonly app: ElectronApplication
  /** Stays readable when the app has ended. */
  readonly process: ChildProcess
  /** The first window. */
  readonly page: Page
  readonly userData: string
  /** What the pages of this test have complained about. Empty it of what was meant, or the test fails at its end. */
  readonly complaints: string[]
}

export interface Fixtures {
  /** Starts Snug and waits for its window. As many as the test likes; all are closed after it. */
  readonly launchSnug: (options?: LaunchOptions) => Promise<Snug>
}

export const test = base.extend<Fixtures>({
  launchSnug: async ({ colorScheme }, use, testInfo) => {
    const apps: Pick<Snug, 'app' | 'process'>[] = []
    const complaints: string[] = []
    const folders: string[] = []
    await use(async ({ userData = newFolder(folders), args = [], env = {} } = {}) => {
      const app = await electron.launch({
        colorScheme,
        args: [root, ...args],
        cwd: root,
        env: { ...definedEnvironment(), SNUG_USER_DATA: userData, ...env },
      })
      // From here on it is closed, whatever goes wrong.
      const child = app.process()
      apps.push({ app, process: child })
      app.context().setDefaultTimeout(patienceMs)
      app.on('window', (page) => collectComplaints(page, complaints))
      return { app, process: child, userData, complaints, page: await app.firstWindow() }
    })
    if (testInfo.status !== testInfo.expectedStatus) await attachScreenshots(apps, testInfo)
    const stubborn = (await Promise.all(apps.map(close))).filter((closed) => !closed)
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
    expect(stubborn, 'apps that did not quit in time').toEqual([])
    expect(complaints, 'errors in the console of a page').toEqual([])
  },
})

/** Makes the page look as on a window of that size, in those colours. */
export async function emulate(
  page: Page,
  { colorScheme, width, height }: { colorScheme?: 'light' | 'dark'; width?: number; height?: number },
): Promise<void> {
  if (colorScheme) await page.emulateMedia({ colorScheme })
  if (width === undefined || height === undefined) return
  await page.setViewportSize({ width, height })
  // The page hears of it a moment later, and draws what is another in that size in the frame after.
  await page.waitForFunction(([width, height]) => innerWidth === width && innerHeight === height, [width, height])
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
}

/** Where pictures go: docs/screenshots when they are asked for (`npm run screenshots`), so that a test run leaves the tree as it was. */
const pictures = path.join(root, process.env['SNUG_SCREENSHOTS'] ? 'docs/screenshots' : 'test-results/screenshots')

/** Takes the pictures `<name>-light.png` and `<name>-dark.png`, and leaves the page light. */
export async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await emulate(page, { colorScheme })
    await page.evaluate(() => document.fonts.ready)
    const file = path.join(pictures, `${name}-${colorScheme}.png`)
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
  }
}

/** Takes the pictures of a state in a wide and in a narrow window, and leaves the window wide. */
export async function shootBoth(page: Page, name: string): Promise<void> {
  await emulate(page, { width: 480, height: 720 })
  await shoot(page, `${name}-narrow`)
  await emulate(page, { width: 1280, height: 800 })
  await shoot(page, name)
}

function newFolder(folders: string[]): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-user-'))
  folders.push(folder)
  return folder
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return Object.fromEntries(entries) as Record<string, string>
}

function collectComplaints(page: Page, complaints: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
}

async function attachScreenshots(apps: readonly Pick<Snug, 'app'>[], testInfo: TestInfo): Promise<void> {
  for (const page of apps.flatMap(({ app }) => app.windows())) {
    const body = await page.screenshot({ timeout: 5000 }).catch(() => undefined)
    if (body) await testInfo.attach('window', { body, contentType: 'image/png' })
  }
}

/** Quits the app as a person would; by force, and answering false, if it does not go. */
async function close({ app, process: child }: Pick<Snug, 'app' | 'process'>): Promise<boolean> {
  const closed = await Promise.race([app.close().then(() => true), delay(patienceMs, false)])
  if (!closed) child.kill('SIGKILL')
  return closed
}
