/**
 * What every other spec relies on: that the app runs here as it does on Electron. The same tests must pass on Electron.
 */
import { anything, assert as check, property } from 'fast-check'
import assert from 'node:assert/strict'
import type { ElectronApplication } from 'playwright'
import { expect, test } from './app.ts'
import { bridged, type Noted, pageAddress } from './bridge.ts'
import { createCloneCodec } from './standin/page/clone.ts'

test('the page has the bridge, and nothing else of Electron or Node', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await bridged(page)
  expect(
    await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron'].filter((name) => name in globalThis),
    ),
  ).toEqual([])
  expect(await page.evaluate(() => Object.keys(window.snug))).toEqual(['request', 'subscribe'])
  expect(await page.evaluate(() => [Object.isFrozen(window.snug), isSecureContext])).toEqual([true, true])
  expect(await page.evaluate(() => Reflect.set(window, 'snug', null))).toBe(false)
})

test('a value crosses from the page to the main process and back as a structured clone', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  await bridged(page)
  await answerTest(app, 'echo')
  const returned = await page.evaluate(async () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    const sent = {
      numbers: [-0, Number.NaN, 10n],
      date: new Date(5),
      map: new Map([['key', new Set([1])]]),
      bytes: new Uint8Array([0, 127, 255]),
      nothing: undefined,
      loop,
    }
    const got = (await window.snug.request('test' as 'app.snapshot', sent as never)) as unknown as typeof sent
    const { numbers, date, map, bytes } = got
    return {
      numbers: numbers.map((number, index) => Object.is(number, sent.numbers[index])),
      date: date.getTime(),
      set: map.get('key')?.has(1),
      bytes: [bytes.constructor.name, ...bytes],
      nothing: 'nothing' in got,
      loop: got.loop.self === got.loop && got.loop !== loop,
    }
  })
  expect(returned).toEqual({
    numbers: [true, true, true],
    date: 5,
    set: true,
    bytes: ['Uint8Array', 0, 127, 255],
    nothing: true,
    loop: true,
  })
})

test('what cannot be cloned is an error on the sending side', async ({ launchSnug }) => {
  const { page } = await launchSnug()
  await bridged(page)
  const message = await page.evaluate(() =>
    Promise.resolve()
      .then(() => window.snug.request('profile.update', { nickname: document.body as unknown as string }))
      .then(() => 'sent')
      .catch((error: Error) => error.message),
  )
  expect(message).toContain('An object could not be cloned.')
})

test('a handler that throws leaves only the message of its error', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  await bridged(page)
  await answerTest(app, 'throw')
  const message = await page.evaluate(() =>
    window.snug.request('test' as 'app.snapshot', {}).catch((error: Error) => error.message),
  )
  expect(message).toBe("Error invoking remote method 'snug:request': TypeError: no such room")
})

test('the main process knows the frame that asks', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  await bridged(page)
  await answerTest(app, 'describe the sender')
  const sender = await page.evaluate(() => window.snug.request('test' as 'app.snapshot', {}))
  expect(sender).toEqual({ same: true, url: 'app://snug/index.html', origin: 'app://snug', parent: null, top: true })
})

test('the main process tells a page until the page stops listening, also after a reload', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  for (const round of ['first', 'reloaded']) {
    await bridged(page)
    await page.evaluate(() => {
      const noted: unknown[] = []
      // The app itself tells the page things, too.
      const stop = window.snug.subscribe((event) => 'round' in event && noted.push(event))
      Object.assign(globalThis, { noted, stop })
    })
    const told = (): Promise<unknown> => page.evaluate(() => (globalThis as Noted).noted)
    await tellPage(app, { round, when: new Date(7) })
    await expect.poll(told).toEqual([{ round, when: new Date(7) }])
    await page.evaluate(() => (globalThis as unknown as { stop: () => void }).stop())
    await tellPage(app, { round, late: true })
    // A question asked afterwards is answered after what was told before.
    await page.evaluate(() => window.snug.request('app.snapshot', {}))
    expect(await told()).toHaveLength(1)
    await page.reload()
  }
})

