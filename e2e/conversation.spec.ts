import type { Locator } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, shoot, shootBoth, test, type Snug } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { violations } from './violations.ts'

/** A room of its own, without flood limits, so that a test can fill it at once. */
function busyRoom(): Promise<HostedRoom> {
  return HostedRoom.open({ name: 'Kitchen', limits: { floodBurst: Infinity, floodPerSecond: Infinity } })
}

/** Where the first message stands that is wholly in sight. */
function firstInSight(scroller: Locator): Promise<{ id: string | undefined; top: number } | null> {
  return scroller.evaluate((element) => {
    const { top: edge } = element.getBoundingClientRect()
    for (const message of element.querySelectorAll<HTMLElement>('.message')) {
      const { top } = message.getBoundingClientRect()
      if (top >= edge) return { id: message.dataset['message'], top }
    }
    return null
  })
}

/** Turns the wheel upwards, and waits until the conversation stands still there. */
async function wheelUp(scroller: Locator, pixels: number): Promise<void> {
  await scroller.hover()
  const standing = await scroller.evaluateHandle((element, far) => {
    const from = element.scrollTop
    const still = new Promise<void>((resolve) => {
      // What keeps the end in sight scrolls, too.
      element.addEventListener('scrollend', () => element.scrollTop < from - far && resolve())
    })
    return { still }
  }, pixels / 2)
  await scroller.page().mouse.wheel(0, -pixels)
  await standing.evaluate(({ still }) => still)
}

test('thousands of messages stay few elements, and the end stays in sight until one scrolls up', async ({
  launchSnug,
}) => {
  await using room = await busyRoom()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { address: `127.0.0.1:${room.port}` })
  using carol = await room.join('carol')
  for (let number = 1; number <= 5000; number += 1) carol.send(`carol: message number ${number}\n`)
  await expect(message(page, 'message number 5000')).toBeVisible()
  expect(await log(page).locator('.message').count()).toBeLessThan(150)

  await wheelUp(log(page), 3000)
  const pill = page.getByRole('button', { name: /To the end|new$/ })
  await expect(pill).toBeVisible()
  await expect(message(page, 'message number 5000')).toBeHidden()
  const before = await firstInSight(log(page))
  expect(before).toMatchObject({ id: expect.any(String) })
  for (const text of ['one', 'two', 'three']) carol.say(text)
  await expect(page.getByRole('button', { name: '3 new' })).toBeVisible()
  expect(await firstInSight(log(page))).toEqual(before)
  await shoot(page, 'room-scrolled-up')
  await page.getByRole('button', { name: '3 new' }).click()
  await expect(message(page, 'three')).toBeInViewport()
  await expect(pill).toBeHidden()
})

test('several rooms: unread counts, a divider above what is new, a draft for each', async ({ launchSnug }) => {
  await using other = await busyRoom()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { name: 'Bo', address: `127.0.0.1:${other.port}` })
  using carol = await other.join('carol')
  carol.say('seen')
  await expect(message(page, 'seen')).toBeVisible()
  await composer(page).fill('for the first room')
  await hostRoom(page, { name: 'Bo', port: await freePort() })
  await expect(composer(page)).toHaveValue('')
  for (const text of ['not', 'seen', 'yet']) carol.say(text)
  const item = page.getByRole('button', { name: /^connected Kitchen|^Kitchen/ })
  await expect(item).toContainText('3')
  await expect(page).toHaveTitle(/^\(3\) /)
  await shoot(page, 'rooms-unread')
  await item.click()
  await expect(log(page).getByText('New', { exact: true })).toBeVisible()
  await expect(composer(page)).toHaveValue('for the first room')
  await expect(page).not.toHaveTitle(/^\(/)
})

test('joins and leaves are one quiet line; messages are grouped by author', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { port })
  const ada = await ClassicPeer.join({ port, nickname: 'ada' })
  const others = await Promise.all(['bela', 'carol'].map((nickname) => ClassicPeer.join({ port, nickname })))
  await expect(log(page).getByText(/and 2 others joined/)).toHaveCount(1)
  for (const text of ['first', 'second']) {
    ada.say(text)
    await expect(message(page, text)).toBeVisible()
  }
  await expect(log(page).locator('.message-author', { hasText: 'ada' })).toHaveCount(1)
  await shoot(page, 'room-grouped')
  for (const peer of [ada, ...others]) peer.reset()
})

/** Notes what would be opened outside instead of opening it. */
async function catchLinks({ app }: Pick<Snug, 'app'>): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url) => void opened.push(url)
  })
  return () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
}

test('addresses of web pages are links, and everything else is text', async ({ launchSnug }) => {
  const port = await freePort()
  const { app, page } = await launchSnug()
  await hostRoom(page, { port })
  const opened = await catchLinks({ app })
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await say(
    page,
    'See https://example.org/a?b=1, http://printer.local:631/ and www.example.org, not javascript:alert(1)',
  )
  // Where it leads is seen before anybody goes there.
  const links = log(page).getByRole('link')
  const targets = ['https://example.org/a?b=1', 'http://printer.local:631/', 'https://www.example.org/']
  await expect(links).toHaveCount(3)
  for (const [index, target] of targets.entries()) await expect(links.nth(index)).toHaveAttribute('title', target)
  expect(requests).toEqual([])
  for (const link of await links.all()) await link.click()
  await expect.poll(opened).toEqual(targets)
  expect(requests).toEqual([])
  expect(app.windows()).toHaveLength(1)
})

test('a link with other words than its address asks first, by mouse and by keys, and in a search too', async ({
  launchSnug,
}) => {
  const port = await freePort()
  const { app, page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { port })
  const opened = await catchLinks({ app })
  await say(page, 'The [**printer**](http://192.168.1.5/jobs) and https://аpple.example')
  const link = log(page).getByRole('link', { name: 'printer' })
  const question = page.getByRole('dialog', { name: 'Open this address?' })
  await link.click({ button: 'right' })
  await expect(question).toBeHidden()
  await link.click({ button: 'middle' })
  await expect(question).toContainText('http://192.168.1.5/jobs')
  await expect(question.locator('blockquote')).toHaveText('printer')
  await expect(question.getByRole('button', { name: 'Stay here' })).toBeFocused()
  expect(await violations(page)).toEqual([])
  await shootBoth(page, 'open-link')
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await expect(link).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await expect.poll(opened).toEqual(['http://192.168.1.5/jobs'])
  await log(page).getByRole('link', { name: 'pple' }).click()
  await expect(question).toContainText('https://xn--pple-43d.example/')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Close the room' }).click()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+F')
  const search = page.getByRole('dialog', { name: 'Search' })
  await page.keyboard.type('printer')
  await search.getByRole('option', { name: /printer/ }).click()
  await search.getByRole('link', { name: 'printer' }).click()
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(search.getByRole('link', { name: 'printer' })).toBeVisible()
  expect(await opened()).toHaveLength(1)
})

test('a narrow window keeps everything within reach', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 480, height: 720 })
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  await shoot(page, 'welcome-narrow')
  await hostRoom(page, { port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  carol.say('A message that is long enough to need more than one line in a window as narrow as this one.')
  await say(page, 'So it is.')
  await shoot(page, 'room-narrow')
  await page.getByRole('button', { name: /2 people/ }).click()
  await expect(page.getByRole('dialog', { name: 'People' })).toContainText('carol')
  await shoot(page, 'room-narrow-people')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Rooms/ }).click()
  await expect(page.getByRole('dialog', { name: 'Rooms' })).toContainText('Amara’s room')
  await shoot(page, 'room-narrow-rooms')
})
