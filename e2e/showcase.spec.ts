/** The picture at the top of the README: a room as it is used. */
import { composer, freePort, joinRoom, log, message, say } from './actions.ts'
import { emulate, expect, shoot, test } from './app.ts'
import { ClassicPeer } from './peers/classic-peer.ts'

test('a workshop in full swing', async ({ launchSnug }) => {
  const port = await freePort()
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Options for hosting' }).click()
  const dialog = page.getByRole('dialog', { name: 'Host a room' })
  await dialog.getByLabel('Your name').fill('Amara')
  await dialog.getByLabel('Room name').fill('Workshop, room 2')
  await dialog.getByLabel('Port').fill(String(port))
  await dialog.getByRole('button', { name: 'Open the room' }).click()
  await expect(dialog).toBeHidden()

  const guest = await launchSnug()
  await joinRoom(guest.page, { name: 'Kenji', address: `127.0.0.1:${port}` })
  using bo = await ClassicPeer.join({ port, nickname: 'Bo' })
  using lin = await ClassicPeer.join({ port, nickname: 'Lin' })
  using pythonista = await ClassicPeer.join({ port, nickname: 'pythonista' })
  const hear = async (speak: () => unknown, text: string): Promise<void> => {
    await speak()
    await expect(message(page, text)).toBeVisible()
  }
  for (const [peer, text] of [
    [bo, 'Slides are at the front desk. Who has the adapter?'],
    [bo, 'Also: the room closes at five.'],
    [pythonista, 'me, bringing it over. I am here with my forty-line client, it works :-)'],
  ] as const) {
    await hear(() => peer.say(text), text)
  }
  const own = 'Found it. Start with this, then open the **café** page:\n```sh\nnpm ci && npm start\n```'
  await say(page, own)
  await expect(log(page)).toContainText('npm start')
  const question = '@Amara, does the Wi-Fi reach the second floor?'
  await hear(() => say(guest.page, question), question)
  const answer = 'Barely. Try the corner by the window.'
  await hear(() => lin.say(answer), answer)
  await composer(page).fill('Thanks! I will move the table there')
  await shoot(page, 'workshop')
})
