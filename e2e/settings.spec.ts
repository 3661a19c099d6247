import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, hostRoom, message, people, say } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { settled } from './bridge.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

const sections = ['You', 'Appearance', 'Notifications', 'Privacy', 'System', 'Network', 'Keyboard']

async function openSettings(page: Page, section?: string): Promise<Locator> {
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  // A page that has just been drawn may not listen to keys yet.
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press('Control+,')
    await expect(dialog).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(dialog.getByRole('button', { name: 'You', exact: true })).toBeFocused()
  if (section !== undefined) await dialog.getByRole('button', { name: section, exact: true }).click()
  return dialog
}

function settingsIn(userData: string): string {
  return readFileSync(path.join(userData, 'settings.json'), 'utf8')
}

test('what is chosen holds at once, and after a restart', async ({ launchSnug }) => {
  const port = await freePort()
  const first = await launchSnug()
  const { page, userData } = first
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await hostRoom(page, { port })
  await say(page, 'How large am I?')
  const said = message(page, 'How large am I?').locator('.message-text')
  const small = await message(page, 'How large am I?').boundingBox()
  const dialog = await openSettings(page, 'Appearance')
  await dialog.getByLabel('Colours').selectOption('Dark')
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  await dialog.getByLabel('Text size').selectOption('20 pixels')
  await expect(said).toHaveCSS('font-size', '20px')
  await expect(composer(page)).toHaveCSS('font-size', '20px')
  await dialog.getByLabel('Space between messages').selectOption('Compact')
  await expect(said).toHaveCSS('line-height', '27px')
  await dialog.getByLabel('Text size').selectOption('14 pixels')
  await expect
    .poll(async () => (await message(page, 'How large am I?').boundingBox())?.height)
    .toBeLessThan(small?.height ?? 0)
  await dialog.getByLabel('Language').focus()
  await dialog.getByLabel('Language').selectOption('Deutsch')
  const german = page.getByRole('dialog', { name: 'Einstellungen' })
  await expect(german.getByRole('heading', { name: 'Aussehen' })).toBeVisible()
  await expect(german.getByLabel('Sprache')).toBeFocused()
  await german.getByRole('button', { name: 'Benachrichtigungen' }).click()
  await german.getByLabel('Wörter, die wie mein Name zählen').fill('tea, build failed,')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: /^Nachricht an/ })).toBeFocused()
  await settled(page)
  await first.app.close()
  expect(JSON.parse(settingsIn(userData))).toMatchObject({
    preferences: { notifications: { keywords: ['tea', 'build failed'] } },
  })

  const second = await launchSnug({ userData })
  await second.page.getByRole('button', { name: 'Einstellungen' }).click()
  const again = second.page.getByRole('dialog', { name: 'Einstellungen' })
  await again.getByRole('button', { name: 'Aussehen' }).click()
  await expect(again.getByLabel('Farben')).toHaveValue('dark')
  await expect(again.getByLabel('Abstand der Nachrichten')).toHaveValue('compact')
  expect(await second.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  await expect(second.page.locator('html')).toHaveAttribute('data-density', 'compact')
})

test('a shortcut can be changed, a conflict is said, and all can be as usual again', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const dialog = await openSettings(page, 'Keyboard')
  const join = dialog.getByRole('button', { name: /^Change the keys of: Join a room/ })
  await join.click()
  await page.keyboard.press('Control+Shift+H')
  await expect(dialog.getByRole('alert').filter({ hasText: 'already used for: Host a room' })).toBeVisible()
  await page.keyboard.press('Control+C')
  await expect(dialog.getByRole('alert').filter({ hasText: 'needed by the system' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(dialog.getByRole('alert').filter({ hasText: 'alone would be text' })).toBeVisible()
  await page.keyboard.press('Control+B')
  await expect(join).toHaveText('Ctrl+B')
  await expect(join).toBeFocused()
  await join.click()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Control+J')
  await page.keyboard.press('Control+B')
  const joining = page.getByRole('dialog', { name: 'Join a room' })
  await expect(joining).toBeVisible()
  await page.keyboard.press('Escape')
  await openSettings(page, 'Keyboard')
  await dialog.getByRole('button', { name: 'Reset all' }).click()
  await expect(join).toHaveText('Ctrl+J')
})

test('keys that go to a room do only what they were given to before they were kept for that', async ({
  launchSnug,
}) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  for (const room of ['Lunch', 'Lab']) await hostRoom(page, { room, port: await freePort() })
  await page.evaluate(() => window.snug.request('preferences.update', { shortcuts: { people: 'CmdOrCtrl+1' } }))
  await expect(people(page)).toBeVisible()
  await page.keyboard.press('Control+1')
  await expect(people(page)).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lab')
})

test('all keys are seen at a glance, and what the program is made of', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const name = page.getByLabel('Your name')
  await name.focus()
  await page.keyboard.type('?')
  await expect(name).toHaveValue('?')
  await name.fill('')
  await name.blur()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('Ctrl+Shift+F')
  const keys = await sheet.locator('kbd').allTextContents()
  expect(keys).toEqual(expect.arrayContaining(['/', '@', ':', 'Ctrl+1 – Ctrl+9', 'Ctrl+Tab', 'F3', 'Shift+F10']))
  expect(keys).toEqual(expect.arrayContaining(['Ctrl++', 'Ctrl+-', 'Ctrl+0']))
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'shortcuts')
  await page.keyboard.press('Escape')
  await app.evaluate(({ Menu, shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openPath = async (folder: string) => {
      opened.push(folder)
      return ''
    }
    Menu.getApplicationMenu()?.getMenuItemById('about')?.click()
  })
  const about = page.getByRole('dialog', { name: 'About Snug' })
  await expect(about).toContainText(await app.evaluate(({ app }) => app.getVersion()))
  await about.getByRole('button', { name: 'Open the logs folder' }).click()
  const folder = await app.evaluate(({ app }) => app.getPath('logs'))
  await expect.poll(() => app.evaluate(() => (globalThis as { opened?: string[] }).opened)).toEqual([folder])
  expect(readFileSync(path.join(folder, 'snug.log'), 'utf8')).toContain('begins')
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'about')
})

