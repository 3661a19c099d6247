/** What a file or the window may claim to be preferences. Only for the main process: the window gets plain data. */
import { z } from 'zod'
import { forgiving, forgivingFields, type Lost } from './forgiving.ts'
import { defaultPreferences, type Preferences, type PreferencesChange } from './preferences.ts'

/** Nobody mutes, pins or arranges more rooms than this by hand. */
const mostRooms = 1000
const roomKeys = z.array(z.string().max(300)).max(mostRooms)
/** A room's name or address is no longer. */
const knownRooms = z.array(z.string().max(1100)).max(mostRooms)
const time = z.number().nullable()

/** The fields of each section, before anything stands in for what is missing. */
const fields = {
  appearance: {
    theme: z.enum(['system', 'light', 'dark']),
    density: z.enum(['comfortable', 'compact']),
    textSize: z.int().min(12).max(24),
    zoom: z.number().min(0.5).max(3),
    language: z.string().max(35),
  },
  notifications: {
    about: z.enum(['everything', 'mentions', 'nothing']),
    keywords: z.array(z.string().min(1).max(100)).max(100),
    sound: z.boolean(),
    showText: z.boolean(),
    quietUntil: time,
    presentingUntil: time,
  },
  rooms: { muted: roomKeys, favourites: knownRooms, order: knownRooms },
  privacy: { sendTyping: z.boolean(), sendReceipts: z.boolean(), sendIdle: z.boolean(), keepCopies: z.boolean() },
  system: {
    reopenRooms: z.boolean(),
    closeToTray: z.boolean(),
    trayExplained: z.boolean(),
    startAtLogin: z.boolean(),
    startHidden: z.boolean(),
    spellCheck: z.boolean(),
    spellCheckLanguages: z.array(z.string().max(35)).max(20),
  },
  network: {
    exposure: z.enum(['this-computer', 'this-network', 'all-addresses']),
    port: z.int().min(1).max(65_535),
    reconnect: z.boolean(),
  },
  help: { seenHints: z.array(z.string().max(100)).max(100) },
} as const

const shortcuts = z.record(z.string().max(100), z.string().max(100))

/**
 * Preferences out of a file: always some, however broken it is.
 *
 * @param lost hears of everything that cannot be understood
 */
export function storedPreferences(lost: Lost): z.ZodType<Preferences> {
  const sections = Object.entries(fields).map(([name, section]) => {
    const usual = defaultPreferences[name as keyof typeof fields] as unknown as Record<string, unknown>
    return [name, z.object(forgivingFields(section as z.core.$ZodLooseShape, usual, lost))]
  })
  const shape = { ...Object.fromEntries(sections), shortcuts }
  const all = z.object(forgivingFields(shape, { ...defaultPreferences }, lost))
  return forgiving(all, defaultPreferences, lost) as unknown as z.ZodType<Preferences>
}

/** What is not to change is not there: `undefined` would take its place. */
const some = (fields: z.ZodRawShape) => {
  const optional = Object.entries(fields).map(([name, field]) => [name, z.exactOptional(field)])
  return z.strictObject(Object.fromEntries(optional)).exactOptional()
}

/** A change that the window asks for: some fields of some sections, all of them sound. */
export const preferencesChange: z.ZodType<PreferencesChange> = z.strictObject({
  appearance: some(fields.appearance),
  notifications: some(fields.notifications),
  rooms: some(fields.rooms),
  privacy: some(fields.privacy),
  system: some(fields.system),
  network: some(fields.network),
  help: some(fields.help),
  shortcuts: shortcuts.exactOptional(),
})
