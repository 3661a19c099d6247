/** Everything that a person does, by keys alone: nothing here clicks, fills or focuses. */
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, log, message, people } from './actions.ts'
import { emulate, expect, type Fixtures, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'

/** Of a window; going all around it is never longer than this. */
const mostStops = 60

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** What has the focus is there to be seen, and is not the page as a whole. */
async function expectFocused(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { activeElement } = document
        return activeElement !== null && activeElement !== document.body && activeElement.checkVisibility()
      }),
    )
    .toBe(true)
}

/** Presses Tab, or what goes the other way, until something has the focus. */
async function goTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(wanted).toBeVisible()
  const isThere = (): Promise<boolean> => wanted.evaluate((element) => element === document.activeElement)
  for (let stops = 0; stops < mostStops && !(await isThere()); stops += 1) await page.keyboard.press(key)
  await expect(wanted).toBeFocused()
}

/** Puts a text in the place of what is in the field that has the focus. */
async function retype(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Hosts a room from the first start on. */
async function hostByKeys(page: Page, port: number): Promise<void> {
  await expect(page.getByLabel('Your name')).toBeFocused()
  await page.keyboard.type('Amara')
  await goTo(page, page.getByRole('button', { name: 'Options for hosting' }))
  await press(page, 'Enter')
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await expect(dialog.getByLabel('Room name')).toBeFocused()
  await expect(dialog.getByLabel('Your name')).toHaveValue('Amara')
  await goTo(page, dialog.getByLabel('Port'))
  await retype(page, String(port))
  await press(page, 'Enter')
  await expect(dialog).toBeHidden()
  await expect(composer(page)).toBeFocused()
}

async function joinByKeys(page: Page, port: number): Promise<void> {
  await expect(page.getByLabel('Your name')).toBeFocused()
  await page.keyboard.type('Bo')
  await goTo(page, page.getByLabel('Address'))
  await retype(page, `127.0.0.1:${port}`)
  await press(page, 'Enter')
  await expect(composer(page)).toBeFocused()
}

async function sayByKeys(page: Page, text: string): Promise<void> {
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type(text)
  await press(page, 'Enter')
  await expect(message(page, text)).toBeVisible()
  await expect(composer(page)).toBeFocused()
}

async function openPair(
  launchSnug: Fixtures['launchSnug'],
): Promise<{ readonly host: Page; readonly guest: Page; readonly port: number }> {
  const port = await freePort()
  const [host, guest] = [(await launchSnug()).page, (await launchSnug()).page]
  for (const page of [host, guest]) await emulate(page, { width: 1280, height: 800 })
  await hostByKeys(host, port)
  await joinByKeys(guest, port)
  await expect(people(host)).toContainText('Bo')
  return { host, guest, port }
}

/** From the composer to the newest message, and to what can be done with it. */
async function openActions(page: Page): Promise<Locator> {
  await goTo(page, log(page), 'Shift+Tab')
  await press(page, 'ArrowUp', 'Enter')
  return page.getByRole('toolbar', { name: 'Actions for this message' })
}

/** Goes along a toolbar or a menu to one of its entries, and takes it. */
async function choose(page: Page, entry: Locator, key: 'ArrowRight' | 'ArrowDown'): Promise<void> {
  const isThere = (): Promise<boolean> => entry.evaluate((element) => element === document.activeElement)
  await expect(entry).toBeVisible()
  for (let steps = 0; steps < 12 && !(await isThere()); steps += 1) await page.keyboard.press(key)
  await expect(entry).toBeFocused()
  await press(page, 'Enter')
}

test.describe.configure({ timeout: 120_000 })

test('one hosts, joins, talks, answers, changes and takes back', async ({ launchSnug }) => {
  const { host, guest } = await openPair(launchSnug)
  await sayByKeys(host, 'Shall we?')
  await expect(message(guest, 'Shall we?')).toBeVisible()

  const bar = await openActions(guest)
  await choose(guest, bar.getByRole('button', { name: 'Reply' }), 'ArrowRight')
  await sayByKeys(guest, 'Gladly')
  await expect(message(host, 'Gladly').locator('.quote')).toContainText('Shall we?')

  await press(guest, 'ArrowUp')
  await expect(composer(guest)).toHaveValue('Gladly')
  await guest.keyboard.type('!')
  await press(guest, 'Enter')
  await expect(message(host, 'Gladly!')).toContainText('edited')
  await expect(composer(guest)).toBeFocused()

  const hostBar = await openActions(host)
  await expect(hostBar.getByRole('button', { name: 'React' })).toBeFocused()
  await press(host, 'Enter')
  await expect(host.getByRole('group', { name: 'Choose a reaction' }).getByRole('button', { name: '👍' })).toBeFocused()
  await press(host, 'Enter')
  await expect(message(guest, 'Gladly!').getByRole('button', { name: /^👍/ })).toBeVisible()
  await expectFocused(host)
  await press(host, 'Escape', 'Escape')
  await expect(composer(host)).toBeFocused()

  const ownBar = await openActions(guest)
  await choose(guest, ownBar.getByRole('button', { name: 'Take back' }), 'ArrowRight')
  const dialog = guest.getByRole('dialog', { name: 'Take this message back?' })
  await goTo(guest, dialog.getByRole('button', { name: 'Take it back' }))
  await press(guest, 'Enter')
  await expect(log(guest)).toContainText('You took back this message.')
  await expectFocused(guest)
  await expect(guest.locator('[data-message]:focus')).toContainText('You took back this message.')
  await press(guest, 'Escape')
  await expect(composer(guest)).toBeFocused()
})

test('emoji, mentions and messages to one alone', async ({ launchSnug }) => {
  const { host, guest } = await openPair(launchSnug)
  await goTo(host, host.getByRole('button', { name: 'Emoji', exact: true }))
  await press(host, 'Enter')
  const picker = host.getByRole('group', { name: 'Choose an emoji' })
  await expect(picker.getByRole('searchbox')).toBeFocused()
  await host.keyboard.type('wave')
  await expect(picker.getByRole('region', { name: 'Found' })).toBeVisible()
  await press(host, 'Enter')
  await expect(picker).toBeHidden()
  await expect(composer(host)).toBeFocused()
  await expect(composer(host)).toHaveValue('👋')
  await host.keyboard.type(' @b')
  await expect(host.getByRole('listbox', { name: 'People' })).toBeVisible()
  await press(host, 'Tab')
  await expect(composer(host)).toHaveValue('👋 @Bo ')
  await press(host, 'Enter')
  await expect(message(guest, '👋 @Bo')).toBeVisible()

  const bo = people(host).getByRole('button', { name: /^(BO)?Bo/ })
  await goTo(host, bo)
  await press(host, 'Enter')
  await expect(host.getByRole('menuitem').first()).toBeFocused()
  await press(host, 'Escape')
  await expect(bo).toBeFocused()
  await press(host, 'Enter')
  await choose(host, host.getByRole('menuitem', { name: 'Message' }), 'ArrowDown')
  await sayByKeys(host, 'For you alone')
  await expect(message(guest, 'For you alone')).toBeVisible()
  await press(host, 'Escape')

  await goTo(host, bo)
  await press(host, 'Enter')
  await choose(host, host.getByRole('menuitem', { name: 'Remove' }), 'ArrowDown')
  await expectFocused(host)
  await goTo(host, host.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }))
  await press(host, 'Enter')
  await expect(people(host)).not.toContainText('Bo')
  await expectFocused(host)
})

