import { EventEmitter } from 'node:events'
import type { NativeTheme as ElectronNativeTheme } from 'electron/main'
import type { PartOf } from './part-of.ts'

type Source = ElectronNativeTheme['themeSource']

class NativeTheme extends EventEmitter {
  #source: Source = 'system'
  #systemIsDark = false

  get themeSource(): Source {
    return this.#source
  }
  set themeSource(source: Source) {
    this.#source = source
    this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#systemIsDark : this.#source === 'dark'
  }

  /**
   * For the pages: what they see as the system's choice, which a test may emulate. (Electron asks the system itself,
   * and knows before the first window.)
   */
  systemReported(dark: boolean): void {
    // A page that is told to be dark reports only what it was told.
    if (this.#source !== 'system' || this.#systemIsDark === dark) return
    this.#systemIsDark = dark
    this.emit('updated')
  }
}

export const nativeTheme = new NativeTheme() satisfies PartOf<ElectronNativeTheme>
