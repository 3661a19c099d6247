/** Finding one's place: what is new, what was answered, who spoke to whom. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { timeOrderedId } from '../src/core/common/time-ordered-id.ts'
import { RoomLog } from '../src/core/node/room-log.ts'
import { RoomStore } from '../src/core/node/room-store.ts'
import { beforeYouCame, composer, freePort, hostRoom, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, shoot, test } from './app.ts'
import { settled } from './bridge.ts'
import { goTo } from './by-keys.ts'
import { HostedRoom } from './peers/hosted-room.ts'

/** A room of Amara's that keeps what is said, without a window of its own. */
async function keptRoom(folder: string): Promise<HostedRoom> {
  return HostedRoom.open({
    name: 'Kitchen',
    hostNickname: 'Amara',
    log: new RoomLog({ store: RoomStore.open(folder) }),
  })
}

function newFolder(): Disposable & { readonly path: string } {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-room-'))
  return { path: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

function divider(page: Page): Locator {
  return log(page).getByRole('heading', { name: 'New', exact: true })
}

/** Lets the window believe that somebody looks elsewhere, or looks again. */
async function look(page: Page, isLooking: boolean): Promise<void> {
  await page.evaluate((isLooking) => {
    document.hasFocus = () => isLooking
    window.dispatchEvent(new Event(isLooking ? 'focus' : 'blur'))
  }, isLooking)
}

/** Lets the window stand still for a while as soon as something is there, before it is laid out. */
async function stutterAt(page: Page, selector: string): Promise<void> {
  await page.evaluate((selector) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(selector)) return
      observer.disconnect()
      const end = performance.now() + 2000
      while (performance.now() < end);
    })
    observer.observe(document.body, { childList: true, subtree: true })
  }, selector)
}

test('a quote leads to what it answers, however far back, and marks it for a moment', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await keptRoom(folder.path)
  room.host.say('Who has the key of the drawer?', { id: 'question' })
  for (let number = 1; number <= 300; number += 1) room.host.say(`message ${number}`)
  room.host.say('I have it.', { replyTo: 'question' })
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${room.port}` })
  await beforeYouCame(page).click()
  await expect(message(page, 'I have it.')).toBeInViewport()
  const question = log(page).locator('.message[data-message="question"]')
  await expect(question).toHaveCount(0)

  await stutterAt(page, '[data-message="question"]')
  // Looked for by the page itself, from before on: it passes.
  const marked = page.waitForFunction(() => document.querySelector('.message-sought[data-message="question"]'))
  await log(page).locator('.quote').click()
  await marked
  await expect(question).toBeInViewport()
  await expect(question).toBeFocused()
  await shoot(page, 'room-answered')
  await expect(question).not.toHaveClass(/message-sought/)
  await page.getByRole('button', { name: 'To the end' }).click()
  await expect(message(page, 'I have it.')).toBeInViewport()

  // By keyboard, and with the message here already.
  await log(page).focus()
  await goTo(page, log(page).locator('.message', { hasText: 'I have it.' }), 'ArrowUp')
  await page.keyboard.press('Tab')
  await expect(log(page).locator('.quote')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question).toBeFocused()
  await expect(question).toBeInViewport()
})

test('what one says is in sight, however far up one has read; an answer from a notification moves nothing', async ({
  launchSnug,
}) => {
  using folder = newFolder()
  await using room = await keptRoom(folder.path)
  room.host.say('Who has the key of the drawer?', { id: 'question' })
  for (let number = 1; number <= 600; number += 1) room.host.say(`message ${number}`)
  room.host.say('I have it.', { replyTo: 'question' })
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${room.port}` })
  await beforeYouCame(page).click()
  const question = log(page).locator('.message[data-message="question"]')
  const toTheEnd = page.getByRole('button', { name: /To the end|new$/ })
  for (const typed of ['Thanks!', '/me waves', '/msg Amara psst']) {
    await log(page).locator('.quote').click()
    await expect(question).toBeInViewport()
    // Or it would take the focus from the composer a moment later.
    await expect(question).toBeFocused()
    await expect(toTheEnd).toBeVisible()
    await say(page, typed)
    await expect(log(page).locator('.message').last()).toContainText(typed.split(' ').at(-1) ?? '')
    await expect(log(page).locator('.message').last()).toBeInViewport()
    await expect(toTheEnd).toBeHidden()
  }

  await log(page).locator('.quote').click()
  await expect(question).toBeInViewport()
  // As the app sends it, without the window's doing.
  await page.evaluate(async (messageId) => {
    const known = await window.snug.request('app.snapshot', {})
    const roomId = known.ok ? known.value.rooms[0]?.id : undefined
    await window.snug.request('message.send', { roomId: roomId ?? '', messageId, text: 'On my way.' })
  }, timeOrderedId())
  await expect.poll(() => room.said).toContain('Bo: On my way.')
  room.host.say('Good.')
  await expect(page.getByRole('button', { name: '1 new', exact: true })).toBeVisible()
  await expect(question).toBeInViewport()
})

