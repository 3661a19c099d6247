/** What is announced outside the window, and what is not. */
import type { Locator, Page } from 'playwright/test'
import { beforeYouCame, composer, freePort, hostRoom, joinRoom, log, message, people, say } from './actions.ts'
import { emulate, expect, shoot, shootBoth, test, type Snug } from './app.ts'
import { settled } from './bridge.ts'
import {
  catchNotifications,
  chooseInMenu,
  clickNotification,
  hideWindow,
  isNotificationClosed,
  isWindowVisible,
  notificationNames,
  notifications,
  pretendPlatform,
  replyToNotification,
} from './desktop.ts'
import { ClassicPeer } from './peers/classic-peer.ts'

/** Snug in a room of its own, with Bo in it. */
async function hosting(launch: () => Promise<Snug>): Promise<{ snug: Snug; page: Page; bo: ClassicPeer }> {
  const port = await freePort()
  const snug = await launch()
  await emulate(snug.page, { width: 1280, height: 800 })
  await catchNotifications(snug)
  // What comes while nobody sees it would be announced.
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
  await hostRoom(snug.page, { name: 'Amara', port })
  return { snug, page: snug.page, bo: await ClassicPeer.join({ port, nickname: 'Bo' }) }
}

/** Edits what was said last by the person at that window. */
async function editNewest(page: Page, text: string): Promise<void> {
  await composer(page).press('ArrowUp')
  await composer(page).fill(text)
  await composer(page).press('Enter')
}

async function takeBackNewest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const answer = await window.snug.request('app.snapshot', {})
    const [room] = answer.ok ? answer.value.rooms : []
    const said = room?.entries.findLast((entry) => entry.kind === 'message' && entry.own && !entry.isDeleted)
    if (room && said) await window.snug.request('message.delete', { roomId: room.id, messageId: said.id })
  })
}

/** Changes preferences as the settings do. */
async function prefer(page: Page, change: object): Promise<void> {
  expect(await page.evaluate((change) => window.snug.request('preferences.update', change), change)).toEqual({
    ok: true,
    value: null,
  })
}

