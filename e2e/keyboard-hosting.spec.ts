/** By keys alone: what only the host of a room can do, and saving what was said. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { composer, freePort, people } from './actions.ts'
import { emulate, expect, test } from './app.ts'
import { choose, expectFocused, goTo, hostByKeys, openPair, press, sayByKeys } from './by-keys.ts'

test('the settings of a room, a ban, and letting somebody in again', async ({ launchSnug }) => {
  const { host, guest } = await openPair(launchSnug)
  const menu = host.getByRole('button', { name: 'Room menu' })
  const openSettings = async (): Promise<void> => {
    await goTo(host, menu, 'Shift+Tab')
    await press(host, 'Enter')
    await choose(host, host.getByRole('menuitem', { name: 'Room settings…' }), 'ArrowDown')
  }
  const settings = host.getByRole('dialog', { name: 'Room settings' })
  await openSettings()
  await expect(settings.getByLabel('Topic')).toBeFocused()
  await host.keyboard.type('Lunch')
  const slow = settings.getByLabel('Slow mode')
  await goTo(host, slow)
  // Letter by letter, a choice must be typed within a second; one and the same goes through all that begin with it.
  for (let steps = 0; steps < 12 && (await slow.inputValue()) !== '300'; steps += 1) await press(host, 'o')
  await expect(slow).toHaveValue('300')
  await goTo(host, settings.getByRole('button', { name: 'Save' }))
  await press(host, 'Enter')
  await expect(settings).toBeHidden()
  await expect(guest.locator('.room-header')).toContainText('Slow: 5 min')
  await expect(guest.locator('.room-header')).toContainText('Lunch')
  await expect(menu).toBeFocused()

  await goTo(host, people(host).getByRole('button', { name: /^(BO)?Bo/ }))
  await press(host, 'Enter')
  await choose(host, host.getByRole('menuitem', { name: 'Ban…' }), 'ArrowDown')
  const ban = host.getByRole('dialog', { name: 'Ban from the room' })
  await expect(ban.getByLabel('Reason')).toBeFocused()
  await host.keyboard.type('Sells adapters')
  await press(host, 'Enter')
  await expect(ban).toBeHidden()
  await expect(people(host)).not.toContainText('Bo')
  await expectFocused(host)
  const banner = guest.getByRole('region', { name: 'Connection' })
  await expect(banner).toContainText('(Sells adapters)')
  await expectFocused(guest)

  await openSettings()
  await goTo(host, settings.getByRole('button', { name: 'Let Bo in again' }))
  await press(host, 'Enter')
  await expect(settings.getByRole('region', { name: 'Banned' })).toContainText('Nobody.')
  await expectFocused(host)
  await press(host, 'Escape')
  await expect(settings).toBeHidden()
  await expect(menu).toBeFocused()
  await goTo(guest, banner.getByRole('button', { name: 'Rejoin' }))
  await press(guest, 'Enter')
  await expect(people(host)).toContainText('Bo')
  await expect(composer(guest)).toBeFocused()
})

test('saving what was said as a file', async ({ launchSnug }) => {
  const { app, page, userData } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostByKeys(page, await freePort())
  await sayByKeys(page, 'The blue door')
  const file = path.join(userData, 'talk.md')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
  const menu = page.getByRole('button', { name: 'Room menu' })
  await goTo(page, menu, 'Shift+Tab')
  await press(page, 'Enter')
  await choose(page, page.getByRole('menuitem', { name: 'Export as Markdown…' }), 'ArrowDown')
  const confirmation = page.locator('.app-note-confirmation')
  await expect(confirmation).toHaveText(`Saved 1 message in ${file}`)
  expect(readFileSync(file, 'utf8')).toContain('The blue door')
  await expect(menu).toBeFocused()
  await goTo(page, confirmation.getByRole('button', { name: 'Dismiss' }))
  await press(page, 'Enter')
  await expect(confirmation).toBeHidden()
  await expectFocused(page)
})
