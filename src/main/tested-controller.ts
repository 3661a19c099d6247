/** The real controller with a data folder of its own, for tests: what the window asks of it, and what it tells the window. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { AppEvent } from '../core/common/ipc-contract.ts'
import type { RoomEvent } from '../core/common/room-event.ts'
import { createIdentity } from '../core/node/identity.ts'
import { Controller } from './controller.ts'
import { Outboxes } from './outboxes.ts'
import { OwnCopies } from './own-copies.ts'
import { SettingsFile } from './settings-file.ts'

export class TestedController implements AsyncDisposable {
  settings!: SettingsFile
  controller!: Controller
  outboxes!: Outboxes
  /** What this run of it has told the window. */
  events: AppEvent[] = []
  /** What it has put into the clipboard. */
  readonly copied: string[] = []
  readonly #folder = mkdtempSync(path.join(os.tmpdir(), 'snug-controller-'))

  constructor() {
    this.#begin()
  }

  get handlers(): Controller['handlers'] {
    return this.controller.handlers
  }

  /** The program ends and starts again with the same data. */
  async restart(): Promise<void> {
    await this.#end()
    this.#begin()
  }

  join(address: string, nickname = 'Bo', asciiOnly = true) {
    return this.handlers['room.join']({ address, nickname, asciiOnly })
  }

  host(port: string, nickname = 'Amara', also: { readonly nativeOnly?: boolean; readonly keep?: boolean } = {}) {
    return this.handlers['room.host']({
      name: '',
      nickname,
      exposure: 'this-computer',
      port,
      keep: false,
      retention: { messages: 10_000, days: 30 },
      everyMessageToDisk: false,
      ...also,
    })
  }

  snapshot() {
    const answer = this.handlers['app.snapshot']({})
    if (!('ok' in answer) || !answer.ok) throw new Error('no snapshot')
    return answer.value
  }

  async until(happened: (event: AppEvent) => boolean): Promise<void> {
    while (!this.events.some(happened)) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Waits until something has happened in one of its rooms. */
  untilInRoom(happened: (event: RoomEvent) => boolean): Promise<void> {
    return this.until((event) => event.type === 'room.changed' && event.events.some(happened))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #begin(): void {
    const folder = this.#folder
    let ids = 0
    this.events = []
    this.settings = new SettingsFile(path.join(folder, 'settings.json'), () => {})
    this.outboxes = new Outboxes(null)
    this.controller = new Controller({
      settings: this.settings,
      identity: createIdentity(),
      copies: new OwnCopies({ archive: null, chooseFile: async () => null, keeps: () => true, clock: Date.now }),
      outboxes: this.outboxes,
      roomsFolder: path.join(folder, 'rooms'),
      publish: (event) => this.events.push(event),
      platform: 'linux',
      version: '1.2.3',
      about: () => ({
        versions: { electron: '1', chrome: '2', node: '3' },
        architecture: 'x64',
        folders: { data: folder, logs: folder },
        spellCheckLanguages: [],
        hasDictionaries: true,
      }),
      openFolder: async () => ({ ok: true, value: null }),
      writeClipboard: (text) => void this.copied.push(text),
      createId: () => `room-${(ids += 1)}`,
      clock: () => 1_700_000_000_000,
    })
  }

  async #end(): Promise<void> {
    await this.controller.close()
    await this.settings.close()
  }
}
