import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { composer, freePort, hostRoom, joinRoom, message, people, say } from './actions.ts'
import { expect, test, type Snug } from './app.ts'
import { desktopWithTray, isWindowVisible } from './desktop.ts'
import { startPythonServer } from './peers/python.ts'

function bounds({ app }: Snug): Promise<{ x: number; y: number; width: number; height: number } | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())
}

/** What a script answers in the page: Playwright gives up one that has died, and does not see the next. */
function found({ app }: Snug, script: string): Promise<unknown> {
  return app.evaluate(async ({ BrowserWindow }, code) => {
    const [window] = BrowserWindow.getAllWindows()
    return window?.webContents.executeJavaScript(code).catch(() => 'There is no page yet.')
  }, script)
}

test('a link that starts the app opens the join dialog, filled in', async ({ launchSnug }) => {
  const { page } = await launchSnug({ args: ['snug://10.0.0.5:4242/'] })
  const dialog = page.getByRole('dialog', { name: 'Join a room' })
  await expect(dialog.getByLabel('Address')).toHaveValue('10.0.0.5:4242')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await expect(dialog).toBeHidden()
})

test('a link that is opened while Snug runs comes to the same window', async ({ launchSnug }) => {
  const { page, userData } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const second = await launchSnug({ userData, args: ['snug://[::1]:55555'] }).catch((error: unknown) => String(error))
  expect(second).toContain('Process failed to launch')
  await expect(page.getByRole('dialog', { name: 'Join a room' }).getByLabel('Address')).toHaveValue('[::1]:55555')
})

test('a link that is opened when the page has just died is there in the next one', async ({ launchSnug }) => {
  const snug = await launchSnug()
  await expect(snug.page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await snug.app.evaluate(({ app, BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const now = Date.now
    // So long that it is worth another try.
    Date.now = () => now() + 60_000
    contents?.once('render-process-gone', () => app.emit('second-instance', {}, ['snug://10.0.0.5:4242']))
    contents?.forcefullyCrashRenderer()
  })
  const values = `Array.from(document.querySelectorAll('dialog input'), ({ value }) => value)`
  await expect.poll(() => found(snug, values)).toContain('10.0.0.5:4242')
})

test('a page that died at once comes back when somebody looks for the window', async ({ launchSnug }) => {
  const snug = await launchSnug()
  await expect(snug.page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await snug.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('render-process-gone', () => resolve())
        contents?.forcefullyCrashRenderer()
      }),
  )
  await snug.app.evaluate(({ app }) => app.emit('second-instance', {}, []))
  await expect.poll(() => found(snug, `document.querySelector('h1')?.textContent`)).toBe('A room of your own')
})

test('a link waits for the dialog that is open, which keeps what was typed', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  const open = async (address: string): Promise<void> => {
    await app.evaluate(({ app }, link) => app.emit('second-instance', {}, [link]), `snug://${address}`)
    // Whatever the window was told before, it has heard by now.
    await page.evaluate(() => window.snug.request('app.snapshot', {}))
  }
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  const hosting = page.getByRole('dialog', { name: 'Host a room' })
  await hosting.getByLabel('Room name').fill('Workshop, room 2')
  await open('10.0.0.5:4242')
  await expect(hosting.getByLabel('Room name')).toHaveValue('Workshop, room 2')
  await page.keyboard.press('Escape')
  const joining = page.getByRole('dialog', { name: 'Join a room' })
  await expect(joining.getByLabel('Address')).toHaveValue('10.0.0.5:4242')
  await joining.getByLabel('Your name').fill('Bo')
  await open('10.0.0.5:4242')
  await expect(joining.getByLabel('Your name')).toHaveValue('Bo')
  await page.keyboard.press('Escape')
  // Opened anew, with nothing of what was typed before.
  await expect(joining.getByLabel('Your name')).toHaveValue('')
  await expect(joining.getByLabel('Address')).toHaveValue('10.0.0.5:4242')
  await page.keyboard.press('Escape')
  await expect(joining).toBeHidden()
})

