/** What Snug remembers between two starts: one JSON file, checked when read, written whole or not at all. */
import { readFileSync, renameSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { mostKeptDays, mostKeptMessages } from '../core/common/native/retention.ts'
import { defaultPreferences } from '../core/common/preferences.ts'
import { storedPreferences } from '../core/common/preferences-schema.ts'
import { systemCode } from '../core/node/network-errors.ts'
import { type Complain, fileFault } from '../core/node/store-failure.ts'

const recentRoom = z.object({
  address: z.string(),
  name: z.string(),
  nickname: z.string(),
  asciiOnly: z.boolean(),
  lastJoinedAt: z.number(),
})

const hostedRoom = z.object({
  name: z.string(),
  nickname: z.string(),
  exposure: z.enum(['this-computer', 'this-network', 'all-addresses']),
  port: z.int().min(1).max(65_535),
  keep: z.boolean(),
  retention: z.object({
    messages: z.int().min(1).max(mostKeptMessages),
    days: z.int().min(1).max(mostKeptDays),
  }),
  everyMessageToDisk: z.boolean(),
  lastHostedAt: z.number(),
})

/** A room that is or was open: one of those above, by what it is known by. */
const roomThatWasOpen = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('joined'),
    address: z.string(),
    /** What its log was known by; null on a classic server. */
    logId: z.string().nullable(),
  }),
  z.object({ kind: z.literal('hosted'), name: z.string() }),
])

const rectangle = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

/** Each field stands for itself: one that cannot be understood falls back, and does not cost the others. */
export const settingsSchema = z.object({
  version: z.literal(1),
  nickname: z.string().catch(''),
  recents: z.array(recentRoom).catch([]),
  hosted: z.array(hostedRoom).catch([]),
  /** The rooms that are open, or were when the program ended, oldest first. */
  open: z.array(roomThatWasOpen).catch([]),
  preferences: storedPreferences,
  window: z.object({ bounds: rectangle.optional(), maximized: z.boolean() }).catch({ maximized: false }),
})

export type RoomThatWasOpen = Readonly<z.infer<typeof roomThatWasOpen>>

export type Settings = Readonly<z.infer<typeof settingsSchema>>

const freshSettings: Settings = {
  version: 1,
  nickname: '',
  recents: [],
  hosted: [],
  open: [],
  preferences: defaultPreferences,
  window: { maximized: false },
}

/** The settings, in memory and on disk. */
export class SettingsFile {
  readonly #file: string
  readonly #complain: Complain
  #current: Settings
  #isWritable = true
  #writing: Promise<void> = Promise.resolve()

  /**
   * Reads the file. One that is missing gives fresh settings; one that cannot be understood is set aside under another
   * name and replaced; one that cannot even be read or moved stays as it is. The last two are said through `complain`.
   *
   * @param file absolute path; its folder exists
   */
  constructor(file: string, complain: Complain) {
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
    if (!this.#isWritable) return
    const text = `${JSON.stringify(this.#current, null, 2)}\n`
    this.#writing = this.#writing
      .then(() => writeFileAtomic(this.#file, text, { mode: 0o600 }))
      .catch((error: unknown) =>
        this.#complain(`The settings could not be saved to ${this.#file}: ${fileFault(error)}.`, error),
      )
  }

  /** Resolves when everything so far is on disk. What is changed later holds only in memory. */
  async close(): Promise<void> {
    this.#isWritable = false
    await this.#writing
  }

  #read(): Settings {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return freshSettings
      return this.#startFresh(`The settings in ${this.#file} could not be read: ${fileFault(error)}.`, error)
    }
    try {
      return settingsSchema.parse(JSON.parse(text))
    } catch {
      return this.#setAside()
    }
  }

  #setAside(): Settings {
    const aside = `${this.#file}.broken`
    try {
      renameSync(this.#file, aside)
    } catch (error) {
      return this.#startFresh(
        `The settings in ${this.#file} are broken, and could not be set aside: ${fileFault(error)}.`,
        error,
      )
    }
    this.#complain(`The settings could not be read and were set aside as ${aside}. Snug starts with fresh ones.`)
    return freshSettings
  }

  /** Leaves a file alone that may still be good. */
  #startFresh(why: string, cause: unknown): Settings {
    this.#isWritable = false
    this.#complain(`${why} Snug starts with fresh ones and does not save them.`, cause)
    return freshSettings
  }
}
