/** What links lead to: shown when asked for, and never before. */
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { ElectronApplication, Locator, Page } from 'playwright/test'
import { requestChannel } from '../src/core/common/ipc-channels.ts'
import type { LinkPreview } from '../src/core/common/ipc-contract.ts'
import { freePort, hostRoom, log, say } from './actions.ts'
import { emulate, expect, type Fixtures, shootBoth, test } from './app.ts'
import { type Noted, settled } from './bridge.ts'
import { overflow } from './overflow.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

const photograph = readFileSync(path.join(import.meta.dirname, '../docs/screenshots/workshop-light.png'))
const bread: LinkPreview = {
  host: 'bread.example',
  site: 'The Bread Book',
  title: 'A loaf with <b>three</b> ingredients\u202E',
  description: 'Flour, water and salt, a night of patience, and an oven that is hotter than you would dare at first.',
  picture: dataUrl(photograph),
}

const note = 'Shows this computer’s address to bread.example, and to where that leads'

function dataUrl(png: Buffer): string {
  return `data:image/png;base64,${png.toString('base64')}`
}

/** A row of the conversation by a part of its words. */
function row(page: Page, words: string): Locator {
  return log(page).locator('.message', { hasText: words })
}

function heightOf(place: Locator): Promise<number> {
  return place.evaluate((element) => element.getBoundingClientRect().height)
}

type Waiting = Noted & { waiting: ((answer: unknown) => void)[] }

/** From now on the test answers for the main process, with {@link answer}; what is asked for is noted. */
async function takeOver(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ ipcMain }, channel) => {
    const noted: unknown[] = []
    const waiting: Waiting['waiting'] = []
    Object.assign(globalThis, { noted, waiting })
    ipcMain.removeHandler(channel)
    ipcMain.handle(channel, (_event, name, payload) => {
      if (name !== 'link.preview') return { ok: true, value: null }
      noted.push(payload)
      return new Promise((resolve) => waiting.push(resolve))
    })
  }, requestChannel)
}

/** Waits until a preview is asked for, and answers. */
async function answer(app: ElectronApplication, value: LinkPreview): Promise<void> {
  await expect.poll(() => app.evaluate(() => (globalThis as Waiting).waiting.length)).toBe(1)
  await app.evaluate((_electron, value) => (globalThis as Waiting).waiting.shift()?.({ ok: true, value }), value)
}

function asked(app: ElectronApplication): Promise<unknown[]> {
  return app.evaluate(() => (globalThis as Noted).noted)
}

async function openRoom(launchSnug: Fixtures['launchSnug'], texts: readonly string[]) {
  const port = await freePort()
  const { app, page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  const carol = await ClassicPeer.join({ port, nickname: 'carol' })
  for (const text of texts) {
    carol.say(text)
    await expect(row(page, text)).toBeVisible()
  }
  return { app, page, carol }
}

test('a preview is asked for by keys, keeps the focus, and shows words and a picture', async ({ launchSnug }) => {
  const { app, page, carol } = await openRoom(launchSnug, [
    'I have begun to bake.',
    'The recipe is at https://bread.example/loaf and it takes a night.',
  ])
  const message = row(page, 'The recipe')
  await takeOver(app)
  const resting = await heightOf(message)
  await message.hover()
  await expect(message).toContainText(note)
  expect(await heightOf(message)).toBe(resting)
  await shootBoth(page, 'preview-offered')
  expect(await violations(page)).toEqual([])
  expect(await asked(app)).toEqual([])

  await log(page).focus()
  await page.keyboard.press('ArrowUp')
  await expect(message).toBeFocused()
  const button = message.locator('.preview-button')
  for (let stops = 0; stops < 5 && !(await isFocused(button)); stops += 1) await page.keyboard.press('Tab')
  await expect(button).toBeFocused()
  await expect(button).toHaveAccessibleDescription(note)
  await page.keyboard.press('Enter')
  await expect(button).toHaveText('Loading preview…')
  await page.keyboard.press('Enter')
  expect(await heightOf(message)).toBe(resting)
  await settled(page)
  expect(await asked(app)).toEqual([{ address: 'https://bread.example/loaf' }])
  await answer(app, bread)

  await expect(button).toHaveText('Hide preview')
  await expect(button).toBeFocused()
  await expect(message).toContainText('A loaf with <b>three</b> ingredients')
  await expect(message).toContainText('The Bread Book · bread.example')
  expect(await message.innerHTML()).not.toContain('\u202E')
  const picture = message.locator('.preview-card img')
  await expect.poll(() => picture.evaluate((image) => [image.clientWidth, image.clientHeight])).toEqual([360, 225])
  await expect.poll(() => isAtEnd(page)).toBe(true)
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'preview')

  await button.press('Enter')
  await expect(message.locator('.preview-card')).toHaveCount(0)
  await expect(button).toBeFocused()
  expect(await heightOf(message)).toBe(resting)
  carol.reset()
})

