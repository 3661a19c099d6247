/** What Snug shows outside its window: the same on Electron and on the stand-in, by replacing what would show it. */
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Snug } from './app.ts'

export interface Shown {
  readonly title: string
  readonly body: string
  readonly silent: boolean
}

/** Keeps every notification instead of showing it. */
export async function catchNotifications({ app }: Pick<Snug, 'app'>): Promise<void> {
  await app.evaluate(({ Notification }) => {
    const caught: Electron.Notification[] = []
    Object.assign(globalThis, { caught })
    Notification.isSupported = () => true
    Notification.prototype.close = function close(this: Electron.Notification) {
      Object.assign(this, { wasClosed: true })
    }
    Notification.prototype.show = function show(this: Electron.Notification) {
      caught.push(this)
    }
  })
}

/** What has been caught. */
export function notifications({ app }: Pick<Snug, 'app'>): Promise<Shown[]> {
  return app.evaluate(() =>
    (globalThis as unknown as { caught: Electron.Notification[] }).caught.map(({ title, body, silent }) => ({
      title,
      body,
      silent,
    })),
  )
}

/** What the system knows those by that have been caught. */
export function notificationNames({ app }: Pick<Snug, 'app'>): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { caught: Electron.Notification[] }).caught.map(({ id }) => id))
}

/** Lets the program believe, from now on, that it runs on another system. */
export async function pretendPlatform({ app }: Pick<Snug, 'app'>, platform: NodeJS.Platform): Promise<void> {
  await app.evaluate((_, platform) => void Object.defineProperty(process, 'platform', { value: platform }), platform)
}

/** Whether the last one that was caught has been taken off the screen. */
export function isNotificationClosed({ app }: Pick<Snug, 'app'>): Promise<boolean> {
  return app.evaluate(() => {
    const last = (globalThis as unknown as { caught: Electron.Notification[] }).caught.at(-1)
    return last !== undefined && 'wasClosed' in last
  })
}

/** Clicks the last one that was caught. */
export async function clickNotification({ app }: Pick<Snug, 'app'>): Promise<void> {
  await app.evaluate(() => (globalThis as unknown as { caught: Electron.Notification[] }).caught.at(-1)?.emit('click'))
}

/** Answers the last one that was caught, as macOS and Windows let people do. */
export async function replyToNotification({ app }: Pick<Snug, 'app'>, reply: string): Promise<void> {
  await app.evaluate((_, reply) => {
    ;(globalThis as unknown as { caught: Electron.Notification[] }).caught.at(-1)?.emit('reply', { reply })
  }, reply)
}

/** Hides the window that is shown, or is about to be: it is drawn a moment before. */
export async function hideWindow({ app }: Pick<Snug, 'app'>): Promise<void> {
  await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isVisible() === false) await new Promise<void>((resolve) => window.once('show', () => resolve()))
    window?.hide()
  })
}

export function isWindowVisible({ app }: Pick<Snug, 'app'>): Promise<boolean | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
}

export async function chooseInMenu({ app }: Pick<Snug, 'app'>, id: string): Promise<void> {
  await app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id)
}

/** An environment in which the Linux desktop says whether it shows tray icons; perhaps not before there is a certain file. */
export function desktopWithTray(shows: boolean, awaited?: string): Record<string, string> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-desktop-'))
  const program = path.join(folder, 'gdbus')
  const waits = awaited === undefined ? '' : `until [ -e '${awaited}' ]; do sleep 0.1; done\n`
  writeFileSync(program, `#!/bin/sh\n${waits}echo '(${shows},)'\n`)
  chmodSync(program, 0o755)
  return { PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` }
}
