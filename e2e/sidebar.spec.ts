/** The rooms in the sidebar: their order, their menus, and those of before. */
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, shoot, shootBoth, test } from './app.ts'
import { settled } from './bridge.ts'
import { startPythonServer } from './peers/python.ts'
import { violations } from './violations.ts'

type List = 'Favourites' | 'Rooms' | 'Recent'

function names(page: Page, list: List): Locator {
  return page.getByRole('list', { name: list, exact: true }).locator('.room-item-name')
}

/** The button that leads to a room. */
function room(page: Page, name: string): Locator {
  return page.locator('.room-item', { hasText: name })
}

function entry(page: Page, name: string): Locator {
  return page.getByRole('menu').getByRole('menuitem', { name })
}

async function hostThree(page: Page): Promise<void> {
  for (const name of ['Lunch', 'Lab', 'Choir']) await hostRoom(page, { room: name, port: await freePort() })
  await expect(names(page, 'Rooms')).toHaveText(['Lunch', 'Lab', 'Choir'])
}

/** At the next start, no room is open again by itself. */
async function keepRoomsClosed(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('button', { name: 'System' }).click()
  await settings.getByRole('checkbox', { name: 'Open the rooms of last time' }).uncheck()
  await page.keyboard.press('Escape')
  await settled(page)
}

test('rooms are brought into order with the mouse and by keys, favourites above, and a restart keeps that', async ({
  launchSnug,
}) => {
  const first = await launchSnug()
  const { page } = first
  await emulate(page, { width: 1280, height: 800 })
  await hostThree(page)

  await room(page, 'Choir').dragTo(room(page, 'Lunch'), { targetPosition: { x: 60, y: 4 } })
  await expect(names(page, 'Rooms')).toHaveText(['Choir', 'Lunch', 'Lab'])
  await room(page, 'Choir').dragTo(room(page, 'Lunch'), { targetPosition: { x: 60, y: 30 } })
  await expect(names(page, 'Rooms')).toHaveText(['Lunch', 'Choir', 'Lab'])

  await room(page, 'Choir').hover()
  await page.mouse.down()
  for (const y of [30, 20, 10]) await room(page, 'Lunch').hover({ position: { x: 60, y } })
  await page.getByText('Drop here').hover()
  await page.mouse.up()
  await expect(names(page, 'Favourites')).toHaveText(['Choir'])
  await expect(names(page, 'Rooms')).toHaveText(['Lunch', 'Lab'])
  await room(page, 'Lab').dragTo(room(page, 'Choir'), { targetPosition: { x: 60, y: 4 } })
  await expect(names(page, 'Favourites')).toHaveText(['Lab', 'Choir'])
  await expect(page.getByText('Lab is number 1 of 2 now')).toBeAttached()
  await room(page, 'Lab').dragTo(room(page, 'Lunch'), { targetPosition: { x: 60, y: 30 } })
  await expect(names(page, 'Favourites')).toHaveText(['Choir'])
  await room(page, 'Choir').dragTo(room(page, 'Lab'), { targetPosition: { x: 60, y: 4 } })
  await expect(page.getByRole('list', { name: 'Favourites' })).toHaveCount(0)
  await expect(names(page, 'Rooms')).toHaveText(['Lunch', 'Choir', 'Lab'])

  await room(page, 'Lab').focus()
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await expect(names(page, 'Rooms')).toHaveText(['Lunch', 'Lab', 'Choir'])
  await expect(room(page, 'Lab')).toBeFocused()
  await expect(page.getByText('Lab is number 2 of 3 now')).toBeAttached()
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await page.keyboard.press('Alt+Shift+ArrowUp')
  await expect(names(page, 'Rooms')).toHaveText(['Lab', 'Lunch', 'Choir'])
  await expect(room(page, 'Lab')).toBeFocused()
  // The keys that go from room to room follow what is shown.
  await page.keyboard.press('ControlOrMeta+3')
  await expect(room(page, 'Choir')).toHaveAttribute('aria-current', 'page')

  await room(page, 'Choir').focus()
  await page.keyboard.press('Shift+F10')
  await entry(page, 'Add to favourites').press('Enter')
  await expect(names(page, 'Favourites')).toHaveText(['Choir'])
  await expect(names(page, 'Rooms')).toHaveText(['Lab', 'Lunch'])
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'sidebar-favourites')
  await page.keyboard.press('ControlOrMeta+1')
  await expect(room(page, 'Choir')).toHaveAttribute('aria-current', 'page')
  await first.app.close()

  const reopened = await launchSnug({ userData: first.userData })
  await expect(names(reopened.page, 'Favourites')).toHaveText(['Choir'])
  await expect(names(reopened.page, 'Rooms')).toHaveText(['Lab', 'Lunch'])
  await keepRoomsClosed(reopened.page)
  await reopened.app.close()

  const second = await launchSnug({ userData: first.userData })
  const recent = second.page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: /Host again/ })
  await expect(recent.first()).toContainText('Choir')
  await second.page.getByRole('button', { name: 'More for Choir' }).click()
  await entry(second.page, 'Remove from favourites').click()
  await expect(recent.first()).not.toContainText('favourite')
  await recent.filter({ hasText: 'Choir' }).click({ button: 'right' })
  await entry(second.page, 'Add to favourites').click()
  await expect(recent.first()).toContainText('Choir')
  await recent.filter({ hasText: 'Lunch' }).click()
  await expect(second.page.getByRole('heading', { level: 1 })).toHaveText('Lunch')
  await expect(names(second.page, 'Favourites')).toHaveText(['Choir'])
  await expect(names(second.page, 'Recent')).toHaveText(['Lab'])
  await room(second.page, 'Lab').click()
  await expect(names(second.page, 'Rooms')).toHaveText(['Lab', 'Lunch'])
})