test('a message while the window is hidden is announced, and a click leads to it', async ({ launchSnug }) => {
  const { snug, page, bo } = await hosting(launchSnug)
  using _ = bo
  bo.say('Seen as it comes')
  await expect(message(page, 'Seen as it comes')).toBeVisible()
  await hideWindow(snug)
  bo.say('Is anybody there?')
  await expect
    .poll(() => notifications(snug))
    .toEqual([{ title: 'Bo in Amara’s room', body: 'Is anybody there?', silent: false }])
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  await clickNotification(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
  await expect(message(page, 'Is anybody there?')).toBeFocused()
})

test('a click on a notification waits for the dialog that is open, which keeps what was typed', async ({
  launchSnug,
}) => {
  const { snug, page, bo } = await hosting(launchSnug)
  using _ = bo
  await page.keyboard.press('ControlOrMeta+Shift+H')
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await dialog.getByLabel('Room name').fill('Half of a na')
  await hideWindow(snug)
  bo.say('Is anybody there?')
  await expect.poll(() => notifications(snug)).toHaveLength(1)
  await clickNotification(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
  await expect(dialog.getByLabel('Room name')).toHaveValue('Half of a na')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(message(page, 'Is anybody there?')).toBeFocused()
})

test('what comes together is announced once, and a muted room not at all', async ({ launchSnug }) => {
  const { snug, page, bo } = await hosting(launchSnug)
  using _ = bo
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Mute notifications' }).click()
  await expect(page.locator('.room-item-muted')).toBeVisible()
  await shoot(page, 'room-muted')
  await settled(page)
  await hideWindow(snug)
  bo.say('unheard')
  await expect(message(page, 'unheard')).toBeAttached()
  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Unmute notifications' }).click()
  await settled(page)
  // In one read: between two, a busy computer might have begun to show the first.
  bo.socket.cork()
  for (const text of ['one', 'two', 'three']) bo.say(text)
  bo.socket.uncork()
  await expect
    .poll(() => notifications(snug))
    .toEqual([{ title: 'Amara’s room', body: '3 new messages in Amara’s room', silent: false }])
})

test('a private message that is answered in its notification is answered privately', async ({ launchSnug }) => {
  const { snug, page, bo } = await hosting(launchSnug)
  const port = bo.socket.remotePort
  if (port === undefined) throw new Error('Bo is not connected')
  using cy = await ClassicPeer.join({ port, nickname: 'Cy' })
  await hideWindow(snug)
  bo.say('/msg Amara The cake is a surprise')
  await expect.poll(() => notifications(snug)).toMatchObject([{ body: 'The cake is a surprise' }])
  await replyToNotification(snug, 'I tell nobody')
  await bo.until('* Amara (only to Bo): I tell nobody')
  cy.say('Hello all')
  await expect.poll(() => notifications(snug)).toHaveLength(2)
  await replyToNotification(snug, 'Hello Cy')
  await bo.until('Amara: Hello Cy')
  await cy.until('Amara: Hello Cy')
  expect(cy.text).not.toContain('I tell nobody')

  bo.say('/msg Amara Do you?')
  await expect.poll(() => notifications(snug)).toHaveLength(3)
  // Else the two could be those from before Cy came.
  await expect(page.getByRole('button', { name: '3 people' })).toBeAttached()
  bo[Symbol.dispose]()
  // The others hear of it a moment before this window does.
  await expect(page.getByRole('button', { name: '2 people' })).toBeAttached()
  await replyToNotification(snug, 'Of course not')
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
  await expect(
    page.getByText('Your answer “Of course not” was not sent. They are not in the room any more.'),
  ).toBeVisible()
  expect(cy.text).not.toContain('Of course not')
})

test('an answer that the room does not take brings the window back, with the answer in it', async ({ launchSnug }) => {
  const { page, bo } = await hosting(launchSnug)
  using _ = bo
  const guest = await launchSnug()
  await catchNotifications(guest)
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${bo.socket.remotePort}` })
  await hideWindow(guest)
  await expect(people(page)).toContainText('Kenji')
  await say(page, '/mute Kenji')
  await say(page, 'Are you there?')
  await expect.poll(() => notifications(guest)).toMatchObject([{ body: 'Are you there?' }])
  await replyToNotification(guest, 'I am')
  await expect.poll(() => isWindowVisible(guest)).toBe(true)
  await expect(message(guest.page, 'I am')).toBeFocused()
  await expect(message(guest.page, 'I am')).toContainText('The host has muted you in this room')
})

test('a message that is taken back is taken off the screen', async ({ launchSnug }) => {
  const { snug, bo } = await hosting(launchSnug)
  using _ = bo
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${bo.socket.remotePort}` })
  await hideWindow(snug)
  await say(guest.page, 'Not for you')
  await expect.poll(() => notifications(snug)).toMatchObject([{ body: 'Not for you' }])
  expect(await isNotificationClosed(snug)).toBe(false)
  await takeBackNewest(guest.page)
  await expect.poll(() => isNotificationClosed(snug)).toBe(true)
})

test('a message that is edited is shown anew where that replaces it, and else taken off the screen', async ({
  launchSnug,
}) => {
  const { snug, bo } = await hosting(launchSnug)
  using _ = bo
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${bo.socket.remotePort}` })
  await hideWindow(snug)
  await pretendPlatform(snug, 'win32')
  await say(guest.page, 'At noo')
  await expect.poll(() => notifications(snug)).toMatchObject([{ body: 'At noo', silent: false }])
  await expect(message(guest.page, 'At noo')).toBeVisible()
  await editNewest(guest.page, 'At noon')
  await expect.poll(() => notifications(snug)).toMatchObject([{}, { body: 'At noon', silent: true }])
  await expect(message(guest.page, 'At noon')).toBeVisible()
  expect(await isNotificationClosed(snug)).toBe(false)
  const [first, second] = await notificationNames(snug)
  expect(second).toBe(first)

  await pretendPlatform(snug, 'linux')
  await editNewest(guest.page, 'At one')
  await expect.poll(() => isNotificationClosed(snug)).toBe(true)
  expect(await notifications(snug)).toHaveLength(2)
})

test('who comes into a room is told of nothing that was said before', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await hostRoom(host.page, { name: 'Amara', port })
  for (const text of ['of old', 'of yore']) await say(host.page, text)
  const guest = await launchSnug()
  await catchNotifications(guest)
  await expect(guest.page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await hideWindow(guest)
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${port}` })
  await expect(beforeYouCame(guest.page)).toBeAttached()
  await say(host.page, 'of today')
  await expect.poll(() => notifications(guest)).toMatchObject([{ body: 'of today' }])
})

