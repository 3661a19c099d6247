/** Snug on this desktop: hears what the window hears, and keeps tray, badge, notifications and menus true. */
import { app, dialog, Menu, nativeTheme, Notification, type BrowserWindow } from 'electron/main'
import type { i18n } from 'i18next'
import type { AppEvent, RequestPayload, WindowCall } from '../core/common/ipc-contract.ts'
import { isPresenting, presentingToggled } from '../core/common/notifications/quiet.ts'
import type { Preferences, PreferencesChange } from '../core/common/preferences.ts'
import type { Complain } from '../core/node/store-failure.ts'
import { Answers } from './answers.ts'
import { showBadge } from './badge.ts'
import { offerContextMenu } from './context-menu.ts'
import { mainTranslator } from './language.ts'
import { Lapsing } from './lapsing.ts'
import { applicationMenu } from './menu.ts'
import { NativeNotifications } from './native-notifications.ts'
import { Notifier } from './notifier.ts'
import { applySpellCheck } from './spell-check.ts'
import { applyStartAtLogin } from './start-at-login.ts'
import { TrayEntry } from './tray.ts'
import { hasTray } from './tray-support.ts'
import { zoomStep } from './zoom.ts'

export interface DesktopOptions {
  readonly preferences: () => Preferences
  readonly changePreferences: (change: PreferencesChange) => void
  readonly window: () => BrowserWindow | null
  readonly showWindow: () => void
  /** Asks the window to do something, when it is there. */
  readonly call: (call: WindowCall) => void
  /** Tells the window, if it is there. */
  readonly tell: (event: AppEvent) => void
  /** Answers a message. Returns the answer's id; null if it could not be sent, and the window says why. */
  readonly answer: (roomId: string, messageId: string, text: string) => string | null
  readonly complain: Complain
}

export class Desktop {
  readonly #options: DesktopOptions
  readonly #notifications: NativeNotifications
  readonly #notifier: Notifier
  readonly #answers: Answers
  readonly #lapsing: Lapsing
  #translator: i18n | null = null
  #tray: TrayEntry | null = null
  #attention: RequestPayload<'window.attention'> = { roomId: null, unread: 0 }
  #applied: Preferences | null = null
  #isQuitting = false
  /** Settles once it is known whether there is a tray. */
  readonly #begun = Promise.withResolvers<void>()
  #isBeginning = true

