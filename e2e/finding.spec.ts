/** Finding words in a conversation, and what classic clients will get. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { RoomLog } from '../src/core/node/room-log.ts'
import { RoomStore } from '../src/core/node/room-store.ts'
import { beforeYouCame, composer, freePort, hostRoom, joinRoom, log, message, people, say } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { violations } from './violations.ts'

test('words are found where they stand, however far back, and the focus comes back', async ({ launchSnug }) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-room-'))
  await using room = await HostedRoom.open({
    name: 'Kitchen',
    hostNickname: 'Amara',
    log: new RoomLog({ store: RoomStore.open(folder) }),
  })
  room.host.say('The **Café** opens at nine', { id: 'old' })
  for (let number = 1; number <= 300; number += 1) room.host.say(`message ${number}`)
  room.host.say('A cafe, then', { id: 'middle' })
  room.host.say('nothing')
  room.host.say('CAFE it is', { id: 'new' })
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${room.port}` })
  await expect(beforeYouCame(page)).toBeVisible()
  await expect(message(page, 'CAFE it is')).toHaveCount(0)

  await page.keyboard.press('ControlOrMeta+f')
  const bar = page.getByRole('search', { name: 'Find in this conversation' })
  const input = bar.getByRole('textbox', { name: 'Find here' })
  await expect(input).toBeFocused()
  await input.fill('café')
  const row = (id: string) => log(page).locator(`.message[data-message="${id}"]`)
  await expect(bar).toContainText('1 of 2 so far')
  await expect(row('new')).toHaveClass(/message-sought/)
  await expect
    .poll(() => page.evaluate(() => [...(CSS.highlights.get('found') ?? [])].map(String).toSorted()))
    .toEqual(['CAFE', 'cafe'])
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'find')

  await input.press('Enter')
  await expect(bar).toContainText('2 of 2 so far')
  await expect(row('middle')).toHaveClass(/message-sought/)
  await expect(row('old')).toHaveCount(0)
  await input.press('F3')
  await expect(row('old')).toBeInViewport()
  await expect(bar).toContainText(/3 of 3/)
  await expect(row('old')).toHaveClass(/message-sought/)
  await input.press('Shift+Enter')
  await expect(row('middle')).toBeInViewport()

  await input.fill('no such words')
  await expect(bar).toContainText('Not found')
  await page.keyboard.press('Escape')
  await expect(bar).toHaveCount(0)
  await expect(composer(page)).toBeFocused()
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('found')?.size)).toBe(0)

  await page.getByRole('button', { name: 'Room menu' }).click()
  await page.getByRole('menuitem', { name: 'Find in this conversation' }).click()
  await expect(input).toBeFocused()
  await bar.getByRole('button', { name: 'Close' }).click()
  await expect(bar).toHaveCount(0)
  rmSync(folder, { recursive: true, force: true })
})

test('what classic clients will get is shown where it differs, and is what they get', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  const port = await freePort()
  await hostRoom(page, { name: 'Amara', port })
  const lens = page.locator('.classic-lens')
  await composer(page).fill('Un café 😀')
  await expect(lens).toHaveCount(0)

  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await expect(people(page)).toContainText('carol')
  await expect(lens).toContainText('Un cafe :grinning:')
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'classic-lens')
  await composer(page).press('Enter')
  await carol.until('Amara: Un cafe :grinning:')
  await expect(lens).toHaveCount(0)
  await say(page, 'plain')
  await carol.until('Amara: plain')
  await expect(lens).toHaveCount(0)
  await composer(page).fill('word '.repeat(900))
  await expect(lens).toContainText(/in \d messages/)
})
