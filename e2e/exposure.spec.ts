/** Who can reach a room is changed while it runs. */
import { once } from 'node:events'
import net from 'node:net'
import type { Page } from 'playwright/test'
import { freePort, hostRoom, people, say } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { goTo, press } from './by-keys.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { NativePeer } from './peers/native-peer.ts'
import { violations } from './violations.ts'

/** It leads here and stands for a network: macOS has none. */
const network = '127.0.0.2'
test.skip(process.platform === 'darwin')

const mark = (page: Page) => page.getByRole('button', { name: /^Who can reach it: / })
const settings = (page: Page) => page.getByRole('dialog', { name: 'Room settings' })

test('by the mouse: others are let in, and whoever could not come any more is told and has to go', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { port })
  await expect(mark(page)).toHaveText('Only this computer')
  await expect(ClassicPeer.connect({ port, host: network })).rejects.toThrow('ECONNREFUSED')

  await page.locator('.empty-room').getByRole('button', { name: 'Change who can reach it' }).click()
  await settings(page)
    .getByRole('radio', { name: /All addresses/ })
    .check()
  await settings(page).getByRole('button', { name: 'Save' }).click()
  await expect(settings(page)).toBeHidden()
  await expect(mark(page)).toHaveText('All addresses')
  // The next time it is opened, too.
  const known = await page.evaluate(() => window.snug.request('app.snapshot', {}))
  expect(known).toMatchObject({ ok: true, value: { profile: { hosted: [{ exposure: 'all-addresses' }] } } })
  await expect(page.locator('.empty-room').getByRole('button', { name: 'Change who can reach it' })).toHaveCount(0)

  using here = await ClassicPeer.join({ port, nickname: 'here' })
  using alice = await ClassicPeer.join({ port, host: network, nickname: 'alice' })
  using bo = await NativePeer.join({ port, host: network, nickname: 'bo' })
  await expect(people(page)).toContainText('alice')
  await expect(people(page)).toContainText('bo')
  await mark(page).click()
  await settings(page)
    .getByRole('radio', { name: /Only this computer/ })
    .check()
  await settings(page).getByRole('button', { name: 'Save' }).click()
  const warning = settings(page).getByRole('alert').filter({ hasText: '2 people are here by a way that this closes.' })
  await expect(warning).toBeVisible()
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'exposure-cut')
  await expect(mark(page)).toHaveText('All addresses')
  // Another choice is another question.
  await settings(page)
    .getByRole('radio', { name: /All addresses/ })
    .check()
  await expect(settings(page).getByRole('button', { name: 'Save', exact: true })).toBeVisible()
  await settings(page)
    .getByRole('radio', { name: /Only this computer/ })
    .check()
  await settings(page).getByRole('button', { name: 'Save' }).click()
  await settings(page).getByRole('button', { name: 'Save and let them go' }).click()
  await expect(settings(page)).toBeHidden()
  await expect(mark(page)).toHaveText('Only this computer')
  await alice.until('The host has closed this room to the network from which you came.')
  expect(await alice.closed).toBe('reset')
  expect((await bo.until('bye')).code).toBe('way-closed')
  await say(page, 'Among ourselves.')
  await here.until('Among ourselves.')
  await expect(ClassicPeer.connect({ port, host: network })).rejects.toThrow('ECONNREFUSED')
})

test('by keys: the mark opens the choice, and what cannot be is said there', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { port })
  const other = net.createServer().listen(port, network)
  await once(other, 'listening')
  await goTo(page, mark(page), 'Shift+Tab')
  await press(page, 'Enter')
  await expect(settings(page).getByRole('radio', { name: /Only this computer/ })).toBeFocused()
  await press(page, 'ArrowDown', 'ArrowDown')
  await expect(settings(page).getByRole('radio', { name: /All addresses/ })).toBeChecked()
  await press(page, 'Enter')
  await expect(settings(page).getByRole('alert').filter({ hasText: 'The room stays as it was.' })).toBeVisible()
  other.close()
  await once(other, 'close')
  await press(page, 'Enter')
  await expect(settings(page)).toBeHidden()
  await expect(mark(page)).toHaveText('All addresses')
  await expect(mark(page)).toBeFocused()
})
