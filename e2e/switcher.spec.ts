/** Going to rooms, people, commands and settings by a few letters. */
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, people } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { startPythonServer } from './peers/python.ts'
import { violations } from './violations.ts'

function field(page: Page): Locator {
  return page.getByRole('combobox', { name: 'A room, a person, a command or a setting' })
}

function options(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Go to' }).getByRole('option')
}

async function openSwitcher(page: Page): Promise<void> {
  // A page that has just been drawn may not listen to keys yet.
  await expect(async () => {
    if (!(await field(page).isVisible())) await page.keyboard.press('ControlOrMeta+k')
    await expect(field(page)).toBeFocused({ timeout: 1000 })
  }).toPass()
}

/** Finds something by letters, and goes to the best. */
async function goTo(page: Page, letters: string, best: string | RegExp): Promise<void> {
  await openSwitcher(page)
  await field(page).fill(letters)
  await expect(options(page).first()).toContainText(best)
  await page.keyboard.press('Enter')
}

test('rooms, people and commands are reached by a few letters, and Escape gives the focus back', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Björn', address: `127.0.0.1:${port}` })
  await expect(page.getByRole('complementary', { name: 'People' })).toContainText('Björn')

  const people = page.getByRole('button', { name: '2 people' })
  await people.focus()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(field(page)).toBeFocused()
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('ArrowUp')
  await expect(options(page).last()).toHaveAttribute('aria-selected', 'true')
  await expect(options(page).last()).toBeInViewport()
  await page.keyboard.press('Escape')
  await expect(people).toBeFocused()

  await openSwitcher(page)
  await field(page).fill('bjrn')
  await expect(options(page)).toHaveText([/Björn/])
  await page.keyboard.press('Enter')
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type('For you alone')
  await page.keyboard.press('Enter')
  await expect(guest.page.getByRole('log')).toContainText('For you alone')

  await openSwitcher(page)
  await field(page).fill('qqq')
  await expect(page.getByText('Nothing is called that.')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await field(page).fill('join')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Join a room' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(composer(page)).toBeFocused()
})

test('a room is closed by its command, which is not offered where there is none', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  await page.keyboard.press('ControlOrMeta+k')
  await expect(options(page).first()).toContainText('Amara’s room')
  await shootBoth(page, 'switcher')
  await field(page).fill('close')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(options(page).filter({ hasText: 'Host a room' })).toBeVisible()
  await expect(options(page).filter({ hasText: 'Leave or close' })).toHaveCount(0)
})

/** Letters, the field that they mean, and its section. */
const settings = [
  ['nickname', 'Your name', 'You'],
  ['fingerprint', 'Your key', 'You'],
  ['dark', 'Colours', 'Appearance'],
  ['space', 'Space between messages', 'Appearance'],
  ['text s', 'Text size', 'Appearance'],
  ['zoom', 'Zoom', 'Appearance'],
  ['deutsch', 'Language', 'Appearance'],
  ['notify', 'Notify about', 'Notifications'],
  ['words that', 'Words that count as my name', 'Notifications'],
  ['play', 'Play a sound', 'Notifications'],
  ['show who', 'Show who said what', 'Notifications'],
  ['tell others', 'Tell others that I am writing', 'Privacy'],
  ['read marks', 'Confirm messages that I have got', 'Privacy'],
  ['be away', 'Be away when nobody touches this computer', 'Privacy'],
  ['copies', 'Keep copies of conversations on this computer', 'Privacy'],
  ['keeps what', 'Who keeps what', 'Privacy'],
  ['last time', 'Open the rooms of last time when Snug starts', 'System'],
  ['tray', 'The close button leaves Snug running', 'System'],
  ['autostart', 'Start Snug when I log in', 'System'],
  ['spell', 'Check the spelling of what I write', 'System'],
  ['reach', 'Who can reach a room that I host', 'Network'],
  ['port', 'Port of a room that I host', 'Network'],
  ['drop', 'Reconnect by itself after a drop', 'Network'],
] as const