test('a link to a room that is open does not ask to join it after waiting for a dialog', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  const port = await freePort()
  await hostRoom(page, { port })
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await app.evaluate(({ app }, link) => app.emit('second-instance', {}, [link]), `snug://127.0.0.1:${port}/?name=Room`)
  await page.evaluate(() => window.snug.request('app.snapshot', {}))
  const joining = page.getByRole('dialog', { name: 'Join a room' })
  await expect(joining).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(joining).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('a link that cannot be understood is shown, and what is wrong is said', async ({ launchSnug }) => {
  const { page } = await launchSnug({ args: ['snug://127.0.0.1:notaport'] })
  const dialog = page.getByRole('dialog', { name: 'Join a room' })
  await dialog.getByLabel('Your name').fill('Bo')
  await dialog.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(dialog.getByRole('alert').first()).toContainText('notaport')
})

test('keys that are pressed as soon as the window is drawn are obeyed', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await page.addInitScript(() => {
    const comma = { key: ',', code: 'Comma', bubbles: true }
    const observer = new MutationObserver(() => {
      if (!document.querySelector('h1')) return
      observer.disconnect()
      const isMac = navigator.platform.startsWith('Mac')
      document.body.dispatchEvent(new KeyboardEvent('keydown', { ...comma, ctrlKey: !isMac, metaKey: isMac }))
    })
    observer.observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
})

test('what is typed as soon as a room is drawn is in the composer', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await hostRoom(page, { port: await freePort() })
  await page.addInitScript(() => {
    // The window is drawn once it has its fonts: not before it knows of the room, so that this is drawn at first.
    document.fonts.load = () => window.snug.request('app.snapshot', {}).then(() => [])
    const observer = new MutationObserver(() => {
      if (!document.querySelector('textarea')) return
      observer.disconnect()
      document.execCommand('insertText', false, 'At once')
    })
    observer.observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await expect(composer(page)).toHaveValue('At once')
})

test('name, recent rooms and the window’s place are remembered', async ({ launchSnug }) => {
  await using server = await startPythonServer()
  const { port } = server
  const first = await launchSnug()
  await joinRoom(first.page, { name: 'Bo', address: `127.0.0.1:${port}` })
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 40, width: 900, height: 640 }),
  )
  const placed = await bounds(first)
  await first.page.getByRole('button', { name: 'Leave the room' }).click()
  await expect(first.page.getByRole('region', { name: 'Recent' })).toContainText(`127.0.0.1:${port}`)
  await first.app.close()

  const second = await launchSnug({ userData: first.userData })
  await expect(second.page.getByLabel('Your name')).toHaveValue('Bo')
  expect(await bounds(second)).toEqual(placed)
  await second.page.getByLabel('Your name').fill('Cy')
  await second.page.getByLabel('Your name').blur()
  const recent = second.page.getByRole('region', { name: 'Recent' }).getByRole('button').first()
  await expect(recent).toContainText('as Bo')
  await recent.click()
  await expect(second.page.getByRole('textbox', { name: /^Message to/ })).toBeFocused()
  await expect(people(second.page)).toContainText('Bo (you)')
})

test('a window whose monitor is gone comes back on one that exists', async ({ launchSnug }) => {
  const first = await launchSnug()
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 20_000, y: 9000, width: 900, height: 640 }),
  )
  await first.app.close()
  const second = await launchSnug({ userData: first.userData })
  const { x, y, width, height } = (await bounds(second)) ?? {}
  // It was written down, and is not simply where a new window opens.
  expect([width, height]).toEqual([900, 640])
  expect(x).toBeLessThan(20_000)
  expect(y).toBeLessThan(9000)
})

