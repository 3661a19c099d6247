/** What a host can do to people and to the room, seen by the host, by whom it touches, and by everybody else. */
import { composer, freePort, hostRoom, joinRoom, log, people, say } from './actions.ts'
import { emulate, expect, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'

test('muting, removing, banning and letting in again; slow mode and the topic', async ({ launchSnug }) => {
  const port = await freePort()
  const { page: host } = await launchSnug()
  await emulate(host, { width: 1280, height: 800 })
  await hostRoom(host, { name: 'Amara', port })
  const { page: guest } = await launchSnug()
  await emulate(guest, { width: 1280, height: 800 })
  await joinRoom(guest, { name: 'Bo', address: `127.0.0.1:${port}` })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  const choose = async (nickname: RegExp, entry: RegExp): Promise<void> => {
    await people(host).getByRole('button', { name: nickname }).click()
    await host.getByRole('menuitem', { name: entry }).click()
  }

  await choose(/Bo/, /^Mute/)
  await expect(guest.getByPlaceholder(/host has muted you/i)).toBeVisible()
  await expect(people(host).getByRole('button', { name: /Bo/ })).toContainText('muted')
  await carol.until('* Bo was muted by the host')
  await shoot(guest, 'muted')
  await choose(/Bo/, /^Unmute/)
  await say(guest, 'Thank you')
  await carol.until('Bo: Thank you')

  await host.getByRole('button', { name: 'Room menu' }).click()
  await host.getByRole('menuitem', { name: 'Room settings…' }).click()
  const settings = host.getByRole('dialog', { name: 'Room settings' })
  await settings.getByLabel('Topic').fill('Lunch')
  await settings.getByLabel('Slow mode').selectOption('30')
  await shoot(host, 'room-settings')
  await settings.getByRole('button', { name: 'Save' }).click()
  await expect(settings).toBeHidden()
  await expect(guest.locator('.room-topic')).toHaveText(/Lunch/)
  await carol.until('* The room is slow now: one message in 30 s from each.')
  await say(guest, 'one')
  await carol.until('Bo: one')
  await expect(guest.getByText(/Slow mode/).first()).toBeVisible()
  await say(host, '/slow 0')
  await carol.until('* The room is no longer slow')

  await choose(/carol/, /^Remove/)
  await carol.until('The host removed you from the room.')
  expect(await carol.closed).toBe('reset')
  await expect(log(guest)).toContainText(/carol/)

  await choose(/Bo/, /^Ban/)
  const ban = host.getByRole('dialog', { name: 'Ban from the room' })
  await ban.getByLabel('Reason').fill('Enough')
  await shoot(host, 'ban')
  await ban.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(guest.getByText('The host does not let you into this room (Enough).')).toBeVisible()
  await expect(people(host)).not.toContainText('Bo')
  await guest.getByRole('button', { name: 'Rejoin' }).click()
  await expect(guest.getByText(/does not let you into this room/).first()).toBeVisible()
  await expect(people(host)).not.toContainText('Bo')

  await host.getByRole('button', { name: 'Room menu' }).click()
  await host.getByRole('menuitem', { name: 'Room settings…' }).click()
  await settings.getByRole('button', { name: 'Let Bo in again' }).click()
  await expect(settings).toContainText('Nobody.')
  await host.keyboard.press('Escape')
  await guest.getByRole('button', { name: 'Rejoin' }).click()
  await expect(people(host)).toContainText('Bo')
  await expect(composer(guest)).toBeEnabled()
})
