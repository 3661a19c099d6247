/** Finding what was said, and taking it along in a file. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from 'playwright/test'
import { beforeYouCame, composer, freePort, hostRoom, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, type Fixtures, shoot, shootBoth, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

function searchDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Search' })
}

function words(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Words to search for' })
}

function hits(page: Page): Locator {
  return page.getByRole('option')
}

interface Visit extends Disposable {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  readonly port: number
  readonly bo: ClassicPeer
}

/** A room of Amara in which Bo and she have said a few things. */
async function openTalk(launchSnug: Fixtures['launchSnug']): Promise<Visit> {
  const port = await freePort()
  const { app, page, userData } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port })
  const bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  for (const text of ['Is the blue door open?', 'The adapter lies on the blue table.']) {
    bo.say(text)
    await expect(message(page, text)).toBeVisible()
  }
  for (const text of ['The door is locked after five.', 'Lunch is at noon.', 'Doors are red.']) {
    await say(page, text)
    await expect(message(page, text)).toBeVisible()
  }
  return { app, page, userData, port, bo, [Symbol.dispose]: () => bo[Symbol.dispose]() }
}

test('messages are found by words, a phrase, an author and a day, newest first', async ({ launchSnug }) => {
  using talk = await openTalk(launchSnug)
  const { page } = talk
  await page.keyboard.press('ControlOrMeta+Shift+F')
  await expect(words(page)).toBeFocused()
  await expect(searchDialog(page)).toContainText('Find what was said')
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'search-empty')

  await page.keyboard.type('door')
  await expect(hits(page)).toHaveText([/Doors are red/, /The door is locked after five/, /Is the blue door open/])
  await expect(hits(page).nth(1).locator('mark')).toHaveText('door')
  await expect(searchDialog(page).getByRole('status')).toHaveText('3 messages, newest first')
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'search')

  await words(page).fill('"blue door"')
  await expect(hits(page)).toHaveText([/Is the blue door open/])
  await words(page).fill('')
  const author = searchDialog(page).getByLabel('By')
  await author.fill('Bo')
  await expect(hits(page)).toHaveText([/The adapter lies/, /Is the blue door open/])
  await author.fill('')
  await words(page).fill('')
  await words(page).pressSequentially('blue from:bo tab')
  await expect(words(page)).toHaveValue('blue tab')
  await expect(author).toHaveValue('bo')
  await expect(hits(page)).toHaveText([/The adapter lies/])
  await words(page).fill('submarine')
  await expect(searchDialog(page)).toContainText('Nothing like this was said')
  await shoot(page, 'search-nothing')
  await searchDialog(page).getByRole('button', { name: 'Look everywhere' }).click()
  await expect(searchDialog(page).getByRole('radio', { name: 'Everywhere' })).toBeChecked()

  await words(page).fill('')
  await words(page).pressSequentially('in:amara after:soon blue')
  await expect(words(page)).toHaveValue('after:soon blue')
  await expect(hits(page)).toHaveCount(2)
  await expect(searchDialog(page).getByRole('alert').first()).toContainText('A day is written with its year')
  const tops = await searchDialog(page)
    .locator('.search-days input')
    .evaluateAll((days) => days.map((day) => day.getBoundingClientRect().top))
  expect(tops, 'the days stand on one line').toEqual([tops[0], tops[0]])
  await shoot(page, 'search-filters')
  await searchDialog(page).getByRole('button', { name: 'in amara' }).click()
  await expect(searchDialog(page).getByRole('radio', { name: 'Everywhere' })).toBeChecked()

  await words(page).fill('blue')
  await expect(hits(page)).toHaveCount(2)
  const today = await page.evaluate(() => {
    const now = new Date()
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
  })
  await searchDialog(page).getByLabel('From').fill(today)
  await searchDialog(page).getByLabel('Until').fill(today)
  await expect(hits(page)).toHaveCount(2)
  await searchDialog(page).getByLabel('Until').fill('2001-01-01')
  await expect(searchDialog(page).getByRole('alert').first()).toContainText('The last day is before the first.')
  await expect(hits(page)).toHaveCount(0)
  await shoot(page, 'search-backwards')
  await searchDialog(page).getByLabel('From').fill('')
  await expect(searchDialog(page)).toContainText('Nothing like this was said')
  const clear = searchDialog(page).getByRole('button', { name: 'Clear the filters' })
  await clear.click()
  await expect(hits(page)).toHaveCount(2)
  await expect(words(page)).toBeFocused()
  await expect(clear).toHaveCount(0)
  await words(page).fill('')
  await words(page).pressSequentially('in:nowhere blue')
  await expect(searchDialog(page)).toContainText('No room is called that')
  await shoot(page, 'search-no-room')
})

