import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const variables = ['HOME', 'XDG_DATA_HOME', 'APPDATA'] as const

/** A folder in place of the person's own, for this process and those that it starts from now on. Dispose of it at the end. */
export class TemporaryHome implements Disposable {
  readonly folder: string
  readonly #before = new Map(variables.map((name) => [name, process.env[name]]))

  constructor() {
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'snug-home-'))
    this.use(this.folder)
  }

  /** Takes another path in its place. */
  use(folder: string): void {
    for (const name of variables) process.env[name] = folder
  }

  [Symbol.dispose](): void {
    for (const [name, value] of this.#before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    rmSync(this.folder, { recursive: true, force: true })
  }
}
