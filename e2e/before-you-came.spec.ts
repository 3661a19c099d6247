/** What was said in a room before one came: out of the way, and one step away. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { RoomLog } from '../src/core/node/room-log.ts'
import { RoomStore } from '../src/core/node/room-store.ts'
import { beforeYouCame, composer, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, shoot, shootBoth, test } from './app.ts'
import { catchNotifications, notifications } from './desktop.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { violations } from './violations.ts'

/** A room of Amara's in which so many messages have been said. */
async function roomWith(folder: string, count: number): Promise<HostedRoom> {
  const log = new RoomLog({ store: RoomStore.open(folder) })
  const room = await HostedRoom.open({ name: 'Kitchen', hostNickname: 'Amara', log })
  for (let number = 1; number <= count; number += 1) room.host.say(`message ${number}`, { id: `message-${number}` })
  return room
}

function newFolder(): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-room-'))
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

async function topOf(place: Locator): Promise<number> {
  return place.evaluate((element) => element.getBoundingClientRect().top)
}

function said(page: Page, number: number): Locator {
  return log(page).locator(`.message[data-message="message-${number}"]`)
}

test('who comes for the first time finds the past folded, and unfolds it in place', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await roomWith(folder.path, 300)
  const snug = await launchSnug()
  const { page } = snug
  await catchNotifications(snug)
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Dana', address: `127.0.0.1:${room.port}` })
  const bar = beforeYouCame(page)
  await expect(bar).toHaveAttribute('aria-expanded', 'false')
  await expect(bar).toHaveText(/more than \d+ messages\s*Show/)
  await expect(log(page).locator('.message')).toHaveCount(0)
  for (const text of ['Hello, Dana', 'There is soup']) room.host.say(text)
  await expect(message(page, 'There is soup')).toBeVisible()
  await say(page, 'Thanks!')
  await expect(message(page, 'Thanks!')).toContainText('has it')
  await shootBoth(page, 'before-folded')
  expect(await violations(page)).toEqual([])

  const spoken = page.locator('[aria-live="polite"]')
  const [before, lastSpoken] = [await topOf(message(page, 'Hello, Dana')), await spoken.textContent()]
  await bar.focus()
  await page.keyboard.press('Enter')
  await expect(bar).toHaveAttribute('aria-expanded', 'true')
  await expect(said(page, 300)).toBeInViewport()
  await expect.poll(async () => Math.abs((await topOf(message(page, 'Hello, Dana'))) - before)).toBeLessThan(1)
  await expect(bar).toBeFocused()
  await expect(spoken).toHaveText(lastSpoken ?? '')
  await shootBoth(page, 'before-shown')

  await page.keyboard.press('Enter')
  await expect(bar).toHaveAttribute('aria-expanded', 'false')
  await expect(said(page, 300)).toHaveCount(0)
  await page.keyboard.press('Space')
  await expect(said(page, 300)).toBeInViewport()
  await log(page).hover()
  await expect(async () => {
    await page.mouse.wheel(0, -3000)
    await expect(said(page, 1)).toBeInViewport({ timeout: 200 })
  }).toPass()
  await expect(log(page)).toContainText('This is the beginning.')
  expect(await notifications(snug)).toEqual([])
})

test('a jump into the past unfolds it: by find, by a quote, to a day', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await roomWith(folder.path, 150)
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  const address = `127.0.0.1:${room.port}`
  const bar = beforeYouCame(page)
  const joinAnew = async (): Promise<void> => {
    await joinRoom(page, { name: 'Dana', address })
    await expect(bar).toHaveAttribute('aria-expanded', 'false')
  }
  const leave = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Leave the room' }).click()
    await expect(log(page)).toHaveCount(0)
  }

  await joinAnew()
  room.host.say('As I said', { replyTo: 'message-20' })
  await log(page).locator('.quote').click()
  await expect(said(page, 20)).toBeFocused()
  await expect(said(page, 20)).toBeInViewport()
  await expect(bar).toHaveCount(0)
  await leave()

  // What was said during that visit is not from before.
  await joinRoom(page, { name: 'Dana', address })
  await expect(message(page, 'As I said')).toBeVisible()
  await expect(bar).toHaveAttribute('aria-expanded', 'false')
  await page.keyboard.press('Control+f')
  await page.getByRole('textbox', { name: 'Find' }).fill('message 130')
  await expect(said(page, 130)).toBeInViewport()
  await page.keyboard.press('Escape')
  await leave()

  await joinRoom(page, { name: 'Dana', address })
  await expect(bar).toHaveAttribute('aria-expanded', 'false')
  await log(page).getByRole('button', { name: 'Today' }).click()
  await page.getByRole('group', { name: /day/ }).getByRole('button', { name: 'Today' }).click()
  await expect(said(page, 1)).toBeInViewport()
  await expect(said(page, 1)).toBeFocused()
})

test('who comes back finds what they have read as they left it', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await roomWith(folder.path, 3)
  const address = `127.0.0.1:${room.port}`
  const first = await launchSnug()
  await joinRoom(first.page, { name: 'Dana', address })
  await expect(beforeYouCame(first.page)).toHaveText(/3 messages/)
  room.host.say('while she is here')
  await expect(message(first.page, 'while she is here')).toBeVisible()
  await say(first.page, 'Good bye')
  await expect(message(first.page, 'Good bye')).toContainText('has it')
  await first.app.close()
  room.host.say('while she is away')

  const { page } = await launchSnug({ userData: first.userData })
  await emulate(page, { width: 1280, height: 800 })
  await expect(message(page, 'while she is away')).toBeVisible()
  await expect(message(page, 'while she is here')).toBeVisible()
  await expect(message(page, 'Good bye')).toContainText('has it')
  await expect(beforeYouCame(page)).toHaveText(/^Before you came: 3 messages/)
  await expect(beforeYouCame(page)).toHaveAttribute('aria-expanded', 'false')
  // What was said in the last moment before she went has been read.
  const inOrder = [message(page, 'Good bye'), log(page).locator('.divider-unread'), message(page, 'while she is away')]
  await expect
    .poll(async () => {
      const tops = await Promise.all(inOrder.map(topOf))
      return tops.every((top, index) => index === 0 || top > (tops[index - 1] ?? NaN))
    })
    .toBe(true)
  await shoot(page, 'before-back')
  await expect(composer(page)).toBeFocused()
})
