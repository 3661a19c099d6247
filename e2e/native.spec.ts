import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { RoomLog } from '../src/core/node/room-log.ts'
import { RoomStore } from '../src/core/node/room-store.ts'
import { beforeYouCame, composer, freePort, hostRoom, joinRoom, keeper, log, message, people, say } from './actions.ts'
import { emulate, expect, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { NetworkProxy } from './peers/network-proxy.ts'
import { patienceMs } from './peers/patience.ts'

/** The texts of the conversation, character by character. */
function texts(page: Page): Promise<string[]> {
  return log(page).locator('.message-text').allTextContents()
}

function divider(page: Page, words: string): Locator {
  return log(page).getByRole('heading', { name: words })
}

/** One thing stands above another, once all of them have been laid out. */
async function expectAbove(upper: Locator, lower: Locator): Promise<void> {
  await expect
    .poll(async () => {
      const [a, b] = await Promise.all([upper.boundingBox(), lower.boundingBox()])
      return a !== null && b !== null && a.y < b.y
    })
    .toBe(true)
}

/** Turns the wheel until something comes into view: rows that have just arrived may turn out higher than they were guessed. */
async function scrollUpTo(wanted: Locator): Promise<void> {
  const page = wanted.page()
  await log(page).hover()
  await expect(async () => {
    await page.mouse.wheel(0, -20_000)
    await expect(wanted).toBeInViewport({ timeout: 500 })
  }).toPass()
}

test('two windows lose nothing; a classic client hears plain letters and is named where it cannot confirm', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const host = await launchSnug()
  await emulate(host.page, { width: 1280, height: 800 })
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await emulate(guest.page, { width: 1280, height: 800 })
  await joinRoom(guest.page, { name: 'Zoë 山', address: `127.0.0.1:${port}` })
  await expect(guest.page.getByRole('heading', { name: 'Amara’s room' })).toBeVisible()
  await expect(people(host.page)).toContainText('Zoë 山')

  const greeting = 'Grüße — “hello” 😀\n\n  zweite Zeile: 山'
  await say(guest.page, greeting)
  await expect.poll(() => texts(host.page)).toEqual([greeting])
  const answer = 'Très bien, Zoë\nà trois heures ?'
  await say(host.page, answer)
  await expect.poll(() => texts(guest.page)).toEqual([greeting, answer])
  await expect(message(host.page, answer)).toContainText('1 of 1 has it')
  await expect(people(host.page).getByText('classic')).toHaveCount(0)
  await expect(log(host.page).locator('.message .chip')).toHaveCount(0)
  await shoot(guest.page, 'room-native')

  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  await expect(people(host.page)).toContainText('Bo')
  await say(host.page, 'Café um drei? ☕')
  await bo.until('Amara: Cafe um drei? :coffee:')
  const asked = message(host.page, 'Café um drei? ☕')
  await expect(asked).toContainText('1 of 2 has it')
  await expect(asked.locator('.delivery')).toHaveAttribute('title', '1 of 2 has it. Bo’s classic client can’t confirm.')
  await expect(message(host.page, answer).locator('.delivery-words')).toHaveCount(0)
  await shoot(host.page, 'room-ledger')

  const emoji = '👩‍💻 ✅ 🏳️‍🌈'
  await say(guest.page, emoji)
  await expect.poll(async () => (await texts(host.page)).at(-1)).toBe(emoji)
})

