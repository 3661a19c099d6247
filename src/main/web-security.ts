/** What a page may never do, whoever wrote its text: navigate away, open windows, ask for devices. */
import { shell } from 'electron/common'
import { app, session, type WebContents } from 'electron/main'
import { webAddress } from '../core/common/web-address.ts'
import { appPage } from './app-page.ts'

/** Puts the rules on every page that the app will ever show. Call before the first window. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents))
}

/** Refuses every permission that a page could ask for. Call once the app is ready. */
export function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
}

/**
 * Opens a web page in the person's own browser. Everything else is ignored: what other kinds of address start is up to the
 * system, and may be a program.
 */
export function openOutside(link: string): void {
  const address = webAddress(link)
  if (address === null) return
  shell.openExternal(address).catch((error: unknown) => console.error(`${address} could not be opened.`, error))
}

function lockDown(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (event.url === appPage) return // a reload
    event.preventDefault()
    openOutside(event.url)
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}
