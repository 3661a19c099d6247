/** What the specs of the stand-in share: the bridge in the page, and the app behind it. */
import type { ElectronApplication, Page } from 'playwright'
import type { SnugBridge } from '../src/core/common/ipc-contract.ts'

declare global {
  interface Window {
    readonly snug: SnugBridge
  }
}

/** What a test keeps in the main process or in the page, under a name of its own. */
export type Noted = typeof globalThis & { noted: unknown[] }

/** Waits until the preload has put the bridge into the page. */
export async function bridged(page: Page): Promise<void> {
  await page.waitForFunction(() => typeof window.snug === 'object')
}

/** Waits until the main process has done what the page has asked of it so far. A choice is seen in the window before that. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => window.snug.request('app.snapshot', {}))
}

/** The address of the window's page as the app knows it; the browser may call it otherwise. */
export function pageAddress(app: ElectronApplication): Promise<string | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())
}
