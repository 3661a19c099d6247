/** What Snug remembers between two starts: one JSON file, checked when read, written whole or not at all. */
import { readFileSync, renameSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'

const recentRoom = z.object({
  address: z.string(),
  name: z.string(),
  nickname: z.string(),
  asciiOnly: z.boolean(),
  lastJoinedAt: z.number(),
})

const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

const settingsSchema = z.object({
  version: z.literal(1),
  nickname: z.string().max(200),
  recents: z.array(recentRoom).max(100),
  window: z.object({ bounds: rectangle.optional(), maximized: z.boolean() }),
})

export type Settings = Readonly<z.infer<typeof settingsSchema>>

const freshSettings: Settings = { version: 1, nickname: '', recents: [], window: { maximized: false } }

/** The settings, in memory and on disk. */
export class SettingsFile {
  readonly #file: string
  readonly #complain: (sentence: string) => void
  #current: Settings
  #writing: Promise<void> = Promise.resolve()

  /**
   * Reads the file. One that is missing gives fresh settings; one that cannot be understood is set aside under another
   * name, said through `complain`, and replaced.
   *
   * @param file absolute path; its folder exists
   */
  constructor(file: string, complain: (sentence: string) => void) {
    this.#file = file
    this.#complain = complain
    this.#current = this.#read()
  }

  get current(): Settings {
    return this.#current
  }

  /** Changes some settings and writes them soon. A full disk is said, and does not stop the app. */
  update(change: Partial<Omit<Settings, 'version'>>): void {
    this.#current = { ...this.#current, ...change }
    const text = `${JSON.stringify(this.#current, null, 2)}\n`
    this.#writing = this.#writing
      .then(() => writeFileAtomic(this.#file, text, { mode: 0o600 }))
      .catch((error: Error) => this.#complain(`Settings could not be saved to ${this.#file}: ${error.message}`))
  }

  /** Resolves when everything so far is on disk. */
  async close(): Promise<void> {
    await this.#writing
  }

  #read(): Settings {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch {
      return freshSettings
    }
    try {
      return settingsSchema.parse(JSON.parse(text))
    } catch {
      const aside = `${this.#file}.broken`
      renameSync(this.#file, aside)
      this.#complain(`The settings could not be read and were set aside as ${aside}. Snug starts with fresh ones.`)
      return freshSettings
    }
  }
}