test('who wants only mentions hears their name and their words; in quiet time nothing', async ({ launchSnug }) => {
  const { snug, page, bo } = await hosting(launchSnug)
  using _ = bo
  await prefer(page, { notifications: { about: 'mentions', keywords: ['soup'] } })
  await hideWindow(snug)
  bo.say('Good morning')
  await expect(message(page, 'Good morning')).toBeAttached()
  bo.say('The soup is ready')
  await expect.poll(() => notifications(snug)).toMatchObject([{ body: 'The soup is ready' }])
  bo.say('Amara, come!')
  await expect.poll(() => notifications(snug)).toHaveLength(2)

  await page.getByRole('button', { name: 'Notifications are on' }).click()
  await shoot(page, 'quiet-menu')
  await expect(page.getByRole('menuitem', { name: /^Do not disturb/ })).toHaveText([
    /30 minutes/,
    /an hour/,
    /four hours/,
    /eight in the morning/,
  ])
  await page.getByRole('menuitem', { name: 'Do not disturb for an hour' }).click()
  const quiet = page.getByRole('button', { name: /^Do not disturb until/ })
  await expect(quiet).toBeVisible()
  await shoot(page, 'quiet')
  await settled(page)
  bo.say('Amara, where are you?')
  await expect(message(page, 'Amara, where are you?')).toBeAttached()
  await quiet.click()
  await page.getByRole('menuitem', { name: 'Turn do not disturb off' }).click()
  await expect(page.getByRole('button', { name: 'Notifications are on' })).toBeVisible()
  await settled(page)
  bo.say('Amara, at last')
  await expect.poll(() => notifications(snug)).toHaveLength(3)
  expect((await notifications(snug)).at(-1)?.body).toBe('Amara, at last')
})

test('while presenting no name is to be seen; afterwards a list leads to what came', async ({ launchSnug }) => {
  const { snug, page, bo } = await hosting(launchSnug)
  using _ = bo
  await chooseInMenu(snug, 'presenting')
  await expect(page.getByRole('button', { name: /^Presenting until/ })).toBeVisible()
  await hideWindow(snug)
  bo.say('Your salary is in the drawer')
  await expect.poll(() => notifications(snug)).toEqual([{ title: 'Snug', body: 'New message', silent: true }])
  // It comes back by itself.
  await prefer(page, { notifications: { presentingUntil: Date.now() + 1500 } })
  const list = page.getByRole('dialog', { name: 'While you were presenting' })
  await expect(list).toContainText('Your salary is in the drawer')
  await expect(page.getByRole('button', { name: 'Notifications are on', includeHidden: true })).toBeAttached()
  await shootBoth(page, 'catch-up')
  await list.getByRole('button', { name: /Your salary/ }).click()
  await expect(list).toBeHidden()
  await expect(message(page, 'Your salary is in the drawer')).toBeFocused()
})

test('the list of what came while presenting follows what becomes of it', async ({ launchSnug }) => {
  const { snug, page, bo } = await hosting(launchSnug)
  using _ = bo
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${bo.socket.remotePort}` })
  await chooseInMenu(snug, 'presenting')
  await hideWindow(snug)
  for (const text of ['Lunch at noo', 'Your salary']) await say(guest.page, text)
  await expect(message(page, 'Your salary')).toBeAttached()
  await prefer(page, { notifications: { presentingUntil: null } })
  const list = page.getByRole('dialog', { name: 'While you were presenting' })
  await expect(list).toContainText('Your salary')
  await takeBackNewest(guest.page)
  await expect(list).not.toContainText('Your salary')
  // Only then is the one before it the newest.
  await expect(log(guest.page)).toContainText('You took back this message.')
  await editNewest(guest.page, 'Lunch at noon')
  await expect(list.getByRole('button', { name: /Lunch at noon/ })).toBeVisible()
  await takeBackNewest(guest.page)
  await expect(list).toContainText('All of it has been taken back since.')
  await page.keyboard.press('Enter')
  await expect(list).toBeHidden()
})

test('the keys for presenting hold over a dialog, and others leave its fields alone', async ({ launchSnug }) => {
  const { page, bo } = await hosting(launchSnug)
  using _ = bo
  await page.keyboard.press('ControlOrMeta+,')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('button', { name: 'Appearance', exact: true }).click()
  await page.keyboard.press('ControlOrMeta+Shift+P')
  const bell = (name: string | RegExp): Locator => page.getByRole('button', { name, includeHidden: true })
  await expect(bell(/^Presenting until/)).toBeAttached()
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await expect(bell('Notifications are on')).toBeAttached()
  // It opens the list of a choice.
  const isLeftAlone = await settings
    .getByLabel('Colours')
    .evaluate((choice) =>
      choice.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true, cancelable: true }),
      ),
    )
  expect(isLeftAlone).toBe(true)
})