test('arrows go through what was found, and Enter to where it was said, however long ago', async ({ launchSnug }) => {
  using talk = await openTalk(launchSnug)
  const { page, port, bo } = talk
  const guest = await launchSnug()
  await emulate(guest.page, { width: 1280, height: 800 })
  // In one piece: who says so much one by one is slowed down by the host.
  bo.send(Array.from({ length: 120 }, (_, index) => `Bo: number ${index + 1}\n`).join(''))
  await expect(message(page, 'number 120')).toBeVisible()
  await page.getByRole('button', { name: 'Search in this room' }).click()
  await page.keyboard.type('number')
  await expect(searchDialog(page).getByRole('status')).toContainText('+ messages')
  const first = await hits(page).count()
  await hits(page).last().scrollIntoViewIfNeeded()
  await expect.poll(() => hits(page).count()).toBeGreaterThan(first)
  await words(page).fill('door')
  await expect(hits(page)).toHaveCount(3)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(hits(page).nth(2)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(searchDialog(page)).toBeHidden()
  await expect(message(page, 'Is the blue door open?')).toBeInViewport()
  await shoot(page, 'search-jumped')
  await joinRoom(guest.page, { name: 'Cy', address: `127.0.0.1:${port}` })
  // What was said is searched as it is at that moment.
  await expect(beforeYouCame(guest.page)).toBeVisible()
  await guest.page.keyboard.press('ControlOrMeta+Shift+F')
  await guest.page.keyboard.type('number 1')
  await expect(hits(guest.page).first()).toBeVisible()
})

test('what was said in a room that is not open is shown with what was said around it', async ({ launchSnug }) => {
  const { page, bo } = await openTalk(launchSnug)
  bo.reset()
  await expect(log(page)).toContainText('Bo left')
  const other = await freePort()
  await page.getByRole('button', { name: 'Host', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await dialog.getByLabel('Room name').fill('LAN party')
  await dialog.getByLabel('Port').fill(String(other))
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  await expect(page.getByRole('heading', { name: 'LAN party' })).toBeVisible()
  await say(page, 'No door here')
  await expect(message(page, 'No door here')).toBeVisible()

  await page.getByRole('button', { name: 'Search everywhere' }).click()
  await expect(searchDialog(page).getByRole('radio', { name: 'Everywhere' })).toBeChecked()
  await words(page).fill('door')
  await expect(hits(page)).toHaveCount(4)
  await searchDialog(page).getByRole('radio', { name: 'This room' }).check()
  await expect(hits(page)).toHaveText([/No door here/])
  await expect(words(page)).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  await expect(searchDialog(page).getByRole('radio', { name: 'Everywhere' })).toBeFocused()
  await expect(hits(page)).toHaveCount(4)
  await shootBoth(page, 'search-everywhere')
  await hits(page).filter({ hasText: 'locked after five' }).click()
  await expect(page.getByRole('heading', { name: 'Amara’s room' })).toBeVisible()
  await expect(message(page, 'The door is locked after five.')).toBeInViewport()

  await page.getByRole('button', { name: 'Close the room' }).click()
  await expect(page.getByRole('heading', { name: 'LAN party' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+F')
  await searchDialog(page).getByRole('radio', { name: 'Everywhere' }).check()
  await expect(hits(page)).toHaveCount(4)
  await hits(page).filter({ hasText: 'locked after five' }).click()
  const around = searchDialog(page).getByRole('region', { name: 'What was said around it' })
  await expect(around.locator('[aria-current]')).toContainText('The door is locked after five.')
  await expect(around).toContainText('Lunch is at noon.')
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'search-around')
  await page.keyboard.press('Escape')
  await expect(words(page)).toHaveValue('door')
  await expect(hits(page)).toHaveCount(4)
  await page.keyboard.press('Escape')
  await expect(searchDialog(page)).toBeHidden()
})

test('a conversation is saved as Markdown and as JSON where the person says, and nowhere if they do not', async ({
  launchSnug,
}) => {
  using talk = await openTalk(launchSnug)
  const { app, page, userData } = talk
  const choose = (file: string | null): Promise<void> =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () =>
        filePath === null ? { canceled: true, filePath: '' } : { canceled: false, filePath }
    }, file)
  const exportAs = async (format: string): Promise<void> => {
    await page.getByRole('button', { name: 'Room menu' }).click()
    await page.getByRole('menuitem', { name: `Export as ${format}…` }).click()
  }
  const confirmation = page.locator('.app-note-confirmation')

  await choose(null)
  await exportAs('Markdown')
  await page.evaluate(() => window.snug.request('app.snapshot', {}))
  await expect(confirmation).toBeHidden()
  const markdown = path.join(userData, 'talk.md')
  await choose(markdown)
  await exportAs('Markdown')
  await expect(confirmation).toHaveText(`Saved 5 messages in ${markdown}`)
  await shootBoth(page, 'export-saved')
  expect(readFileSync(markdown, 'utf8')).toContain('The adapter lies on the blue table.')
  const json = path.join(userData, 'talk.json')
  await choose(json)
  await exportAs('JSON')
  await expect(confirmation).toHaveText(`Saved 5 messages in ${json}`)
  expect(JSON.stringify(JSON.parse(readFileSync(json, 'utf8')))).toContain('The door is locked after five.')
  await confirmation.getByRole('button', { name: 'Dismiss' }).click()
  await expect(confirmation).toBeHidden()

  await choose(path.join(userData, 'no-such-folder', 'talk.md'))
  await exportAs('Markdown')
  await expect(page.locator('.app-note-problem')).toContainText('no-such-folder')
  expect(await violations(page)).toEqual([])
  await shoot(page, 'export-failed')
  await composer(page).focus()
})