function isFocused(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === document.activeElement)
}

function isAtEnd(page: Page): Promise<boolean> {
  return log(page).evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight < 2)
}

test('of a picture alone only itself is shown, and of none that it is none', async ({ launchSnug }) => {
  const { app, page, carol } = await openRoom(launchSnug, [
    'https://bread.example/a.png',
    'https://bread.example/b.png',
  ])
  await takeOver(app)
  const only = { host: 'bread.example', site: null, title: null, description: null }
  const first = row(page, 'a.png')
  await first.getByRole('button', { name: 'Show preview' }).click()
  await answer(app, { ...only, picture: dataUrl(photograph) })
  await expect(first.getByRole('img', { name: 'Picture from bread.example' })).toBeVisible()
  const second = row(page, 'b.png')
  for (const png of [Buffer.from('no picture'), vastPicture()]) {
    await second.getByRole('button', { name: /Show preview|Try again/ }).click()
    await answer(app, { ...only, picture: dataUrl(png) })
    await expect(second).toContainText('The picture at bread.example cannot be shown.')
  }
  expect(await violations(page)).toEqual([])
  carol.reset()
})

/** A small file of 400 million pixels. */
function vastPicture(): Buffer {
  const side = 20_000
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.writeUInt8(1, 8)
  const pixels = deflateSync(Buffer.alloc((1 + side / 8) * side))
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), ...chunks])
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, sum])
}

test('nothing is fetched from this computer, and nothing at all unasked; it is said in words', async ({
  launchSnug,
}) => {
  let connections = 0
  const server = http.createServer().on('connection', () => (connections += 1))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { page, carol } = await openRoom(launchSnug, [`Look: http://127.0.0.1:${port}/admin`])
  await say(page, 'My own https://bread.example needs none')
  await expect(row(page, 'My own')).toBeVisible()
  await expect(row(page, 'My own').locator('.preview-button')).toHaveCount(0)
  const message = row(page, 'Look:')
  await message.getByRole('button', { name: 'Show preview' }).press('Enter')
  await expect(message).toContainText(
    `127.0.0.1:${port} leads into a private network or to this computer. Snug fetches nothing from there`,
  )
  // It would be refused again, however often.
  await expect(message.locator('.preview-button')).toHaveCount(0)
  await expect(message).toBeFocused()
  await shootBoth(page, 'preview-refused')
  expect(await violations(page)).toEqual([])

  await page.evaluate(() => window.snug.request('preferences.update', { appearance: { language: 'de' } }))
  await expect(message).toContainText('führt in ein privates Netzwerk oder zu diesem Computer.')
  carol.say('https://recipes.bread.example/a/loaf')
  const other = row(page, 'recipes.bread.example')
  await emulate(page, { width: 480, height: 720 })
  await other.hover()
  await expect(other.locator('.preview-note')).toHaveText(/^Verrät die Adresse dieses Computers an recipes\.bread\./)
  expect(await overflow(page)).toEqual([])
  expect(connections).toBe(0)
  carol.reset()
  server.close()
})
