import net from 'node:net'
import { once } from 'node:events'
import { composer, freePort, hostRoom, log, message, people, say } from './actions.ts'
import type { ElectronApplication } from 'playwright/test'
import { emulate, expect, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { startPythonClient } from './peers/python.ts'

test('first run: one click hosts a room, a tutorial client joins, both talk, it leaves', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await shoot(page, 'welcome')

  await test.step('without a name, the field says so', async () => {
    await page.getByRole('button', { name: 'Host a room' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'name' })).toBeVisible()
    await expect(page.getByLabel('Your name')).toBeFocused()
    await shoot(page, 'welcome-name-missing')
  })
  await page.getByLabel('Your name').fill('Amara')
  await page.getByRole('button', { name: 'Host a room' }).click()
  // Port 55555 may be somebody else's here: the dialog offers another then.
  const use = page.getByRole('button', { name: /^Use \d+/ })
  const title = page.getByRole('heading', { name: 'Amara’s room' })
  await expect(use.or(title)).toBeVisible()
  if (await use.isVisible()) {
    await use.click()
    await page.getByRole('button', { name: 'Open the room' }).click()
  }
  await expect(title).toBeVisible()
  await expect(composer(page)).toBeFocused()
  const shown = await page.locator('.empty-room .address').textContent()
  const port = Number(shown?.split(':')[1])
  await shoot(page, 'room-empty')

  await using client = startPythonClient({ port }, 'pythonista')
  await client.output.until('Connected to server!')
  await expect(people(page)).toContainText('pythonista')
  await expect(log(page)).toContainText('pythonista joined')

  await say(page, 'Slides are at the front desk. Who has the café’s adapter? 😀')
  await client.output.until("Amara: Slides are at the front desk. Who has the cafe's adapter? :grinning:")
  await expect(message(page, 'Slides are at the front desk. Who has the café’s adapter? 😀')).toHaveCount(1)
  client.type('me, bringing it over')
  await expect(message(page, 'me, bringing it over')).toContainText('pythonista')
  await shoot(page, 'room')

  await client.kill()
  await expect(people(page)).not.toContainText('pythonista')
  await expect(log(page)).toContainText('pythonista left')
})

test('a port that is in use is explained, and the next free one is a click away', async ({ launchSnug }) => {
  const port = await freePort()
  const other = net.createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  try {
    const { page } = await launchSnug()
    await page.getByRole('button', { name: 'Options for hosting' }).click()
    const dialog = page.getByRole('dialog', { name: 'Host a room' })
    // Whatever is faulty is said at once.
    await dialog.getByLabel('Your name').fill('a:b')
    await dialog.getByLabel('Port').fill('high')
    await dialog.getByRole('button', { name: 'Open the room' }).click()
    await expect(dialog.getByRole('alert').filter({ hasText: 'colon' })).toBeVisible()
    await expect(dialog.getByRole('alert').filter({ hasText: 'not a port' })).toBeVisible()
    await expect(dialog.getByLabel('Your name')).toBeFocused()
    await dialog.getByLabel('Your name').fill('Amara')
    await dialog.getByLabel('Room name').fill('Workshop, room 2')
    await dialog.getByLabel('Port').fill(String(port))
    await dialog.getByRole('button', { name: 'Open the room' }).click()
    await expect(dialog.getByRole('alert').filter({ hasText: `${port}` })).toContainText('in use')
    await expect(dialog.getByLabel('Room name')).toHaveValue('Workshop, room 2')
    const use = dialog.getByRole('button', { name: /^Use \d+/ })
    const isUncovered = await use.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect()
      return document.elementFromPoint(x + width / 2, y + height / 2) === button
    })
    expect(isUncovered, 'it is above the foot of the dialog, not under it').toBe(true)
    await shoot(page, 'host-port-in-use')
    const offered = (await use.textContent())?.replace(/\D/g, '') ?? ''
    expect(Number(offered)).toBeGreaterThan(port)
    await use.click()
    await dialog.getByRole('button', { name: 'Open the room' }).click()
    await expect(page.getByRole('heading', { name: 'Workshop, room 2' })).toBeVisible()
    await expect(page.locator('.empty-room .address')).toHaveText(`127.0.0.1:${offered}`)
    const peer = await ClassicPeer.join({ port: Number(offered) })
    peer.reset()
  } finally {
    other.close()
  }
})

test('another room is offered a port of its own', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { port, room: 'Workshop' })
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('button', { name: 'Network', exact: true }).click()
  await settings.getByLabel('Port of a room that I host').fill(String(port))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Host', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await expect(dialog.getByLabel('Port')).toHaveValue(String(port + 1))
})

