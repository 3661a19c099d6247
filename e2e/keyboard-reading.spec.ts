/** By keys alone: what was said before, and what becomes of a message. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { RoomLog } from '../src/core/node/room-log.ts'
import { RoomStore } from '../src/core/node/room-store.ts'
import { beforeYouCame, composer, freePort, log, message, people } from './actions.ts'
import { emulate, expect, test } from './app.ts'
import { settled } from './bridge.ts'
import { choose, expectFocused, goTo, hostByKeys, joinByKeys, openActions, press, sayByKeys } from './by-keys.ts'
import { hideWindow } from './desktop.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { ScriptedServer } from './peers/scripted-server.ts'

test('unfolding what was before, going to a day, the details of a message, and its Markdown', async ({
  launchSnug,
}) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-room-'))
  await using room = await HostedRoom.open({
    name: 'Kitchen',
    hostNickname: 'Amara',
    log: new RoomLog({ store: RoomStore.open(folder) }),
  })
  for (let number = 1; number <= 60; number += 1) room.host.say(`message ${number}`)
  const { app, page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinByKeys(page, room.port)
  const bar = beforeYouCame(page)
  await goTo(page, log(page), 'Shift+Tab')
  await goTo(page, bar, 'ArrowUp')
  await press(page, 'Enter')
  await expect(bar).toHaveAttribute('aria-expanded', 'true')
  await expect(message(page, 'message 60')).toBeInViewport()
  await expect(bar).toBeFocused()

  await goTo(page, page.getByRole('button', { name: 'Today' }).last())
  await press(page, 'Enter')
  const choice = page.getByRole('group', { name: 'Go to a day' })
  await expect(choice.getByLabel('Day')).toBeFocused()
  await goTo(page, choice.getByRole('button', { name: 'Today' }))
  await press(page, 'Enter')
  await expect(message(page, 'message 1')).toBeFocused()
  await expect(message(page, 'message 1')).toBeInViewport()

  const more = page.getByRole('toolbar').getByRole('button', { name: 'More' })
  await press(page, 'Enter')
  await choose(page, more, 'ArrowRight')
  await choose(page, page.getByRole('menuitem', { name: 'Copy as Markdown' }), 'ArrowDown')
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^\*\*Amara\*\* .*\n\n> message 1$/)
  await expect(more).toBeFocused()
  await press(page, 'Enter')
  await choose(page, page.getByRole('menuitem', { name: 'Details' }), 'ArrowDown')
  const details = page.getByRole('dialog', { name: 'Details' })
  await expect(details).toContainText('Amara')
  await expectFocused(page)
  await press(page, 'Escape')
  await expect(details).toHaveCount(0)
  await expect(message(page, 'message 1')).toBeFocused()
  await press(page, 'Escape')
  await expect(composer(page)).toBeFocused()
  rmSync(folder, { recursive: true, force: true })
})

test('leaving with something unsent, coming back, sending one message again and throwing another away', async ({
  launchSnug,
}) => {
  const first = await ScriptedServer.listen()
  const { port } = first.address
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  const arrival = first.accept()
  const joined = joinByKeys(page, port)
  await (await arrival).letIn('Bo')
  await joined
  await first[Symbol.asyncDispose]()
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
  for (const text of ['Did you hear?', 'Never mind']) await sayByKeys(page, text)
  await press(page, 'ControlOrMeta+Shift+L')
  await goTo(page, page.getByRole('dialog').getByRole('button', { name: 'Leave the room' }))
  await press(page, 'Enter')

  await using second = await ScriptedServer.listen(port)
  await goTo(page, page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: /^127/ }))
  await press(page, 'Enter')
  const connection = await second.accept()
  await connection.letIn('Bo')
  await expect(composer(page)).toBeFocused()
  await goTo(page, log(page), 'Shift+Tab')
  await goTo(page, message(page, 'Never mind'), 'ArrowUp')
  await goTo(page, message(page, 'Never mind').getByRole('button', { name: 'Discard' }))
  await press(page, 'Enter')
  await expect(message(page, 'Never mind')).toHaveCount(0)
  await expectFocused(page)
  await goTo(page, message(page, 'Did you hear?'), 'ArrowUp')
  await goTo(page, message(page, 'Did you hear?').getByRole('button', { name: 'Retry' }))
  await press(page, 'Enter')
  await connection.until('Did you hear?')
  connection.send('Bo: Did you hear?')
  await expect(message(page, 'Did you hear?')).toHaveAttribute('data-delivery', 'sent')
  await expectFocused(page)
  await press(page, 'Escape')
  await expect(composer(page)).toBeFocused()
})

test('Tab stops at the conversation once, and then at the links of the message that has the focus', async ({
  launchSnug,
}) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostByKeys(page, await freePort())
  await sayByKeys(page, 'The map: https://one.example and https://two.example')
  await sayByKeys(page, 'The list: https://three.example')
  const link = (name: string) => log(page).getByRole('link', { name })
  await goTo(page, log(page), 'Shift+Tab')
  await press(page, 'ArrowUp', 'Tab')
  await expect(link('three')).toBeFocused()
  await press(page, 'Escape', 'ArrowUp', 'Tab', 'Tab')
  await expect(link('two')).toBeFocused()
  await press(page, 'Shift+Tab', 'Shift+Tab')
  await expect(page.locator('.message:focus')).toContainText('The map')
  await press(page, 'ArrowUp')
  await expect(log(page).getByRole('button', { name: 'Today' })).toBeFocused()
  await press(page, 'Enter')
  await expect(page.getByLabel('Day', { exact: true })).toBeFocused()
  await press(page, 'Escape')
  await expect(log(page).getByRole('button', { name: 'Today' })).toBeFocused()

  await goTo(page, composer(page))
  const isInLog = (): Promise<boolean> => log(page).evaluate((log) => log.contains(document.activeElement))
  await goTo(page, log(page), 'Shift+Tab')
  await press(page, 'Shift+Tab')
  expect(await isInLog()).toBe(false)
  await press(page, 'Tab')
  await expect(log(page)).toBeFocused()
  await press(page, 'Tab')
  expect(await isInLog()).toBe(false)
})

test('in a narrow window the rooms and the people lie over the conversation, with the bell', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 480, height: 720 })
  await hostByKeys(page, port)
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  const [roomsButton, peopleButton] = [/^Rooms/, /2 people/].map((name) => page.getByRole('button', { name }))
  if (!roomsButton || !peopleButton) return
  await goTo(page, roomsButton, 'Shift+Tab')
  await press(page, 'Enter')
  const rooms = page.getByRole('dialog', { name: 'Rooms' })
  await expectFocused(page)
  await goTo(page, rooms.getByRole('button', { name: 'Notifications are on' }))
  await press(page, 'Enter')
  await choose(page, page.getByRole('menuitem', { name: 'Do not disturb for an hour' }), 'ArrowDown')
  await expect(rooms.getByRole('button', { name: /^Do not disturb until/ })).toBeFocused()
  await goTo(page, rooms.getByRole('button', { name: 'Close', exact: true }), 'Shift+Tab')
  await press(page, 'Enter')
  await expect(rooms).toBeHidden()
  await expect(roomsButton).toBeFocused()

  await goTo(page, peopleButton)
  await press(page, 'Enter')
  const drawer = page.getByRole('dialog', { name: 'People' })
  await goTo(page, drawer.getByRole('button', { name: /carol/ }))
  await press(page, 'Enter')
  await choose(page, page.getByRole('menuitem', { name: 'Message' }), 'ArrowDown')
  await expect(drawer).toBeHidden()
  await sayByKeys(page, 'For you alone')
  await carol.until('For you alone')
  await expect(people(page)).toHaveCount(0)
})

test('presenting and what came meanwhile, and from the switcher to a setting', async ({ launchSnug }) => {
  const port = await freePort()
  const snug = await launchSnug()
  const { page } = snug
  await emulate(page, { width: 1280, height: 800 })
  await hostByKeys(page, port)
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await goTo(page, page.getByRole('button', { name: 'Notifications are on' }), 'Shift+Tab')
  await press(page, 'Enter')
  await choose(page, page.getByRole('menuitem', { name: /^Present/ }), 'ArrowDown')
  await expect(page.getByRole('button', { name: /^Presenting until/ })).toBeFocused()
  await settled(page)
  await hideWindow(snug)
  carol.say('Your salary is in the drawer')
  await expect(message(page, 'Your salary is in the drawer')).toBeAttached()
  await press(page, 'ControlOrMeta+Shift+P')
  const list = page.getByRole('dialog', { name: 'While you were presenting' })
  await expect(list.getByRole('button', { name: 'Done' })).toBeFocused()
  await goTo(page, list.getByRole('button', { name: /Your salary/ }))
  await press(page, 'Enter')
  await expect(message(page, 'Your salary is in the drawer')).toBeFocused()

  await press(page, 'ControlOrMeta+k')
  // Nobody waits before they type.
  await page.keyboard.type('spell')
  await expect(page.getByRole('combobox')).toHaveValue('spell')
  await expect(page.getByRole('option', { name: /Check the spelling/ })).toBeVisible()
  await press(page, 'Enter')
  const check = page.getByRole('dialog', { name: 'Settings' }).getByLabel('Check the spelling of what I write')
  await expect(check).toBeFocused()
  await press(page, 'Space')
  await expect(check).not.toBeChecked()
  await press(page, 'Escape')
  await expect(message(page, 'Your salary is in the drawer')).toBeFocused()
  const bar = await openActions(page)
  await expect(bar.getByRole('button').first()).toBeFocused()
  await expect(log(page)).toContainText('Your salary')
})