test('a maximised window that starts in the tray is maximised once it is shown', async ({ launchSnug }, testInfo) => {
  const userData = testInfo.outputPath('user')
  const file = path.join(userData, 'settings.json')
  const window = { bounds: { x: 60, y: 40, width: 900, height: 640 }, maximized: true }
  mkdirSync(userData)
  writeFileSync(file, JSON.stringify({ version: 1, window }))
  const start = async () => {
    const snug = await launchSnug({ userData, args: ['--hidden'], env: desktopWithTray(true) })
    await expect(snug.page.getByRole('heading', { name: 'A room of your own' })).toBeAttached()
    expect(await isWindowVisible(snug)).toBe(false)
    return snug
  }
  await (await start()).app.close()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ window })
  const snug = await start()
  await snug.app.evaluate(({ app }) => app.emit('second-instance', {}, []))
  await expect
    .poll(() => snug.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMaximized()))
    .toBe(true)
})

test('the menu has the standard roles and Snug’s own commands', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const labels = await app.evaluate(({ Menu }) => {
    const flatten = (menu: Electron.Menu): string[] =>
      menu.items.flatMap((item) => [item.label || (item.role ?? ''), ...(item.submenu ? flatten(item.submenu) : [])])
    const menu = Menu.getApplicationMenu()
    return menu ? flatten(menu).map((label) => label.toLowerCase()) : []
  })
  expect(labels.join()).toMatch(/edit.*(zoom|view).*window/)
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('join')?.click())
  await expect(page.getByRole('dialog', { name: 'Join a room' })).toBeVisible()
  await page.keyboard.press('Escape')
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('host')?.click())
  await expect(page.getByRole('dialog', { name: 'Host a room' })).toBeVisible()
  await page.keyboard.press('Escape')
  await hostRoom(page, { port: await freePort() })
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('leave')?.click())
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
})

test('a foreign page that got hold of the bridge is refused, and so is a malformed request', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const malformed = await page.evaluate(() => {
    const { request } = window.snug as unknown as { request: (name: string, payload: unknown) => Promise<unknown> }
    return Promise.all([
      request('room.join', { address: 7 }),
      request('room.leave', { roomId: 'x', extra: true }),
      request('constructor', {}),
      request('room.leave', { roomId: 'nowhere' }),
    ])
  })
  expect(malformed.map((answer) => (answer as { error: { code: string } }).error.code)).toEqual([
    'bad-request',
    'bad-request',
    'bad-request',
    'no-such-room',
  ])

  const opened = app.waitForEvent('window')
  await app.evaluate(({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/dist/preload/index.cjs`
    const foreign = new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } })
    void foreign.loadURL('data:text/html,<h1>Elsewhere</h1>')
  })
  const foreign = await opened
  await expect(foreign.getByRole('heading', { name: 'Elsewhere' })).toBeVisible()
  const answer = await foreign.evaluate(() => window.snug.request('app.snapshot', {}))
  expect(answer).toMatchObject({ ok: false, error: { code: 'bad-request' } })
})

test('a conversation that cannot be drawn says so and leaves the draft alone; a reload brings it back', async ({
  launchSnug,
}) => {
  const { page, complaints } = await launchSnug()
  await hostRoom(page, { port: await freePort() })
  await say(page, 'first')
  await expect(message(page, 'first')).toBeVisible()
  await composer(page).fill('half a thou')
  await page.evaluate(() => {
    // oxlint-disable-next-line no-extend-native -- What draws a time fails, as it would of one that cannot be.
    Reflect.set(Date.prototype, 'toISOString', () => {
      throw new RangeError('Invalid time value')
    })
    return window.snug.request('preferences.update', { appearance: { language: 'de' } })
  })
  const failed = page.getByRole('alert').filter({ hasText: 'Dieses Gespräch lässt sich nicht anzeigen' })
  await expect(failed).toBeVisible()
  const writing = page.getByRole('textbox', { name: /^Nachricht an/ })
  await expect(writing).toHaveValue('half a thou')
  expect(complaints.splice(0).join('\n')).toContain('Invalid time value')
  await failed.getByRole('button', { name: 'Fenster neu laden' }).click()
  await expect(page.getByRole('article').filter({ hasText: 'first' })).toBeVisible()
  await expect(writing).toHaveValue('half a thou')
})