test('after a restart, what was missed is counted, and one jump away', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await keptRoom(folder.path)
  const address = `127.0.0.1:${room.port}`
  const first = await launchSnug()
  await joinRoom(first.page, { name: 'Dana', address })
  room.host.say('seen')
  await expect(message(first.page, 'seen')).toBeVisible()
  await look(first.page, false)
  await first.page.getByRole('button', { name: 'Leave the room' }).click()
  await expect(first.page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await first.app.close()
  for (let number = 1; number <= 40; number += 1) room.host.say(number === 20 ? '@Dana, the cake!' : `missed ${number}`)

  const { page } = await launchSnug({ userData: first.userData })
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Dana', address })
  const jump = page.getByRole('button', { name: '40 new messages, 1 for you' })
  await expect(jump).toBeVisible()
  await expect(message(page, 'missed 40')).toBeInViewport()
  await expect(page.locator('[aria-live="polite"]')).toHaveText('')
  await shoot(page, 'room-missed')
  await jump.click()
  await expect(divider(page)).toBeInViewport()
  await expect(message(page, 'missed 1')).toBeInViewport()
  await expect(jump).toBeHidden()
  await composer(page).press('Escape')
  await expect(divider(page)).toHaveCount(0)
})

test('what comes while nobody looks is one jump away, however long it has been in sight', async ({ launchSnug }) => {
  await using room = await HostedRoom.open({ name: 'Kitchen', hostNickname: 'Amara' })
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Dana', address: `127.0.0.1:${room.port}` })
  room.host.say('seen')
  await expect(message(page, 'seen')).toBeVisible()
  await look(page, false)
  room.host.say('missed 1')
  await expect(divider(page)).toBeInViewport()
  // Longer than somebody would have to look at the divider, by the clock of the window.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)))
  for (let number = 2; number <= 40; number += 1) room.host.say(`missed ${number}`)
  await expect(message(page, 'missed 40')).toBeInViewport()
  await look(page, true)
  const jump = page.getByRole('button', { name: '40 new messages' })
  await jump.click()
  await expect(divider(page)).toBeInViewport()
  await expect(message(page, 'missed 1')).toBeInViewport()
  await expect(jump).toBeHidden()
})

test('a room that is opened again at the start opens at the first message that was missed', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await keptRoom(folder.path)
  const first = await launchSnug()
  await joinRoom(first.page, { name: 'Dana', address: `127.0.0.1:${room.port}` })
  for (let number = 1; number <= 20; number += 1) room.host.say(`seen ${number}`)
  await expect(message(first.page, 'seen 20')).toBeVisible()
  await look(first.page, false)
  await settled(first.page)
  await first.app.close()
  for (let number = 1; number <= 40; number += 1) room.host.say(`missed ${number}`)

  const { page } = await launchSnug({ userData: first.userData })
  await emulate(page, { width: 1280, height: 800 })
  await expect(page.locator('.room-item', { hasText: 'Kitchen' })).toContainText('40 unread')
  await expect(divider(page)).toBeInViewport()
  await expect(message(page, 'missed 1')).toBeInViewport()
  await expect(page.locator('[aria-live="polite"]')).toHaveText('')
  await shoot(page, 'room-reopened')
  await page.getByRole('button', { name: '40 new', exact: true }).click()
  await expect(message(page, 'missed 40')).toBeInViewport()
})

test('after a restart, more than a page of what was missed is counted and found, too', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await keptRoom(folder.path)
  const address = `127.0.0.1:${room.port}`
  const first = await launchSnug()
  await joinRoom(first.page, { name: 'Dana', address })
  room.host.say('seen')
  await expect(message(first.page, 'seen')).toBeVisible()
  await settled(first.page)
  await first.app.close()
  for (let number = 1; number <= 250; number += 1) room.host.say(number === 3 ? 'the umbrella' : `missed ${number}`)

  const { page } = await launchSnug({ userData: first.userData })
  await expect(page.getByRole('button', { name: '250 new', exact: true })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+F')
  await page.keyboard.type('umbrella')
  await expect(page.getByRole('option')).toHaveText([/the umbrella/])
  await page.keyboard.press('Enter')
  await expect(message(page, 'the umbrella')).toBeInViewport()
})

test('what speaks to somebody is marked in the room and beside its name', async ({ launchSnug }) => {
  using folder = newFolder()
  await using room = await keptRoom(folder.path)
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Dana', address: `127.0.0.1:${room.port}` })
  room.host.say('Anybody here?')
  await expect(message(page, 'Anybody here?')).toBeVisible()
  await hostRoom(page, { name: 'Dana', port: await freePort() })
  const item = page.locator('.room-item', { hasText: 'Kitchen' })
  room.host.say('Lunch?')
  await expect(item).toContainText('1 unread')
  await expect(item.locator('.badge-mention')).toHaveCount(0)
  room.host.say('Dana, are you there?')
  await expect(item).toContainText('2 unread, 1 for you')
  await shoot(page, 'rooms-mention')
  await item.click()
  await expect(message(page, 'Dana, are you there?')).toHaveClass(/message-for-me/)
  await expect(message(page, 'Lunch?')).not.toHaveClass(/message-for-me/)
  await say(page, 'I am.')
  await expect(divider(page)).toHaveCount(0)
})
