/** What axe says of states of the window that last only for a while. No other spec looks at these. */
import net from 'node:net'
import { once } from 'node:events'
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, openJoinDialog, people, say } from './actions.ts'
import { emulate, expect, test } from './app.ts'
import { settled } from './bridge.ts'
import { catchNotifications, hideWindow, notifications } from './desktop.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { HostedRoom } from './peers/hosted-room.ts'
import { NetworkProxy } from './peers/network-proxy.ts'
import { violations } from './violations.ts'

/** Waits for what makes out a state, and lets axe look at it. */
async function expectFine(page: Page, state: string, sign: Locator): Promise<void> {
  await expect(sign.first(), state).toBeVisible()
  expect.soft(await violations(page), state).toEqual([])
}

function entry(page: Page, name: string): Locator {
  return page.getByRole('menuitem', { name })
}

/** Opens what can be done with a message, by keyboard: what comes meanwhile moves it away from the mouse. */
async function openActions(page: Page, text: string): Promise<Locator> {
  await message(page, text).focus()
  await page.keyboard.press('Enter')
  return page.getByRole('toolbar', { name: 'Actions for this message' })
}

/** Lets the window believe that somebody looks elsewhere. */
async function lookAway(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
  })
}

test('axe finds nothing in what a person does about themselves', async ({ launchSnug }) => {
  const snug = await launchSnug()
  const { page } = snug
  await emulate(page, { width: 1280, height: 800 })
  await catchNotifications(snug)
  const port = await freePort()
  await hostRoom(page, { port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })

  await page.getByRole('button', { name: 'Notifications are on' }).click()
  await expectFine(page, 'the menu of the bell', entry(page, 'Do not disturb for an hour'))
  await entry(page, 'Do not disturb for an hour').click()
  const quiet = page.getByRole('button', { name: /^Do not disturb until/ })
  await expectFine(page, 'quiet', quiet)
  await quiet.click()
  await entry(page, 'Turn do not disturb off').click()

  const own = page.locator('.self-button')
  await own.click()
  await expectFine(page, 'the own menu', entry(page, 'Set away…'))
  await entry(page, 'Set away…').click()
  const away = page.getByRole('dialog', { name: 'Set away' })
  await expectFine(page, 'the away dialog', away)
  await away.getByLabel('What others should know').fill('Back at three')
  await page.keyboard.press('Enter')
  const awayBar = page.getByRole('region', { name: 'You are away' })
  await expectFine(page, 'away', awayBar)
  await awayBar.getByRole('button', { name: 'Back' }).click()

  await page.locator('.room-item').first().click({ button: 'right' })
  await entry(page, 'Copy address').click()
  await expectFine(page, 'a note', page.locator('.app-note-confirmation'))

  await page.keyboard.press('ControlOrMeta+Shift+P')
  await expect(page.getByRole('button', { name: /^Presenting until/ })).toBeVisible()
  await settled(page)
  await hideWindow(snug)
  carol.say('Your salary is in the drawer')
  await expect.poll(() => notifications(snug)).toHaveLength(1)
  await page.keyboard.press('ControlOrMeta+Shift+P')
  await expectFine(page, 'what was missed', page.getByRole('dialog', { name: 'While you were presenting' }))
  carol.end()
})

test('axe finds nothing while messages are written, changed and taken back', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  const port = await freePort()
  await hostRoom(page, { port })
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  carol.say('Who has the key?')
  await expect(message(page, 'Who has the key?')).toBeVisible()
  await say(page, 'I do')
  await expect(message(page, 'I do')).toHaveAttribute('data-delivery', 'sent')

  await (await openActions(page, 'Who has the key?')).getByRole('button', { name: 'Reply' }).click()
  await expectFine(page, 'an answer', page.getByText('Answering'))
  await composer(page).press('Escape')
  await composer(page).press('ArrowUp')
  await expectFine(page, 'an edit', page.getByRole('button', { name: 'Cancel the edit' }))
  await composer(page).press('Escape')

  await (await openActions(page, 'I do')).getByRole('button', { name: 'Take back' }).click()
  const takeBack = page.getByRole('dialog', { name: 'Take this message back?' })
  await takeBack.getByRole('button', { name: 'Take it back' }).click()
  await expectFine(page, 'taken back', log(page).getByText('You took back this message.'))

  await composer(page).fill('word '.repeat(3500))
  await composer(page).press('Enter')
  await expectFine(page, 'a long text', page.getByRole('dialog', { name: 'Send a long text?' }))
  await page.keyboard.press('Escape')
  await people(page).getByRole('button', { name: /carol/ }).click()
  await entry(page, 'Remove').click()
  await expectFine(page, 'removing somebody', page.getByRole('dialog', { name: 'Remove from the room?' }))
  carol.end()
})

