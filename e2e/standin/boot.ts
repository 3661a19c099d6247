/** Runs an app the way Electron's executable does: its main bundle here on Node, its windows in Chromium. See README.md. */
import inspector from 'node:inspector'
import { createRequire, registerHooks } from 'node:module'
import path from 'node:path'
import { app } from './app.ts'
import { electronVersion } from './electron-version.ts'
import { type LocatedApp, locateApp, locatePackagedApp } from './locate-app.ts'
import { openWindows } from './open-windows.ts'
import { startChromium } from './running-chromium.ts'

interface CommandLine {
  /** Modules to load before the app, as by Node's `-r`. */
  readonly preloads: readonly string[]
  readonly switches: readonly string[]
  /** The app's folder or file. */
  readonly target: string | undefined
}

function parseCommandLine(args: readonly string[]): CommandLine {
  const preloads: string[] = []
  const switches: string[] = []
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? ''
    if (argument === '-r') {
      index += 1
      preloads.push(path.resolve(args[index] ?? ''))
    } else if (argument.startsWith('-')) switches.push(argument)
    else return { preloads, switches, target: argument }
  }
  return { preloads, switches, target: undefined }
}

/** Opens the debugger's door that Playwright asks for, and leaves when Playwright is gone. */
function serveTestRunner(): void {
  inspector.open(0)
  const runner = process.ppid
  setInterval(() => {
    if (process.ppid !== runner) process.exit(1)
  }, 1000).unref()
}

/** Makes `require` and `import` of Electron's modules lead here. */
function serveElectronModules(): void {
  const url = new URL('electron.ts', import.meta.url).href
  registerHooks({
    resolve: (specifier, context, next) =>
      /^electron(\/main|\/common)?$/.test(specifier)
        ? { url, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  })
}

async function findApp(target: string | undefined): Promise<LocatedApp> {
  const resources = process.env['ELECTRON_STANDIN_RESOURCES']
  if (resources) return locatePackagedApp(resources)
  return locateApp(target ?? '.')
}

async function run(): Promise<void> {
  const { preloads, switches, target } = parseCommandLine(process.argv.slice(2))
  // As in Electron: the executable, its switches, the app, the app's arguments.
  process.argv.splice(1, 1)
  const located = await findApp(target)
  app.adopt(located)
  for (const one of switches) app.commandLine.appendArgument(one)
  const versions = { ...process.versions, electron: electronVersion, chrome: electronVersion }
  Object.defineProperty(process, 'versions', { value: versions })
  Object.assign(process, { type: 'browser', resourcesPath: process.env['ELECTRON_STANDIN_RESOURCES'] })
  if (!located.packaged) Object.assign(process, { defaultApp: true })
  if (app.commandLine.hasSwitch('inspect')) serveTestRunner()
  serveElectronModules()

  const require = createRequire(import.meta.url)
  for (const file of preloads) require(file)
  require(located.main)
  // A second instance leaves before it is ever ready.
  if (app.leaving) return

  const chromium = await startChromium(app.getPath('userData'), app.commandLine.switches)
  void chromium.exited.then(() => {
    // With a display, Chromium ends with its last window, and the app is asked what it wants to do then.
    if (app.leaving || openWindows.size === 0) return
    console.error('Chromium has ended unexpectedly.')
    process.exit(1)
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  app.markReady()
}

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
