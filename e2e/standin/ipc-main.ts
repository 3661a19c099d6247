import { EventEmitter } from 'node:events'
import type { IpcMain as ElectronIpcMain, IpcMainInvokeEvent } from 'electron/main'
import type { PartOf } from './part-of.ts'

type Handler = Parameters<ElectronIpcMain['handle']>[1]

class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /**
   * Answers a page's `invoke`.
   *
   * @throws Error in Electron's words, which are all that the page will see of it.
   */
  async answer(channel: string, event: IpcMainInvokeEvent, args: readonly unknown[]): Promise<unknown> {
    try {
      const handler = this.#handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return (await handler(event, ...args)) as unknown
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error })
    }
  }
}

export const ipcMain = new IpcMain() satisfies PartOf<ElectronIpcMain>
