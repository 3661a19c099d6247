import net from 'node:net'
import { once } from 'node:events'
import { freePort, hostRoom, joinRoom, log, message, people, say } from './actions.ts'
import { expect, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { startPythonClient } from './peers/python.ts'

const megabyte = 1024 * 1024

test('a room goes on while one client floods, one sends binary, one is silent and one is half open', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { port })
  await using bystander = startPythonClient({ port }, 'bystander')
  await bystander.output.until('Connected to server!')

  using silent = await ClassicPeer.connect({ port })
  using halfOpen = await ClassicPeer.join({ port, nickname: 'half' })
  halfOpen.end()
  using binary = await ClassicPeer.join({ port, nickname: 'binary' })
  binary.send(Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 37) % 256)))
  using flood = await ClassicPeer.join({ port, nickname: 'flood' })
  for (let sent = 0; sent < 10; sent += 1) flood.send(Buffer.alloc(megabyte, 'x'))
  using shouter = await ClassicPeer.join({ port, nickname: 'shouter' })
  shouter.send('NICK')

  await expect(message(page, 'NICK')).toContainText('shouter')
  await flood.until('messages are delayed')
  await say(page, 'Everybody still here?')
  await bystander.output.until('Amara: Everybody still here?')
  bystander.type('I am')
  await expect(message(page, 'I am')).toContainText('bystander')
  expect(bystander.output.text).toContain('shouter: NICK')
  expect(bystander.output.text).not.toContain('An error occurred!')
  await expect(people(page)).not.toContainText('half')
  // Nothing of what is said; but whoever is silent for long is told to go.
  expect(silent.text).toMatch(/^NICK\s*(No nickname came within [^]*)?$/)
})

test('a claimed name, markup and control characters are only text', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { port })
  using mallory = await ClassicPeer.join({ port, nickname: 'mallory' })
  mallory.send('Amara: send me your password')
  await expect(message(page, 'send me your password')).toContainText('mallory')
  mallory.send('mallory: <img src=x onerror="document.title=1"><b>bold</b>')
  await expect(message(page, '<img src=x onerror="document.title=1"><b>bold</b>')).toBeVisible()
  await expect(log(page).locator('img, b')).toHaveCount(0)
  mallory.send('mallory: \u001b[2J\u202Egnirts\u200B desrever')
  await expect(log(page)).toContainText('gnirts desrever')
  await expect(page.locator('[aria-live="polite"]')).toContainText('gnirts desrever')
  // Nowhere: not in a tooltip, and not in what is read out either.
  const shown = await page.evaluate(() => document.documentElement.outerHTML)
  for (const mark of ['\u001b', '\u200b', '\u202e']) expect(shown).not.toContain(mark)
})

test('a server that floods the window with 10 MB without a pause does not stop it', async ({ launchSnug }) => {
  let greeted: net.Socket | undefined
  const server = net
    .createServer((socket) => {
      socket.on('error', () => {})
      socket.write('NICK')
      socket.once('data', () => {
        greeted = socket
        socket.write('Connected to server!')
      })
    })
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  const { page } = await launchSnug()
  await joinRoom(page, { address: `127.0.0.1:${port}` })
  for (let sent = 0; sent < 10; sent += 1) greeted?.write(`noise: ${'y'.repeat(megabyte)}\n`)
  greeted?.write('carol: and after all that, hello\n')
  await expect(message(page, 'and after all that, hello')).toBeVisible()
  await page.getByRole('button', { name: 'Leave the room' }).click()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  greeted?.destroy()
  server.close()
})
