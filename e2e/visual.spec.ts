/**
 * How the main screens look, against the pictures in e2e/looks. After a change that is meant:
 * `npm run e2e -- e2e/visual.spec.ts --update-snapshots`, then look at what has changed.
 */
import type { Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, openJoinDialog, say } from './actions.ts'
import { emulate, expect, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 480, height: 720 } } as const

/** What differs from run to run keeps its place and is not seen. */
const hidden = 'time, .address, .switcher-detail { color: transparent !important; }'

/** Compares the page with its pictures: light and dark, wide and narrow. */
async function expectLooks(page: Page, name: string): Promise<void> {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }, hidden)
  for (const [size, extent] of Object.entries(sizes)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await emulate(page, { colorScheme, ...extent })
      await page.evaluate(() => document.fonts.ready)
      await expect.soft(page).toHaveScreenshot(`${name}-${size}-${colorScheme}.png`, {
        animations: 'disabled',
        // Chromium's versions draw the edges of letters a little differently.
        maxDiffPixelRatio: 0.003,
      })
    }
  }
  await emulate(page, { colorScheme: 'light', ...sizes.wide })
}

test.skip(process.platform !== 'linux', 'Each system draws letters in its own way; the pictures are of Linux.')

test('the first run', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await expectLooks(page, 'welcome')
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  await expectLooks(page, 'host-dialog')
  await page.keyboard.press('Escape')
  await openJoinDialog(page)
  await expectLooks(page, 'join-dialog')
})

test('a room', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${port}` })
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  bo.say('Slides are at the front desk. Who has the adapter?')
  await expect(message(page, 'Slides are at the front desk. Who has the adapter?')).toBeVisible()
  await say(guest.page, 'I do, and **two spares**:\n- one with `USB-C`\n- one without')
  await expect(log(page)).toContainText('one without')
  await say(page, 'Bring them all, please.')
  await expect(log(page)).toContainText('1 of 2 has it')
  await composer(page).fill('And the café list')
  await expectLooks(page, 'room')
})

test('where everything can be found and set', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await hostRoom(page, { port: await freePort() })
  await page.keyboard.press('ControlOrMeta+K')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectLooks(page, 'switcher')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+Comma')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectLooks(page, 'settings')
})