  constructor(options: DesktopOptions) {
    this.#options = options
    const { preferences, changePreferences, call, answer, showWindow } = options
    const open = (roomId: string, messageId: string): void => {
      call({ type: 'message.wanted', roomId, messageId })
      showWindow()
    }
    const reply = (roomId: string, messageId: string, text: string): void => {
      const answerId = answer(roomId, messageId, text)
      if (answerId === null) open(roomId, messageId)
      else this.#answers.follow(roomId, answerId)
    }
    this.#answers = new Answers(open)
    this.#notifications = new NativeNotifications({ open, reply })
    this.#notifier = new Notifier({
      preferences,
      watchedRoom: () => this.#watchedRoom(),
      show: (notice) => this.#notifications.show(notice, this.#texts),
      withdraw: (roomId) => this.#notifications.withdraw(roomId),
      takenBack: (...takenBack) => this.#notifications.withdrawMessage(...takenBack),
      edited: (...edited) => this.#notifications.amendMessage(...edited, this.#texts),
      caughtUp: (missed) => call({ type: 'presenting.ended', missed }),
      clock: Date.now,
    })
    this.#lapsing = new Lapsing({
      preferences: () => preferences().notifications,
      change: changePreferences,
      clock: Date.now,
    })
  }

  /** Begins, once the app is ready. Resolves with whether there is a tray to live in. */
  async begin(): Promise<boolean> {
    app.on('before-quit', () => {
      this.#isQuitting = true
      this.#lapsing.stop()
    })
    this.#apply()
    if (await hasTray(process.platform)) this.#tray = this.#createTray()
    this.#isBeginning = false
    this.#begun.resolve()
    this.#showState()
    return this.#tray !== null
  }

  /** Whatever the window is told. */
  hear(event: AppEvent): void {
    this.#notifier.hear(event)
    this.#answers.hear(event)
    if (event.type === 'preferences.changed' && app.isReady()) this.#apply()
  }

  /** What the person has in front of them. */
  attended(attention: RequestPayload<'window.attention'>): void {
    this.#attention = attention
    this.#notifier.looked()
    this.#showState()
  }

  /** Takes a new window in. */
  adopt(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.#isQuitting || !(this.#isBeginning || this.#outlivesWindow)) return
      event.preventDefault()
      window.hide()
      // Unless somebody has asked for it again by then.
      if (this.#isBeginning)
        void this.#begun.promise.then(() => window.isDestroyed() || window.isVisible() || window.close())
      else if (!isMac()) this.#explainTray()
    })
    window.on('focus', () => this.#notifier.looked())
    const tellShown = (): void => {
      this.#options.tell({ type: 'window.shown', isShown: window.isVisible() && !window.isMinimized() })
    }
    window.on('show', tellShown)
    window.on('hide', tellShown)
    window.on('minimize', tellShown)
    window.on('restore', tellShown)
    window.webContents.on('did-finish-load', () => {
      window.webContents.setZoomFactor(this.#options.preferences().appearance.zoom)
      tellShown()
    })
    window.webContents.on('zoom-changed', (_event, direction) => this.#zoom(direction === 'in' ? 1 : -1))
    offerContextMenu(window, () => this.#texts)
  }

  get #texts(): i18n {
    const { language } = this.#options.preferences().appearance
    this.#translator ??= mainTranslator(language, app.getPreferredSystemLanguages())
    return this.#translator
  }

  get #isPresenting(): boolean {
    return isPresenting(this.#options.preferences().notifications, Date.now())
  }

  /** On a Mac every program stays in the Dock; elsewhere it needs a place in the tray, and the person may not want that. */
  get #outlivesWindow(): boolean {
    return isMac() || (this.#tray !== null && this.#options.preferences().system.closeToTray)
  }

  #watchedRoom(): string | null {
    const window = this.#options.window()
    return window?.isVisible() && window.isFocused() ? this.#attention.roomId : null
  }

  /** Makes the desktop follow the preferences, as far as they have changed. */
  #apply(): void {
    const now = this.#options.preferences()
    const before = this.#applied
    this.#applied = now
    if (before?.appearance !== now.appearance) {
      nativeTheme.themeSource = now.appearance.theme
      this.#options.window()?.webContents.setZoomFactor(now.appearance.zoom)
      this.#translator = null
    }
    if (before?.system !== now.system) {
      applySpellCheck(now.system, app.getPreferredSystemLanguages())
      // At first only if it is wanted: an AppImage may have moved, but what others have set up is theirs.
      if (before || now.system.startAtLogin) this.#startAtLogin(before, now)
    }
    this.#setMenu(now)
    this.#showState()
    this.#lapsing.look()
  }

  #setMenu({ shortcuts }: Preferences): void {
    const template = applicationMenu({
      isMac: isMac(),
      translator: this.#texts,
      ownKeys: shortcuts,
      isPresenting: this.#isPresenting,
      choose: (command) => {
        this.#options.call({ type: 'command.chosen', command })
        this.#options.showWindow()
      },
      togglePresenting: () => this.#togglePresenting(),
      zoom: (direction) => this.#zoom(direction),
    })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }

  #startAtLogin(before: Preferences | null, now: Preferences): void {
    const isSame =
      before?.system.startAtLogin === now.system.startAtLogin && before.system.startHidden === now.system.startHidden
    if (!isSame) applyStartAtLogin(now.system, this.#options.complain)
  }

  #togglePresenting(): void {
    const { preferences, changePreferences } = this.#options
    changePreferences({ notifications: presentingToggled(preferences().notifications, Date.now()) })
  }

  #zoom(direction: 1 | -1 | null): void {
    const { preferences, changePreferences } = this.#options
    changePreferences({
      appearance: { zoom: direction === null ? 1 : zoomStep(preferences().appearance.zoom, direction) },
    })
  }

  #createTray(): TrayEntry | null {
    try {
      return new TrayEntry({
        open: this.#options.showWindow,
        togglePresenting: () => this.#togglePresenting(),
        quit: () => app.quit(),
      })
    } catch (error) {
      this.#options.complain('Snug has no icon in the tray: the system does not take one.', error)
      return null
    }
  }

  #showState(): void {
    const { unread } = this.#attention
    showBadge(unread, this.#options.window(), this.#texts.t('tray.unread', { count: unread }))
    this.#tray?.show({ unread, isPresenting: this.#isPresenting }, this.#texts)
  }

  /** Once, so that nobody takes a window that is gone for a program that has ended. */
  #explainTray(): void {
    const { preferences, changePreferences } = this.#options
    if (preferences().system.trayExplained) return
    changePreferences({ system: { trayExplained: true } })
    const { t } = this.#texts
    const title = t('tray.explainedTitle')
    const body = t('tray.explained')
    if (Notification.isSupported()) new Notification({ title, body }).show()
    else void dialog.showMessageBox({ type: 'info', message: title, detail: body })
  }
}

function isMac(): boolean {
  return process.platform === 'darwin'
}
