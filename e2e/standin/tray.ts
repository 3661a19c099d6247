import { EventEmitter } from 'node:events'
import type * as Electron from 'electron/main'
import type { PartOf } from './part-of.ts'

/** An icon that nobody sees. A test replaces a method to learn what would be shown. */
export class Tray extends EventEmitter {
  #destroyed = false

  setImage(): void {}
  setToolTip(): void {}
  setContextMenu(): void {}
  setTitle(): void {}
  destroy(): void {
    this.#destroyed = true
  }
  isDestroyed = (): boolean => this.#destroyed
}

Tray.prototype satisfies PartOf<Electron.Tray>
