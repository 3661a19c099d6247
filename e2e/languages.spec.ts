import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { composer, freePort, hostRoom, log, message, people, say } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { overflow } from './overflow.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { violations } from './violations.ts'

test.describe('in German', () => {
  let userData = ''
  test.beforeEach(() => {
    userData = mkdtempSync(path.join(os.tmpdir(), 'snug-german-'))
    const preferences = { appearance: { language: 'de' } }
    writeFileSync(path.join(userData, 'settings.json'), JSON.stringify({ version: 1, preferences }))
  })
  test.afterEach(() => rmSync(userData, { recursive: true, force: true, maxRetries: 5 }))

  test('one hosts, talks and counts', async ({ launchSnug }) => {
    const port = await freePort()
    const { page } = await launchSnug({ userData })
    await expect(page.getByRole('heading', { name: 'Dein eigener Raum' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await shootBoth(page, 'german-welcome')

    await page.getByRole('button', { name: 'Optionen zum Eröffnen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Raum eröffnen' })
    await dialog.getByLabel('Dein Name').fill('a:b')
    await dialog.getByLabel('Port').fill(String(port))
    await dialog.getByRole('button', { name: 'Raum eröffnen' }).click()
    await expect(dialog.getByRole('alert').filter({ hasText: 'Doppelpunkt' })).toBeVisible()
    await shootBoth(page, 'german-host')
    await dialog.getByLabel('Dein Name').fill('Amara')
    await dialog.getByRole('button', { name: 'Raum eröffnen' }).click()
    await expect(page.getByText('Dein Raum ist offen.')).toBeVisible()
    await expect(page.getByRole('button', { name: '1 Person', exact: true })).toBeVisible()

    using carol = await ClassicPeer.join({ port, nickname: 'carol' })
    await expect(page.getByRole('button', { name: '2 Personen', exact: true })).toBeVisible()
    await expect(log(page).getByText('carol ist gekommen')).toBeVisible()
    carol.say('hello')
    const input = page.getByRole('textbox', { name: /^Nachricht an/ })
    await input.fill('Guten Tag')
    await input.press('Enter')
    await expect(message(page, 'Guten Tag')).toBeVisible()
    await carol.until('Amara: Guten Tag')
    await expect(log(page).getByText('Heute', { exact: true })).toBeVisible()
    await input.fill('/tpoic')
    await input.press('Enter')
    await expect(page.getByText('Den Befehl /tpoic gibt es nicht. Meintest du /topic?')).toBeVisible()
    await input.fill('/help')
    await input.press('Enter')
    await expect(page.getByText('Thema anzeigen oder festlegen')).toBeVisible()
    expect(await violations(page)).toEqual([])
    await shootBoth(page, 'german-room')
  })

  test('what goes wrong when one joins is said in German', async ({ launchSnug }) => {
    const address = `127.0.0.1:${await freePort()}`
    const { page } = await launchSnug({ userData })
    await page.getByLabel('Dein Name').fill('Bo')
    await page.getByLabel('Adresse').fill(address)
    await page.getByRole('button', { name: 'Beitreten', exact: true }).click()
    await expect(page.getByText(`Unter ${address} ist nichts zu erreichen. Ist der Raum offen?`)).toBeVisible()
  })

  test('a name is there in full beside the warning that it is not somebody else’s, however narrow it is', async ({
    launchSnug,
  }) => {
    await using room = await HostedRoom.open({ hostNickname: 'Amara' })
    const { page } = await launchSnug({ userData })
    await page.getByLabel('Dein Name').fill('Lin')
    await page.getByLabel('Adresse').fill(`127.0.0.1:${room.port}`)
    await page.getByRole('button', { name: 'Beitreten', exact: true }).click()
    await expect(page.getByRole('textbox', { name: /^Nachricht an/ })).toBeFocused()
    using bo = await room.join('Bo')
    // Its first letter is Cyrillic.
    using impostor = await room.join('Вo')
    bo.say('hello')
    impostor.say('Lend me your key')
    const head = message(page, 'Lend me your key').locator('.message-head')
    await expect(head).toContainText('Sieht aus wie Bo, ist aber jemand anderes')
    await emulate(page, { width: 480, height: 720 })
    for (const part of ['.message-author', '.likeness-words']) {
      const cut = await head.locator(part).evaluate((element) => element.scrollWidth - element.clientWidth)
      expect(cut, part).toBe(0)
    }
    await shootBoth(page, 'german-likeness')
  })

  test('no section of the settings breaks its name', async ({ launchSnug }) => {
    const { page } = await launchSnug({ userData })
    await emulate(page, { width: 1280, height: 800 })
    await expect(page.getByRole('heading', { name: 'Dein eigener Raum' })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+Comma')
    const sections = page.getByRole('dialog').locator('.settings-nav-item')
    await expect(sections.filter({ hasText: 'Benachrichtigungen' })).toBeVisible()
    for (const section of await sections.all()) {
      await section.click()
      const lines = await section.evaluate(({ lastChild }) => {
        const words = document.createRange()
        if (lastChild) words.selectNodeContents(lastChild)
        return words.getClientRects().length
      })
      expect(lines, await section.innerText()).toBe(1)
    }
  })
})

test('where lines begin at the right, everything is mirrored, and nothing overflows', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  const mirror = (): Promise<void> => page.evaluate(() => void (document.documentElement.dir = 'rtl'))
  // Only then: the window sets the direction of its own language before it draws anything.
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await mirror()
  await shootBoth(page, 'mirrored-welcome')
  expect(await overflow(page)).toEqual([])
  await hostRoom(page, { port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  carol.say('hello')
  await say(page, 'שלום לכולם')
  await expect(message(page, 'hello')).toBeVisible()
  await emulate(page, { width: 1280, height: 800 })

  const left = async (name: 'rooms' | 'room' | 'people'): Promise<number> => {
    const place = { rooms: page.locator('.sidebar'), room: page.locator('.room'), people: people(page) }[name]
    return (await place.boundingBox())?.x ?? NaN
  }
  expect(await left('people')).toBeLessThan(await left('room'))
  expect(await left('room')).toBeLessThan(await left('rooms'))
  await expect(page.locator('.room-item-name')).toHaveCSS('text-align', 'right')
  await shootBoth(page, 'mirrored-room')
  expect(await overflow(page)).toEqual([])
  await emulate(page, { width: 480, height: 720 })
  expect(await overflow(page)).toEqual([])
  await page.getByRole('button', { name: 'Rooms' }).click()
  const drawer = page.getByRole('dialog', { name: 'Rooms' })
  await expect(drawer).toBeVisible()
  await expect.poll(async () => edge(await drawer.boundingBox())).toBe(480)
  await page.keyboard.press('Escape')
  await expect(composer(page)).toBeVisible()
})

function edge(box: { x: number; width: number } | null): number {
  return box ? Math.round(box.x + box.width) : NaN
}
