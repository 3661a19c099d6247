/** What is known of a message, taking it along, and going to a day. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { RoomLog } from '../src/core/node/room-log.ts'
import { RoomStore } from '../src/core/node/room-store.ts'
import { beforeYouCame, freePort, hostRoom, joinRoom, log, message, people, say } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { NativePeer } from './peers/native-peer.ts'
import { violations } from './violations.ts'

async function openDetails(page: Page, text: string): Promise<Locator> {
  // What it says of its delivery comes later, and may move it away from the pointer.
  await expect(message(page, text)).toContainText(/ha(s|ve) it/)
  await message(page, text).hover()
  await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Details' }).click()
  return page.getByRole('dialog', { name: 'Details' })
}

const confirmed = (dialog: Locator): Locator => dialog.getByRole('list', { name: 'Confirmed by', exact: true })
const awaited = (dialog: Locator): Locator => dialog.getByRole('list', { name: 'Not confirmed yet by' })

test('a message says by name who has it, to its host and to a guest', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  const port = await freePort()
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  // Like any program that says nothing of what it has got until it is told to.
  using kenji = await NativePeer.join({ port, nickname: 'Kenji' })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Björn', address: `127.0.0.1:${port}` })
  for (const name of ['carol', 'Kenji', 'Björn']) await expect(people(page)).toContainText(name)

  await say(page, 'Lunch at noon?')
  await carol.until('Lunch at noon?')
  const dialog = await openDetails(page, 'Lunch at noon?')
  await expect(dialog).toContainText('1 of 3 has it')
  await expect(confirmed(dialog).getByRole('listitem')).toHaveText(['Björn'])
  await expect(awaited(dialog).getByRole('listitem')).toHaveText(['Kenji'])
  await expect(dialog.getByRole('list', { name: 'Cannot confirm' }).getByRole('listitem')).toHaveText(['carol'])
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'details')
  await kenji.untilLine('Amara: Lunch at noon?')
  kenji.send({ type: 'received', seq: kenji.events.at(-1)?.seq ?? 0 })
  await expect(confirmed(dialog).getByRole('listitem')).toHaveText(['Kenji', 'Björn'])
  await expect(awaited(dialog)).toHaveCount(0)

  await say(guest.page, 'Yes!')
  await kenji.untilLine('Björn: Yes!')
  const own = await openDetails(guest.page, 'Yes!')
  await expect(confirmed(own).getByRole('listitem')).toHaveText(['Amara'])
  await expect(awaited(own).getByRole('listitem')).toHaveText(['Kenji'])
})

test('a message says who cannot confirm it, and goes along as Markdown', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  const port = await freePort()
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await expect(people(page)).toContainText('carol')
  await say(page, 'Hello *all*')
  await carol.until('Amara: Hello')
  carol.say('hi')
  await expect(message(page, 'hi')).toBeVisible()

  await log(page).focus()
  for (const key of ['ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key)
  const more = page.getByRole('toolbar').getByRole('button', { name: 'More' })
  await more.click()
  await page.getByRole('menuitem', { name: 'Details' }).click()
  const dialog = page.getByRole('dialog', { name: 'Details' })
  await expect(dialog).toContainText('Amara')
  await expect(dialog).toContainText('0 of 1 have it')
  await expect(dialog.getByRole('listitem')).toHaveText(['carol'])
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  // What is selected over several messages is copied with authors and times.
  const copied = await page.evaluate(() => {
    const rows = document.querySelectorAll('[data-message] .message-text')
    const [first, last] = [rows[0], rows[rows.length - 1]]
    if (!first || !last) return ''
    document.getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length)
    const event = new ClipboardEvent('copy', { clipboardData: new DataTransfer(), bubbles: true, cancelable: true })
    last.dispatchEvent(event)
    return event.clipboardData?.getData('text/plain') ?? ''
  })
  expect(copied).toMatch(/^\*\*Amara\*\* · \d{4}-\d\d-\d\d \d\d:\d\d\n\n> Hello \*all\*\n\n\*\*carol\*\* · .*\n\n> hi$/)
})

test('one goes to a day, however far back, and is told what is not kept', async ({ launchSnug }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-room-'))
  await using room = await HostedRoom.open({
    name: 'Kitchen',
    hostNickname: 'Amara',
    log: new RoomLog({ store: RoomStore.open(folder) }),
  })
  for (let number = 1; number <= 300; number += 1) room.host.say(`message ${number}`)
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${room.port}` })
  await expect(beforeYouCame(page)).toBeVisible()
  const day = page.getByRole('button', { name: 'Today' })
  await expect(day.first()).toBeVisible()
  await day.first().click()
  const choice = page.getByRole('group', { name: 'Go to a day' })
  await expect(choice.getByLabel('Day')).toBeFocused()
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'day')

  await choice.getByRole('button', { name: 'Today' }).click()
  await expect(choice).toBeHidden()
  await expect(message(page, 'message 1')).toBeInViewport()
  await expect(message(page, 'message 1')).toBeFocused()

  // Over the lines there is a day while they move, and for whoever goes to it by keyboard.
  const pill = page.locator('.day-pill')
  await log(page).hover()
  // What leads to the day may still hold it in its place.
  await expect(async () => {
    await page.mouse.wheel(0, 400)
    await expect(pill).toHaveClass(/day-pill-resting/, { timeout: 5000 })
  }).toPass()
  await expect(pill).toHaveCSS('opacity', '0')
  const isBack = pill.evaluate(
    (pill) =>
      new Promise<boolean>((resolve) => {
        const look = (): void => resolve(getComputedStyle(pill).pointerEvents === 'auto')
        new MutationObserver(look).observe(pill, { attributes: true })
        document.querySelector('[role=log]')?.scrollBy(0, 40)
      }),
  )
  expect(await isBack, 'once somebody scrolls').toBe(true)
  await expect(pill).toHaveClass(/day-pill-resting/)
  await expect(pill).toHaveCSS('opacity', '0')
  // The pointer is on no message: what can be done with that would come first.
  await page.locator('.room-header').hover()
  await log(page).focus()
  await page.keyboard.press('Tab')
  await expect(pill).toHaveCSS('opacity', '1')
  await log(page).hover()
  await page.mouse.wheel(0, -5000)
  await expect(pill).toHaveCount(0)

  await day.first().click()
  await choice.getByLabel('Day').fill('2020-02-01')
  await choice.getByLabel('Day').press('Enter')
  await expect(page.getByText('This room keeps nothing from so far back')).toBeVisible()
  await expect(message(page, 'message 1')).toBeFocused()
  rmSync(folder, { recursive: true, force: true })
})
