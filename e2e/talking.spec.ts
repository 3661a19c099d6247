/** What two Snugs can do with messages, and what a classic client reads of it. */
import type { Locator, Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, people, say, tryNow } from './actions.ts'
import { emulate, expect, type Fixtures, shoot, test } from './app.ts'
import { settled } from './bridge.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { NetworkProxy } from './peers/network-proxy.ts'

interface Trio {
  readonly host: Page
  readonly guest: Page
  readonly port: number
  readonly carol: ClassicPeer
}

/** Amara hosts, Bo joins with another Snug, carol with a classic client. */
async function openTrio(launchSnug: Fixtures['launchSnug']): Promise<Trio> {
  const port = await freePort()
  const host = await launchSnug()
  await emulate(host.page, { width: 1280, height: 800 })
  await hostRoom(host.page, { name: 'Amara', port })
  const guest = await launchSnug()
  await emulate(guest.page, { width: 1280, height: 800 })
  await joinRoom(guest.page, { name: 'Bo', address: `127.0.0.1:${port}` })
  const carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await expect(people(guest.page)).toContainText('carol')
  return { host: host.page, guest: guest.page, port, carol }
}

/** What can be done with a message: its bar is there while the pointer is over it. */
async function actionFor(page: Page, text: string, action: string): Promise<Locator> {
  await message(page, text).first().hover()
  return page.getByRole('toolbar', { name: 'Actions for this message' }).getByRole('button', { name: action })
}

test('an answer quotes, an edit is marked, a reaction counts, and what is taken back is gone', async ({
  launchSnug,
}) => {
  const { host, guest, carol } = await openTrio(launchSnug)
  await say(host, 'Lunch at noon?')
  await expect(message(guest, 'Lunch at noon?')).toBeVisible()

  await (await actionFor(guest, 'Lunch at noon?', 'Reply')).click()
  await expect(composer(guest)).toBeFocused()
  await say(guest, 'Yes, **gladly**.')
  await expect(log(host).locator('.message strong')).toHaveText('gladly')
  await expect(log(host).locator('.quote')).toContainText('Lunch at noon?')
  await carol.until('Bo: > Amara: Lunch at noon?\nBo: Yes, **gladly**.')

  await (await actionFor(host, 'Lunch at noon?', 'React')).click()
  await host.getByRole('button', { name: '👍' }).first().click()
  const chip = log(guest).getByRole('button', { name: /👍/ })
  await expect(chip).toContainText('1')
  await chip.click()
  await expect(log(host).getByRole('button', { name: /👍/ }).first()).toContainText('2')
  await carol.until('* Amara reacted :thumbsup: to Amara: "Lunch at noon?"')

  await say(guest, 'See you thre')
  for (const page of [host, guest]) await expect(message(page, 'See you thre')).toBeVisible()
  await composer(guest).press('ArrowUp')
  await expect(composer(guest)).toHaveValue('See you thre')
  await composer(guest).fill('See you there')
  await composer(guest).press('Enter')
  await expect(message(host, 'See you there')).toContainText('edited')
  await carol.until('* Bo: See you there')
  await shoot(guest, 'talking')

  await (await actionFor(guest, 'See you there', 'Take back')).click()
  await guest.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
  await expect(log(host)).toContainText('took back this message')
  await expect(log(host)).not.toContainText('See you there')
  await carol.until('* Bo took back a message.')
  carol[Symbol.dispose]()
})

test('a direct message reaches one person, native or classic, and is marked as such', async ({ launchSnug }) => {
  const { host, guest, carol } = await openTrio(launchSnug)
  await people(guest).getByRole('button', { name: /Amara/ }).click()
  await guest.getByRole('menuitem', { name: 'Message' }).click()
  await expect(composer(guest)).toBeFocused()
  await say(guest, 'Between us')
  await expect(message(host, 'Between us')).toContainText(/only/i)
  await shoot(guest, 'direct-message')

  await guest.keyboard.press('Escape')
  await say(guest, '/msg carol psst')
  await carol.until('* Bo (only to carol): psst')
  carol.say('/msg Bo yes?')
  await expect(message(guest, 'yes?')).toContainText(/only/i)
  await say(guest, 'To everybody')
  await carol.until('Bo: To everybody')
  expect(carol.text).not.toContain('Between us')
  await expect(log(host)).not.toContainText('psst')
  carol[Symbol.dispose]()
})

