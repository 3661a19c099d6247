/** Things that must not lie over each other, or too close. */
import type { Locator } from 'playwright/test'
import { freePort, hostRoom, log, message, say } from './actions.ts'
import { emulate, expect, shootBoth, test } from './app.ts'

async function boxOf(place: Locator): Promise<{ left: number; right: number; top: number; bottom: number }> {
  return place.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return { left, right, top, bottom }
  })
}

/** Waits until two things share no place on the screen: rows have another place until they have been measured. */
async function expectApart(one: Locator, other: Locator, words: string): Promise<void> {
  const overlap = async (): Promise<boolean> => {
    const [a, b] = [await boxOf(one), await boxOf(other)]
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  }
  await expect.poll(overlap, words).toBe(false)
}

test('the time and the actions of a message leave texts and receipts in sight', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  const texts = ['one', 'two', 'three']
  for (const text of texts) {
    await say(page, text)
    await expect(message(page, text)).toContainText('Sent')
  }
  const bar = page.getByRole('toolbar', { name: 'Actions for this message' })
  for (const size of [
    { width: 1280, height: 800 },
    { width: 480, height: 720 },
  ]) {
    await emulate(page, size)
    for (const [index, text] of texts.entries()) {
      await message(page, text).hover()
      await expect(bar).toBeVisible()
      await expectApart(bar, message(page, text).locator('.message-text'), `${text}, ${size.width}`)
      for (const near of texts.slice(Math.max(index - 1, 0), index + 1)) {
        await expectApart(bar, message(page, near).locator('.delivery'), `${near}, ${size.width}`)
      }
    }
    const time = await boxOf(message(page, 'three').locator('.message-gutter time'))
    const text = await boxOf(message(page, 'three').locator('.message-text'))
    expect(text.left - time.right).toBeGreaterThanOrEqual(8)
    expect(time.left).toBeGreaterThanOrEqual((await boxOf(log(page))).left + 2)
  }
  await expect(message(page, 'three')).toHaveAccessibleDescription('three')
  await shootBoth(page, 'message-hovered')
})

test('what was found is shown without the marks of Markdown', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await emulate(page, { width: 1280, height: 800 })
  await hostRoom(page, { name: 'Amara', port: await freePort() })
  await say(page, 'The **big** cake is in `the kitchen`')
  await expect(log(page).locator('.message strong')).toHaveText('big')
  await page.getByRole('button', { name: 'Search in this room' }).click()
  await page.keyboard.type('kitchen')
  const hit = page.getByRole('option').first()
  await expect(hit).toContainText('The big cake is in the kitchen')
  await expect(hit.locator('mark')).toHaveText('kitchen')
  await shootBoth(page, 'search-plain')
})
