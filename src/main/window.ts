/** The one window: where it opens, what it may do, and remembering where it was. */
import { BrowserWindow, nativeTheme, screen } from 'electron/main'
import path from 'node:path'
import { appPage } from './app-page.ts'
import type { SettingsFile } from './settings-file.ts'
import { minimumSize, placeOnScreens } from './window-placement.ts'

/** The window's colour until the page has drawn, so that it does not flash: `--paper` of the two themes. */
const paper = { light: '#faf7f2', dark: '#16130f' }

/** How long the window must have kept still before its place is written down, in milliseconds. */
const settleMs = 400

/** A page that lived no longer than this, in milliseconds, would only die again. */
const crashLoopMs = 10_000

/** How the window first appears. */
export type Appearance = 'shown' | 'hidden' | 'minimized'

/**
 * Opens the window on the page, at its remembered place.
 *
 * @param distribution absolute path of the built app's folder
 */
export function openWindow(distribution: string, settings: SettingsFile, appears: Appearance): BrowserWindow {
  const placement = settings.current.window
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  const workAreas = [main, ...others].map((display) => display.workArea)
  const window = new BrowserWindow({
    ...placeOnScreens(placement, workAreas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Snug',
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload: path.join(distribution, 'preload', 'index.cjs'),
      contextIsolation: true,
      nodeIntegration: false,
      sandbox: true,
    },
  })
  window.once('ready-to-show', () => {
    if (placement.maximized) maximizeOnceSeen(window, appears)
    if (appears === 'minimized') window.minimize()
    if (appears === 'shown') window.show()
  })
  followPlacement(window, settings)
  recoverPage(window)
  return window
}

/** Shows a window that may be hidden, minimised or behind others; or have lost its page, which then gets another try. */
export function bringForward(window: BrowserWindow): void {
  if (window.webContents.isCrashed()) window.webContents.reload()
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Writes down where the window is. Whether it fills the screen can be told only of one that is on it. */
export function rememberPlacement(window: BrowserWindow, settings: SettingsFile): void {
  const isSeen = window.isVisible() && !window.isMinimized()
  const maximized = isSeen ? window.isMaximized() : settings.current.window.maximized
  settings.update({ window: { bounds: window.getNormalBounds(), maximized } })
}

/** To maximise a window is to show it. */
function maximizeOnceSeen(window: BrowserWindow, appears: Appearance): void {
  const maximize = (): void => window.maximize()
  if (appears === 'shown' || window.isVisible()) maximize()
  else if (appears === 'hidden') window.once('show', maximize)
  else window.once('restore', maximize)
}

function followPlacement(window: BrowserWindow, settings: SettingsFile): void {
  let timer: NodeJS.Timeout | undefined
  const rememberSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => rememberPlacement(window, settings), settleMs)
  }
  window.on('resize', rememberSoon)
  window.on('move', rememberSoon)
  window.on('close', () => {
    clearTimeout(timer)
    rememberPlacement(window, settings)
  })
}

/** Loads the page, and loads it again if its process dies, unless it dies at once again. */
function recoverPage(window: BrowserWindow): void {
  let loadedAt = 0
  const load = (): void => {
    loadedAt = Date.now()
    window.loadURL(appPage).catch((error: unknown) => {
      console.error('The window could not load its page.', error)
      // An empty window can at least be seen and closed.
      if (!window.isDestroyed()) window.show()
    })
  }
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`The window’s page ended: ${reason}.`)
    if (reason !== 'clean-exit' && Date.now() - loadedAt > crashLoopMs) load()
  })
  load()
}
