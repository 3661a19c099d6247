/** What people do in the window, in their words. The specs read like what they do. */
import net from 'node:net'
import { once } from 'node:events'
import type { Locator, Page } from 'playwright/test'
import { expect } from './app.ts'

/** A port of loopback that nobody holds. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

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

export function people(page: Page): Locator {
  return page.getByRole('complementary', { name: 'People' })
}

/** Who keeps the conversation. */
export function keeper(page: Page): Locator {
  return page.getByRole('region', { name: 'Who keeps this conversation' })
}