test('a room that is let go the moment the pointer has come to its place stays there', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostThree(page)
  await room(page, 'Choir').evaluate(
    (choir, lunch) => {
      const dataTransfer = new DataTransfer()
      const place = lunch?.getBoundingClientRect()
      const where = { clientX: place?.left ?? 0, clientY: place?.top ?? 0 }
      const tell = (element: Element | null, type: string): unknown =>
        element?.dispatchEvent(new DragEvent(type, { dataTransfer, ...where, bubbles: true, cancelable: true }))
      tell(choir, 'dragstart')
      // All before the window is drawn again.
      tell(lunch, 'dragover')
      tell(lunch, 'drop')
      tell(choir, 'dragend')
    },
    await room(page, 'Lunch').elementHandle(),
  )
  await expect(names(page, 'Rooms')).toHaveText(['Choir', 'Lunch', 'Lab'])
})

test('a room’s menu is opened by the right mouse button, by keys and by its button, and does what it says', async ({
  launchSnug,
}) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostThree(page)

  await room(page, 'Lab').click({ button: 'right' })
  await expect(entry(page, 'Open')).toBeFocused()
  expect(await violations(page)).toEqual([])
  await shoot(page, 'sidebar-menu')
  await page.keyboard.press('Escape')
  await expect(room(page, 'Lab')).toBeFocused()
  // It was looked at, and nothing more.
  await expect(room(page, 'Choir')).toHaveAttribute('aria-current', 'page')
  for (const key of ['ContextMenu', 'Shift+F10']) {
    await page.keyboard.press(key)
    await expect(entry(page, 'Open'), key).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(room(page, 'Lab'), key).toBeFocused()
  }
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'More for Lab' })).toBeFocused()
  await page.keyboard.press('Enter')
  await entry(page, 'Move down').press('Enter')
  await expect(names(page, 'Rooms')).toHaveText(['Lunch', 'Choir', 'Lab'])
  await expect(page.getByRole('button', { name: 'More for Lab' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(entry(page, 'Move up')).toBeVisible()
  await expect(entry(page, 'Move down')).toHaveCount(0)
  await entry(page, 'Mute notifications').press('Enter')
  await expect(room(page, 'Lab')).toContainText('muted')
  await page.keyboard.press('Enter')
  await entry(page, 'Copy invitation link').press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Copied: snug://127.0.0.1:' })).toContainText('?name=Lab')
  await room(page, 'Lunch').click({ button: 'right' })
  await entry(page, 'Close the room').click()
  await expect(names(page, 'Rooms')).toHaveText(['Choir', 'Lab'])
  await expect(names(page, 'Recent')).toHaveText(['Lunch'])

  await room(page, 'Lunch').click({ button: 'right' })
  await entry(page, 'Forget…').click()
  const question = page.getByRole('dialog', { name: 'Forget this room?' })
  await expect(question).toContainText('What was said in it stays on this computer')
  await page.keyboard.press('Escape')
  await expect(names(page, 'Recent')).toHaveText(['Lunch'])
  await room(page, 'Lunch').click({ button: 'right' })
  await entry(page, 'Forget…').click()
  await question.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Recent' })).toHaveCount(0)
})

test('what is unread in a room is marked as read from its menu', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await hostRoom(host.page, { room: 'Lunch', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Bo', address: `127.0.0.1:${port}` })
  await hostRoom(guest.page, { name: 'Bo', room: 'Lab', port: await freePort() })
  await say(host.page, 'Who has the key?')
  await expect(room(guest.page, 'Lunch')).toContainText('1 unread')
  await room(guest.page, 'Lunch').click({ button: 'right' })
  await entry(guest.page, 'Mark as read').click()
  await expect(room(guest.page, 'Lunch')).not.toContainText('unread')
  await room(guest.page, 'Lunch').click({ button: 'right' })
  await expect(entry(guest.page, 'Open')).toBeFocused()
  await expect(entry(guest.page, 'Mark as read')).toHaveCount(0)
})

test('a room that was hosted is hosted again by a click after a restart: the same one, with its history', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const first = await launchSnug()
  await hostRoom(first.page, { room: 'Lunch', port })
  await say(first.page, 'Soup or salad?')
  await expect(message(first.page, 'Soup or salad?')).toBeVisible()
  await keepRoomsClosed(first.page)
  await first.app.close()

  const second = await launchSnug({ userData: first.userData })
  const { page } = second
  const recent = page.getByRole('region', { name: 'Recent' })
  await expect(recent).toContainText('Lunch')
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'welcome-host-again')
  await recent.getByRole('button', { name: `Host again · port ${port}` }).click()
  await expect(message(page, 'Soup or salad?')).toBeVisible()
  await expect(page.getByText(`127.0.0.1:${port}`).first()).toBeVisible()
  // Its copy is one and the same: what was said is found once.
  await say(page, 'Soup it is.')
  await expect(log(page).getByRole('article')).toHaveCount(2)
  await page.getByRole('button', { name: 'Close the room' }).click()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()

  // A port that somebody else has meanwhile is said in the dialog, with everything else as it was.
  await using _ = await startPythonServer('127.0.0.1', port)
  await recent.getByRole('button', { name: /Host again/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await expect(dialog.getByRole('alert').filter({ hasText: 'already in use' })).toBeVisible()
  await expect(dialog.getByLabel('Room name')).toHaveValue('Lunch')
  await dialog.getByRole('button', { name: /^Use / }).click()
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  await expect(message(page, 'Soup it is.')).toBeVisible()
})

test('messages that wait are said in the sidebar and among the rooms of before, and are not thrown away unasked', async ({
  launchSnug,
}) => {
  await using server = await startPythonServer()
  const { port } = server
  const address = `127.0.0.1:${port}`
  const first = await launchSnug()
  await emulate(first.page, { width: 1280, height: 800 })
  await joinRoom(first.page, { name: 'Bo', address })
  await server.server.kill()
  await expect(room(first.page, address)).toContainText('reconnecting')
  for (const text of ['one more thing', 'and another']) await say(first.page, text)
  await expect(room(first.page, address)).toContainText('2 messages waiting')
  expect(await violations(first.page)).toEqual([])
  await shootBoth(first.page, 'sidebar-waiting')
  await first.page.getByRole('button', { name: 'Leave the room' }).click()
  const leaving = first.page.getByRole('dialog', { name: 'Leave the room?' })
  await expect(leaving).toContainText('They are kept on this computer')
  await leaving.getByRole('button', { name: 'Leave the room' }).click()
  await expect(first.page.getByRole('region', { name: 'Recent' })).toContainText('2 messages waiting')
  await first.app.close()

  const second = await launchSnug({ userData: first.userData })
  const { page } = second
  await emulate(page, { width: 1280, height: 800 })
  const recent = page.getByRole('region', { name: 'Recent' })
  await expect(recent).toContainText('2 messages waiting')
  await hostRoom(page, { name: 'Bo', port: await freePort() })
  await expect(room(page, address)).toContainText('2 messages waiting')
  await using _ = await startPythonServer('127.0.0.1', port)
  await room(page, address).click()
  await expect(composer(page)).toBeFocused()
  await expect(message(page, 'one more thing')).toContainText('You had gone before this was sent. Send it again?')
  expect(await violations(page)).toEqual([])
  await message(page, 'one more thing').getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Leave the room' }).click()
  await leavingOf(page).getByRole('button', { name: 'Leave the room' }).click()
  await expect(room(page, address)).toContainText('1 message waiting')

  await room(page, address).click({ button: 'right' })
  await entry(page, 'Forget…').click()
  const question = page.getByRole('dialog', { name: 'Forget this room?' })
  await expect(question).toContainText('One message is waiting to be sent there. It is thrown away.')
  expect(await violations(page)).toEqual([])
  await shoot(page, 'forget-waiting')
  await question.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(room(page, address)).toHaveCount(0)
  await joinRoom(page, { name: 'Bo', address })
  await expect(room(page, address)).not.toContainText('waiting')
  await expect(message(page, 'and another')).toHaveCount(0)
})

function leavingOf(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Leave the room?' })
}
