/** Living in the tray, on the taskbar, and with the session of the system. */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort, hostRoom, message } from './actions.ts'
import { expect, test, type Snug } from './app.ts'
import {
  catchNotifications,
  chooseInMenu,
  desktopWithTray,
  hideWindow,
  isWindowVisible,
  notifications,
} from './desktop.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { bridged, type Noted } from './bridge.ts'

async function watchTray({ app }: Snug): Promise<void> {
  await app.evaluate(({ Tray }) => {
    const tray = { toolTip: '', menu: null as Electron.Menu | null }
    Object.assign(globalThis, { tray })
    Tray.prototype.setToolTip = (toolTip) => void (tray.toolTip = toolTip)
    Tray.prototype.setContextMenu = (menu) => void (tray.menu = menu)
  })
}

async function closeWindow({ app }: Snug): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
}

test('closing before the desktop has said whether it has a tray waits for that', async ({ launchSnug }) => {
  test.skip(process.platform !== 'linux', 'others always have one')
  const answer = path.join(mkdtempSync(path.join(os.tmpdir(), 'snug-answer-')), 'answer')
  const snug = await launchSnug({ env: desktopWithTray(true, answer) })
  await catchNotifications(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
  await closeWindow(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(false)
  expect(await notifications(snug)).toEqual([])
  writeFileSync(answer, '')
  await expect.poll(() => notifications(snug)).toMatchObject([{ title: 'Snug goes on in the tray' }])
})

test('closing hides in the tray, the room stays open and is counted, and quitting quits', async ({ launchSnug }) => {
  const snug = await launchSnug({ env: desktopWithTray(true) })
  const { app, page } = snug
  await catchNotifications(snug)
  await watchTray(snug)
  const port = await freePort()
  await hostRoom(page, { name: 'Amara', port })
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  const state = () =>
    app.evaluate(({ app }) => ({
      badge: app.getBadgeCount(),
      toolTip: (globalThis as unknown as { tray: { toolTip: string } }).tray.toolTip,
    }))
  // The desktop has been asked by then whether it shows a tray.
  await expect.poll(state).toEqual({ badge: 0, toolTip: 'Snug' })
  await closeWindow(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(false)
  await expect.poll(() => notifications(snug)).toMatchObject([{ title: 'Snug goes on in the tray' }])
  bo.say('Still there?')
  await expect(message(page, 'Still there?')).toBeAttached()
  await expect.poll(state).toEqual({ badge: 1, toolTip: 'Snug – 1 unread message' })

  const choose = (id: string) =>
    app.evaluate(
      (_, id) => (globalThis as unknown as { tray: { menu: Electron.Menu } }).tray.menu.getMenuItemById(id)?.click(),
      id,
    )
  await choose('open')
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
  await expect.poll(state).toEqual({ badge: 0, toolTip: 'Snug' })
  // Explained once is enough.
  await closeWindow(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(false)
  expect((await notifications(snug)).filter(({ title }) => title === 'Snug goes on in the tray')).toHaveLength(1)
  const gone = new Promise((resolve) => snug.process.once('exit', resolve))
  await choose('quit').catch(() => {})
  await gone
})

test('on a Mac the close button leaves Snug in the Dock, whatever the tray', async ({ launchSnug }) => {
  const snug = await launchSnug({ env: desktopWithTray(false) })
  await catchNotifications(snug)
  await expect(snug.page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await snug.app.evaluate(() => Object.defineProperty(process, 'platform', { value: 'darwin' }))
  await snug.page.evaluate(() => window.snug.request('preferences.update', { system: { closeToTray: false } }))
  await closeWindow(snug)
  await expect.poll(() => isWindowVisible(snug)).toBe(false)
  expect(await notifications(snug)).toEqual([])
  await snug.app.evaluate(({ app }) => app.emit('activate'))
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
})

for (const [name, hasTray, closeToTray] of [
  ['without a tray', false, true],
  ['for whoever wants that', true, false],
] as const) {
  test(`the close button closes ${name}`, async ({ launchSnug }) => {
    test.skip(process.platform === 'darwin' || (process.platform === 'win32' && !hasTray))
    const snug = await launchSnug({ env: desktopWithTray(hasTray) })
    await expect(snug.page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
    await snug.page.evaluate((closeToTray) => {
      return window.snug.request('preferences.update', { system: { closeToTray } })
    }, closeToTray)
    const gone = new Promise((resolve) => snug.process.once('exit', resolve))
    await closeWindow(snug).catch(() => {})
    await gone
  })
}

test('a start in the tray shows no window until it is asked for', async ({ launchSnug }) => {
  const snug = await launchSnug({ args: ['--hidden'], env: desktopWithTray(true) })
  await expect(snug.page.getByRole('heading', { name: 'A room of your own' })).toBeAttached()
  expect(await isWindowVisible(snug)).toBe(false)
  await snug.app.evaluate(({ app }) => app.emit('second-instance', {}, []))
  await expect.poll(() => isWindowVisible(snug)).toBe(true)
})

test('what comes after a start in the tray is counted, and stays unread until the window is shown', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const first = await launchSnug({ env: desktopWithTray(true) })
  await hostRoom(first.page, { name: 'Amara', port })
  await first.app.close()
  const snug = await launchSnug({ userData: first.userData, args: ['--hidden'], env: desktopWithTray(true) })
  const { app, page } = snug
  await catchNotifications(snug)
  // It is opened again while the window loads.
  await expect(page.getByRole('heading', { level: 1, name: 'Amara’s room' })).toBeAttached()
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  const badge = () => app.evaluate(({ app }) => app.getBadgeCount())
  for (const [index, text] of ['Anybody?', 'Nobody?'].entries()) {
    bo.say(text)
    await expect(message(page, text)).toBeAttached()
    await expect.poll(badge).toBe(index + 1)
  }
  await expect.poll(() => notifications(snug)).not.toEqual([])
  await app.evaluate(({ app }) => app.emit('second-instance', {}, []))
  await expect.poll(badge).toBe(0)
  await expect(page.getByRole('heading', { name: 'New', exact: true })).toBeVisible()
})

test('starting at login is a file of the desktop on Linux', async ({ launchSnug }, testInfo) => {
  test.skip(process.platform !== 'linux')
  const configuration = testInfo.outputPath('config')
  const { page } = await launchSnug({ env: { XDG_CONFIG_HOME: configuration } })
  await bridged(page)
  const file = path.join(configuration, 'autostart', 'snug.desktop')
  const prefer = (startAtLogin: boolean) =>
    page.evaluate((startAtLogin) => {
      return window.snug.request('preferences.update', { system: { startAtLogin } })
    }, startAtLogin)
  await prefer(true)
  expect(readFileSync(file, 'utf8')).toMatch(/^Exec=".+" "--hidden"$/m)
  await prefer(false)
  expect(existsSync(file)).toBe(false)
})

test('zoom, theme and language are kept and followed', async ({ launchSnug }) => {
  const { app, page, userData } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await chooseInMenu({ app }, 'zoom-in')
  await page.evaluate(() => {
    return window.snug.request('preferences.update', { appearance: { theme: 'dark', language: 'de' } })
  })
  const state = (snug: Pick<Snug, 'app'>) =>
    snug.app.evaluate(({ BrowserWindow, Menu, nativeTheme }) => ({
      zoom: BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor().toFixed(2),
      theme: nativeTheme.themeSource,
      menu: Menu.getApplicationMenu()?.items.some(({ label }) => label === '&Bearbeiten'),
    }))
  const expected = { zoom: '1.10', theme: 'dark', menu: true }
  await expect.poll(() => state({ app })).toEqual(expected)
  await app.close()
  const again = await launchSnug({ userData })
  await expect.poll(() => state(again)).toEqual(expected)
})

test('a misspelt word has suggestions, and selected text can be copied', async ({ launchSnug }) => {
  const { app } = await launchSnug()
  const labels = (params: object) =>
    app.evaluate(({ BrowserWindow, Menu }, params) => {
      const shown: string[] = []
      Menu.prototype.popup = function popup(this: Electron.Menu) {
        shown.push(...this.items.filter(({ type }) => type !== 'separator').map(({ label }) => label))
      }
      BrowserWindow.getAllWindows()[0]?.webContents.emit('context-menu', {}, params)
      return shown
    }, params)
  const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
  const nothing = { isEditable: false, selectionText: '', misspelledWord: '', dictionarySuggestions: [], editFlags }
  expect(await labels(nothing)).toEqual([])
  expect(await labels({ ...nothing, selectionText: 'soup' })).toEqual(['Copy'])
  expect(
    await labels({ ...nothing, isEditable: true, misspelledWord: 'suop', dictionarySuggestions: ['soup'] }),
  ).toEqual(['soup', 'Add to Dictionary', 'Cut', 'Copy', 'Paste', 'Select All'])
})

test('spelling is checked or not, as is wanted, and dictionaries are fetched only if that is', async ({
  launchSnug,
}) => {
  test.skip(process.platform === 'darwin', 'macOS has its own')
  const { app, page } = await launchSnug()
  await app.evaluate(({ session: { defaultSession } }) => {
    const noted: unknown[] = []
    Object.assign(globalThis, { noted })
    defaultSession.setSpellCheckerDictionaryDownloadURL = (url) => void noted.push(new URL(url).hostname)
  })
  const isOn = (): Promise<boolean> =>
    app.evaluate(({ session: { defaultSession } }) => defaultSession.isSpellCheckerEnabled())
  const source = (): Promise<unknown> => app.evaluate(() => (globalThis as Noted).noted.at(-1))
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await expect.poll(isOn).toBe(true)
  await page.keyboard.press('ControlOrMeta+,')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await settings.getByRole('button', { name: 'System', exact: true }).click()
  const check = settings.getByLabel('Check the spelling of what I write')
  const fetch = settings.getByLabel('Fetch the dictionaries that are missing, from Google')
  await expect(fetch).not.toBeChecked()
  await fetch.click()
  await expect.poll(source).toBe('redirector.gvt1.com')
  await check.click()
  await expect.poll(isOn).toBe(false)
  await expect(fetch).toHaveCount(0)
  expect(await source()).toBe('127.0.0.1')
  await check.click()
  await expect.poll(isOn).toBe(true)
  await fetch.click()
  await expect.poll(source).toBe('127.0.0.1')
})

test('nothing is announced of the room that is in front', async ({ launchSnug }) => {
  const snug = await launchSnug()
  await catchNotifications(snug)
  const port = await freePort()
  await hostRoom(snug.page, { name: 'Amara', port })
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  bo.say('seen')
  await expect(message(snug.page, 'seen')).toBeVisible()
  await hideWindow(snug)
  bo.say('unseen')
  // The first would have been announced before.
  await expect.poll(() => notifications(snug)).toMatchObject([{ body: 'unseen' }])
})
