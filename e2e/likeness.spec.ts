/** Whose name could be taken for somebody else's is pointed out wherever they are met. */
import { composer, freePort, hostRoom, log, message } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { catchNotifications, hideWindow, isWindowVisible, notifications } from './desktop.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

/** Its first letter is Cyrillic. */
const impostorName = 'Вo'
const warning = 'Looks like Bo, but is somebody else'

test('as they come, beside what they say, where they are named, and in notifications', async ({ launchSnug }) => {
  const port = await freePort()
  const snug = await launchSnug()
  const { page } = snug
  await emulate(page, { width: 1280, height: 800 })
  await catchNotifications(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
  await hostRoom(page, { name: 'Amara', port })
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  bo.say('I am here.')
  await expect(message(page, 'I am here.')).toBeVisible()
  using impostor = await ClassicPeer.join({ port, nickname: impostorName })
  await expect(log(page).getByText(`${impostorName} looks like Bo, and is somebody else`)).toBeVisible()

  impostor.say('Lend me your key')
  const head = message(page, 'Lend me your key').locator('.message-head')
  await expect(head.getByText(warning)).toBeVisible()
  await expect(head.getByTitle(warning)).toBeVisible()
  impostor.say('/me waves')
  await expect(log(page).locator('.message-acting')).toContainText(warning)
  await expect(message(page, 'I am here.').getByText(warning)).toHaveCount(0)

  await shootBoth(page, 'likeness')

  await composer(page).pressSequentially('@')
  const options = page.getByRole('option')
  await expect(options.filter({ hasText: warning })).toHaveCount(1)
  await expect(options.filter({ hasText: warning })).toContainText(`@${impostorName}`)
  await shootBoth(page, 'likeness-mention')
  expect(await violations(page)).toEqual([])

  impostor.say('/nick Eve')
  await expect(log(page)).toContainText(`${impostorName} is now Eve`)
  await expect(head.getByText(warning)).toBeVisible()
  impostor.say(`/nick ${impostorName}`)
  await expect(log(page).getByText(`${impostorName} looks like Bo, and is somebody else`)).toHaveCount(2)

  await hideWindow(snug)
  impostor.say('Quickly!')
  await expect.poll(async () => (await notifications(snug))[0]?.title).toBe(`${impostorName} (not Bo) in Amara’s room`)
})