test('the policy holds in the page: no inline script, no frame', async ({ launchSnug }) => {
  const { page, complaints } = await launchSnug()
  await bridged(page)
  const broken = await page.evaluate(async () => {
    const directives: string[] = []
    for (const element of [document.createElement('script'), document.createElement('iframe')]) {
      if (element instanceof HTMLScriptElement) element.textContent = 'globalThis.ran = true'
      else element.src = './index.html'
      const violated = new Promise<SecurityPolicyViolationEvent>((resolve) => {
        document.addEventListener('securitypolicyviolation', resolve, { once: true })
      })
      document.body.append(element)
      directives.push((await violated).effectiveDirective)
    }
    return [...directives, 'ran' in globalThis]
  })
  expect(broken).toEqual(['script-src-elem', 'frame-src', false])
  // The browser complains of both, as it should.
  await expect.poll(() => complaints.length).toBe(2)
  complaints.length = 0
})

test('a link, a script and window.open lead outside, never elsewhere in the window', async ({ launchSnug }) => {
  const { app, page } = await launchSnug()
  await bridged(page)
  await app.evaluate(({ shell }) => {
    const noted: unknown[] = []
    Object.assign(globalThis, { noted })
    shell.openExternal = async (url: string) => void noted.push(url)
  })
  await page.evaluate(() => {
    const links = [
      ['plain', 'https://example.com/plain', ''],
      ['blank', 'https://example.com/blank', '_blank'],
      ['web', 'http://printer.local:631/jobs', '_blank'],
      ['mail', 'mailto:ann@example.com', ''],
      ['share', 'smb://files.example.com/a.desktop', '_blank'],
      ['posing', 'https://bank.example@evil.example/', '_blank'],
      ['endless', `https://example.com/${'a'.repeat(2000)}`, '_blank'],
    ]
    for (const [text = '', href = '', target = ''] of links) {
      const link = Object.assign(document.createElement('a'), { textContent: text, href, target })
      link.style.cssText = 'position: fixed; z-index: 9999; background: white'
      document.body.append(link)
    }
  })
  const opened = (): Promise<unknown> => app.evaluate(() => (globalThis as Noted).noted)
  for (const name of ['mail', 'share', 'posing', 'endless', 'plain', 'blank', 'web']) {
    await page.getByRole('link', { name, exact: true }).evaluate((link: HTMLAnchorElement) => link.click())
  }
  await page.evaluate(() => window.open('https://example.com/opened'))
  const expected = ['plain', 'blank', 'opened'].map((name) => `https://example.com/${name}`)
  await expect
    .poll(async () => ((await opened()) as string[]).toSorted())
    .toEqual([...expected, 'http://printer.local:631/jobs'].toSorted())
  await page.evaluate(() => {
    location.href = 'https://example.com/script'
  })
  await expect.poll(opened).toContain('https://example.com/script')
  expect(app.windows()).toHaveLength(1)
  expect(await pageAddress(app)).toBe('app://snug/index.html')
  await bridged(page)
})

test('values crossing as text are what structuredClone makes of them', () => {
  const { encode, decode } = createCloneCodec()
  const value = anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true })
  check(
    property(value, (value) => {
      assert.deepStrictEqual(decode(encode(value)), structuredClone(value))
    }),
  )
})

/** Answers the request `test` in the place of the app, and every other with a failure. */
async function answerTest(app: ElectronApplication, how: 'echo' | 'throw' | 'describe the sender'): Promise<void> {
  await app.evaluate(({ ipcMain }, how) => {
    ipcMain.removeHandler('snug:request')
    ipcMain.handle('snug:request', ({ sender, senderFrame: frame }, name: string, payload: unknown) => {
      if (name !== 'test') return { ok: false, error: { code: 'test', message: 'Only the test is answered.' } }
      if (how === 'throw') throw new TypeError('no such room')
      if (how === 'echo') return payload
      const { url, origin, parent, top } = frame ?? sender.mainFrame
      return { same: frame === sender.mainFrame, url, origin, parent, top: top === frame }
    })
  }, how)
}

async function tellPage(app: ElectronApplication, event: unknown): Promise<void> {
  await app.evaluate(({ BrowserWindow }, event) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('snug:event', event)
  }, event)
}
