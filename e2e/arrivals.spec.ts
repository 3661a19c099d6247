/** The host's side of the connection doctor, with real sockets that come in, or do not. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { freePort, hostRoom, people, say } from './actions.ts'
import { expect, shootBoth, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { NativePeer, PeerKey } from './peers/native-peer.ts'
import { patienceMs } from './peers/patience.ts'
import { violations } from './violations.ts'

async function openArrivals(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Who reached this room…' }).click()
  return page.getByRole('dialog', { name: 'Who reached this room' })
}

/** Those of whom this was found. */
function found(dialog: Locator, finding: string): Locator {
  return dialog.locator(`[data-found="${finding}"]`)
}

test('nobody has come: what to check, with the addresses to give out', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { port })
  await page.getByRole('button', { name: 'Nobody gets in?' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who reached this room' })
  await expect(dialog.getByText('Nobody has reached this room yet.')).toBeVisible()
  await expect(dialog).toContainText('This room is for programs on this computer only.')
  await expect(dialog.getByText(`127.0.0.1:${port}`, { exact: true })).toBeVisible()
  await expect(dialog.getByRole('button', { name: `Copy 127.0.0.1:${port}` })).toBeVisible()
  await shootBoth(page, 'arrivals-nobody')
  expect(await violations(page)).toEqual([])
  using alice = await ClassicPeer.join({ port, nickname: 'alice' })
  await expect(found(dialog, 'here')).toContainText('Came in as alice and is here.')
  alice.end()
  await expect(found(dialog, 'left')).toContainText('Was in the room as alice and left.')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('everybody who tries is listed live, with how far they came and what helps', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  const key = new PeerKey()
  using dora = await NativePeer.join({ port, nickname: 'dora' })
  using mallory = await NativePeer.join({ port, nickname: 'mallory', key })
  await expect(people(page).getByText('mallory')).toBeVisible()
  await say(page, '/ban mallory')
  await mallory.until('bye')
  using again = await NativePeer.greet({ port, nickname: 'innocent', key })
  await again.until('refused')
  using browser = await ClassicPeer.connect({ port })
  browser.send('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  await browser.closed
  // Last: it is not here for long.
  using silent = await ClassicPeer.connect({ port })

  const dialog = await openArrivals(page)
  await expect(found(dialog, 'asked')).toContainText('is asked for a name, and has given none yet')
  await expect(found(dialog, 'asked')).toContainText('Came as far as: Greeted')
  await expect(found(dialog, 'here')).toContainText('Came in as carol and is here.')
  await expect(found(dialog, 'here-native')).toContainText('Came in with Snug as dora and is here.')
  await expect(found(dialog, 'sent-out')).toContainText('You sent mallory out of the room.')
  await expect(found(dialog, 'banned')).toContainText('Is banned, and was turned away.')
  await expect(found(dialog, 'http')).toContainText('Asked for a web page')
  await expect(found(dialog, 'http')).toContainText(
    `Ask them to join with Snug or another chat program: 127.0.0.1:${port}`,
  )
  await shootBoth(page, 'arrivals')
  expect(await violations(page)).toEqual([])

  for (let times = 0; times < 3; times += 1) {
    using scanner = await ClassicPeer.connect({ port })
    scanner.end()
    await scanner.closed
  }
  await expect(found(dialog, 'went-unnamed')).toContainText('3 times')
  // The host gives a name twenty seconds.
  await expect(found(dialog, 'no-name')).toContainText('Reached you and gave no name for 20 seconds.', {
    timeout: 20_000 + patienceMs,
  })
  await expect(found(dialog, 'no-name')).toContainText('Their program may wait for you')
  await expect(found(dialog, 'asked')).toBeHidden()
  expect(await silent.closed).toBe('reset')
  carol.end()
  dora.end()
})

test('in German', async ({ launchSnug }) => {
  const userData = mkdtempSync(path.join(os.tmpdir(), 'snug-german-'))
  const preferences = { appearance: { language: 'de' } }
  writeFileSync(path.join(userData, 'settings.json'), JSON.stringify({ version: 1, preferences }))
  try {
    const port = await freePort()
    const { page } = await launchSnug({ userData })
    await page.getByRole('button', { name: 'Optionen zum Eröffnen' }).click()
    const host = page.getByRole('dialog', { name: 'Raum eröffnen' })
    await host.getByLabel('Dein Name').fill('Amara')
    await host.getByLabel('Port').fill(String(port))
    await host.getByRole('button', { name: 'Raum eröffnen' }).click()
    await page.getByRole('button', { name: 'Niemand kommt herein?' }).click()
    const dialog = page.getByRole('dialog', { name: 'Wer diesen Raum erreicht hat' })
    await expect(dialog.getByText('Noch niemand hat diesen Raum erreicht.')).toBeVisible()
    using silent = await ClassicPeer.connect({ port })
    await expect(found(dialog, 'asked')).toContainText('wird nach einem Namen gefragt')
    silent.end()
    await expect(found(dialog, 'went-unnamed')).toContainText('ging, ohne einen zu nennen')
    await shootBoth(page, 'german-arrivals')
    expect(await violations(page)).toEqual([])
  } finally {
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
})
