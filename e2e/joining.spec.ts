import net from 'node:net'
import { once } from 'node:events'
import { composer, freePort, hostRoom, joinRoom, log, message, openJoinDialog, people, say } from './actions.ts'
import { emulate, expect, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { startPythonClient, startPythonServer } from './peers/python.ts'

test('joins a tutorial server, talks with a tutorial client, and leaves so that the server notices', async ({
  launchSnug,
}) => {
  await using server = await startPythonServer()
  const { port } = server
  await using client = startPythonClient({ port }, 'carol')
  await client.output.until('Connected to server!')

  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await page.getByLabel('Your name').fill('Zoë')
  await page.getByLabel('Address').fill(`127.0.0.1:${port}`)
  await page.getByLabel('Address').press('Enter')
  await expect(composer(page)).toBeFocused()
  await client.output.until('Zoe joined!')

  await say(page, 'Grüße from the window — 😀')
  await client.output.until('Zoe: Grusse from the window - :grinning:')
  await expect(message(page, 'Grüße from the window — 😀')).toHaveCount(1)
  await expect(log(page).locator('[data-delivery="sent"]')).toHaveCount(1)
  client.type('hello yourself')
  await expect(message(page, 'hello yourself')).toContainText('carol')
  await expect(people(page)).toContainText('carol')

  await page.getByRole('button', { name: 'Leave the room' }).click()
  await client.output.until('Zoe left!')
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await expect(page.getByRole('button', { name: `127.0.0.1:${port}`, exact: false }).first()).toBeVisible()
  await shoot(page, 'welcome-recents')
})

test('a message of several lines and quick messages arrive whole and in order', async ({ launchSnug }) => {
  await using server = await startPythonServer()
  const { port } = server
  using witness = await ClassicPeer.join({ port, nickname: 'dave' })
  const { page } = await launchSnug()
  await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${port}` })
  await composer(page).fill('first line')
  await composer(page).press('Shift+Enter')
  await composer(page).pressSequentially('second line')
  await composer(page).press('Enter')
  for (const text of ['one', 'two', 'three']) await say(page, text)
  await witness.until('Bo: three')
  expect(witness.text).toContain('Bo: first line\nBo: second lineBo: oneBo: twoBo: three')
  await expect(log(page).locator('[data-delivery="sent"]')).toHaveCount(4)
})

test('two app windows in one room', async ({ launchSnug }) => {
  const port = await freePort()
  const host = await launchSnug()
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Bo', address: `127.0.0.1:${port}` })
  await expect(people(host.page)).toContainText('Bo')
  await expect(log(host.page)).toContainText('Bo joined')

  await say(host.page, 'Welcome, Bo')
  await expect(message(guest.page, 'Welcome, Bo')).toContainText('Amara')
  await say(guest.page, 'Thank you')
  await expect(message(host.page, 'Thank you')).toContainText('Bo')
  await expect(message(guest.page, 'Thank you')).toHaveCount(1)
  await emulate(guest.page, { width: 1280, height: 800 })
  await shoot(guest.page, 'room-guest')

  await guest.page.getByRole('button', { name: 'Leave the room' }).click()
  await expect(log(host.page)).toContainText('Bo left')
  await expect(people(host.page)).not.toContainText('Bo')
})

test.describe('what goes wrong is said in words under the field, and nothing typed is lost', () => {
  test('nothing listens', async ({ launchSnug }) => {
    const port = await freePort()
    const { page } = await launchSnug()
    await emulate(page, { width: 1280, height: 800 })
    const dialog = await openJoinDialog(page)
    await dialog.getByLabel('Your name').fill('Bo')
    await dialog.getByLabel('Address').fill(`127.0.0.1:${port}`)
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(dialog.getByRole('alert').first()).toContainText(
      `Nothing is listening on 127.0.0.1:${port}. Is the room open?`,
    )
    await expect(dialog.getByLabel('Address')).toBeFocused()
    await expect(dialog.getByLabel('Address')).toHaveAccessibleDescription(/Nothing is listening/)
    await expect(dialog.getByLabel('Address')).toHaveValue(`127.0.0.1:${port}`)
    await expect(dialog.getByLabel('Your name')).toHaveValue('Bo')
    await shoot(page, 'join-refused')
  })

  test('nothing answers', async ({ launchSnug }) => {
    const { app, page } = await launchSnug()
    await emulate(page, { width: 1280, height: 800 })
    await app.evaluate(() => {
      const { Socket } = process.getBuiltinModule('node:net')
      // As the system reports it after two minutes.
      Socket.prototype.connect = function (this: net.Socket) {
        const error = Object.assign(new Error('connect ETIMEDOUT'), {
          code: 'ETIMEDOUT',
          errno: -110,
          syscall: 'connect',
        })
        setImmediate(() => this.destroy(error))
        return this
      }
    })
    const dialog = await openJoinDialog(page)
    await dialog.getByLabel('Your name').fill('Bo')
    await dialog.getByLabel('Address').fill('10.255.255.1:55555')
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(dialog.getByRole('alert').first()).toContainText('10.255.255.1:55555 did not answer')
    await expect(dialog.getByRole('alert').first()).not.toContainText('ETIMEDOUT')
    await expect(dialog.getByLabel('Address')).toBeFocused()
    await expect(dialog.getByLabel('Address')).toHaveValue('10.255.255.1:55555')
    await shoot(page, 'join-timed-out')
  })

  test('an address that cannot be one, a host that is unknown, a name that cannot be one', async ({ launchSnug }) => {
    const { page } = await launchSnug()
    const dialog = await openJoinDialog(page)
    const join = dialog.getByRole('button', { name: 'Join', exact: true })
    await dialog.getByLabel('Your name').fill('Bo')
    await dialog.getByLabel('Address').fill('127.0.0.1:99999')
    await join.click()
    await expect(dialog.getByRole('alert').first()).toContainText('99999')
    await dialog.getByLabel('Address').fill('no-such-host.invalid')
    await join.click()
    await expect(dialog.getByRole('alert').first()).toContainText('no-such-host.invalid')
    await expect(dialog.getByRole('alert').first()).not.toContainText('99999')
    await dialog.getByLabel('Your name').fill('a:b')
    await join.click()
    await expect(dialog.getByRole('alert').filter({ hasText: 'colon' })).toBeVisible()
    await expect(dialog.getByLabel('Your name')).toBeFocused()
  })

  test('a server that is not a chat room', async ({ launchSnug }) => {
    const server = net.createServer(greetLikeSsh).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    const { page } = await launchSnug()
    const dialog = await openJoinDialog(page)
    await dialog.getByLabel('Your name').fill('Bo')
    await dialog.getByLabel('Address').fill(`[::ffff:127.0.0.1]:${port}`)
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(dialog.getByRole('alert').first()).toContainText(/not a chat room.*SSH-2\.0/)
    server.close()
  })

  test('a server that says nothing can be given up', async ({ launchSnug }) => {
    const sockets: net.Socket[] = []
    const server = net.createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as net.AddressInfo
    const { page } = await launchSnug()
    await emulate(page, { width: 1280, height: 800 })
    const dialog = await openJoinDialog(page)
    await dialog.getByLabel('Your name').fill('Bo')
    await dialog.getByLabel('Address').fill(`127.0.0.1:${port}`)
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(dialog.getByRole('button', { name: 'Connecting…' })).toBeVisible()
    // Soon: after five seconds it is given up by itself.
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog.getByRole('button', { name: 'Join', exact: true })).toBeVisible()
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    await shoot(page, 'join-connecting')
    await expect(dialog.getByRole('alert').first()).toContainText('says nothing')
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  test('a name that is taken comes with one that is free', async ({ launchSnug }) => {
    const port = await freePort()
    const host = await launchSnug()
    await hostRoom(host.page, { name: 'Amara', port })
    const guest = await launchSnug()
    await emulate(guest.page, { width: 1280, height: 800 })
    const dialog = await openJoinDialog(guest.page)
    await dialog.getByLabel('Address').fill(`127.0.0.1:${port}`)
    await dialog.getByLabel('Your name').fill('AMARA')
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(dialog.getByRole('alert').filter({ hasText: 'taken' })).toBeVisible()
    await shoot(guest.page, 'join-name-taken')
    await dialog.getByRole('button', { name: /^Use / }).click()
    await dialog.getByRole('button', { name: 'Join', exact: true }).click()
    await expect(composer(guest.page)).toBeFocused()
    await expect(people(host.page)).toContainText(/AMARA-2/)
  })
})

function greetLikeSsh(socket: net.Socket): void {
  socket.on('error', () => undefined)
  socket.end('SSH-2.0-OpenSSH_9.9\r\n')
}
