/** What the composer says before something goes out, and what it answers. */
import type { Locator, Page } from 'playwright/test'
import { requestChannel } from '../src/core/common/ipc-channels.ts'
import { composer, freePort, hostRoom, log, message, say } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'
import { settled } from './bridge.ts'

function answer(page: Page, title: string): Locator {
  return page.getByRole('region', { name: title })
}

/** Pastes or drops a picture, and text with it if there is any; true if the page has taken it as its own affair. */
function give(page: Page, type: 'paste' | 'drop', text?: string): Promise<boolean> {
  return composer(page).evaluate(
    (input, { type, text }) => {
      const data = new DataTransfer()
      data.items.add(new File(['x'], 'cake.png', { type: 'image/png' }))
      if (text !== undefined) data.setData('text/plain', text)
      const how = { bubbles: true, cancelable: true }
      const event =
        type === 'paste'
          ? new ClipboardEvent('paste', { ...how, clipboardData: data })
          : new DragEvent('drop', { ...how, dataTransfer: data })
      return !input.dispatchEvent(event)
    },
    { type, ...(text !== undefined && { text }) },
  )
}

test('an answer goes by Escape, with what is said next, and with the room', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  const commands = answer(page, 'Commands')
  await say(page, '/help')
  await expect(commands).toBeVisible()
  await composer(page).press('Escape')
  await expect(commands).toBeHidden()

  await say(page, '/help')
  await expect(commands).toBeVisible()
  await commands.getByRole('list').focus()
  await page.keyboard.press('Escape')
  await expect(commands).toBeHidden()

  await say(page, '/help')
  await expect(commands).toBeVisible()
  await say(page, 'Found it.')
  await expect(message(page, 'Found it.')).toBeVisible()
  await expect(commands).toBeHidden()
  await say(page, '/help')
  await say(page, '/topic')
  await expect(answer(page, 'Topic')).toBeVisible()
  await expect(commands).toBeHidden()
  await say(page, '/topic Cake')
  await expect(answer(page, 'Topic')).toBeHidden()

  await say(page, '/who')
  const who = answer(page, 'In the room: 1 person')
  await expect(who).toBeVisible()
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  await expect(who).toBeHidden()
  await page
    .getByRole('button', { name: /Amara’s room/ })
    .first()
    .click()
  await expect(log(page)).toContainText('Found it.')
  await expect(who).toBeHidden()
})

test('what is typed while a command is carried out stays, and a command that fails comes back before it', async ({
  launchSnug,
}) => {
  const { app, page } = await launchSnug()
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  await app.evaluate(({ ipcMain }, channel) => {
    const waiting: ((answer: unknown) => void)[] = []
    Object.assign(globalThis, { waiting })
    ipcMain.removeHandler(channel)
    ipcMain.handle(channel, (_event, name) => {
      if (name !== 'room.set-topic') return { ok: true, value: null }
      return new Promise((resolve) => waiting.push(resolve))
    })
  }, requestChannel)
  const answerWith = async (result: object): Promise<void> => {
    type Waiting = typeof globalThis & { waiting: ((answer: unknown) => void)[] }
    await expect.poll(() => app.evaluate(() => (globalThis as Waiting).waiting.length)).toBe(1)
    await app.evaluate((_electron, result) => (globalThis as Waiting).waiting.shift()?.(result), result)
    await settled(page)
  }
  await say(page, '/topic Cake')
  await composer(page).fill('half a thought')
  await answerWith({ ok: true, value: null })
  await expect(composer(page)).toHaveValue('half a thought')
  await say(page, '/topic Pie')
  await composer(page).fill('another')
  await answerWith({ ok: false, error: { code: 'test', message: 'No topics today.' } })
  await expect(page.getByText('No topics today.')).toBeVisible()
  await expect(composer(page)).toHaveValue('/topic Pie\nanother')
})

test('a picture that is pasted or dropped is refused in words, and nothing that was typed is lost', async ({
  launchSnug,
}) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  const note = page.getByText('Rooms carry text only for now')
  await composer(page).fill('Look:')
  expect(await give(page, 'paste', 'a table')).toBe(false)
  await expect(note).toBeHidden()
  for (const type of ['paste', 'drop'] as const) {
    expect(await give(page, type), type).toBe(true)
    await expect(note).toBeVisible()
    await expect(composer(page)).toHaveValue('Look:')
    if (type === 'paste') await shootBoth(page, 'picture-refused')
    await composer(page).press('End')
    await composer(page).pressSequentially('!')
    await expect(note).toBeHidden()
    await composer(page).fill('Look:')
  }
})

test('a very long text says as how many messages it goes out, and is sent once that is wanted', async ({
  launchSnug,
}) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  const long = 'word '.repeat(3500)
  await composer(page).fill(long)
  await expect(page.getByText('it goes out as 5 messages')).toBeVisible()
  await composer(page).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Send a long text?' })
  await expect(dialog).toContainText('5 messages')
  await shootBoth(page, 'long-text')
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(composer(page)).toBeFocused()
  await expect(composer(page)).toHaveValue(long)
  await expect(log(page).locator('.message')).toHaveCount(0)
  await composer(page).press('Enter')
  await dialog.getByRole('button', { name: 'Send 5 messages' }).click()
  await expect(log(page).locator('.message[data-delivery="sent"]').last()).toBeVisible()
  await expect(composer(page)).toHaveValue('')

  // A few messages need no question.
  await composer(page).fill('word '.repeat(1000))
  await expect(page.getByText('it goes out as 2 messages')).toBeVisible()
  await composer(page).press('Enter')
  await expect(composer(page)).toHaveValue('')
  await expect(dialog).toBeHidden()
})
