/** Boot order of the desktop app. */
import { app, BrowserWindow } from 'electron/main'
import path from 'node:path'
import { linkScheme } from '../core/common/room-link.ts'
import { registerAppScheme, serveAppScheme } from './app-scheme.ts'
import { linkIn } from './deep-link.ts'
import { watchIdle } from './idle-watch.ts'
import { answerRequests } from './ipc.ts'
import { Program } from './program.ts'
import { hiddenFlag } from './start-at-login.ts'
import { denyPermissions, lockDownPages } from './web-security.ts'

/** Must equal `appId` in electron-builder.yml, or Windows shows notifications and the taskbar button under another name. */
const appUserModelId = 'chat.snug.desktop'

const distribution = path.join(app.getAppPath(), 'dist')

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
  const program = new Program(distribution, app.getPath('userData'))
  app.on('second-instance', (_event, argv) => {
    program.showWindow()
    program.openLink(linkIn(argv))
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    program.openLink(link)
    if (app.isReady()) program.showWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  leaveRoomsBeforeQuit(() => program.close())
  program.openLink(linkIn(process.argv))
  void app.whenReady().then(() => begin(program))
}

async function begin(program: Program): Promise<void> {
  app.on('activate', () => program.showWindow())
  // A portable Windows program runs from a temporary folder, which a link would no longer find.
  const isPortable = process.env['PORTABLE_EXECUTABLE_FILE'] !== undefined
  if (app.isPackaged && !isPortable) app.setAsDefaultProtocolClient(linkScheme)
  app.setAboutPanelOptions({ applicationName: 'Snug', applicationVersion: app.getVersion() })
  denyPermissions()
  serveAppScheme(path.join(distribution, 'renderer'))
  answerRequests(program.controller.handlers, program.log)
  watchIdle((isIdle) => program.controller.personIdle(isIdle))
  const begun = program.desktop.begin()
  void program.controller.reopenRooms()
  if (!process.argv.includes(hiddenFlag)) return program.showWindow()
  const hasTray = await begun
  // Somebody may have asked for it meanwhile. Where there is no tray, somebody has to be able to find it.
  if (BrowserWindow.getAllWindows().length === 0) program.showWindow(hasTray ? 'hidden' : 'minimized')
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