test('finding, searching, going elsewhere, settings and the sheet of keys', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostByKeys(page, await freePort())
  await sayByKeys(page, 'The blue door')
  const hint = page.getByRole('button', { name: 'Got it' })
  await goTo(page, hint, 'Shift+Tab')
  await press(page, 'Enter')
  await expect(hint).toBeHidden()
  await expect(composer(page)).toBeFocused()

  await press(page, 'ControlOrMeta+f')
  await expect(page.getByRole('textbox', { name: 'Find here' })).toBeFocused()
  await page.keyboard.type('blue')
  await expect(page.getByRole('search', { name: 'Find in this conversation' })).toContainText('1 of 1')
  await press(page, 'Escape')
  await expect(composer(page)).toBeFocused()

  await press(page, 'ControlOrMeta+Shift+F')
  const search = page.getByRole('dialog', { name: 'Search' })
  await page.keyboard.type('door')
  const hit = search.getByRole('option', { name: /The blue door/ })
  await expect(hit).toBeVisible()
  await press(page, 'ArrowDown')
  await expect(search.getByRole('combobox')).toHaveAttribute(
    'aria-activedescendant',
    (await hit.getAttribute('id')) ?? '',
  )
  await press(page, 'Enter')
  await expect(search).toBeHidden()
  await expectFocused(page)

  await press(page, 'ControlOrMeta+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('settings')
  await press(page, 'Enter')
  const settings = page.getByRole('dialog', { name: 'Settings' })
  const sections = settings.getByRole('navigation').getByRole('button')
  for (const name of await sections.allTextContents()) {
    const section = settings.getByRole('navigation').getByRole('button', { name, exact: true })
    await goTo(page, section)
    await press(page, 'Enter')
    await expect(settings.getByRole('heading', { level: 3, name })).toBeVisible()
    await expect(section).toBeFocused()
  }
  await goTo(page, settings.getByRole('button', { name: 'Appearance', exact: true }), 'Shift+Tab')
  await press(page, 'Enter')
  const colours = settings.getByLabel('Colours')
  await goTo(page, colours)
  await page.keyboard.type('Dark')
  await expect(colours).toHaveValue('dark')
  await expect(colours).toBeFocused()
  await press(page, 'Escape')
  await expect(settings).toBeHidden()
  await expectFocused(page)

  await goTo(page, log(page), 'Shift+Tab')
  await press(page, '?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await expectFocused(page)
  await press(page, 'Escape')
  await expect(log(page)).toBeFocused()
})

test('the topic, who reached the room, and closing it', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostByKeys(page, port)
  const menu = page.getByRole('button', { name: 'Room menu' })
  await goTo(page, menu, 'Shift+Tab')
  await press(page, 'Enter')
  await choose(page, page.getByRole('menuitem', { name: 'Set a topic…' }), 'ArrowDown')
  await expectFocused(page)
  await page.keyboard.type('Lunch')
  await press(page, 'Enter')
  await expect(page.locator('.room-header')).toContainText('Lunch')
  await expect(menu).toBeFocused()

  await press(page, 'Enter')
  await choose(page, page.getByRole('menuitem', { name: 'Who reached this room…' }), 'ArrowDown')
  const arrivals = page.getByRole('dialog', { name: 'Who reached this room' })
  await goTo(page, arrivals.getByRole('button', { name: `Copy 127.0.0.1:${port}` }))
  using silent = await ClassicPeer.connect({ port })
  await expect(arrivals).toContainText('is asked for a name')
  await expectFocused(page)
  silent.end()
  await press(page, 'Escape')
  await expect(arrivals).toBeHidden()
  await expect(menu).toBeFocused()

  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await expect(people(page)).toContainText('carol')
  await press(page, 'ControlOrMeta+Shift+L')
  const closing = page.getByRole('dialog')
  await expect(closing).toBeVisible()
  await expectFocused(page)
  await press(page, 'Escape')
  await expect(menu).toBeFocused()
  await press(page, 'ControlOrMeta+Shift+L')
  await goTo(page, closing.getByRole('button', { name: 'Close the room' }))
  await press(page, 'Enter')
  await carol.until('The host closed the room.')
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await expectFocused(page)
})

