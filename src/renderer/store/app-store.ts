/** The one store of the window. */
import { create } from 'zustand'
import type { HostedBefore, MissedRoom, RequestError } from '../../core/common/ipc-contract.ts'
import { defaultPreferences } from '../../core/common/preferences.ts'
import type { AppData } from './app-data.ts'
import type { Composing, Outgoing } from './composing.ts'
import type { FindState } from './find.ts'
import type { KnownBefore } from './known-rooms.ts'
import type { PreviewState } from './previews.ts'
import { noSearch, type SearchState } from './search.ts'

export const settingsSections = [
  'you',
  'appearance',
  'notifications',
  'privacy',
  'system',
  'network',
  'keyboard',
] as const

export type SettingsSection = (typeof settingsSections)[number]

/** A dialog and what it is filled with at first. */
export type DialogRequest =
  /** `before`: a room that could not be hosted again as it was. */
  | { readonly kind: 'host'; readonly error?: RequestError; readonly before?: HostedBefore }
  | {
      readonly kind: 'join'
      readonly address: string
      readonly nickname: string
      readonly asciiOnly: boolean
      /** Joins without waiting for the button. */
      readonly atOnce: boolean
    }
  /** Why joining failed, and where it goes back to: the form, or the room whose connection is gone. */
  | {
      readonly kind: 'doctor'
      readonly address: string
      readonly joinFailure?: string
      readonly from:
        | { readonly kind: 'form'; readonly nickname: string; readonly asciiOnly: boolean }
        | { readonly kind: 'room'; readonly roomId: string }
    }
  | { readonly kind: 'close-room' | 'leave-room'; readonly roomId: string }
  | { readonly kind: 'message-details'; readonly roomId: string; readonly messageId: string }
  | { readonly kind: 'delete-message'; readonly roomId: string; readonly messageId: string }
  | { readonly kind: 'topic' | 'rename' | 'arrivals'; readonly roomId: string }
  /** `startsAt`: what is to have the focus. */
  | { readonly kind: 'room-settings'; readonly roomId: string; readonly startsAt?: 'exposure' }
  /** `parts`: as how many messages it would go out. The draft stays until it does. */
  | { readonly kind: 'long-text'; readonly roomId: string; readonly outgoing: Outgoing; readonly parts: number }
  | { readonly kind: 'away' }
  | { readonly kind: 'kick' | 'ban'; readonly roomId: string; readonly personId: string }
  | { readonly kind: 'forget-room'; readonly known: KnownBefore }
  /** What it lists is in `missed`. */
  | { readonly kind: 'catch-up' }
  /** `field`: what is to have the focus, by its name among the setting places. */
  | { readonly kind: 'settings'; readonly section: SettingsSection; readonly field?: string }
  | { readonly kind: 'shortcuts' | 'about' | 'switcher' }
  /** What is looked for is in `search`. */
  | { readonly kind: 'search' }
  /** `over`: the dialog that the link is in; it goes on afterwards. */
  | { readonly kind: 'open-link'; readonly href: string; readonly words: string; readonly over: DialogRequest | null }

/** Where a link or a notification leads. */
export type Destination =
  | { readonly kind: 'room'; readonly address: string }
  | { readonly kind: 'message'; readonly roomId: string; readonly messageId: string }

export interface AppStore extends AppData {
  readonly status: 'loading' | 'ready'
  readonly dialog: DialogRequest | null
  /** How often a dialog has been opened; each time, it begins anew. */
  readonly dialogsOpened: number
  /** Where the last link or notification leads that was clicked over a dialog. It is followed once that is closed. */
  readonly waiting: Destination | null
  /** What came while the person was presenting, and has not been looked at. */
  readonly missed: readonly MissedRoom[]
  /** The window is on the screen at all: neither minimised nor in the tray. Not before the main process says so. */
  readonly windowShown: boolean
  /** A panel that lies over the conversation in a narrow window. */
  readonly drawer: 'rooms' | 'people' | null
  /** The people panel of a wide window. */
  readonly peopleShown: boolean
  /** How often a room has been entered; each time, its composer begins anew and takes the focus. */
  readonly timesEntered: number
  /** What the rooms are known by that are being hosted again at this moment. */
  readonly openingAgain: readonly string[]
  /** What is being written, by room; as far as it has been touched since the window began. */
  readonly composings: Readonly<Record<string, Composing>>
  /** How often the composer has been asked to take the focus. */
  readonly composerCalls: number
  /** How often something has been said in this window; each time, the conversation goes to its end. */
  readonly timesSaid: number
  /** The day that its conversation is to bring into sight: when it begins, in milliseconds since 1970. */
  readonly wantedDay: { readonly roomId: string; readonly from: number } | null
  /** The rooms in which what was said before the person first came is shown, and not folded. */
  readonly beforeShown: ReadonlySet<string>
  /** The message that its conversation is to bring into sight. */
  readonly wantedMessage: { readonly roomId: string; readonly messageId: string } | null
  /** Somebody whom the people panel is to bring into sight. */
  readonly wantedPerson: { readonly roomId: string; readonly personId: string } | null
  /** Something failed that belongs to no field and no message: what happened, in words. */
  readonly problem: string | null
  /** Something worked that cannot be seen otherwise. */
  readonly confirmation: string | null
  /** What links lead to, as far as it was asked for; each under the key of its message. */
  readonly previews: Readonly<Record<string, PreviewState>>
  readonly search: SearchState
  /** Words that are looked for in a conversation; null while none are. */
  readonly find: FindState | null
}

export const useAppStore = create<AppStore>(() => ({
  status: 'loading',
  profile: { nickname: '', recents: [], hosted: [] },
  preferences: defaultPreferences,
  program: { platform: 'linux', version: '', fingerprint: '' },
  rooms: [],
  activeRoomId: null,
  windowFocused: false,
  atEnd: false,
  dialog: null,
  dialogsOpened: 0,
  waiting: null,
  missed: [],
  windowShown: false,
  drawer: null,
  peopleShown: true,
  timesEntered: 0,
  openingAgain: [],
  composings: {},
  composerCalls: 0,
  timesSaid: 0,
  wantedDay: null,
  beforeShown: new Set(),
  wantedMessage: null,
  wantedPerson: null,
  problem: null,
  confirmation: null,
  previews: {},
  search: noSearch,
  find: null,
}))