test('axe finds nothing in any section, wide or narrow', async ({ launchSnug }) => {
  test.slow()
  const { page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await hostRoom(page, { port: await freePort() })
  const dialog = await openSettings(page)
  for (const section of sections) {
    await dialog.getByRole('button', { name: section, exact: true }).click()
    await expect(dialog.getByRole('heading', { name: section, level: 3 })).toBeVisible()
    expect(await violations(page), section).toEqual([])
    await shootBoth(page, `settings-${section.toLowerCase()}`)
  }
  await emulate(page, { width: 480, height: 720 })
  await dialog.getByRole('button', { name: 'Privacy', exact: true }).click()
  await expect(dialog.getByText('This computer keeps it for everybody')).toBeVisible()
  expect(await violations(page)).toEqual([])
})

test('that nothing is checked is said as long as there is no dictionary', async ({ launchSnug }) => {
  test.skip(process.platform === 'darwin', 'macOS has its own')
  const { page, userData } = await launchSnug()
  const settings = await openSettings(page, 'System')
  await expect(settings.getByText('nothing is checked until one is fetched or put there')).toBeVisible()
  const folder = path.join(userData, 'Dictionaries')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'en-GB-10-1.bdic'), '')
  await settings.getByRole('button', { name: 'You', exact: true }).click()
  await settings.getByRole('button', { name: 'System', exact: true }).click()
  await expect(settings.getByText('With the dictionaries in your data folder.')).toBeVisible()
})

test('a broken settings file is said in the window, and set aside', async ({ launchSnug }) => {
  const first = await launchSnug()
  await expect(first.page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await first.app.close()
  writeFileSync(path.join(first.userData, 'settings.json'), '{ "version": 1, "nick')
  const { page, userData } = await launchSnug({ userData: first.userData })
  const problem = page.getByRole('alert').filter({ hasText: 'set aside as' }).locator('p')
  await expect(problem).toBeVisible()
  await problem.getByRole('button', { name: 'Dismiss' }).click()
  await expect(problem).toBeHidden()
  expect(readdirSync(userData)).toContainEqual(expect.stringMatching(/^settings\.json\.broken-\d+$/))
})

test('hints are given once, and what others are told is the person’s choice', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await hostRoom(page, { port })
  const hint = page.getByRole('region', { name: 'Hint' })
  await expect(hint).toContainText('This room is open as long as Snug runs')
  await shootBoth(page, 'hint')
  await hint.getByRole('button', { name: 'Got it' }).click()
  await expect(hint).toBeHidden()
  await expect(composer(page)).toBeFocused()
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await expect(hint).toContainText('classic client')
  await hint.getByRole('button', { name: 'Got it' }).click()
  await expect(hint).toBeHidden()

  carol.say('on the record')
  await expect(message(page, 'on the record')).toBeVisible()
  const dialog = await openSettings(page, 'Privacy')
  await dialog.getByLabel('Keep copies of conversations on this computer').uncheck()
  await page.keyboard.press('Escape')
  await settled(page)
  carol.say('off the record')
  await expect(message(page, 'off the record')).toBeVisible()
  await page.keyboard.press('Control+Shift+F')
  const search = page.getByRole('dialog', { name: 'Search' })
  await page.keyboard.type('record')
  await expect(search.getByText('on the record')).toBeVisible()
  await expect(search.getByText('off the record')).toBeHidden()
})

test('a name or a port that is half typed is not kept', async ({ launchSnug }) => {
  const { page, userData } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const dialog = await openSettings(page)
  const name = dialog.getByLabel('Your name')
  await name.fill('Alexander')
  await name.press('Enter')
  for (let left = 'Alexander'.length; left > 0; left -= 1) await name.press('Backspace')
  await expect(dialog.getByText('Type a name.')).toBeVisible()
  await page.keyboard.press('Escape')

  await openSettings(page, 'Network')
  const port = dialog.getByLabel('Port of a room that I host')
  await port.press('End')
  for (let left = 5; left > 0; left -= 1) await port.press('Backspace')
  await expect(dialog.getByText('A port is a number')).toBeVisible()
  await dialog.getByRole('button', { name: 'You', exact: true }).click()
  await expect(name).toHaveValue('Alexander')
  await name.fill('Alexandra')
  await page.keyboard.press('Escape')
  await openSettings(page, 'Network')
  await expect(port).toHaveValue('55555')
  await port.fill('55556')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect
    .poll(() => JSON.parse(settingsIn(userData)) as unknown)
    .toMatchObject({ nickname: 'Alexandra', preferences: { network: { port: 55556 } } })
})
