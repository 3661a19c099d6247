import { EventEmitter } from 'node:events'
import type * as Electron from 'electron/main'
import { app } from './app.ts'
import { AppEvent, isPrevented } from './app-event.ts'
import { screen } from './desktop.ts'
import { openWindows } from './open-windows.ts'
import type { PartOf } from './part-of.ts'
import { headless, runningChromium } from './running-chromium.ts'
import { WebContents } from './web-contents.ts'

const windows = new Set<BrowserWindow>()
let focused: BrowserWindow | undefined
let lastId = 0

/**
 * A window of Chromium. Without a display its place, focus and visibility are only remembered; with one, Chromium shows
 * it at once, cannot hide it, and closes it before the app is asked.
 */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): BrowserWindow[] => [...windows]
  static getFocusedWindow = (): BrowserWindow | null => focused ?? null
  static fromWebContents = (contents: WebContents): BrowserWindow | null =>
    windows.values().find((window) => window.webContents === contents) ?? null
  static fromId = (id: number): BrowserWindow | null => windows.values().find((window) => window.id === id) ?? null

  readonly id: number
  readonly webContents: WebContents
  readonly #gone = Promise.withResolvers<boolean>()
  #bounds: Electron.Rectangle
  /** Somebody has said where the window should be; until then the system chooses. */
  #hasPlace: boolean
  #state: 'normal' | 'maximized' | 'minimized' = 'normal'
  #title: string
  #visible = false
  #closing = false
  #destroyed = false

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    lastId += 1
    this.id = lastId
    const { x, y, width = 800, height = 600, show = true, title = app.name, webPreferences = {} } = options
    this.#bounds = { x: x ?? 0, y: y ?? 0, width, height }
    this.#hasPlace = x !== undefined && y !== undefined
    this.#title = title
    this.webContents = new WebContents(webPreferences, this.#bounds, {
      requestClose: () => this.close(),
      onResized: () => void this.#readBounds(),
      onFocus: (isFocused) => {
        if (!headless) this.#changeFocus(isFocused)
      },
    })
    this.webContents.once('ready-to-show', () => this.emit('ready-to-show'))
    this.webContents.on('page-title-updated', (event: AppEvent, text: string) => {
      if (!isPrevented(this, 'page-title-updated', event, text, true)) this.#title = text
    })
    this.webContents.once('destroyed', () => this.#closed())
    windows.add(this)
    openWindows.add(this)
    this.#place()
    app.emit('web-contents-created', new AppEvent(), this.webContents)
    app.emit('browser-window-created', new AppEvent(), this)
    if (show) this.show()
  }

  loadURL = (url: string): Promise<void> => this.webContents.loadURL(url)
  reload = (): void => this.webContents.reload()

  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    if (this.#visible) return
    this.#visible = true
    this.emit('show')
  }
  hide(): void {
    if (!this.#visible) return
    this.#changeFocus(false)
    this.#visible = false
    this.emit('hide')
  }
  focus(): void {
    if (headless) this.#changeFocus(true)
    this.webContents.focus()
  }
  blur(): void {
    this.#changeFocus(false)
  }
  minimize(): void {
    this.#changeFocus(false)
    this.#changeState('minimized')
  }
  restore(): void {
    this.#changeState('normal')
    this.focus()
  }
  maximize(): void {
    this.#changeState('maximized')
  }
  unmaximize(): void {
    this.#changeState('normal')
  }
  isVisible = (): boolean => this.#visible && this.#state !== 'minimized'
  isFocused = (): boolean => focused === this
  isMinimized = (): boolean => this.#state === 'minimized'
  isMaximized = (): boolean => this.#state === 'maximized'
  isFullScreen = (): boolean => false
  isDestroyed = (): boolean => this.#destroyed

  getTitle = (): string => this.#title
  setTitle(title: string): void {
    this.#title = title
  }
  getNormalBounds = (): Electron.Rectangle => ({ ...this.#bounds })
  getBounds(): Electron.Rectangle {
    return { ...(this.#state === 'maximized' && headless ? screen.getPrimaryDisplay().workArea : this.#bounds) }
  }
  getContentBounds = (): Electron.Rectangle => this.getBounds()
  getSize(): number[] {
    const { width, height } = this.getBounds()
    return [width, height]
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#hasPlace ||= bounds.x !== undefined && bounds.y !== undefined
    this.#rememberBounds({ ...this.#bounds, ...bounds })
    this.#place()
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  close(): void {
    void this.tryClose()
  }
  destroy(): void {
    this.#closing = true
    const { targetId } = this.webContents
    this.webContents.page.then(
      () => runningChromium().browser.tell('Target.closeTarget', { targetId: this.webContents.targetId || targetId }),
      () => this.#closed(),
    )
  }
  /** For the app that quits: see {@link openWindows}. */
  async tryClose(): Promise<boolean> {
    if (!this.#closing) {
      if (isPrevented(this, 'close')) return false
      this.destroy()
    }
    return this.#gone.promise
  }

  // What follows is a matter of the frame around the page, which is not ours.
  setFullScreen(): void {}
  setMenu(): void {}
  removeMenu(): void {}
  setMenuBarVisibility(): void {}
  setAutoHideMenuBar(): void {}
  setMinimumSize(): void {}
  setBackgroundColor(): void {}
  setIcon(): void {}
  setOverlayIcon(): void {}
  setProgressBar(): void {}
  setAlwaysOnTop(): void {}
  flashFrame(): void {}
  moveTop(): void {}

  #changeFocus(isFocused: boolean): void {
    if (isFocused === (focused === this)) return
    if (isFocused) focused?.blur()
    focused = isFocused ? this : undefined
    this.emit(isFocused ? 'focus' : 'blur')
    app.emit(isFocused ? 'browser-window-focus' : 'browser-window-blur', new AppEvent(), this)
  }

  #changeState(state: 'normal' | 'maximized' | 'minimized'): void {
    const before = this.#state
    if (state === before) return
    this.#state = state
    this.#place()
    if (state === 'normal') this.emit(before === 'maximized' ? 'unmaximize' : 'restore')
    else this.emit(state === 'maximized' ? 'maximize' : 'minimize')
  }

  #rememberBounds(bounds: Electron.Rectangle): void {
    const { x, y, width, height } = this.#bounds
    this.#bounds = bounds
    if (bounds.x !== x || bounds.y !== y) this.emit('move')
    if (bounds.width !== width || bounds.height !== height) this.emit('resize')
  }

  /** Makes Chromium's window what this one says. */
  #place(): void {
    if (headless) {
      const { width, height } = this.getBounds()
      this.webContents.tell('Emulation.setDeviceMetricsOverride', {
        width,
        height,
        deviceScaleFactor: 1,
        mobile: false,
      })
      return
    }
    const { x, y, width, height } = this.#bounds
    const place = { ...(this.#hasPlace && { left: x, top: y }), width, height }
    const bounds = this.#state === 'normal' ? place : { windowState: this.#state }
    void this.#onChromiumWindow((windowId) => {
      // Chromium sizes only a window that is in its normal state.
      const { browser } = runningChromium()
      if (this.#state === 'normal')
        browser.tell('Browser.setWindowBounds', { windowId, bounds: { windowState: 'normal' } })
      browser.tell('Browser.setWindowBounds', { windowId, bounds })
    })
  }

  /** A person has moved or sized the window. */
  async #readBounds(): Promise<void> {
    if (headless || this.#closing) return
    await this.#onChromiumWindow((_windowId, { left, top, width, height, windowState }) => {
      if (windowState === 'maximized' || windowState === 'minimized') this.#state = windowState
      else {
        this.#state = 'normal'
        this.#rememberBounds({ x: left ?? 0, y: top ?? 0, width: width ?? 0, height: height ?? 0 })
      }
    })
  }

  async #onChromiumWindow(
    use: (
      windowId: number,
      bounds: { left?: number; top?: number; width?: number; height?: number; windowState?: string },
    ) => void,
  ): Promise<void> {
    try {
      const session = await this.webContents.page
      const { windowId, bounds } = await session.send('Browser.getWindowForTarget')
      use(windowId, bounds)
    } catch {
      // The window is gone.
    }
  }

  #closed(): void {
    if (this.#destroyed) return
    // Chromium closed it by itself: too late to prevent.
    if (!this.#closing) this.emit('close', new AppEvent())
    this.#changeFocus(false)
    this.#closing = true
    this.#destroyed = true
    windows.delete(this)
    openWindows.delete(this)
    this.emit('closed')
    this.#gone.resolve(true)
    if (windows.size === 0) app.allWindowsClosed()
  }
}

BrowserWindow.prototype satisfies PartOf<Electron.BrowserWindow, 'webContents'>
