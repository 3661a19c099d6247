import { EventEmitter } from 'node:events'
import type * as Electron from 'electron/main'
import { assertNever } from '../../src/core/common/assert-never.ts'
import { AppEvent, eventWith } from './app-event.ts'
import type { Session } from './chromium.ts'
import { ipcMain } from './ipc-main.ts'
import { nativeTheme } from './native-theme.ts'
import { guardNavigation, isNavigationPrevented } from './navigation.ts'
import { assertIsolated, openPage, token } from './open-page.ts'
import { createCloneCodec } from './page/clone.ts'
import type { FromPage, ToPage } from './page/isolated-world.ts'
import type { PartOf } from './part-of.ts'
import { runningChromium } from './running-chromium.ts'
import { fromChromium, toChromium } from './schemes.ts'
import { session as sessions } from './session.ts'
import { originOf, WebFrameMain } from './web-frame-main.ts'

const { encode, decode } = createCloneCodec()
const everyContents = new Map<number, WebContents>()
let lastId = 0

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

/** What the page needs of its window. */
export interface WindowOfPage {
  requestClose(): void
  onResized(): void
  onFocus(focused: boolean): void
}

export class WebContents extends EventEmitter {
  readonly id: number
  readonly session = sessions.defaultSession
  readonly mainFrame = new WebFrameMain((channel, ...args) => this.send(channel, ...args))
  /** Resolves once the page can be talked to. */
  readonly page: Promise<Session>
  /** Chromium's name of the page; Playwright asks with it. */
  targetId = ''
  zoomFactor = 1
  readonly #window: WindowOfPage
  /** The isolated world of the current document, in Chromium's numbers; 0 before there is one. */
  #context = 0
  #destroyed = false
  /** The process of the page has died, and no other page has come yet. */
  #crashed = false
  #title = ''
  /** Chromium shows an error page. */
  #unreachable = false
  #load: PromiseWithResolvers<void> | undefined
  #openHandler: OpenHandler = () => ({ action: 'deny' })

  constructor(preferences: Electron.WebPreferences, size: Electron.Size, window: WindowOfPage) {
    super()
    assertIsolated(preferences)
    lastId += 1
    this.id = lastId
    this.#window = window
    everyContents.set(this.id, this)
    this.page = openPage(preferences, size, (session) => {
      this.targetId = session.targetId
      this.#listen(session)
    })
    this.applyTheme()
  }

  async loadURL(url: string): Promise<void> {
    const load = Promise.withResolvers<void>()
    this.#load = load
    this.emit('did-start-loading')
    const session = await this.page
    this.#applyPermissions(url)
    const { errorText } = await session.send('Page.navigate', { url: toChromium(url) })
    if (errorText) {
      const description = errorText.replace('net::', '')
      this.emit('did-fail-load', new AppEvent(), -2, description, url, true)
      load.reject(new Error(`${description} (-2) loading '${url}'`))
    }
    await load.promise
  }
  reload(): void {
    this.tell('Page.reload')
  }
  reloadIgnoringCache(): void {
    this.tell('Page.reload', { ignoreCache: true })
  }
  send(channel: string, ...args: unknown[]): void {
    this.#post({ type: 'send', channel, args }, this.#context)
  }
  async executeJavaScript(code: string): Promise<unknown> {
    const session = await this.page
    const parameters = { expression: code, awaitPromise: true, returnByValue: true, userGesture: true }
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', parameters)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  getURL = (): string => this.mainFrame.url
  getTitle = (): string => this.#title
  isLoading = (): boolean => this.#load !== undefined
  isDestroyed = (): boolean => this.#destroyed
  isCrashed = (): boolean => this.#crashed
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }
  close(): void {
    this.#window.requestClose()
  }
  forcefullyCrashRenderer(): void {
    this.tell('Page.crash')
  }
  focus(): void {
    this.tell('Page.bringToFront')
  }
  openDevTools(): void {}
  /** Only remembered: the page stays as large as it is. */
  setZoomFactor(factor: number): void {
    this.zoomFactor = factor
  }
  getZoomFactor = (): number => this.zoomFactor
  replaceMisspelling(): void {}
  setBackgroundThrottling(): void {}

  /** Shows the page in the colours that the app wants, or in those of the system. */
  applyTheme(): void {
    const { themeSource } = nativeTheme
    const features = themeSource === 'system' ? [] : [{ name: 'prefers-color-scheme', value: themeSource }]
    this.tell('Emulation.setEmulatedMedia', { features })
  }

  /** Sends a command to the page once it is there. Failing means that it is gone again. */
  tell(...command: Parameters<Session['tell']>): void {
    this.page.then(
      (session) => session.tell(...command),
      () => {},
    )
  }