test('each setting is found by its words, and has the focus then', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  const dialog = page.getByRole('dialog', { name: 'Settings' })
  for (const [letters, words, section] of settings) {
    await goTo(page, letters, words)
    await expect(dialog.getByRole('heading', { name: section, exact: true, level: 3 })).toBeVisible()
    const focused = dialog.locator('.settings-section :focus')
    await expect(focused).toBeInViewport()
    const label = await focused.evaluate((one) => ('labels' in one ? one.closest('label, .field') : one)?.textContent)
    expect(label).toContain(words)
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
  await goTo(page, 'privacy', 'Privacy')
  await expect(dialog.getByRole('button', { name: 'Privacy' })).toBeFocused()
})

test('settings are found in the language of the window', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await goTo(page, 'deutsch', 'Language')
  await page.getByLabel('Language').selectOption('Deutsch')
  await expect(page.getByLabel('Sprache')).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  const german = page.getByRole('combobox', { name: 'Ein Raum, eine Person, ein Befehl oder eine Einstellung' })
  await german.fill('dunkel')
  await expect(page.getByRole('option').first()).toContainText('Farben')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Farben')).toBeFocused()
})

test('what the menus of the room and of the bell can do is done by a few letters, too', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await openSwitcher(page)
  await field(page).fill('topic')
  await expect(options(page).filter({ hasText: 'topic' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await hostRoom(page, { name: 'Amara', port: await freePort() })

  await goTo(page, 'quiet', 'Do not disturb')
  await expect(page.getByRole('button', { name: /^Do not disturb until/ })).toBeVisible()
  await openSwitcher(page)
  await field(page).fill('disturb')
  await expect(options(page).filter({ hasText: 'for 30 minutes' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await goTo(page, 'turn do not', 'Turn do not disturb off')
  await expect(page.getByRole('button', { name: 'Notifications are on' })).toBeVisible()

  await goTo(page, 'mute', 'Mute notifications')
  await goTo(page, 'mute', 'Unmute notifications')
  for (const [letters, words, title] of [
    ['topic', 'Set a topic…', /topic/i],
    ['room settings', 'Room settings…', /settings/i],
    ['who can reach', 'Who can reach it…', /settings/i],
    ['who reached', 'Who reached this room…', 'Who reached this room'],
    ['change name', 'Change name…', /name/i],
  ] as const) {
    await goTo(page, letters, words)
    await expect(page.getByRole('dialog', { name: title })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await goTo(page, 'present', 'Present: notifications without content')
  await expect(page.getByRole('button', { name: /^Presenting until/ })).toBeVisible()
  await openSwitcher(page)
  await field(page).fill('export')
  await expect(options(page)).toHaveText([/^Export as JSON…/, /^Export as Markdown…/])
})

test('people of every room are found, and shown where they cannot be written to alone', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await using server = await startPythonServer()
  await joinRoom(page, { name: 'Amara', address: `127.0.0.1:${server.port}` })
  using guest = await ClassicPeer.join({ port: server.port, nickname: 'dave' })
  guest.say('hello')
  await expect(people(page)).toContainText('dave')

  await openSwitcher(page)
  await field(page).fill('ca')
  await expect(options(page).first()).toContainText('carol')
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'switcher-letters')
  await page.keyboard.press('Escape')
  await goTo(page, 'carol', /^carol.*direct message.*Amara’s room/)
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type('psst')
  await page.keyboard.press('Enter')
  await carol.until('(only to carol): psst')

  const dave = page.getByRole('button', { name: 'dave' })
  await goTo(page, 'dave', /^dave127/)
  await expect(dave).toBeFocused()
  await goTo(page, 'carol', 'carol')
  await emulate(page, { width: 700, height: 800 })
  await goTo(page, 'dave', 'dave')
  await expect(page.getByRole('dialog', { name: 'People' })).toBeVisible()
  await expect(dave).toBeFocused()
  expect(await violations(page)).toEqual([])
})
