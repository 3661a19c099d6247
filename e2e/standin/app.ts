import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { App as ElectronApp, CommandLine as ElectronCommandLine } from 'electron/main'
import { AppEvent, isPrevented } from './app-event.ts'
import { electronVersion } from './electron-version.ts'
import type { LocatedApp } from './locate-app.ts'
import { openWindows } from './open-windows.ts'
import type { PartOf } from './part-of.ts'
import { closeChromium } from './running-chromium.ts'
import { SingleInstanceLock } from './single-instance-lock.ts'

class CommandLine {
  readonly switches = new Map<string, string>()

  appendSwitch(name: string, value = ''): void {
    this.switches.set(name, value)
  }
  appendArgument(argument: string): void {
    const [, name, value] = /^--([^=]+)=?(.*)$/.exec(argument) ?? []
    if (name) this.appendSwitch(name, value)
  }
  hasSwitch = (name: string): boolean => this.switches.has(name)
  getSwitchValue = (name: string): string => this.switches.get(name) ?? ''
  removeSwitch(name: string): void {
    this.switches.delete(name)
  }
}

class App extends EventEmitter {
  readonly commandLine = new CommandLine() satisfies PartOf<ElectronCommandLine>
  /** Quitting cannot be stopped any more, or `exit` was called. */
  leaving = false
  isPackaged = false
  name = 'Electron'
  #version = electronVersion
  #appPath = process.cwd()
  #quitting = false
  readonly #paths = new Map<string, string>()
  readonly #ready = Promise.withResolvers<void>()
  #isReady = false
  readonly #lock = new SingleInstanceLock(({ argv, workingDirectory, data }) => {
    this.emit('second-instance', new AppEvent(), argv, workingDirectory, data)
  })

  /** Takes name, version and place from the app that is about to run. */
  adopt(located: LocatedApp): void {
    this.name = located.name
    this.#version = located.version
    this.#appPath = located.path
    this.isPackaged = located.packaged
  }

  /** Playwright replaces `emit`, `isReady` and `whenReady` until it is attached, and wants the event before the promise. */
  markReady(): void {
    this.#isReady = true
    this.emit('ready', new AppEvent(), {})
    this.#ready.resolve()
  }
  isReady = (): boolean => this.#isReady
  whenReady = (): Promise<void> => this.#ready.promise

  getName = (): string => this.name
  setName(name: string): void {
    this.name = name
  }
  getVersion = (): string => this.#version
  getAppPath = (): string => this.#appPath
  getLocale = (): string => new Intl.DateTimeFormat().resolvedOptions().locale
  getPreferredSystemLanguages = (): string[] => [this.getLocale()]
  getPath(name: string): string {
    const found = this.#paths.get(name) ?? this.#knownPaths()[name]
    if (!found) throw new Error(`Failed to get '${name}' path`)
    return found
  }
  setPath(name: string, value: string): void {
    mkdirSync(value, { recursive: true })
    this.#paths.set(name, value)
  }

  requestSingleInstanceLock = (data?: object): boolean => this.#lock.take(this.getPath('userData'), data ?? {})
  hasSingleInstanceLock = (): boolean => this.#lock.held
  releaseSingleInstanceLock(): void {
    this.#lock.release()
  }

  quit(): void {
    void this.#quit()
  }
  exit(code = 0): void {
    void this.#exit(code)
  }
  /** For the last window that closed: ends the app unless it listens and decides otherwise. */
  allWindowsClosed(): void {
    if (!this.#quitting && !this.emit('window-all-closed')) this.quit()
  }

  focus(): void {
    openWindows.values().next().value?.focus()
  }

  // What follows concerns the desktop, and does nothing here, or only keeps its state.
  #badgeCount = 0
  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count
    return true
  }
  getBadgeCount = (): number => this.#badgeCount
  setLoginItemSettings(): void {}
  setAsDefaultProtocolClient = (): boolean => true
  removeAsDefaultProtocolClient = (): boolean => true
  isDefaultProtocolClient = (): boolean => false
  setAppUserModelId(): void {}
  setAboutPanelOptions(): void {}
  showAboutPanel(): void {}
  enableSandbox(): void {}
  disableHardwareAcceleration(): void {}

  async #quit(): Promise<void> {
    if (this.#quitting || isPrevented(this, 'before-quit')) return
    this.#quitting = true
    for (const window of openWindows) {
      if (!(await window.tryClose())) {
        this.#quitting = false
        return
      }
    }
    if (isPrevented(this, 'will-quit')) this.#quitting = false
    else await this.#exit(0)
  }

  async #exit(code: number): Promise<void> {
    if (this.leaving) return
    this.leaving = true
    this.#quitting = true
    this.emit('quit', new AppEvent(), code)
    await Promise.all([this.#lock.told(), closeChromium()])
    process.exit(code)
  }

  #knownPaths(): Record<string, string> {
    const home = os.homedir()
    const appData = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config')
    const userData = this.#paths.get('userData') ?? path.join(appData, this.name)
    return {
      home,
      appData,
      userData,
      sessionData: userData,
      logs: path.join(userData, 'logs'),
      temp: os.tmpdir(),
      exe: process.execPath,
      desktop: path.join(home, 'Desktop'),
      documents: path.join(home, 'Documents'),
      downloads: path.join(home, 'Downloads'),
      pictures: path.join(home, 'Pictures'),
    }
  }
}

export const app = new App() satisfies PartOf<ElectronApp, 'commandLine'>
