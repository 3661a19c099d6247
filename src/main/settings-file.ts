/** What Snug remembers between two starts: one JSON file, checked when read, written whole or not at all. */
import { copyFileSync, readFileSync, renameSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { hostedKey, joinedKey } from '../core/common/known-rooms.ts'
import { mostKeptDays, mostKeptMessages } from '../core/common/native/retention.ts'
import { forgivingFields, type Lost } from '../core/common/forgiving.ts'
import { defaultPreferences, type Preferences } from '../core/common/preferences.ts'
import { storedPreferences } from '../core/common/preferences-schema.ts'
import { systemCode } from '../core/node/network-errors.ts'
import { type Complain, fileFault } from '../core/node/store-failure.ts'
import type { WindowPlacement } from './window-placement.ts'

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
  nativeOnly: z.boolean().exactOptional(),
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

export type RoomThatWasOpen = Readonly<z.infer<typeof roomThatWasOpen>>

export interface Settings {
  readonly version: 1
  readonly nickname: string
  readonly recents: z.infer<typeof recentRoom>[]
  readonly hosted: z.infer<typeof hostedRoom>[]
  /** The rooms that are open, or were when the program ended, oldest first. */
  readonly open: RoomThatWasOpen[]
  readonly preferences: Preferences
  readonly window: WindowPlacement
}

const freshSettings: Settings = {
  version: 1,
  nickname: '',
  recents: [],
  hosted: [],
  open: [],
  preferences: defaultPreferences,
  window: { maximized: false },
}

/** What a room that was open is known by, as among favourites. */
export function openKey(room: RoomThatWasOpen): string {
  return room.kind === 'hosted' ? hostedKey(room.name) : joinedKey(room.address)
}

/** Each field stands for itself: one that cannot be understood falls back, and does not cost the others. */
export function settingsSchema(lost: Lost): z.ZodType<Settings> {
  const placement = { bounds: rectangle.optional(), maximized: z.boolean() }
  const window: z.ZodType<WindowPlacement> = z.object(
    forgivingFields(placement, { bounds: undefined, maximized: false }, lost),
  )
  const fields = {
    nickname: z.string(),
    recents: z.array(recentRoom),
    hosted: z.array(hostedRoom),
    open: z.array(roomThatWasOpen),
    preferences: storedPreferences(lost),
    window,
  }
  return z.object({ version: z.literal(1), ...forgivingFields(fields, freshSettings, lost) })
}

/** The settings, in memory and on disk. */
export class SettingsFile {
  readonly #file: string
  /** What a broken file is called from now on; by the time, so that it takes the place of none from before. */
  readonly #aside: string
  readonly #complain: Complain
  #current: Settings
  #isWritable = true
  /** A write is to follow the one that is under way. */
  #isWaiting = false
  /** Parts of the file could not be understood. */
  #isBroken = false
  #writing: Promise<void> = Promise.resolve()

  /**
   * Reads the file. One that is missing gives fresh settings; one that cannot be understood is set aside under another
   * name and replaced; of one that can in part, a copy is set aside; one that cannot even be read or moved stays as it is.
   * All but the first is said through `complain`.
   *
   * @param file absolute path; its folder exists
   */
  constructor(file: string, complain: Complain) {
    this.#file = file
    this.#aside = `${file}.broken-${Date.now()}`
    this.#complain = complain
    this.#current = this.#read()
    // What is left out is said once, and not again at the next start.
    if (this.#isBroken) this.update({})
  }

  get current(): Settings {
    return this.#current
  }

  /** Changes some settings and writes them soon. A full disk is said, and does not stop the app. */
  update(change: Partial<Omit<Settings, 'version'>>): void {
    this.#current = { ...this.#current, ...change }
    if (!this.#isWritable || this.#isWaiting) return
    this.#isWaiting = true
    this.#writing = this.#writing
      .then(() => {
        // What was changed while the write before was under way goes into this one.
        this.#isWaiting = false
        return writeFileAtomic(this.#file, `${JSON.stringify(this.#current, null, 2)}\n`, { mode: 0o600 })
      })
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
    let settings: Settings
    try {
      settings = settingsSchema(() => (this.#isBroken = true)).parse(JSON.parse(text))
    } catch {
      return this.#setAside()
    }
    if (this.#isBroken) this.#setCopyAside()
    return settings
  }

  #setCopyAside(): void {
    try {
      copyFileSync(this.#file, this.#aside)
    } catch (error) {
      this.#isWritable = false
      const why = `Some of the settings in ${this.#file} are broken, and it could not be copied: ${fileFault(error)}.`
      this.#complain(`${why} Snug goes on without those, and does not save any.`, error)
      return
    }
    this.#complain(
      `Some of the settings could not be read and are left out. The file as it was is kept as ${this.#aside}.`,
    )
  }

  #setAside(): Settings {
    try {
      renameSync(this.#file, this.#aside)
    } catch (error) {
      return this.#startFresh(
        `The settings in ${this.#file} are broken, and could not be set aside: ${fileFault(error)}.`,
        error,
      )
    }
    this.#complain(`The settings could not be read and were set aside as ${this.#aside}. Snug starts with fresh ones.`)
    return freshSettings
  }

  /** Leaves a file alone that may still be good. */
  #startFresh(why: string, cause: unknown): Settings {
    this.#isWritable = false
    this.#complain(`${why} Snug starts with fresh ones and does not save them.`, cause)
    return freshSettings
  }
}