test('who comes late sees what was said before, above a divider, and nothing of it is news', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await hostRoom(host.page, { name: 'Amara', port })
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  bo.say('Is the projector working?')
  await expect(message(host.page, 'Is the projector working?')).toBeVisible()
  for (const text of ['Since this morning, yes.', 'The cable is in the drawer.']) await say(host.page, text)

  const guest = await launchSnug()
  await emulate(guest.page, { width: 1280, height: 800 })
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${port}` })
  const before = divider(guest.page, 'Before you came')
  await expect(before).toContainText('3 messages')
  await expect(guest.page.locator('[aria-live="polite"]')).toHaveText('')
  await beforeYouCame(guest.page).click()
  await expect(message(guest.page, 'Is the projector working?')).toContainText('classic')
  await expectAbove(message(guest.page, 'The cable is in the drawer.'), before)
  await expect(log(guest.page)).toContainText('This is the beginning.')
  await expect(divider(guest.page, 'New')).toHaveCount(0)
  await expect(guest.page).toHaveTitle(/^Amara’s room/)
  await expect(guest.page.locator('[aria-live="polite"]')).toHaveText('')

  await say(host.page, 'Hello, Kenji')
  await expect(message(guest.page, 'Hello, Kenji')).toBeVisible()
  await expectAbove(before, message(guest.page, 'Hello, Kenji'))
  await shoot(guest.page, 'room-history')
})

test('scrolling back through three hundred messages moves nothing under the reader’s eyes', async ({ launchSnug }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-room-'))
  try {
    const store = RoomStore.open(folder)
    await using room = await HostedRoom.open({ hostNickname: 'Amara', log: new RoomLog({ store }) })
    for (let number = 1; number <= 300; number += 1) {
      room.host.say(number % 7 === 0 ? `message ${number}\nof several\nlines` : `message ${number}`)
    }
    await using network = await NetworkProxy.listen({ port: room.port })
    const { page } = await launchSnug()
    await emulate(page, { width: 1280, height: 800 })
    await joinRoom(page, { address: `127.0.0.1:${network.port}` })
    await beforeYouCame(page).click()
    await expect(message(page, 'message 300')).toBeInViewport()
    const height = (): Promise<number> => log(page).evaluate((element) => element.scrollHeight)
    for (const pages of [1, 2]) {
      network.stall()
      await scrollUpTo(log(page).getByText('Loading…'))
      await expect.poll(() => log(page).evaluate((element) => element.scrollTop)).toBe(0)
      // The rows up there are drawn a moment after the wheel, and have their height only once they can be seen.
      const topmost = log(page).locator('.message-text').first()
      await expect(topmost).toBeInViewport()
      await expect(topmost).toBeVisible()
      const oldest = await topmost.textContent()
      const mark = message(page, oldest ?? '').locator('.message-text')
      const place = (): Promise<number> => mark.evaluate((element) => element.getBoundingClientRect().y)
      const [heightBefore, placeBefore] = [await height(), await place()]
      network.resume()
      await expect.poll(height).toBeGreaterThan(heightBefore + 1000)
      await expect.poll(async () => Math.abs((await place()) - placeBefore), `after page ${pages}`).toBeLessThan(2)
    }
    await scrollUpTo(log(page).getByText('This is the beginning.'))
    await expect(message(page, 'message 1')).toBeInViewport()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a room that is hosted again under its name goes on, and nobody has lost or doubled a message', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const first = await launchSnug()
  await hostRoom(first.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${port}` })
  await say(guest.page, 'one')
  // Who is at the host's own window would be the first.
  await expect(message(first.page, 'one')).toBeVisible()
  await say(first.page, 'two')
  await expect.poll(() => texts(guest.page)).toEqual(['one', 'two'])
  await first.app.close()
  const banner = guest.page.getByRole('region', { name: 'Connection' })
  await expect(banner).toContainText('closed the room')

  const second = await launchSnug({ userData: first.userData })
  await emulate(second.page, { width: 1280, height: 800 })
  await expect.poll(() => texts(second.page)).toEqual(['one', 'two'])
  await expect(divider(second.page, 'Earlier')).toHaveCount(0)
  await say(second.page, 'three')
  await shoot(second.page, 'room-continued')
  await banner.getByRole('button', { name: 'Rejoin' }).click()
  await expect.poll(() => texts(guest.page)).toEqual(['one', 'two', 'three'])

  // Now it dies, while the guest goes on writing.
  second.process.kill('SIGKILL')
  await expect(banner).toBeVisible()
  await say(guest.page, 'four')
  await expect(message(guest.page, 'four')).toContainText('Waiting')
  const third = await launchSnug({ userData: first.userData })
  await expect(composer(third.page)).toBeVisible()
  // The guest comes back by itself, with the next attempt: half a minute later at the latest.
  const attempted = { timeout: 30_000 + patienceMs }
  await expect.poll(() => texts(third.page), attempted).toEqual(['one', 'two', 'three', 'four'])
  await say(third.page, 'five')
  await expect.poll(() => texts(guest.page)).toEqual(['one', 'two', 'three', 'four', 'five'])
  await expect(message(guest.page, 'four')).toHaveAttribute('data-delivery', 'sent')
})

test('who is writing is shown while they are, and the room is remembered by its name', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await emulate(host.page, { width: 1280, height: 800 })
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${port}` })
  await say(host.page, 'Who brings the adapter?')
  const line = host.page.locator('.typing-line')
  const place = await composer(host.page).boundingBox()
  await composer(guest.page).pressSequentially('I do')
  await expect(line).toHaveText('Kenji is writing…')
  expect(await composer(host.page).boundingBox()).toEqual(place)
  await shoot(host.page, 'room-typing')
  await composer(guest.page).fill('')
  await expect(line).toHaveText('')
  await composer(guest.page).pressSequentially('Me')
  await expect(line).toHaveText('Kenji is writing…')
  await composer(guest.page).press('Enter')
  await expect(message(host.page, 'Me')).toBeVisible()
  await expect(line).toHaveText('')

  await emulate(guest.page, { width: 1280, height: 800 })
  await composer(host.page).pressSequentially('I')
  const writer = people(guest.page).getByRole('button', { name: /^Amara/ })
  await expect(writer).toContainText('writing…')
  const name = writer.locator('.person-name')
  expect(await name.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)

  await guest.page.getByRole('button', { name: 'Leave the room' }).click()
  await expect(guest.page.getByRole('region', { name: 'Recent' })).toContainText('Amara’s room')
})

test('everybody sees who keeps the conversation, and that nobody does', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${port}` })
  await expect(keeper(host.page)).toContainText('Kept by this computer · 30 days or 10,000 messages.')
  await expect(keeper(guest.page)).toContainText('Kept by the host · 30 days or 10,000 messages.')
  await host.app.close()

  const other = await launchSnug()
  await emulate(other.page, { width: 1280, height: 800 })
  await other.page.getByRole('button', { name: 'Options for hosting' }).click()
  const dialog = other.page.getByRole('dialog', { name: 'Host a room' })
  await dialog.getByLabel('Your name').fill('Amara')
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('checkbox', { name: /Keep the conversation/ }).uncheck()
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  await expect(keeper(other.page)).toContainText('keeps nothing for the room')
  expect(existsSync(path.join(other.userData, 'rooms'))).toBe(false)
  await guest.page.getByRole('button', { name: 'Rejoin' }).click()
  await expect(keeper(guest.page)).toContainText('keeps nothing for the room')
})

test('a room that cannot be kept opens all the same, and says why', async ({ launchSnug }) => {
  const first = await launchSnug()
  await first.app.close()
  writeFileSync(path.join(first.userData, 'rooms'), 'not a folder')
  const { page } = await launchSnug({ userData: first.userData })
  const port = await freePort()
  await hostRoom(page, { name: 'Amara', port })
  await expect(log(page)).toContainText('This conversation is not kept.')
  await expect(keeper(page)).toContainText('keeps nothing for the room')
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  await say(page, 'We can talk')
  await bo.until('Amara: We can talk')
})
