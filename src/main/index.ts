/** Boot order of the desktop app. */
import { app, clipboard, type BrowserWindow } from 'electron/main'
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { AppSnapshot } from '../core/common/ipc-contract.ts'
import { linkScheme } from '../core/common/room-link.ts'
import { Archive } from '../core/node/archive/archive.ts'
import { loadIdentity } from '../core/node/identity.ts'
import { registerAppScheme, serveAppScheme } from './app-scheme.ts'
import { chooseFile } from './choose-file.ts'
import { Controller } from './controller.ts'
import { aboutThisProgram, openOwnFolder } from './about.ts'
import { Desktop } from './desktop.ts'
import { addressOfLink, linkIn } from './deep-link.ts'
import { watchIdle } from './idle-watch.ts'
import { answerRequests, createPublisher } from './ipc.ts'
import { openLogFile } from './log-file.ts'
import { Outboxes } from './outboxes.ts'
import { OwnCopies } from './own-copies.ts'
import { SettingsFile } from './settings-file.ts'
import { hiddenFlag } from './start-at-login.ts'
import { denyPermissions, lockDownPages } from './web-security.ts'
import { bringForward, openWindow, rememberPlacement, type Appearance } from './window.ts'

/** Must equal `appId` in electron-builder.yml, or Windows shows notifications and the taskbar button under another name. */
const appUserModelId = 'chat.snug.desktop'

const distribution = path.join(app.getAppPath(), 'dist')
const isMac = process.platform === 'darwin'

if (process.env['SNUG_USER_DATA']) {
  app.setPath('userData', path.resolve(process.env['SNUG_USER_DATA']))
  app.setPath('logs', path.resolve(process.env['SNUG_USER_DATA'], 'logs'))
}

app.enableSandbox()
app.setAppUserModelId(appUserModelId)
registerAppScheme()
lockDownPages()

if (app.requestSingleInstanceLock()) boot()
else app.quit()

function boot(): void {
  const userData = app.getPath('userData')
  mkdirSync(userData, { recursive: true })
  const log = openLogFile(app.getPath('logs'), Date.now)
  log.write(`Snug ${app.getVersion()} begins.`)
  /** What is complained of before there is a controller that can say it in the window. */
  const early: string[] = []
  let complainInWindow = (sentence: string): void => void early.push(sentence)
  const complain = (sentence: string): void => {
    console.error(sentence)
    log.write(sentence)
    complainInWindow(sentence)
  }
  const settings = new SettingsFile(path.join(userData, 'settings.json'), complain)
  let window: BrowserWindow | null = null
  const tell = createPublisher(() => window)
  const desktop = new Desktop({
    preferences: () => settings.current.preferences,
    changePreferences: (change) => controller.changePreferences(change),
    window: () => window,
    showWindow: () => showWindow(),
    call: (call) => controller.call(call),
    tell,
    say: (roomId, text) => controller.say(roomId, text),
    complain,
  })
  const archive = Archive.open({ file: path.join(userData, 'archive.sqlite'), complain })
  const controller = new Controller({
    settings,
    copies: new OwnCopies({
      archive,
      chooseFile: (...asked) => chooseFile(window, ...asked),
      keeps: () => settings.current.preferences.privacy.keepCopies,
      clock: Date.now,
    }),
    outboxes: new Outboxes(archive),
    identity: loadIdentity(path.join(userData, 'identity.pem'), complain),
    roomsFolder: path.join(userData, 'rooms'),
    publish: (event) => {
      tell(event)
      desktop.hear(event)
    },
    attended: (attention) => desktop.attended(attention),
    platform: process.platform as AppSnapshot['platform'],
    version: app.getVersion(),
    about: aboutThisProgram,
    openFolder: openOwnFolder,
    writeClipboard: (text) => clipboard.writeText(text),
    createId: randomUUID,
    clock: Date.now,
  })

  complainInWindow = (sentence) => controller.complain(sentence)
  early.forEach(complainInWindow)

  const showWindow = (appears: Appearance = 'shown'): void => {
    if (window) return bringForward(window)
    window = openWindow(distribution, settings, appears)
    desktop.adopt(window)
    window.on('closed', () => {
      window = null
      controller.pageGone()
    })
    window.webContents.on('did-navigate', () => controller.pageGone())
  }
  const openLink = (link: string | null): void => {
    if (link) controller.call({ type: 'link.opened', address: addressOfLink(link) })
  }

  app.on('second-instance', (_event, argv) => {
    showWindow()
    openLink(linkIn(argv))
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    openLink(link)
    if (app.isReady()) showWindow()
  })
  app.on('window-all-closed', () => {
    if (!isMac) app.quit()
  })
  leaveRoomsBeforeQuit(async () => {
    if (window) rememberPlacement(window, settings)
    await controller.close()
    archive?.close()
    await settings.close()
  })
  openLink(linkIn(process.argv))

  void app.whenReady().then(() => {
    app.on('activate', () => showWindow())
    // A portable Windows program runs from a temporary folder, which a link would no longer find.
    const isPortable = process.env['PORTABLE_EXECUTABLE_FILE'] !== undefined
    if (app.isPackaged && !isPortable) app.setAsDefaultProtocolClient(linkScheme)
    app.setAboutPanelOptions({ applicationName: 'Snug', applicationVersion: app.getVersion() })
    denyPermissions()
    serveAppScheme(path.join(distribution, 'renderer'))
    answerRequests(controller.handlers, (error) => {
      console.error(error)
      log.writeError(error)
    })
    watchIdle((isIdle) => controller.personIdle(isIdle))
    const begun = desktop.begin()
    if (!process.argv.includes(hiddenFlag)) return showWindow()
    // Where there is no tray, somebody has to be able to find it.
    return begun.then((hasTray) => showWindow(hasTray ? 'hidden' : 'minimized'))
  })
}

/** Holds the quit back until everybody has been told; at most as long as a person would wait. */
function leaveRoomsBeforeQuit(leave: () => Promise<void>): void {
  const patienceMs = 3000
  let isLeaving = false
  let left = false
  app.on('before-quit', (event) => {
    if (left) return
    event.preventDefault()
    if (isLeaving) return
    isLeaving = true
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs))
    Promise.race([leave(), patience])
      .catch((error: unknown) => console.error(error))
      .finally(() => {
        left = true
        app.quit()
      })
  })
}
