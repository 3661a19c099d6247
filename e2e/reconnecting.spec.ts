import { composer, freePort, hostRoom, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { startPythonServer } from './peers/python.ts'

test('a dropped connection comes back by itself; draft and unsent messages survive', async ({ launchSnug }) => {
  await using first = await startPythonServer()
  const { port } = first
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${port}` })
  await say(page, 'before the drop')
  await expect(log(page).locator('[data-delivery="sent"]')).toHaveCount(1)

  await first.server.kill()
  const banner = page.getByRole('region', { name: 'Connection' })
  await expect(banner).toBeVisible()
  await say(page, 'written while it was away')
  await composer(page).fill('half a thought')
  await expect(message(page, 'written while it was away')).toContainText('Waiting')
  await shoot(page, 'room-reconnecting')

  await using second = await startPythonServer('127.0.0.1', port)
  expect(second.port).toBe(port)
  using witness = await ClassicPeer.join({ port, nickname: 'dave' })
  await banner.getByRole('button', { name: 'Try now' }).click()
  await witness.until('Bo: written while it was away')
  await expect(banner).toBeHidden()
  await expect(message(page, 'written while it was away')).toHaveCount(1)
  await expect(log(page).locator('[data-delivery="sent"]')).toHaveCount(2)
  await expect(composer(page)).toHaveValue('half a thought')
  await expect(log(page).getByText(/^Back after/)).toHaveCount(1)
  expect(witness.text).not.toContain('before the drop')
})

test('a room that its host has closed stays readable and can be joined again', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await hostRoom(host.page, { port })
  const guest = await launchSnug()
  await emulate(guest.page, { width: 1280, height: 800 })
  await joinRoom(guest.page, { address: `127.0.0.1:${port}` })
  await say(host.page, 'Good night')
  await expect(message(guest.page, 'Good night')).toBeVisible()
  await host.app.close()
  const banner = guest.page.getByRole('region', { name: 'Connection' })
  await expect(banner).toContainText('closed the room')
  await expect(message(guest.page, 'Good night')).toBeVisible()
  await shoot(guest.page, 'room-closed')

  const again = await launchSnug()
  await hostRoom(again.page, { port })
  await banner.getByRole('button', { name: 'Rejoin' }).click()
  await expect(banner).toBeHidden()
  await say(again.page, 'Good morning')
  await expect(message(guest.page, 'Good morning')).toBeVisible()
  await expect(message(guest.page, 'Good night')).toBeVisible()
})

test('a reload of the window loses nothing', async ({ launchSnug }) => {
  await using server = await startPythonServer()
  const { port } = server
  using peer = await ClassicPeer.join({ port, nickname: 'dave' })
  const { page } = await launchSnug()
  await joinRoom(page, { address: `127.0.0.1:${port}` })
  await say(page, 'hello')
  await peer.until('Bo: hello')
  await composer(page).fill('half a thought')
  await page.reload()
  await expect(message(page, 'hello')).toHaveCount(1)
  await expect(composer(page)).toHaveValue('half a thought')
  peer.say('still with us?')
  await expect(message(page, 'still with us?')).toHaveCount(1)
})
