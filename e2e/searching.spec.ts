/** Finding what was said in this computer's own copies, and taking it along. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort, hostRoom, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'

test('words are found in a room and everywhere, and lead to where they were said', async ({ launchSnug }) => {
  const port = await freePort()
  const snug = await launchSnug()
  const { page } = snug
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await say(page, 'The café opens at **nine**')
  for (let count = 0; count < 60; count += 1) await say(page, `Nothing of note, ${count}`)
  carol.say('Nothing of note from carol')
  await expect(message(page, 'Nothing of note from carol')).toBeVisible()
  await expect(log(page).getByText('The café opens')).not.toBeInViewport()

  await page.keyboard.press('ControlOrMeta+Shift+F')
  const dialog = page.getByRole('dialog', { name: 'Search' })
  const words = dialog.getByLabel('Words to search for')
  await words.fill('cafe nin')
  await expect(dialog.getByRole('option')).toHaveCount(1)
  await expect(dialog.locator('mark').first()).toHaveText('café')
  await shoot(page, 'search')
  await emulate(page, { width: 480, height: 720 })
  await shoot(page, 'search-narrow')
  await emulate(page, { width: 1280, height: 800 })
  await words.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(log(page).getByText('The café opens')).toBeInViewport()

  await page.keyboard.press('ControlOrMeta+Shift+F')
  await words.fill('note')
  await expect(dialog.getByRole('option')).toHaveCount(50)
  await dialog.getByLabel('By').fill('nobody')
  await expect(dialog).toContainText('Nothing like this was said')
  await dialog.getByLabel('By').fill('car')
  await expect(dialog.getByRole('option')).toHaveCount(1)
  await dialog.getByLabel('Until').fill('2020-01-01')
  await expect(dialog).toContainText('Nothing like this was said')
  await page.keyboard.press('Escape')
})

test('a room is exported as Markdown and as JSON', async ({ launchSnug }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-export-'))
  try {
    const port = await freePort()
    const host = await launchSnug()
    await hostRoom(host.page, { name: 'Amara', port })
    const guest = await launchSnug()
    const { app, page } = guest
    await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${port}` })
    await say(page, 'Take this along')
    await expect(message(host.page, 'Take this along')).toBeVisible()
    for (const [format, file] of [
      ['Markdown', 'room.md'],
      ['JSON', 'room.json'],
    ] as const) {
      const filePath = path.join(folder, file)
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath })
      }, filePath)
      await page.getByRole('button', { name: 'Room menu' }).click()
      await page.getByRole('menuitem', { name: `Export as ${format}…` }).click()
      await expect(page.getByRole('status').filter({ hasText: filePath })).toContainText('Saved 1 message')
      expect(readFileSync(filePath, 'utf8')).toContain('Take this along')
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})
