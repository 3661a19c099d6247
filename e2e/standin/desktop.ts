/**
 * The parts of Electron that reach the desktop. There is none here: each keeps its state and shows nothing.
 * A test that wants to know what an app would have shown replaces a method, as it does with Electron itself.
 */
import { EventEmitter } from 'node:events'
import type * as Electron from 'electron/main'
import type { NativeImage as ElectronNativeImage, Shell } from 'electron/common'
import { AppEvent } from './app-event.ts'
import type { PartOf } from './part-of.ts'

class NativeImage {
  isEmpty = (): boolean => true
  getSize = (): Electron.Size => ({ width: 0, height: 0 })
  resize = (): this => this
  setTemplateImage(): void {}
  toDataURL = (): string => 'data:image/png;base64,'
  toPNG = (): Buffer => Buffer.alloc(0)
}
const emptyImage = new NativeImage() satisfies PartOf<ElectronNativeImage, 'resize'>
const image = (): NativeImage => emptyImage
export const nativeImage = {
  createEmpty: image,
  createFromPath: image,
  createFromBuffer: image,
  createFromDataURL: image,
}

export class Notification extends EventEmitter {
  static isSupported = (): boolean => true
  readonly title: string
  readonly body: string

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions = {}) {
    super()
    this.title = title
    this.body = body
  }
  show(): void {
    this.emit('show', new AppEvent())
  }
  close(): void {
    this.emit('close', new AppEvent())
  }
}

export class Tray extends EventEmitter {
  #destroyed = false

  setImage(): void {}
  setToolTip(): void {}
  setTitle(): void {}
  setContextMenu(): void {}
  popUpContextMenu(): void {}
  isDestroyed = (): boolean => this.#destroyed
  destroy(): void {
    this.#destroyed = true
  }
}

/** Every question gets the answer of somebody who closes the dialog. */
export const dialog = {
  async showMessageBox(...args: readonly unknown[]): Promise<Electron.MessageBoxReturnValue> {
    const { cancelId = 0 } = args.at(-1) as Electron.MessageBoxOptions
    return { response: cancelId, checkboxChecked: false }
  },
  async showOpenDialog(): Promise<Electron.OpenDialogReturnValue> {
    return { canceled: true, filePaths: [] }
  },
  async showSaveDialog(): Promise<Electron.SaveDialogReturnValue> {
    return { canceled: true, filePath: '' }
  },
  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`)
  },
} satisfies PartOf<Electron.Dialog>

export const shell = {
  async openExternal(url: string): Promise<void> {
    console.error(`Open this yourself: ${url}`)
  },
  openPath: async (): Promise<string> => '',
  showItemInFolder(): void {},
  trashItem: async (): Promise<void> => {},
  beep(): void {},
} satisfies PartOf<Shell>

const area = { x: 0, y: 0, width: 1920, height: 1080 }
const display = { id: 1, label: '', scaleFactor: 1, rotation: 0, bounds: area, workArea: area, workAreaSize: area }
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
  getDisplayNearestPoint: () => display,
  getCursorScreenPoint: () => ({ x: 0, y: 0 }),
})

export const powerMonitor = Object.assign(new EventEmitter(), {
  getSystemIdleTime: () => 0,
  getSystemIdleState: () => 'active' as const,
  isOnBatteryPower: () => false,
}) satisfies PartOf<Electron.PowerMonitor>
