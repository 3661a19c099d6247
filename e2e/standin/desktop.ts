/**
 * The parts of Electron that reach the desktop. There is none here: each keeps its state and shows nothing.
 * A test that wants to know what an app would have shown replaces a method, as it does with Electron itself.
 */
import { EventEmitter } from 'node:events'
import type { Shell } from 'electron/common'
import type { PartOf } from './part-of.ts'

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