  #listen(session: Session): void {
    session.onGone(() => this.#gone())
    session.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      this.#hear(decode(payload) as FromPage, executionContextId)
    })
    guardNavigation(session, this)
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId) return
      this.#crashed = false
      this.#unreachable = frame.unreachableUrl !== undefined
      this.mainFrame.url = fromChromium(frame.unreachableUrl ?? frame.url + (frame.urlFragment ?? ''))
      if (!this.#unreachable) this.emit('did-navigate', new AppEvent(), this.mainFrame.url, 200, '')
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId !== session.targetId) return
      this.mainFrame.url = fromChromium(url)
      this.emit('did-navigate-in-page', new AppEvent(), this.mainFrame.url, true)
    })
    session.on('Page.domContentEventFired', () => this.emit('dom-ready', new AppEvent()))
    session.on('Page.loadEventFired', () => this.#loaded())
    session.on('Inspector.targetCrashed', () => {
      this.#crashed = true
      this.emit('render-process-gone', new AppEvent(), { reason: 'crashed', exitCode: 1 })
    })
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: { exception, text } }) => {
      if (process.env['ELECTRON_ENABLE_LOGGING']) console.error(`[page] ${exception?.description ?? text}`)
    })
  }

  #loaded(): void {
    if (this.#unreachable || this.mainFrame.url === '') return
    this.emit('did-finish-load')
    this.emit('did-stop-loading')
    this.emit('ready-to-show')
    this.#load?.resolve()
    this.#load = undefined
  }

  #hear(message: FromPage, context: number): void {
    switch (message.type) {
      case 'hello':
        this.#context = context
        return
      case 'send':
        ipcMain.emit(message.channel, this.#ipcEvent(), ...message.args)
        return
      case 'invoke':
        void this.#answer(message, context)
        return
      case 'open':
        this.#askToOpen(message.url, message.frameName, message.features)
        return
      case 'leave':
        isNavigationPrevented(this, message.url, true)
        return
      case 'title':
        if (message.title === this.#title) return
        this.#title = message.title
        this.emit('page-title-updated', new AppEvent(), message.title, true)
        return
      case 'dark':
        nativeTheme.systemReported(message.dark)
        return
      case 'resized':
        this.#window.onResized()
        return
      case 'focus':
        this.#window.onFocus(message.focused)
        return
      default:
        assertNever(message)
    }
  }

  async #answer({ id, channel, args }: FromPage & { type: 'invoke' }, context: number): Promise<void> {
    try {
      const value = await ipcMain.answer(channel, this.#ipcEvent(), args)
      this.#post({ type: 'reply', id, value }, context)
    } catch (error) {
      this.#post({ type: 'failure', id, message: error instanceof Error ? error.message : String(error) }, context)
    }
  }

  #ipcEvent(): AppEvent & Electron.IpcMainInvokeEvent {
    const reply = (channel: string, ...args: unknown[]): void => this.send(channel, ...args)
    const event = { type: 'frame', sender: this, senderFrame: this.mainFrame, processId: 1, frameId: 1, reply }
    return eventWith(event as unknown as Electron.IpcMainInvokeEvent)
  }

  #askToOpen(address: string, frameName: string, features: string): void {
    const url = fromChromium(address)
    const details = {
      url,
      frameName,
      features,
      disposition: 'foreground-tab' as const,
      referrer: { url: '', policy: 'default' as const },
    }
    if (this.#openHandler(details).action === 'allow') console.error(`The stand-in opens no window for ${url}`)
  }

  #post(message: ToPage, context: number): void {
    if (context === 0) return // As in Electron, what is sent to a page without a document is lost.
    this.tell('Runtime.callFunctionOn', {
      functionDeclaration: `${token}receive`,
      executionContextId: context,
      arguments: [{ value: encode(message) }],
    })
  }

  #applyPermissions(url: string): void {
    if (!URL.canParse(url)) return
    const { origin } = new URL(toChromium(url))
    for (const { name, granted } of this.session.decide(this, originOf(url))) {
      const setting = granted ? 'granted' : 'denied'
      runningChromium().browser.tell('Browser.setPermission', { permission: { name }, setting, origin })
    }
  }

  #gone(): void {
    this.#destroyed = true
    everyContents.delete(this.id)
    this.emit('destroyed')
  }
}

nativeTheme.on('updated', () => {
  for (const contents of everyContents.values()) contents.applyTheme()
})

export const webContents = {
  fromId: (id: number) => everyContents.get(id),
  fromDevToolsTargetId: (targetId: string) => everyContents.values().find((one) => one.targetId === targetId),
  getAllWebContents: () => [...everyContents.values()],
}

WebContents.prototype satisfies PartOf<Electron.WebContents, 'session' | 'mainFrame'>