test('commands are completed, obeyed, and explained where they are wrong', async ({ launchSnug }) => {
  const { host, guest, carol } = await openTrio(launchSnug)
  await composer(guest).pressSequentially('/to')
  await expect(guest.getByRole('option', { name: /\/topic/ })).toBeVisible()
  await shoot(guest, 'commands')
  await composer(guest).press('Tab')
  await expect(composer(guest)).toHaveValue('/topic ')
  await composer(guest).pressSequentially('Lunch')
  await composer(guest).press('Enter')
  await expect(host.locator('.room-topic')).toHaveText(/Lunch/)
  await carol.until('* Bo set the topic: Lunch')

  await say(guest, '/me waves')
  await carol.until('* Bo waves')
  await expect(log(host).locator('.message-action')).toContainText('Bo waves')

  await say(guest, '/whoo')
  await expect(guest.getByText('There is no command /whoo. Did you mean /who?')).toBeVisible()
  await expect(composer(guest)).toHaveValue('/whoo')
  await say(guest, '/help')
  await expect(guest.getByText('Only you see this')).toBeVisible()
  await shoot(guest, 'help')

  await say(guest, '/away lunch')
  await expect(people(host).getByRole('button', { name: /Bo/ })).toContainText('lunch')
  await say(guest, '/nick Bob')
  await carol.until('* Bo is now Bob')
  await expect(people(host)).toContainText('Bob')
  await composer(host).pressSequentially('Hello @bo')
  await host.getByRole('option', { name: /Bob/ }).click()
  await composer(host).press('Enter')
  await carol.until('Amara: Hello @Bob')
  carol[Symbol.dispose]()
})

test('what came while nobody was there is unread at the next start, and written messages go out once', async ({
  launchSnug,
}) => {
  const { host, port, carol } = await openTrio(launchSnug)
  const first = await launchSnug()
  const address = `127.0.0.1:${port}`
  await joinRoom(first.page, { name: 'Dana', address })
  await say(host, 'one')
  await expect(message(first.page, 'one')).toBeVisible()
  await say(first.page, 'read it')
  await expect(message(host, 'read it')).toBeVisible()
  // Whoever looks away has read what was there.
  await first.page.evaluate(() => {
    document.hasFocus = () => false
    window.dispatchEvent(new Event('blur'))
  })
  await settled(first.page)
  await first.app.close()
  await say(host, 'two')
  await say(host, '@Dana three')
  await expect(message(host, '@Dana three')).toContainText('has it')

  const second = await launchSnug({ userData: first.userData })
  await emulate(second.page, { width: 1280, height: 800 })
  const divider = log(second.page)
    .getByText('New messages')
    .or(log(second.page).getByRole('heading', { name: /new/i }))
  await expect(divider.first()).toBeVisible()
  await shoot(second.page, 'unread')
  carol[Symbol.dispose]()
})

test('what was written while the room was out of reach goes out after a restart of the app, once', async ({
  launchSnug,
}) => {
  const { host, port, carol } = await openTrio(launchSnug)
  await using network = await NetworkProxy.listen({ port })
  const address = `127.0.0.1:${network.port}`
  const first = await launchSnug()
  await joinRoom(first.page, { name: 'Dana', address })
  await say(host, 'Anybody?')
  await expect(message(first.page, 'Anybody?')).toBeVisible()
  network.goDown()
  await expect(first.page.getByRole('button', { name: 'Try now' })).toBeVisible()
  await say(first.page, 'Late, but here')
  await say(first.page, 'And in order')
  await say(first.page, 'Better not')
  await expect(message(first.page, 'Better not')).toContainText('Waiting')
  await first.app.close()

  const second = await launchSnug({ userData: first.userData })
  await emulate(second.page, { width: 1280, height: 800 })
  // The room is there as it was left, and what waits in it is still the person's.
  await expect(message(second.page, 'Anybody?')).toBeVisible()
  await expect(message(second.page, 'And in order')).toContainText('Waiting')
  await shoot(second.page, 'room-returning')
  await message(second.page, 'Better not').hover()
  await message(second.page, 'Better not').getByRole('button', { name: 'Discard' }).click()
  await expect(message(second.page, 'Better not')).toHaveCount(0)
  network.comeBack()
  await tryNow(second.page)
  await expect(message(host, 'And in order')).toBeVisible()
  await expect(message(second.page, 'And in order')).toContainText(/Sent|ha(?:s|ve) it/)
  await carol.until('Dana: And in order')
  expect(carol.text.match(/Late, but here/g)).toHaveLength(1)
  expect(carol.text.indexOf('Late')).toBeLessThan(carol.text.indexOf('And in order'))
  await expect(message(host, 'Late, but here')).toHaveCount(1)
  await expect(message(second.page, 'Late, but here')).toHaveCount(1)
  await expect(message(second.page, 'Anybody?')).toHaveCount(1)
  await expect(second.page.locator('.message', { hasText: 'Anybody?' })).toHaveCount(1)
  carol[Symbol.dispose]()
})
