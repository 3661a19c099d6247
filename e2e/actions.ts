/** What people do in the window, in their words. The specs read like what they do. */
import type { Locator, Page } from 'playwright/test'
import { expect } from './app.ts'

export { freePort } from './peers/free-port.ts'

/** Hosts a room through the full dialog, from the welcome screen or from a room. */
export async function hostRoom(
  page: Page,
  { name = 'Amara', room, port }: { name?: string; room?: string; port: number },
): Promise<void> {
  const fromWelcome = page.getByRole('button', { name: 'Options for hosting' })
  await fromWelcome.or(page.getByRole('button', { name: 'Host', exact: true })).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await dialog.getByLabel('Your name').fill(name)
  if (room !== undefined) await dialog.getByLabel('Room name').fill(room)
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Your room is open.')).toBeVisible()
}

/** Opens the join dialog, from the welcome screen or from a room. */
export async function openJoinDialog(page: Page): Promise<Locator> {
  const fromWelcome = page.getByRole('button', { name: 'Options for joining' })
  await fromWelcome
    .or(page.getByRole('button', { name: 'Join', exact: true }))
    .first()
    .click()
  return page.getByRole('dialog', { name: 'Join a room' })
}

/** Joins a room through the dialog. */
export async function joinRoom(
  page: Page,
  { name = 'Bo', address }: { name?: string; address: string },
): Promise<void> {
  const dialog = await openJoinDialog(page)
  await dialog.getByLabel('Address').fill(address)
  await dialog.getByLabel('Your name').fill(name)
  await dialog.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(composer(page)).toBeFocused()
}

/** Comes back to a room that is within reach again: by a click, unless the window has tried by itself at that moment. */
export async function tryNow(page: Page): Promise<void> {
  const banner = page.getByRole('region', { name: 'Connection' })
  await expect(async () => {
    if (await banner.isVisible()) await banner.getByRole('button', { name: 'Try now' }).click({ timeout: 1000 })
    await expect(banner).toBeHidden({ timeout: 5000 })
  }).toPass()
}

/** Types a message and presses Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

export function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message to/ })
}

export function log(page: Page): Locator {
  return page.getByRole('log')
}

/** A message in the conversation, by its whole text. */
export function message(page: Page, text: string): Locator {
  return log(page).locator('.message', { has: page.getByText(text, { exact: true }) })
}

/** The bar for what was said before one came to a room. */
export function beforeYouCame(page: Page): Locator {
  return log(page).getByRole('button', { name: /^Before you came/ })
}

export function people(page: Page): Locator {
  return page.getByRole('complementary', { name: 'People' })
}

/** Somebody in the people panel. */
export function person(page: Page, name: string): Locator {
  return people(page).getByRole('button', { name })
}

/** Who keeps the conversation. */
export function keeper(page: Page): Locator {
  return page.getByRole('region', { name: 'Who keeps this conversation' })
}

export async function openRoomSettings(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Room settings…' }).click()
  return page.getByRole('dialog', { name: 'Room settings' })
}
