/** Everything that can be done with messages, without a mouse and for those who do not see. */
import type { Page } from 'playwright/test'
import { composer, freePort, hostRoom, joinRoom, log, message, people, say } from './actions.ts'
import { emulate, expect, type Fixtures, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'
import { violations } from './violations.ts'

interface Pair {
  readonly host: Page
  readonly guest: Page
  readonly port: number
}

/** Amara hosts and Bo joins, both with Snug. */
async function openPair(launchSnug: Fixtures['launchSnug']): Promise<Pair> {
  const port = await freePort()
  const [host, guest] = [(await launchSnug()).page, (await launchSnug()).page]
  for (const page of [host, guest]) await emulate(page, { width: 1280, height: 800 })
  await hostRoom(host, { name: 'Amara', port })
  await joinRoom(guest, { name: 'Bo', address: `127.0.0.1:${port}` })
  await expect(people(host)).toContainText('Bo')
  return { host, guest, port }
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

test('the arrows go from message to message, and what can be done with one is within reach', async ({ launchSnug }) => {
  const { host, guest } = await openPair(launchSnug)
  await say(host, 'first')
  await expect(message(guest, 'first')).toBeVisible()
  await say(guest, 'second')
  await expect(message(host, 'second')).toBeVisible()
  await log(host).focus()
  await press(host, 'ArrowUp')
  await expect(message(host, 'second')).toBeFocused()
  await press(host, 'ArrowUp')
  await expect(message(host, 'first')).toBeFocused()
  await press(host, 'ArrowDown', 'Enter')
  const bar = host.getByRole('toolbar', { name: 'Actions for this message' })
  await expect(bar.getByRole('button', { name: 'React' })).toBeFocused()
  await press(host, 'Enter')
  const choice = host.getByRole('group', { name: 'Choose a reaction' })
  await expect(choice.getByRole('button', { name: '👍' })).toBeFocused()
  expect(await violations(host)).toEqual([])
  await shoot(host, 'react')
  await press(host, 'ArrowRight', 'ArrowDown', 'Enter')
  await expect(message(guest, 'second').getByRole('button', { name: /^🔥|^👏|^😮/ })).toHaveCount(1)

  await expect(bar.getByRole('button', { name: 'React' })).toBeFocused()
  await press(host, 'ArrowRight')
  await expect(bar.getByRole('button', { name: 'Reply' })).toBeFocused()
  await press(host, 'Escape')
  await expect(message(host, 'second')).toBeFocused()
  await press(host, 'Enter', 'ArrowRight', 'Enter')
  await expect(composer(host)).toBeFocused()
  await expect(host.getByText('Answering')).toBeVisible()
  await press(host, 'Escape')
  await expect(host.getByText('Answering')).toHaveCount(0)

  await log(host).focus()
  await press(host, 'ArrowUp', 'ArrowUp', 'Enter', 'End', 'ArrowLeft', 'Enter')
  const dialog = host.getByRole('dialog', { name: 'Take this message back?' })
  await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
  expect(await violations(host)).toEqual([])
  await shoot(host, 'take-back')
  await press(host, 'Tab', 'Enter')
  await expect(log(guest)).toContainText('Amara took back this message.')
  await expect(log(host)).toContainText('You took back this message.')
})

test('what is half written stays while something else is changed, answered or said aside', async ({ launchSnug }) => {
  const { host, guest } = await openPair(launchSnug)
  await say(guest, 'Shall we?')
  await say(guest, 'I mean lunch')
  for (const page of [host, guest]) await expect(message(page, 'I mean lunch')).toBeVisible()
  await press(guest, 'ArrowUp')
  await guest.keyboard.type('!')
  await expect(guest.getByText('Editing your message')).toBeVisible()
  await shoot(guest, 'edit')
  await press(guest, 'Escape')
  await expect(composer(guest)).toHaveValue('')
  await press(guest, 'ArrowUp')
  await composer(guest).fill('I mean breakfast')
  await press(guest, 'Enter')
  await expect(message(host, 'I mean breakfast')).toContainText('edited')
  await expect(message(host, 'I mean lunch')).toHaveCount(0)
  await expect(message(guest, 'I mean breakfast')).toHaveAttribute('data-delivery', 'sent')

  await composer(guest).fill('half a thought')
  await log(guest).focus()
  await press(guest, 'ArrowUp', 'Enter', 'ArrowRight', 'Enter')
  await expect(composer(guest)).toHaveValue('half a thought')
  await expect(guest.getByText('Answering')).toBeVisible()
  expect(await violations(guest)).toEqual([])
  await press(guest, 'Enter')
  await expect(message(host, 'half a thought').locator('.quote')).toContainText('I mean breakfast')
})

test('names are completed by keyboard, also in a narrow window, and Escape leaves the text alone', async ({
  launchSnug,
}) => {
  const { host, guest, port } = await openPair(launchSnug)
  using carol = await ClassicPeer.join({ port, nickname: 'carol' })
  await expect(people(host)).toContainText('carol')
  await emulate(host, { width: 480, height: 720 })
  await composer(host).pressSequentially('Hi @')
  const list = host.getByRole('listbox', { name: 'People' })
  await expect(list.getByRole('option')).toHaveText(['BO@Bo', 'CA@carol', '@roomEverybody here'])
  await press(host, 'ArrowDown')
  const marked = list.getByRole('option', { selected: true })
  await expect(marked).toContainText('@carol')
  await expect(composer(host)).toHaveAttribute('aria-activedescendant', (await marked.getAttribute('id')) ?? '')
  await shoot(host, 'names-narrow')
  expect(await violations(host)).toEqual([])
  await press(host, 'Escape')
  await expect(list).toHaveCount(0)
  await expect(composer(host)).toHaveValue('Hi @')
  await host.keyboard.type('c')
  await expect(list).toHaveCount(0)
  await host.keyboard.type(' @b')
  await press(host, 'Tab')
  await expect(composer(host)).toHaveValue('Hi @c @Bo ')
  await composer(host).fill('/')
  await expect(host.getByRole('option', { name: /\/kick/ })).toBeVisible()
  await shoot(host, 'commands-narrow')
  await composer(host).fill('/kick car')
  await press(host, 'Tab')
  await expect(composer(host)).toHaveValue('/kick carol ')
  await host.keyboard.type('Enough')
  await press(host, 'Enter')
  await expect(log(guest)).toContainText('The host removed carol from the room: Enough')
  await expect(composer(host)).toHaveValue('')
  expect(await carol.closed).toBe('reset')
})

test('a slow room counts down, whoever is muted reads along, and whoever is away sees it', async ({ launchSnug }) => {
  const { host, guest } = await openPair(launchSnug)
  await say(host, '/slow 600')
  await expect(log(guest)).toContainText('Slow mode: one message in 10 min')
  await say(guest, 'one')
  await expect(message(host, 'one')).toBeVisible()
  await composer(guest).fill('two')
  await expect(guest.getByText('The next in 10 min.')).toBeVisible()
  await press(guest, 'Enter')
  await expect(composer(guest)).toHaveValue('two')
  await say(guest, '/away tea')
  await expect(guest.getByRole('region', { name: 'You are away' })).toContainText('tea')
  await shoot(guest, 'slow-and-away')
  await guest.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(guest.getByRole('region', { name: 'You are away' })).toHaveCount(0)
  await say(host, '/slow off')
  await expect(log(guest)).toContainText('Slow mode is over')

  await composer(guest).fill('three')
  await say(host, '/mute Bo')
  await expect(guest.getByText('The host has muted you: you can read along.')).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Send' })).toBeDisabled()
  await shoot(guest, 'muted')
  await say(host, '/unmute Bo')
  await expect(guest.getByRole('button', { name: 'Send' })).toBeEnabled()
  await expect(composer(guest)).toHaveValue('three')
  await composer(guest).press('Enter')
  await expect(message(host, 'three')).toBeVisible()
})
