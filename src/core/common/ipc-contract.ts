/**
 * Everything that crosses between the window and the main process: one table of requests, one union of events.
 *
 * The main process parses every request with these schemas; the other side uses only the types.
 */
import { z } from 'zod'
import type { DoctorReport, DoctorStep } from './doctor.ts'
import { longestText } from './limits.ts'
import type { Preferences } from './preferences.ts'
import { preferencesChange } from './preferences-schema.ts'
import type { Result } from './result.ts'
import type { CommandId } from './shortcuts.ts'
import { mostKeptDays, mostKeptMessages } from './native/retention.ts'
import type { MessageEntry, RoomEvent, RoomState } from './room.ts'

const roomId = z.string().min(1).max(100)
const messageId = z.string().min(1).max(100)
/** Typed text is judged in words by the controller; here it is only bounded. */
const typed = z.string().max(1000)

const personId = z.string().min(1).max(100)
const reason = z.string().max(300)

const moderation = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['kick', 'mute', 'unmute']), personId, reason }),
  z.strictObject({ type: z.literal('ban'), personId, reason, byAddress: z.boolean() }),
  z.strictObject({ type: z.literal('unban'), banId: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('slow'), seconds: z.int().min(0).max(3600) }),
])

/** The payload of each request, by the request's name. */
export const requestSchemas = {
  /** Everything the window needs to draw itself. Ask after subscribing; drop events that the snapshot covers. */
  'app.snapshot': z.strictObject({}),
  'profile.update': z.strictObject({ nickname: typed }),
  'preferences.update': preferencesChange,
  /** What the program is made of, and where it keeps what. */
  'app.about': z.strictObject({}),
  /** Shows one of its folders in the system's file manager. */
  'app.open-folder': z.strictObject({ which: z.enum(['data', 'logs']) }),
  /** Opens a room here and enters it. */
  'room.host': z.strictObject({
    name: typed,
    nickname: typed,
    exposure: z.enum(['this-computer', 'this-network', 'all-addresses']),
    port: typed,
    /** Keeps the conversation on this computer, so that the room goes on where it stopped. */
    keep: z.boolean(),
    /** How much of it is kept. */
    retention: z.strictObject({
      messages: z.int().min(1).max(mostKeptMessages),
      days: z.int().min(1).max(mostKeptDays),
    }),
    /** Waits for the disk with every message: slower, and not even a power cut takes any. */
    everyMessageToDisk: z.boolean(),
  }),
  /** Connects to a room and enters it. Answers when the room is open or has failed to. */
  'room.join': z.strictObject({
    address: typed,
    nickname: typed,
    /** Folds what is sent to ASCII, so that no classic client on the other side is disconnected by it. */
    asciiOnly: z.boolean(),
  }),
  /** Gives up a `room.join` that is still under way. */
  'room.cancel-join': z.strictObject({}),
  /** Finds out on which step the way to an address stops. The steps come as events meanwhile. */
  'doctor.run': z.strictObject({ address: typed, joinFailure: z.string().max(100).exactOptional() }),
  /** Gives up a `doctor.run` that is still under way. */
  'doctor.cancel': z.strictObject({}),
  /** Leaves the room; closes it for everybody if it is hosted here. */
  'room.leave': z.strictObject({ roomId }),
  /** Starts the next reconnect attempt now. */
  'room.reconnect': z.strictObject({ roomId }),
  /** Asks for older entries, perhaps for all back to a message; they come as events. */
  'room.load-history': z.strictObject({ roomId, untilId: messageId.exactOptional() }),
  /** The person has seen everything up to this time. */
  'room.read': z.strictObject({ roomId, at: z.number() }),
  /** What the person has in front of them: the room that is shown, and how much is unread in all rooms. */
  'window.attention': z.strictObject({ roomId: roomId.nullable(), unread: z.int().min(0) }),
  'room.rename': z.strictObject({ roomId, nickname: typed }),
  /** An empty topic takes it away. */
  'room.set-topic': z.strictObject({ roomId, topic: typed }),
  /** Tells everybody that the person is away, with a few words about it or none; null: back. */
  'room.set-away': z.strictObject({ roomId, message: typed.nullable() }),
  /** What only the host of a room can do. */
  'room.moderate': z.strictObject({ roomId, moderation }),
  /** Saves the conversation, as far as this computer has it, in a file that the person chooses. */
  'room.export': z.strictObject({ roomId, format: z.enum(['markdown', 'json']) }),
  /** Looks in this computer's own copies, newest first. */
  'history.search': z.strictObject({
    /** Words that have to be there, each from its beginning; a phrase in quotes. Empty finds everything. */
    words: typed,
    /** Part of the author's name; empty for all. */
    author: typed,
    /** From this time on, and before that one; milliseconds since 1970. */
    from: z.number().exactOptional(),
    until: z.number().exactOptional(),
    /** Only in this room; everywhere if absent. */
    roomId: roomId.exactOptional(),
    /** How many hits are left out, because they are shown already. */
    skip: z.int().min(0).max(1_000_000),
  }),
  /** Some messages around one that was found. */
  'history.around': z.strictObject({ roomKey: z.string().min(1).max(300), messageId }),
  /** The person has begun or stopped writing. */
  'room.typing': z.strictObject({ roomId, on: z.boolean() }),
  'message.send': z.strictObject({
    roomId,
    messageId,
    text: z.string().min(1).max(longestText),
    /** The message that it answers. */
    replyTo: messageId.exactOptional(),
    /** The person for whom alone it is. */
    to: z.string().min(1).max(100).exactOptional(),
    /** `/me`: something that one does. */
    action: z.literal(true).exactOptional(),
  }),
  'message.edit': z.strictObject({ roomId, messageId, text: z.string().min(1).max(longestText) }),
  'message.delete': z.strictObject({ roomId, messageId }),
  'message.react': z.strictObject({ roomId, messageId, emoji: z.string().min(1).max(64), on: z.boolean() }),
  'message.retry': z.strictObject({ roomId, messageId }),
  'message.discard': z.strictObject({ roomId, messageId }),
  /** A room that was joined before is not offered again; what waits to be sent there is thrown away. */
  'recent.forget': z.strictObject({ address: typed }),
  /** A room that was hosted before is not offered again; what was said in it stays on this computer. */
  'hosted.forget': z.strictObject({ name: typed }),
  'clipboard.write': z.strictObject({ text: z.string().max(longestText) }),
} as const

export type RequestName = keyof typeof requestSchemas
export type RequestPayload<Name extends RequestName> = z.infer<(typeof requestSchemas)[Name]>

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
