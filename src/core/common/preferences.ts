/** How a person wants Snug to be: everything that the settings dialog changes. Plain data, the same on both sides of the bridge. */

export interface AppearancePreferences {
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'comfortable' | 'compact'
  /** Of what is said, in pixels at 100 % zoom. */
  readonly textSize: number
  /** Of the whole window; 1 is 100 %. */
  readonly zoom: number
  /** Name of a catalogue in `languages/`, or what the system speaks. */
  readonly language: string
}

export interface NotificationPreferences {
  /** What is worth one. Direct messages count as mentions. */
  readonly about: 'everything' | 'mentions' | 'nothing'
  /** Words that count like a mention of the person's name. */
  readonly keywords: readonly string[]
  readonly sound: boolean
  /** Shows who said what, not only that something was said. */
  readonly showText: boolean
  /** Do not disturb: none until this time, in milliseconds since 1970; null: notify. */
  readonly quietUntil: number | null
  /** Presenting-safe: no name, no text and no sound until this time; null: not presenting. */
  readonly presentingUntil: number | null
}

export interface RoomsPreferences {
  /** Rooms by the key that their copy has, whatever they are called at the moment. */
  readonly muted: readonly string[]
  /** Pinned above the others, in this order, by what they are known by (`known-rooms.ts`). */
  readonly favourites: readonly string[]
  /** The order into which the person has brought the others. */
  readonly order: readonly string[]
}

export interface PrivacyPreferences {
  /** Tells others that one is writing. */
  readonly sendTyping: boolean
  /** Tells authors that one has got their message. */
  readonly sendReceipts: boolean
  /** Is away by itself when nobody touches this computer. */
  readonly sendIdle: boolean
  /** Keeps a copy of what is said on this computer, for search and export. */
  readonly keepCopies: boolean
}

export interface SystemPreferences {
  /** Opens the rooms again, at the start, that were open at the end. */
  readonly reopenRooms: boolean
  /** The close button leaves Snug running in the tray. */
  readonly closeToTray: boolean
  /** Closing to the tray has been explained once. */
  readonly trayExplained: boolean
  readonly startAtLogin: boolean
  /** Starts in the tray at login. */
  readonly startHidden: boolean
  readonly spellCheck: boolean
  /** Languages of the spell check, such as `en-GB`; empty: the system's. */
  readonly spellCheckLanguages: readonly string[]
}

export interface NetworkPreferences {
  /** What the host dialog proposes. */
  readonly exposure: 'this-computer' | 'this-network' | 'all-addresses'
  readonly port: number
  /** Comes back by itself after a drop. */
  readonly reconnect: boolean
}

export interface HelpPreferences {
  /** Hints that have been read and put away. */
  readonly seenHints: readonly string[]
}

export interface Preferences {
  readonly appearance: AppearancePreferences
  readonly notifications: NotificationPreferences
  readonly rooms: RoomsPreferences
  readonly privacy: PrivacyPreferences
  readonly system: SystemPreferences
  readonly network: NetworkPreferences
  readonly help: HelpPreferences
  /** Shortcuts that differ from the usual ones: the command's name → accelerator as Electron writes it; empty: none. */
  readonly shortcuts: Readonly<Record<string, string>>
}

/** Some fields of some sections. */
export type PreferencesChange = { readonly [Section in keyof Preferences]?: Partial<Preferences[Section]> }

export const defaultPreferences: Preferences = {
  appearance: { theme: 'system', density: 'comfortable', textSize: 14, zoom: 1, language: 'system' },
  notifications: {
    about: 'everything',
    keywords: [],
    sound: true,
    showText: true,
    quietUntil: null,
    presentingUntil: null,
  },
  rooms: { muted: [], favourites: [], order: [] },
  privacy: { sendTyping: true, sendReceipts: true, sendIdle: true, keepCopies: true },
  system: {
    reopenRooms: true,
    closeToTray: true,
    trayExplained: false,
    startAtLogin: false,
    startHidden: true,
    spellCheck: true,
    spellCheckLanguages: [],
  },
  network: { exposure: 'this-computer', port: 55_555, reconnect: true },
  help: { seenHints: [] },
  shortcuts: {},
}

/** The preferences after a change; the sections that it does not name stay the same objects. */
export function changePreferences(before: Preferences, change: PreferencesChange): Preferences {
  const { shortcuts = before.shortcuts, ...sections } = change
  const changed = Object.entries(sections).map(([name, fields]) => [
    name,
    { ...before[name as keyof typeof sections], ...fields },
  ])
  return { ...before, ...Object.fromEntries(changed), shortcuts }
}
