/** What people do by keys alone. Nothing here clicks, fills or focuses. */
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, log, message, people } from './actions.ts'
import { emulate, expect, type Fixtures } from './app.ts'

/** Of a window; going all around it is never longer than this. */
const mostStops = 60

/** Presses keys, one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** What has the focus is there to be seen, and is not the page as a whole. */
export async function expectFocused(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { activeElement } = document
        return activeElement !== null && activeElement !== document.body && activeElement.checkVisibility()
      }),
    )
    .toBe(true)
}

/** Presses Tab, what goes the other way, or what goes up in the conversation, until something has the focus. */
export async function goTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' | 'ArrowUp' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible()
  const isThere = (): Promise<boolean> => wanted.evaluate((element) => element === document.activeElement)
  for (let stops = 0; stops < mostStops && !(await isThere()); stops += 1) await page.keyboard.press(key)
  await expect(wanted).toBeFocused()
}

/** Puts a text in the place of what is in the field that has the focus. */
export async function retype(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Hosts a room from the first start on. */
export async function hostByKeys(page: Page, port: number): Promise<void> {
  await expect(page.getByLabel('Your name')).toBeFocused()
  await page.keyboard.type('Amara')
  await goTo(page, page.getByRole('button', { name: 'Options for hosting' }))
  await press(page, 'Enter')
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await expect(dialog.getByLabel('Room name')).toBeFocused()
  await expect(dialog.getByLabel('Your name')).toHaveValue('Amara')
  await goTo(page, dialog.getByLabel('Port'))
  await retype(page, String(port))
  await press(page, 'Enter')
  await expect(dialog).toBeHidden()
  await expect(composer(page)).toBeFocused()
}

/** Joins a room from the first start on. */
export async function joinByKeys(page: Page, port: number): Promise<void> {
  await expect(page.getByLabel('Your name')).toBeFocused()
  await page.keyboard.type('Bo')
  await goTo(page, page.getByLabel('Address'))
  await retype(page, `127.0.0.1:${port}`)
  await press(page, 'Enter')
  await expect(composer(page)).toBeFocused()
}

/** Says something, from the composer and back to it. */
export async function sayByKeys(page: Page, text: string): Promise<void> {
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type(text)
  await press(page, 'Enter')
  await expect(message(page, text)).toBeVisible()
  await expect(composer(page)).toBeFocused()
}

/** Amara hosts and Bo joins, both with Snug. */
export async function openPair(
  launchSnug: Fixtures['launchSnug'],
): Promise<{ readonly host: Page; readonly guest: Page; readonly port: number }> {
  const port = await freePort()
  const [host, guest] = [(await launchSnug()).page, (await launchSnug()).page]
  for (const page of [host, guest]) await emulate(page, { width: 1280, height: 800 })
  await hostByKeys(host, port)
  await joinByKeys(guest, port)
  await expect(people(host)).toContainText('Bo')
  return { host, guest, port }
}

/** From the composer to the newest message, and to what can be done with it. */
export async function openActions(page: Page): Promise<Locator> {
  await goTo(page, log(page), 'Shift+Tab')
  await press(page, 'ArrowUp', 'Enter')
  return page.getByRole('toolbar', { name: 'Actions for this message' })
}

/** Goes along a toolbar or a menu to one of its entries, and takes it. */
export async function choose(page: Page, entry: Locator, key: 'ArrowRight' | 'ArrowDown'): Promise<void> {
  const isThere = (): Promise<boolean> => entry.evaluate((element) => element === document.activeElement)
  await expect(entry).toBeVisible()
  for (let steps = 0; steps < 12 && !(await isThere()); steps += 1) await page.keyboard.press(key)
  await expect(entry).toBeFocused()
  await press(page, 'Enter')
}
