import { composer, freePort, openJoinDialog } from './actions.ts'
import { expect, shootBoth, test } from './app.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { ScriptedServer } from './peers/scripted-server.ts'
import { violations } from './violations.ts'

test('a join that failed: where the way stops, what to do, and back to what was typed', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  const address = `127.0.0.1:${await freePort()}`
  const join = await openJoinDialog(page)
  await join.getByLabel('Address').fill(address)
  await join.getByLabel('Your name').fill('Bo')
  await join.getByLabel('Your name').press('Enter')
  await join.getByRole('button', { name: 'Find out why' }).focus()
  await page.keyboard.press('Enter')
  const doctor = page.getByRole('dialog', { name: 'Find out why' })
  await expect(doctor.locator('[data-step="connect"]')).toHaveAttribute('data-state', 'failed')
  await expect(doctor.locator('[data-step="greeting"]')).toHaveAttribute('data-state', 'skipped')
  await expect(doctor).toContainText('This address means your own computer, and no room is open on this port.')
  await expect(doctor.getByRole('button', { name: 'Change the address' })).toBeFocused()
  await shootBoth(page, 'doctor')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(join.getByLabel('Address')).toBeFocused()
  await expect(join.getByLabel('Address')).toHaveValue(address)
  await expect(join.getByLabel('Your name')).toHaveValue('Bo')
})

test('once the way is free, the main button joins', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  const join = await openJoinDialog(page)
  await join.getByLabel('Address').fill(`127.0.0.1:${port}`)
  await join.getByLabel('Your name').fill('Bo')
  await join.getByLabel('Your name').press('Enter')
  await join.getByRole('button', { name: 'Find out why' }).click()
  const doctor = page.getByRole('dialog', { name: 'Find out why' })
  await expect(doctor.locator('[data-step="connect"]')).toHaveAttribute('data-state', 'failed')
  await using _ = await HostedRoom.open({ port })
  await doctor.getByRole('button', { name: 'Check again' }).click()
  await doctor.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(composer(page)).toBeFocused()
})

test('a web server on the port is known by its words', async ({ launchSnug }) => {
  await using server = await ScriptedServer.listen()
  const { page } = await launchSnug()
  const join = await openJoinDialog(page)
  await join.getByLabel('Address').fill(`127.0.0.1:${server.address.port}`)
  await join.getByLabel('Your name').fill('Bo')
  await join.getByLabel('Your name').press('Enter')
  const joining = await server.accept()
  joining.send('HTTP/1.1 400 Bad Request')
  await join.getByRole('button', { name: 'Find out why' }).click()
  const probing = await server.accept()
  probing.send('HTTP/1.1 400 Bad Request')
  const doctor = page.getByRole('dialog', { name: 'Find out why' })
  await expect(doctor.locator('[data-step="greeting"]')).toHaveAttribute('data-state', 'failed')
  await expect(doctor).toContainText('A web server has this port.')
})