test('a port that the system has excluded (EACCES) is explained in other words', async ({ launchSnug }) => {
  const port = await freePort()
  const { app, page } = await launchSnug()
  await app.evaluate((_electron, excluded) => {
    const { Server } = process.getBuiltinModule('node:net')
    const listen = Reflect.get(Server.prototype, 'listen') as (this: net.Server, ...args: unknown[]) => net.Server
    Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
      const [options] = args as [{ port?: number }]
      if (options.port !== excluded) return listen.apply(this, args)
      const error = Object.assign(new Error('listen EACCES'), { code: 'EACCES', errno: -13, syscall: 'listen' })
      setImmediate(() => this.emit('error', error))
      return this
    }
  }, port)
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await dialog.getByLabel('Your name').fill('Amara')
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  const alert = dialog.getByRole('alert').filter({ hasText: String(port) })
  await expect(alert).toContainText(`This computer keeps port ${port} reserved for its system.`)
  await expect(alert).not.toContainText('EACCES')
  await dialog.getByRole('button', { name: /^Use \d+/ }).click()
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  await expect(page.getByText('Your room is open.')).toBeVisible()
})

test('two clicks on “Host a room” are one', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  const release = await holdListening(app)
  await page.getByLabel('Your name').fill('Amara')
  await page.getByRole('button', { name: 'Host a room' }).dblclick()
  // Asked after both clicks, and answered after what they asked for has begun.
  await page.evaluate(() => window.snug.request('app.snapshot', {}))
  expect(await release()).toBe(1)
  await expect(page.getByText('Your room is open.')).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('a room that is given up while it opens is closed', async ({ launchSnug }) => {
  const port = await freePort()
  const { app, page } = await launchSnug()
  const release = await holdListening(app)
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await dialog.getByLabel('Your name').fill('Amara')
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  await expect(dialog.getByRole('button', { name: 'Opening…' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
  // Answered after what was asked for before it has begun.
  await page.evaluate(() => window.snug.request('app.snapshot', {}))
  expect(await release()).toBe(1)
  await app.evaluate(() => (globalThis as unknown as { closed: Promise<void> }).closed)
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
})

test('the dialog offers who can reach the room, and the room says it', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await expect(dialog.getByRole('radio', { name: /Only this computer/ })).toBeChecked()
  await shoot(page, 'host-dialog')
  await dialog.getByLabel('Your name').fill('Amara')
  await dialog.getByRole('radio', { name: /This network/ }).check()
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  const mark = page.locator('.room-header').getByRole('button', { name: /This network$/ })
  await expect(mark).toHaveAttribute('title', /the same Wi-Fi/)
  await mark.click()
  await expect(
    page.getByRole('dialog', { name: 'Room settings' }).getByRole('radio', { name: /This network/ }),
  ).toBeFocused()
})

test('the address is copied to the clipboard', async ({ launchSnug }) => {
  const port = await freePort()
  const { app, page } = await launchSnug()
  await hostRoom(page, { port })
  // It says so for a moment only, which may be over before anybody looks.
  const status = page.locator('.empty-room').getByRole('status')
  await status.evaluate((status) =>
    new MutationObserver(() => {
      if (status.textContent !== '') status.setAttribute('data-said', status.textContent)
    }).observe(status, { childList: true, characterData: true, subtree: true }),
  )
  await page.locator('.empty-room').getByRole('button', { name: /Copy/ }).click()
  await expect(status).toHaveAttribute('data-said', 'Copied')
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(`127.0.0.1:${port}`)
})

test('closing the room asks while others are inside, tells everybody, and ends classic clients cleanly', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { port })
  await using client = startPythonClient({ port }, 'pythonista')
  await client.output.until('Connected to server!')
  await expect(people(page)).toContainText('pythonista')

  await page.getByRole('button', { name: 'Close the room' }).click()
  const dialog = page.getByRole('dialog', { name: 'Close the room?' })
  await shoot(page, 'close-room')
  await dialog.getByRole('button', { name: 'Keep it open' }).click()
  await say(page, 'Still here.')
  await client.output.until('Still here.')

  await page.getByRole('button', { name: 'Close the room' }).click()
  await dialog.getByRole('button', { name: 'Close the room' }).click()
  await client.output.until('The host closed the room.')
  await client.output.until('An error occurred!')
  expect(client.output.text).not.toContain('Spinning')
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const again = net.connect(port, '127.0.0.1')
  const [error] = (await once(again, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
})

test('quitting the app closes the room for everybody', async ({ launchSnug }) => {
  const port = await freePort()
  const { app, page } = await launchSnug()
  await hostRoom(page, { port })
  using peer = await ClassicPeer.join({ port })
  await app.close()
  await peer.until('The host closed the room.')
  expect(await peer.closed).toBe('reset')
})

/**
 * Rooms that are opened wait, on whichever port is free, until the answer is called: it lets them go on, says how many
 * there were, and leaves in `closed` when the first of them has ended.
 */
async function holdListening(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate(() => {
    const { Server } = process.getBuiltinModule('node:net')
    const listen = Reflect.get(Server.prototype, 'listen') as (this: net.Server, ...args: unknown[]) => net.Server
    const held: (() => void)[] = []
    const closed = new Promise<void>((resolve) => {
      Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
        const [options, ...rest] = args as [object, ...unknown[]]
        this.once('close', resolve)
        held.push(() => void listen.call(this, { ...options, port: 0 }, ...rest))
        return this
      }
    })
    Object.assign(globalThis, {
      closed,
      release() {
        Server.prototype.listen = listen
        for (const go of held) go()
        return held.length
      },
    })
  })
  return () => app.evaluate(() => (globalThis as unknown as { release: () => number }).release())
}
