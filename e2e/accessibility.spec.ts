import { composer, freePort, hostRoom, message, say } from './actions.ts'
import { expect, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

test('axe finds nothing in the main states', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Options for joining' }).click()
  const dialog = page.getByRole('dialog', { name: 'Join a room' })
  await dialog.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'name' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await hostRoom(page, { port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  carol.say('hello')
  await say(page, 'Hello, carol')
  await expect(message(page, 'hello')).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test('everything on the way from the first start to a message can be done by keyboard', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const press = async (key: string, times = 1): Promise<void> => {
    for (let count = 0; count < times; count += 1) await page.keyboard.press(key)
  }
  await page.getByLabel('Your name').focus()
  await page.keyboard.type('Amara')
  await press('Tab')
  await expect(page.getByRole('button', { name: 'Options for hosting' })).toBeFocused()
  await press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await expect(dialog.getByLabel('Room name')).toBeFocused()
  await press('Tab', 2)
  await expect(dialog.getByRole('radio', { name: /Only this computer/ })).toBeFocused()
  await press('Tab')
  await expect(dialog.getByRole('checkbox', { name: /Keep the conversation/ })).toBeFocused()
  await press('Tab')
  await page.keyboard.type(String(await freePort()))
  await press('Enter')
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type('typed without a mouse')
  await press('Enter')
  await expect(message(page, 'typed without a mouse')).toBeVisible()
})
