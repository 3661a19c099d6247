/** What the host of a room can do, and what everybody whom it touches sees of it. */
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, people, say } from './actions.ts'
import { emulate, expect, shoot, shootBoth, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

/** Somebody in the people panel. */
function person(page: Page, name: string): Locator {
  return people(page).getByRole('button', { name })
}

async function choose(page: Page, name: string, command: string): Promise<void> {
  await person(page, name).click()
  await page.getByRole('menu', { name }).getByRole('menuitem', { name: command }).click()
}

async function openSettings(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Room settings…' }).click()
  return page.getByRole('dialog', { name: 'Room settings' })
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
  await expect(entry('Ban…')).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(entry('Message')).toBeFocused()
  await page.keyboard.press('c')
  await expect(entry('Copy name')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(menu).toBeHidden()
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

  const settings = await openSettings(host.page)
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
  await expect(guest.page.locator('.composer')).toContainText(/The next in \d+ s\./)
  await say(host.page, 'The host does not wait')
  await say(host.page, 'at all')
  await carol.until('Amara: at all')
  await shootBoth(guest.page, 'room-slow')
  await shootBoth(host.page, 'room-topic')
  expect(await violations(host.page)).toEqual([])
})

test('everybody sees the topic, and whoever may changes it by a click on it', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await emulate(guest.page, { width: 1280, height: 800 })
  await joinRoom(guest.page, { name: 'Bo', address: `127.0.0.1:${port}` })
  await guest.page.getByRole('button', { name: 'Room menu' }).click()
  await expect(guest.page.getByRole('menuitem', { name: 'Room settings…' })).toHaveCount(0)
  await shoot(guest.page, 'room-menu')
  await guest.page.getByRole('menuitem', { name: 'Set a topic…' }).click()
  const dialog = guest.page.getByRole('dialog', { name: 'Topic of the room' })
  await expect(dialog.getByLabel('Topic')).toBeFocused()
  await dialog.getByLabel('Topic').fill('Slides, adapters and lunch')
  await shootBoth(guest.page, 'topic-dialog')
  await guest.page.keyboard.press('Enter')
  const topic = host.page.getByRole('button', { name: 'Topic: Slides, adapters and lunch' })
  await expect(topic).toBeVisible()
  await topic.click()
  await host.page.getByRole('dialog').getByLabel('Topic').fill('')
  await host.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(guest.page.locator('.room-topic')).toHaveCount(0)
  await expect(log(guest.page)).toContainText('Amara took the topic away')
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
  await carol.until('The host removed you from the room.')
  expect(await carol.closed).toBe('reset')
  await expect(log(guest.page)).toContainText('The host removed carol from the room')
  await expect(people(guest.page)).not.toContainText('carol')
  await choose(host.page, 'Bo', 'Remove from the room')
  await expect(banner(guest.page)).toContainText('The host removed you from the room.')
  await banner(guest.page).getByRole('button', { name: 'Rejoin' }).click()
  await expect(banner(guest.page)).toBeHidden()

  await choose(host.page, 'Bo', 'Ban…')
  const ban = host.page.getByRole('dialog', { name: 'Ban from the room' })
  await expect(ban.getByLabel('Reason')).toBeFocused()
  await ban.getByLabel('Reason').fill('Sells adapters')
  expect(await violations(host.page)).toEqual([])
  await shootBoth(host.page, 'ban-dialog')
  await ban.getByRole('checkbox').check()
  await ban.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(ban.getByRole('alert').last()).toContainText('is on this computer, whose own address cannot be banned')
  await ban.getByRole('checkbox').uncheck()
  await ban.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(ban).toBeHidden()
  await expect(banner(guest.page)).toContainText('The host does not let you into this room (Sells adapters).')
  await expect(people(host.page)).not.toContainText('Bo')
  await banner(guest.page).getByRole('button', { name: 'Rejoin' }).click()
  await expect(banner(guest.page)).toContainText('The host does not let you into this room.')

  const settings = await openSettings(host.page)
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

test('a classic client can be banned by its address alone, and that of this computer cannot', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await choose(page, 'carol', 'Ban…')
  const dialog = page.getByRole('dialog', { name: 'Ban from the room' })
  const byAddress = dialog.getByRole('checkbox', { name: /Everybody from this address too/ })
  await expect(byAddress).toBeChecked()
  await expect(byAddress).toBeDisabled()
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(dialog.getByRole('alert').last()).toContainText('cannot be banned. Remove them instead.')
  await shootBoth(page, 'ban-dialog-classic')
  carol.say('still here')
  await page.keyboard.press('Escape')
  await expect(message(page, 'still here')).toBeVisible()
})

test('who is away, who has another name, and who looks like somebody else, is seen by all', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await emulate(host.page, { width: 1280, height: 800 })
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await emulate(guest.page, { width: 1280, height: 800 })
  await joinRoom(guest.page, { name: 'Bo', address: `127.0.0.1:${port}` })

  const own = guest.page.locator('.sidebar-self').getByRole('button')
  await own.click()
  await shoot(guest.page, 'own-menu')
  await guest.page.getByRole('menuitem', { name: 'Set away…' }).click()
  const away = guest.page.getByRole('dialog', { name: 'Set away' })
  await away.getByLabel('What others should know').fill('Back at three')
  await shootBoth(guest.page, 'away-dialog')
  await guest.page.keyboard.press('Enter')
  await expect(own).toContainText('Away: Back at three')
  await expect(person(host.page, 'Bo')).toContainText('Away: Back at three')
  await expect(person(host.page, 'Bo')).toHaveAttribute('title', 'Bo · Away: Back at three')
  using impostor = await ClassicPeer.join({ port, nickname: 'Вo' })
  await expect(person(host.page, 'Вo').last()).toContainText('Looks like Bo, but is somebody else')
  await composer(guest.page).pressSequentially('wait')
  await expect(person(host.page, 'Bo').first()).toContainText('writing…')
  await shootBoth(host.page, 'people-marks')
  expect(await violations(host.page)).toEqual([])
  impostor.reset()

  await own.click()
  await guest.page.getByRole('menuitem', { name: 'I’m back' }).click()
  await expect(person(host.page, 'Bo')).not.toContainText('Away')
  await own.click()
  await guest.page.getByRole('menuitem', { name: 'Change name…' }).click()
  const rename = guest.page.getByRole('dialog', { name: 'Change your name' })
  await rename.getByLabel('Your name').fill('B:o')
  await guest.page.keyboard.press('Enter')
  await expect(rename.getByRole('alert').filter({ hasText: 'colon' })).toBeVisible()
  await expect(rename.getByLabel('Your name')).toBeFocused()
  await shootBoth(guest.page, 'rename-dialog')
  await rename.getByLabel('Your name').fill('Bob')
  await guest.page.keyboard.press('Enter')
  await expect(person(host.page, 'Bob')).toBeVisible()
  await expect(own).toContainText('Bob')
})
