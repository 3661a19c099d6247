/** Starting, quitting and placing the window: as on Electron, where the same tests must pass. */
import type { Page } from 'playwright'
import { emulate, expect, test } from './app.ts'
import { bridged, type Noted, pageAddress } from './bridge.ts'

test('a second start with the same data hands its link over and leaves', async ({ launchSnug }) => {
  const { app, userData } = await launchSnug()
  await app.evaluate(({ app }) => {
    const noted: unknown[] = []
    Object.assign(globalThis, { noted })
    app.on('second-instance', (_event, argv) => noted.push(argv.at(-1)))
  })
  await expect(launchSnug({ userData, args: ['snug://127.0.0.1:7777'] })).rejects.toThrow()
  await expect.poll(() => app.evaluate(() => (globalThis as Noted).noted)).toEqual(['snug://127.0.0.1:7777'])
})

/** Waits until nothing of the page is still on its way: what is cut off would be an error in its console. */
async function loaded(page: Page): Promise<void> {
  await bridged(page)
  await page.waitForLoadState('networkidle')
}

test('the app starts again with the data of its last run, also of one that was killed', async ({ launchSnug }) => {
  const first = await launchSnug()
  await loaded(first.page)
  await first.page.evaluate(() => localStorage.setItem('kept', 'yes'))
  await first.app.close()
  const second = await launchSnug({ userData: first.userData })
  await loaded(second.page)
  expect(await second.page.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
  const killed = second.app.waitForEvent('close')
  // Its answer never comes.
  second.app.evaluate(() => process.kill(process.pid, 'SIGKILL')).catch(() => {})
  await killed
  const third = await launchSnug({ userData: first.userData })
  await loaded(third.page)
})

test('closing the window can be prevented, and else ends the app', async ({ launchSnug }) => {
  test.skip(process.platform === 'darwin', 'On macOS an app outlives its windows.')
  const { app, page, process: child } = await launchSnug()
  await bridged(page)
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.once('close', (event) => event.preventDefault())
    window?.close()
  })
  expect(await pageAddress(app)).toBe('app://snug/index.html')
  const closed = app.waitForEvent('close')
  await page.close()
  await closed
  expect(child.exitCode).toBe(0)
})

test('quitting waits for a listener that holds it back', async ({ launchSnug }) => {
  const { app, page, process: child } = await launchSnug()
  await app.evaluate(({ app }) => {
    const noted: unknown[] = []
    Object.assign(globalThis, { noted, held: true })
    app.on('before-quit', (event) => {
      noted.push(event.defaultPrevented)
      if ('held' in globalThis) event.preventDefault()
    })
    app.quit()
  })
  await expect.poll(() => app.evaluate(() => (globalThis as Noted).noted.length)).toBeGreaterThan(0)
  await bridged(page)
  const closed = app.waitForEvent('close')
  await app.evaluate(({ app }) => {
    Reflect.deleteProperty(globalThis, 'held')
    app.quit()
  })
  await closed
  expect(child.exitCode).toBe(0)
})

test.describe('without an emulated colour scheme', () => {
  test.use({ colorScheme: null })

  test('the app chooses the colours of the page', async ({ launchSnug }) => {
    const { app, page } = await launchSnug()
    for (const source of ['dark', 'light'] as const) {
      await app.evaluate(({ nativeTheme }, source) => {
        nativeTheme.themeSource = source
      }, source)
      await expect
        .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
        .toBe(source === 'dark')
      expect(await app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(source === 'dark')
    }
  })
})

test('the window has the size that the app gives it, and the page the one that a test emulates', async ({
  launchSnug,
}) => {
  const { app, page } = await launchSnug()
  const window = await app.browserWindow(page)
  await window.evaluate((window) => window.setBounds({ x: 40, y: 50, width: 900, height: 640 }))
  const size = await window.evaluate((window) => window.getNormalBounds())
  expect(size).toEqual({ x: 40, y: 50, width: 900, height: 640 })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(900)
  await emulate(page, { width: 480, height: 720 })
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([480, 720])
})
