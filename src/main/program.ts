/** All that runs behind the window, made and ended together. */
import { app, clipboard, type BrowserWindow } from 'electron/main'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { AppSnapshot } from '../core/common/ipc-contract.ts'
import { timeOrderedId } from '../core/common/time-ordered-id.ts'
import { Archive } from '../core/node/archive/archive.ts'
import { loadIdentity } from '../core/node/identity.ts'
import type { Complain } from '../core/node/store-failure.ts'
import { aboutThisProgram, openOwnFolder } from './about.ts'
import { chooseFile } from './choose-file.ts'
import { Controller } from './controller.ts'
import { addressOfLink } from './deep-link.ts'
import { Desktop } from './desktop.ts'
import { createPublisher } from './ipc.ts'
import { openLogFile, type LogFile } from './log-file.ts'
import { Outboxes } from './outboxes.ts'
import { OwnCopies } from './own-copies.ts'
import { SettingsFile } from './settings-file.ts'
import { bringForward, openWindow, rememberPlacement, type Appearance } from './window.ts'

export class Program {
  readonly controller: Controller
  readonly desktop: Desktop
  readonly log: LogFile
  readonly #distribution: string
  readonly #settings: SettingsFile
  readonly #archive: Archive | null
  readonly #tell = createPublisher(() => this.#window)
  /** What was complained of before there was a controller that could say it in the window. */
  readonly #early: string[] = []
  #window: BrowserWindow | null = null

  /**
   * @param distribution the folder with what was built
   * @param userData the folder for what a person keeps
   */
  constructor(distribution: string, userData: string) {
    this.#distribution = distribution
    mkdirSync(userData, { recursive: true })
    this.log = openLogFile(app.getPath('logs'), Date.now)
    this.log.write(`Snug ${app.getVersion()} begins.`)
    let controller: Controller | null = null
    const complain: Complain = (sentence, cause) => {
      console.error(sentence)
      this.log.write(sentence)
      if (cause !== undefined) this.log.writeError(cause)
      if (controller) controller.complain(sentence)
      else this.#early.push(sentence)
    }
    this.#settings = new SettingsFile(path.join(userData, 'settings.json'), complain)
    this.#archive = Archive.open({ file: path.join(userData, 'archive.sqlite'), complain })
    this.desktop = this.#createDesktop(complain)
    controller = this.#createController(userData, complain)
    this.controller = controller
    this.#early.forEach((sentence) => this.controller.complain(sentence))
  }

  /** Opens the window, or brings the one that is open to the front. */
  showWindow(appears: Appearance = 'shown'): void {
    if (this.#window) return bringForward(this.#window)
    const window = openWindow(this.#distribution, this.#settings, appears)
    this.#window = window
    this.desktop.adopt(window)
    window.on('closed', () => {
      this.#window = null
      this.controller.pageGone()
    })
    window.webContents.on('did-navigate', () => this.controller.pageGone())
    window.webContents.on('render-process-gone', () => this.controller.pageGone())
  }

  /** Offers to join the room of a `snug:` link. Null is none. */
  openLink(link: string | null): void {
    if (link) this.controller.call({ type: 'link.opened', address: addressOfLink(link) })
  }

  /** Leaves every room and lets go of the files. */
  async close(): Promise<void> {
    if (this.#window) rememberPlacement(this.#window, this.#settings)
    try {
      await this.controller.close()
    } finally {
      this.#archive?.close()
      await this.#settings.close()
    }
  }

  #createDesktop(complain: Complain): Desktop {
    return new Desktop({
      preferences: () => this.#settings.current.preferences,
      changePreferences: (change) => this.controller.changePreferences(change),
      window: () => this.#window,
      showWindow: () => this.showWindow(),
      call: (call) => this.controller.call(call),
      tell: this.#tell,
      answer: (...answered) => this.controller.answer(...answered),
      complain,
    })
  }

  #createController(userData: string, complain: Complain): Controller {
    return new Controller({
      settings: this.#settings,
      copies: new OwnCopies({
        archive: this.#archive,
        chooseFile: (...asked) => chooseFile(this.#window, ...asked),
        keeps: () => this.#settings.current.preferences.privacy.keepCopies,
        clock: Date.now,
      }),
      outboxes: new Outboxes(this.#archive),
      identity: loadIdentity(path.join(userData, 'identity.pem'), complain),
      roomsFolder: path.join(userData, 'rooms'),
      publish: (event) => {
        this.#tell(event)
        this.desktop.hear(event)
      },
      attended: (attention) => this.desktop.attended(attention),
      platform: process.platform as AppSnapshot['platform'],
      version: app.getVersion(),
      about: aboutThisProgram,
      openFolder: openOwnFolder,
      writeClipboard: (text) => clipboard.writeText(text),
      createId: timeOrderedId,
      clock: Date.now,
    })
  }
}
