import type { Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, people, say, tryNow } from './actions.ts'
import { emulate, expect, test } from './app.ts'
import { overflow } from './overflow.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { NetworkProxy } from './peers/network-proxy.ts'
import { violations } from './violations.ts'

test('axe finds nothing in the main states', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Options for joining' }).click()
  const dialog = page.getByRole('dialog', { name: 'Join a room' })
  await dialog.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: 'name' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await hostRoom(page, { port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  carol.say('hello')
  await say(page, 'Hello, carol')
  await expect(message(page, 'hello')).toBeVisible()
  expect(await violations(page)).toEqual([])
})

/** A state of the window in which somebody hosts a room with `carol` in it, and how to get there. Escape leads back. */
interface State {
  readonly name: string
  readonly open: (page: Page) => Promise<void>
}

async function openMenu(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).first().click()
  await expect(page.getByRole('menu')).toBeVisible()
}

/** Those that no other spec looks at; see the specs of the doctor, search, emoji, settings, bans and details for theirs. */
const states: readonly State[] = [
  { name: 'the room menu', open: (page) => openMenu(page, 'Room menu') },
  {
    name: 'the menu of a person',
    open: async (page) => {
      await people(page).getByRole('button', { name: /carol/ }).click()
      await expect(page.getByRole('menu', { name: 'carol' })).toBeVisible()
    },
  },
  {
    name: 'the menu of a message',
    open: async (page) => {
      await message(page, 'hello').hover()
      await page.getByRole('toolbar').getByRole('button', { name: 'More' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  {
    name: 'the topic',
    open: async (page) => {
      await openMenu(page, 'Room menu')
      await page.getByRole('menuitem', { name: 'Set a topic…' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'the room settings',
    open: async (page) => {
      await openMenu(page, 'Room menu')
      await page.getByRole('menuitem', { name: 'Room settings…' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'closing the room',
    open: async (page) => {
      await page.getByRole('button', { name: 'Close the room' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
    },
  },
  {
    name: 'an unknown command',
    open: async (page) => {
      await say(page, '/tpoic')
      await expect(page.getByText('There is no command /tpoic')).toBeVisible()
    },
  },
  {
    name: 'the answer to a command',
    open: async (page) => {
      await say(page, '/help')
      await expect(page.getByText('Show the topic, or set it').first()).toBeVisible()
    },
  },
]

async function openTalk(page: Page, port: number): Promise<ClassicPeer> {
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { port })
  const carol = await ClassicPeer.join({ port, nickname: 'carol' })
  carol.say('hello')
  await expect(message(page, 'hello')).toBeVisible()
  await expect(people(page)).toContainText('carol')
  return carol
}

test('axe finds nothing in menus, small dialogs and answers', async ({ launchSnug }) => {
  test.slow()
  const { page } = await launchSnug()
  using carol = await openTalk(page, await freePort())
  for (const { name, open } of states) {
    await open(page)
    expect.soft(await violations(page), name).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog').or(page.getByRole('menu'))).toHaveCount(0)
    await composer(page).fill('')
  }
  carol.end()
})

test('axe finds nothing in the drawers of a narrow window, nor from right to left', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  using carol = await openTalk(page, await freePort())
  await page.evaluate(() => void (document.documentElement.dir = 'rtl'))
  expect.soft(await violations(page), 'from right to left').toEqual([])
  await emulate(page, { width: 480, height: 720 })
  for (const [button, drawer] of [
    ['Rooms', 'Rooms'],
    ['2 people', 'People'],
  ] as const) {
    await page.getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByRole('dialog', { name: drawer })).toBeVisible()
    expect.soft(await violations(page), drawer).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  carol.end()
})

test('axe finds nothing while a room is away, and when it is closed', async ({ launchSnug }) => {
  const room = await HostedRoom.open({ name: 'Kitchen', hostNickname: 'Amara' })
  await using proxy = await NetworkProxy.listen({ port: room.port })
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { address: `127.0.0.1:${proxy.port}` })
  await say(page, 'before the drop')
  const banner = page.getByRole('region', { name: 'Connection' })
  proxy.goDown()
  await expect(banner.getByRole('button', { name: 'Find out why' })).toBeVisible()
  await say(page, 'waiting')
  expect.soft(await violations(page), 'reconnecting').toEqual([])
  proxy.comeBack()
  await tryNow(page)
  await expect(composer(page)).toBeFocused()
  await room.host.close()
  await expect(banner).toContainText('closed the room')
  expect.soft(await violations(page), 'closed').toEqual([])
})

test('colours that the system forces, and less motion, take nothing away', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  expect.soft(await moving(page), 'welcome').toEqual([])
  using carol = await openTalk(page, await freePort())
  expect.soft(await violations(page), 'room').toEqual([])
  expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true)
  await page.keyboard.press('ControlOrMeta+j')
  const dialog = page.getByRole('dialog', { name: 'Join a room' })
  await expect(dialog).toBeVisible()
  expect.soft(await moving(page), 'dialog').toEqual([])
  // Shadows and backgrounds are gone: what is left has to show where a dialog ends, and what has the focus.
  await expect(dialog).not.toHaveCSS('border-top-width', '0px')
  await page.keyboard.press('Tab')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
  expect(outline).not.toBe('none')
  expect.soft(await violations(page), 'dialog').toEqual([])
  carol.end()
})

test('each message is announced, also one that says the same as the last', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  using carol = await openTalk(page, await freePort())
  const announcer = log(page).locator('..').locator('[aria-live="polite"][aria-atomic="true"]')
  await expect(announcer).toHaveText('carol: hello')
  await announcer.evaluate((region) =>
    new MutationObserver(() => region.setAttribute('data-changed', '')).observe(region, {
      childList: true,
      characterData: true,
      subtree: true,
    }),
  )
  carol.say('hello')
  await expect(message(page, 'hello')).toHaveCount(2)
  await expect(announcer).toHaveAttribute('data-changed')
  await expect(announcer).toHaveText('carol: hello')
  carol.end()
})

/** What moves at this moment, or would. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().endTime ?? 0) > 1)
      .map((animation) => {
        const { target } = animation.effect as KeyframeEffect
        return `${target?.tagName ?? ''} ${target?.className ?? ''}`
      }),
  )
}

test('in 320 pixels, the welcome screen needs no scrolling to the side', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  for (const width of [320, 340, 360]) {
    await emulate(page, { width, height: 640 })
    expect.soft(await overflow(page), `${width}`).toEqual([])
    expect.soft(await page.getByRole('main').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(width)
  }
})

test('twice as large, nothing is lost: a window of 640 by 400 needs no scrolling to the side', async ({
  launchSnug,
}) => {
  test.slow()
  const { page } = await launchSnug()
  await emulate(page, { width: 640, height: 400 })
  await expect(page.getByRole('heading', { name: 'A room of your own' })).toBeVisible()
  expect.soft(await overflow(page), 'welcome').toEqual([])
  await hostRoom(page, { port: await freePort() })
  expect.soft(await overflow(page), 'room').toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
  await expect(composer(page)).toBeInViewport()
  await expect(page.getByText('Your room is open.')).toBeAttached()
  for (const keys of ['Shift+h', 'j', 'k', ',', 'Shift+f']) {
    await page.keyboard.press(`ControlOrMeta+${keys}`)
    const dialog = page.getByRole('dialog')
    await expect(dialog).toBeVisible()
    expect.soft(await overflow(page), keys).toEqual([])
    const box = await dialog.boundingBox()
    expect
      .soft((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 999) <= 400, `${keys} is all in sight`)
      .toBe(true)
    // The last thing in it can be brought into sight.
    const last = dialog.getByRole('button').last()
    await last.scrollIntoViewIfNeeded()
    await expect.soft(last, keys).toBeInViewport()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  }
})