test('axe finds nothing while a conversation goes on unseen', async ({ launchSnug }) => {
  await using room = await HostedRoom.open({ name: 'Kitchen', hostNickname: 'Amara' })
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await joinRoom(page, { address: `127.0.0.1:${room.port}` })
  for (let number = 1; number <= 40; number += 1) room.host.say(`seen ${number}`)
  await expect(message(page, 'seen 40')).toBeInViewport()
  await lookAway(page)
  for (let number = 1; number <= 40; number += 1) room.host.say(`new ${number}`)
  await expectFine(page, 'the pill above', page.locator('.unread-pill'))
  room.host.setTyping(true)
  await expectFine(page, 'somebody writes', page.locator('.typing-line', { hasText: 'Amara is writing…' }))
  await page.locator('.unread-pill-jump').click()
  await expect(page.locator('.end-pill')).toBeVisible()
  await expectFine(page, 'the divider', log(page).getByRole('heading', { name: 'New', exact: true }))
})

test('axe finds nothing while joining and hosting go wrong, nor where something is unsent', async ({ launchSnug }) => {
  await using room = await HostedRoom.open({ name: 'Kitchen', hostNickname: 'Amara' })
  await using proxy = await NetworkProxy.listen({ port: room.port })
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  const join = await openJoinDialog(page)
  const tryJoining = async (port: number, name: string): Promise<void> => {
    await join.getByLabel('Address').fill(`127.0.0.1:${port}`)
    await join.getByLabel('Your name').fill(name)
    await join.getByRole('button', { name: 'Join', exact: true }).click()
  }
  await tryJoining(await freePort(), 'Bo')
  await expectFine(page, 'refused', join.getByRole('alert').filter({ hasText: 'Nothing is listening' }))
  const callers: net.Socket[] = []
  const silent = net.createServer((caller) => void callers.push(caller)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  await tryJoining((silent.address() as net.AddressInfo).port, 'Bo')
  await expectFine(page, 'connecting', join.getByRole('button', { name: 'Connecting…' }))
  // Not by “Cancel”: that closes the dialog once the server has been silent for too long, which axe may take as well.
  for (const caller of callers) caller.destroy()
  silent.close()
  await expect(join.getByRole('button', { name: 'Join', exact: true })).toBeVisible()
  await tryJoining(proxy.port, 'AMARA')
  await expectFine(page, 'a name that is taken', join.getByRole('alert').filter({ hasText: 'taken' }))
  await tryJoining(proxy.port, 'Bo')
  await expect(composer(page)).toBeFocused()

  await page.keyboard.press('ControlOrMeta+Shift+H')
  const host = page.getByRole('dialog', { name: 'Host a room' })
  await host.getByLabel('Port').fill(String(room.port))
  await host.getByRole('button', { name: 'Open the room' }).click()
  await expectFine(page, 'a port that is in use', host.getByRole('alert').filter({ hasText: 'in use' }))
  await page.keyboard.press('Escape')

  await page.locator('.self-button').click()
  await entry(page, 'Change name…').click()
  await expectFine(page, 'another name', page.getByRole('dialog', { name: 'Change your name' }))
  await page.keyboard.press('Escape')

  proxy.goDown()
  await expect(page.getByRole('region', { name: 'Connection' })).toBeVisible()
  await say(page, 'one more thing')
  await expect(message(page, 'one more thing')).toContainText('Waiting')
  await page.getByRole('button', { name: 'Leave the room' }).click()
  await expectFine(page, 'leaving what is unsent', page.getByRole('dialog', { name: 'Leave the room?' }))
})
