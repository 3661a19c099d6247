/** Going to rooms, people and commands by a few letters. */
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { violations } from './violations.ts'

function field(page: Page): Locator {
  return page.getByRole('combobox', { name: 'A room, a person or a command' })
}

function options(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Go to' }).getByRole('option')
}

test('rooms, people and commands are reached by a few letters, and Escape gives the focus back', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Björn', address: `127.0.0.1:${port}` })
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('Björn')

  const people = page.getByRole('button', { name: '2 people' })
  await people.focus()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field(page)).toBeFocused()
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('ArrowUp')
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true')
  await expect(options(page).last()).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(people).toBeFocused()

  await page.keyboard.press('ControlOrMeta+k')
  await field(page).fill('bjrn')
  await expect(options(page)).toHaveText([/Björn/])
  await page.keyboard.press('Enter')
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type('For you alone')
  await page.keyboard.press('Enter')
  await expect(guest.page.getByRole('log')).toContainText('For you alone')

  await page.keyboard.press('ControlOrMeta+k')
  await field(page).fill('qqq')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await field(page).fill('join')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Join a room' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(composer(page)).toBeFocused()
})

test('a room is closed by its command, which is not offered where there is none', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  await page.keyboard.press('ControlOrMeta+k')
  await expect(options(page).first()).toContainText('Amara’s room')
  await shootBoth(page, 'switcher')
  await field(page).fill('close')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(options(page).filter({ hasText: 'Host a room' })).toBeVisible()
  await expect(options(page).filter({ hasText: 'Leave or close' })).toHaveCount(0)
})
