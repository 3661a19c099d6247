/**
 * Everything that crosses between the window and the main process: requests, which `ipc-requests.ts` lists, what they answer,
 * and one union of events.
 */
import type { DoctorReport, DoctorStep } from './doctor.ts'
import type { RequestName, RequestPayload } from './ipc-requests.ts'
import type { Preferences } from './preferences.ts'
import type { Result } from './result.ts'
import type { MessageEntry, RoomState } from './room.ts'
import type { RoomEvent } from './room-event.ts'
import type { CommandId } from './shortcuts.ts'

export type { RequestName, RequestPayload } from './ipc-requests.ts'

/** Which field of a form an error belongs under. */
export type FormField = 'name' | 'nickname' | 'address' | 'port'

/** Why a request failed: what happened and what to do, in words for a person. */
export interface RequestError {
  /** Stable name for tests and for choosing a picture, such as `refused` or `port-in-use`. */
  readonly code: string
  readonly message: string
  readonly field?: FormField
  /** A value for that field that would work, such as the next free port. */
  readonly suggestion?: string
  /** What is wrong with other fields of the same form. */
  readonly also?: readonly RequestError[]
  /** What the system calls it, where the message does not tell: for the log. */
  readonly systemCode?: string
}

export interface RecentRoom {
  readonly address: string
  readonly name: string
  readonly nickname: string
  readonly asciiOnly: boolean
  /** Milliseconds since 1970. */
  readonly lastJoinedAt: number
  /** How many messages wait to be sent there at the next visit. */
  readonly waiting: number
}

/** A room that was hosted here, as it can be hosted again. */
export interface HostedBefore extends Omit<RequestPayload<'room.host'>, 'port'> {
  readonly port: number
  /** Milliseconds since 1970. */
  readonly lastHostedAt: number
}

export interface Profile {
  /** Empty until the person has typed one. */
  readonly nickname: string
  /** Newest first. */
  readonly recents: readonly RecentRoom[]
  /** Newest first. */
  readonly hosted: readonly HostedBefore[]
}

export interface AppSnapshot {
  readonly profile: Profile
  readonly preferences: Preferences
  readonly rooms: readonly RoomState[]
  readonly platform: 'linux' | 'darwin' | 'win32'
  readonly version: string
  /** The digest of the person's key, for two people to compare aloud. */
  readonly fingerprint: string
}

export interface AboutAnswer {
  readonly versions: { readonly electron: string; readonly chrome: string; readonly node: string }
  /** Of the processor, such as `x64`. */
  readonly architecture: string
  readonly folders: { readonly data: string; readonly logs: string }
  /** Languages that the spell check knows here; empty where the system chooses itself. */
  readonly spellCheckLanguages: readonly string[]
  /** Whether there is anything to check by; true where the system brings it. */
  readonly hasDictionaries: boolean
}

/** A message that was found in one of this computer's copies. */
export interface SearchHit {
  /** What the copy is known by. */
  readonly roomKey: string
  readonly roomName: string
  /** The room, if it is open at this moment. */
  readonly roomId: string | null
  readonly messageId: string
  readonly at: number
  readonly nickname: string
  /** The part of the text in which the words are. */
  readonly excerpt: readonly { readonly text: string; readonly isMatch: boolean }[]
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[]
  readonly more: boolean
  /** No room has the name that was asked for. */
  readonly isNoRoom?: true
}

/** What a link leads to. All of it is a stranger's word. */
export interface LinkPreview {
  /** Who answered in the end. */
  readonly host: string
  /** What they call themselves. */
  readonly site: string | null
  readonly title: string | null
  readonly description: string | null
  /** A `data:` address; nobody has looked yet whether it is a picture. */
  readonly picture: string | null
}

/** Where an export went; null if the person chose no file. */
export interface ExportAnswer {
  readonly file: string | null
  readonly messages: number
}

/** What was said in a room while nothing of it was to be seen. */
export interface MissedRoom {
  readonly roomId: string
  readonly roomName: string
  /** How many messages there were. */
  readonly count: number
  /** The last of them, oldest first. */
  readonly messages: readonly {
    readonly messageId: string
    readonly at: number
    readonly nickname: string
    readonly text: string
  }[]
}

interface Answers {
  'app.snapshot': AppSnapshot
  'profile.update': null
  'preferences.update': null
  'app.about': AboutAnswer
  'app.open-folder': null
  'room.host': { readonly roomId: string }
  'room.join': { readonly roomId: string }
  'room.cancel-join': null
  'doctor.run': DoctorReport
  'doctor.cancel': null
  'room.leave': null
  'room.reconnect': null
  'room.load-history': null
  'room.typing': null
  'room.read': null
  'window.attention': null
  'room.rename': null
  'room.set-topic': null
  'room.set-away': null
  'room.moderate': null
  /** Nothing is changed unless `isDone`: so many people would be cut off, or were. */
  'room.expose': { readonly isDone: boolean; readonly cut: number }
  'room.export': ExportAnswer
  'history.search': SearchAnswer
  /** Oldest first. */
  'history.around': { readonly roomName: string; readonly messages: readonly MessageEntry[] }
  'message.send': null
  'message.edit': null
  'message.delete': null
  'message.react': null
  'message.retry': null
  'message.discard': null
  'recent.forget': null
  'hosted.forget': null
  'link.preview': LinkPreview
  'clipboard.write': null
}

/** What a request answers when it succeeds. */
export type RequestAnswer<Name extends RequestName> = Answers[Name]

/** What the main process tells the window, in the past tense. */
export type AppEvent =
  | { readonly type: 'room.opened'; readonly room: RoomState }
  /** Consecutive events of one room, batched. */
  | { readonly type: 'room.changed'; readonly roomId: string; readonly events: readonly RoomEvent[] }
  /** The room is no longer listed: it was left, or closed here. */
  | { readonly type: 'room.removed'; readonly roomId: string }
  | { readonly type: 'profile.changed'; readonly profile: Profile }
  | { readonly type: 'preferences.changed'; readonly preferences: Preferences }
  /** A `doctor.run` has come further. */
  | { readonly type: 'doctor.changed'; readonly steps: readonly DoctorStep[] }
  /** A `snug://` link was opened; the join dialog should show it. */
  | { readonly type: 'link.opened'; readonly address: string }
  /** Chosen in the application menu. */
  | { readonly type: 'command.chosen'; readonly command: CommandId }
  /** A notification was clicked: the room should be shown, at the message. */
  | { readonly type: 'message.wanted'; readonly roomId: string; readonly messageId: string }
  /** Presenting is over; this is what was kept back. Never empty. */
  | { readonly type: 'presenting.ended'; readonly missed: readonly MissedRoom[] }
  /** Whether the window is on the screen at all: not hidden in the tray, not minimised. */
  | { readonly type: 'window.shown'; readonly isShown: boolean }
  /** Something went wrong that belongs to no request: what, and what became of it, in words. */
  | { readonly type: 'problem.happened'; readonly message: string }

/** What the window is asked to do or to say, and no data. */
export type WindowCall = Extract<
  AppEvent,
  {
    type: 'link.opened' | 'command.chosen' | 'message.wanted' | 'presenting.ended' | 'problem.happened' | 'window.shown'
  }
>

/** The bridge that the preload puts on `window.snug`. */
export interface SnugBridge {
  /** Asks the main process. Never rejects for an expected failure: those are in the `Result`. */
  request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
  ): Promise<Result<RequestAnswer<Name>, RequestError>>
  /** Hears every {@link AppEvent}, in order. Returns the function that stops it. */
  subscribe(listener: (event: AppEvent) => void): () => void
}