test('a join that fails leads to the doctor, and back', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await expect(page.getByLabel('Your name')).toBeFocused()
  await page.keyboard.type('Bo')
  await press(page, 'ControlOrMeta+j')
  const join = page.getByRole('dialog', { name: 'Join a room' })
  await expect(join.getByLabel('Address')).toBeFocused()
  await retype(page, `127.0.0.1:${await freePort()}`)
  await press(page, 'Enter')
  await goTo(page, join.getByRole('button', { name: 'Find out why' }))
  await press(page, 'Enter')
  const doctor = page.getByRole('dialog', { name: 'Find out why' })
  await expect(doctor.locator('[data-step="connect"]')).toHaveAttribute('data-state', 'failed')
  await expectFocused(page)
  await press(page, 'Escape')
  await expect(join.getByLabel('Address')).toBeFocused()
  await press(page, 'Escape')
  await expect(join).toBeHidden()
  await expectFocused(page)
})

test('a guest goes away and comes back, takes another name, and leaves', async ({ launchSnug }) => {
  const { host, guest } = await openPair(launchSnug)
  await goTo(guest, guest.locator('.self-button'), 'Shift+Tab')
  await press(guest, 'Enter')
  await choose(guest, guest.getByRole('menuitem', { name: 'Set away…' }), 'ArrowDown')
  const away = guest.getByRole('dialog', { name: 'Set away' })
  await expect(away.getByLabel('What others should know')).toBeFocused()
  await guest.keyboard.type('At lunch')
  await press(guest, 'Enter')
  await expect(away).toBeHidden()
  await expect(people(host)).toContainText('Away: At lunch')
  await expect(guest.locator('.self-button')).toBeFocused()
  await press(guest, 'Enter')
  await choose(guest, guest.getByRole('menuitem', { name: 'I’m back' }), 'ArrowDown')
  await expect(people(host)).not.toContainText('At lunch')

  await expect(guest.locator('.self-button')).toBeFocused()
  await press(guest, 'Enter')
  await choose(guest, guest.getByRole('menuitem', { name: 'Change name…' }), 'ArrowDown')
  const rename = guest.getByRole('dialog', { name: 'Change your name' })
  await expect(rename.getByLabel('Your name')).toBeFocused()
  await retype(guest, 'amara')
  await press(guest, 'Enter')
  await expect(rename.getByRole('alert').filter({ hasText: 'The name amara is taken here.' })).toBeVisible()
  await expect(rename.getByLabel('Your name')).toBeFocused()
  await retype(guest, 'Bodil')
  await press(guest, 'Enter')
  await expect(rename).toBeHidden()
  await expect(people(host)).toContainText('Bodil')
  await expectFocused(guest)

  await press(guest, 'ControlOrMeta+Shift+L')
  await expect(people(host)).not.toContainText('Bodil')
  await expect(guest.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await expectFocused(guest)
})
