/** What the window asks of the main process, which parses every request with these schemas. */
import { z } from 'zod'
import { longestLink, longestText } from './limits.ts'
import { mostKeptDays, mostKeptMessages } from './native/retention.ts'
import { preferencesChange } from './preferences-schema.ts'

const roomId = z.string().min(1).max(100)
const messageId = z.string().min(1).max(100)
/** Typed text is judged in words by the controller; here it is only bounded. */
const typed = z.string().max(1000)

const exposure = z.enum(['this-computer', 'this-network', 'all-addresses'])
const personId = z.string().min(1).max(100)
const reason = z.string().max(300)

const moderation = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['kick', 'mute', 'unmute']), personId, reason }),
  z.strictObject({ type: z.literal('ban'), personId, reason, byAddress: z.boolean() }),
  z.strictObject({ type: z.literal('unban'), banId: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('slow'), seconds: z.int().min(0).max(3600) }),
  z.strictObject({ type: z.literal('native-only'), on: z.boolean() }),
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
    exposure,
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
    /** Turns classic clients away; absent: as a room of this name was hosted before. */
    nativeOnly: z.boolean().exactOptional(),
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
  /** Decides anew who can reach a room that is hosted here. Without `mayCut`, only if nobody is cut off by that. */
  'room.expose': z.strictObject({ roomId, exposure, mayCut: z.boolean() }),
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
    /** Only in rooms whose name has this in it. */
    roomName: typed.exactOptional(),
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
  /** What a link leads to, fetched now because the person asked for it. */
  'link.preview': z.strictObject({ address: z.url({ protocol: /^https?$/u }).max(longestLink) }),
  'clipboard.write': z.strictObject({ text: z.string().max(longestText) }),
} as const

export type RequestName = keyof typeof requestSchemas
export type RequestPayload<Name extends RequestName> = z.infer<(typeof requestSchemas)[Name]>
