/** What the host of a room can do to people, and what everybody whom it touches sees of it. */
import type { Locator, Page } from 'playwright/test'
import {
  composer,
  freePort,
  hostRoom,
  joinRoom,
  log,
  message,
  openRoomSettings,
  people,
  person,
  say,
} from './actions.ts'
import { emulate, expect, shoot, shootBoth, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

async function choose(page: Page, name: string, command: string): Promise<void> {
  await person(page, name).click()
  await page.getByRole('menu', { name }).getByRole('menuitem', { name: command }).click()
}

function banner(page: Page): Locator {
  return page.getByRole('region', { name: 'Connection' })
}

test('a person’s menu is worked by mouse and by keyboard, and leaves the focus where it was', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  const menu = page.getByRole('menu', { name: carol.nickname })
  const entry = (name: string): Locator => menu.getByRole('menuitem', { name })

  await person(page, 'carol').click({ button: 'right' })
  await expect(entry('Message')).toBeFocused()
  expect(await violations(page)).toEqual([])
  await shoot(page, 'person-menu')
  await page.keyboard.press('Escape')
  await expect(menu).toBeHidden()
  await expect(person(page, 'carol')).toBeFocused()
  for (const key of ['Enter', 'Space', 'ContextMenu', 'ArrowDown']) {
    await page.keyboard.press(key)
    await expect(entry('Message'), key).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(person(page, 'carol'), key).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(entry('Message')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(entry('Remove from the room')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(entry('Message')).toBeFocused()
  await page.keyboard.press('c')
  await expect(entry('Copy name')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu).toBeHidden()
  await expect(person(page, 'carol')).toBeFocused()

  await emulate(page, { width: 480, height: 720 })
  await page.getByRole('button', { name: '2 people' }).click()
  await person(page, 'carol').click()
  await expect(entry('Message')).toBeFocused()
  await shoot(page, 'person-menu-narrow')
  await page.keyboard.press('Escape')
  await expect(person(page, 'carol')).toBeFocused()
})

test('whoever is muted or slowed down can read, is told why they cannot write, and may write again', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const host = await launchSnug()
  await emulate(host.page, { width: 1280, height: 800 })
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Bo', address: `127.0.0.1:${port}` })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })

  await choose(host.page, 'Bo', 'Mute')
  for (const page of [host.page, guest.page]) await expect(person(page, 'Bo')).toContainText('muted')
  await carol.until('* Bo was muted by the host')
  await expect(composer(guest.page)).toHaveAttribute('placeholder', /The host has muted you/)
  await expect(composer(guest.page)).not.toBeEditable()
  await shoot(host.page, 'person-muted')
  await shootBoth(guest.page, 'muted')
  await choose(host.page, 'Bo', 'Unmute')
  await expect(person(guest.page, 'Bo')).not.toContainText('muted')
  await say(guest.page, 'Am I heard?')
  await carol.until('Bo: Am I heard?')

  const settings = await openRoomSettings(host.page)
  await settings.getByLabel('Slow mode').selectOption('One message in 5 min')
  await settings.getByLabel('Topic').fill('Where the adapter is')
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings).toBeHidden()
  for (const page of [host.page, guest.page]) {
    await expect(page.locator('.room-header')).toContainText('Slow: 5 min')
    await expect(page.locator('.room-topic')).toContainText('Where the adapter is')
  }
  await carol.until('* Amara set the topic: Where the adapter is')
  await say(guest.page, 'one')
  await carol.until('Bo: one')
  await expect(guest.page.locator('.composer')).toContainText(/The next in \d+ (s|min)\./)
  await say(host.page, 'The host does not wait')
  await say(host.page, 'at all')
  await carol.until('Amara: at all')
  await shootBoth(guest.page, 'room-slow')
  await shootBoth(host.page, 'room-topic')
  expect(await violations(host.page)).toEqual([])
})

test('who is removed is told, and may come back; who is banned may not until the host lets them in again', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const host = await launchSnug()
  await emulate(host.page, { width: 1280, height: 800 })
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Bo', address: `127.0.0.1:${port}` })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })

  await choose(host.page, 'carol', 'Remove from the room')
  const kick = host.page.getByRole('dialog', { name: 'Remove from the room?' })
  await kick.getByRole('button', { name: 'Remove', exact: true }).click()
  await carol.until('The host removed you from the room.')
  expect(await carol.closed).toBe('reset')
  await expect(log(guest.page)).toContainText('The host removed carol from the room')
  await expect(people(guest.page)).not.toContainText('carol')
  await choose(host.page, 'Bo', 'Remove from the room')
  await kick.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(banner(guest.page)).toContainText('The host removed you from the room.')
  await expect(people(host.page)).not.toContainText('Bo')
  const sidebar = guest.page.getByRole('complementary', { name: 'Rooms' })
  await expect(sidebar).toContainText('removed')
  await banner(guest.page).getByRole('button', { name: 'Rejoin' }).click()
  await expect(banner(guest.page)).toBeHidden()

  await choose(host.page, 'Bo', 'Ban…')
  const ban = host.page.getByRole('dialog', { name: 'Ban from the room' })
  await expect(ban.getByLabel('Reason')).toBeFocused()
  await ban.getByLabel('Reason').fill('Sells adapters')
  expect(await violations(host.page)).toEqual([])
  await shootBoth(host.page, 'ban-dialog')
  // They are on this computer, whose own address cannot be banned.
  await expect(ban.getByRole('checkbox')).toHaveCount(0)
  await ban.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(ban).toBeHidden()
  await expect(banner(guest.page)).toContainText('The host does not let you into this room (Sells adapters).')
  await expect(sidebar).toContainText('banned')
  await expect(people(host.page)).not.toContainText('Bo')
  await banner(guest.page).getByRole('button', { name: 'Rejoin' }).click()
  await expect(banner(guest.page)).toContainText('The host does not let you into this room')

  const settings = await openRoomSettings(host.page)
  await expect(settings.getByRole('region', { name: 'Banned' })).toContainText('by their Snug’s key')
  await expect(settings.getByRole('region', { name: 'Banned' })).toContainText('Sells adapters')
  expect(await violations(host.page)).toEqual([])
  await shootBoth(host.page, 'room-settings')
  await settings.getByRole('button', { name: 'Let Bo in again' }).click()
  await expect(settings.getByRole('region', { name: 'Banned' })).toContainText('Nobody.')
  await host.page.keyboard.press('Escape')
  await banner(guest.page).getByRole('button', { name: 'Rejoin' }).click()
  await expect(people(host.page)).toContainText('Bo')
  await say(guest.page, 'Thank you')
  await expect(message(host.page, 'Thank you')).toBeVisible()
})

test('nobody is removed before the question is answered', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await choose(page, 'carol', 'Remove from the room')
  const question = page.getByRole('dialog', { name: 'Remove from the room?' })
  await expect(question).toContainText('carol is removed')
  await expect(question.getByRole('button', { name: 'Let them stay' })).toBeFocused()
  expect(await violations(page)).toEqual([])
  await shoot(page, 'kick-dialog')
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  carol.say('still here')
  await expect(message(page, 'still here')).toBeVisible()
})

test('a classic client on this computer, which has nothing but its address to be known by, is not offered for a ban', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await person(page, carol.nickname).click()
  const menu = page.getByRole('menu', { name: carol.nickname })
  await expect(menu.getByRole('menuitem', { name: 'Remove from the room' })).toBeVisible()
  await expect(menu.getByRole('menuitem', { name: 'Ban…' })).toHaveCount(0)
  await page.reload()
  await person(page, carol.nickname).click()
  await expect(menu.getByRole('menuitem', { name: 'Remove from the room' })).toBeVisible()
  await expect(menu.getByRole('menuitem', { name: 'Ban…' })).toHaveCount(0)
})
