/**
 * Every message of the native protocol: one schema each, as two discriminated unions.
 *
 * Decoded at the boundary. A message whose `type` is unknown is ignored, so that a newer program can say more.
 */
import { z } from 'zod'
import { longestRoomName } from '../limits.ts'
import {
  base64,
  emoji,
  id,
  type LeftOut,
  type LogEvent,
  nickname,
  person,
  readLogEvents,
  seq,
  time,
  topic,
} from './log-event.ts'

/** What is true of a room as a whole. */
const description = z.object({
  name: z.string().max(longestRoomName),
  topic: topic.default(''),
  /** Seconds that a guest has to leave between two messages. */
  slowSeconds: z.number().nonnegative().default(0),
  /** Classic clients are turned away. */
  nativeOnly: z.literal(true).exactOptional(),
})

const retention = z.object({
  /** False: the host stores nothing, and what is said is gone with the room. */
  stored: z.boolean(),
  messages: z.int().nonnegative(),
  days: z.number().nonnegative(),
})

/** That the host has the key that the room's id is the digest of: raw, with the signature over `roomProof`. */
const proof = z.object({ key: base64, signature: base64 })

const nicknames = z.array(nickname).max(100)

/** How far the others' copies of a message go. */
const receipt = z.object({
  id,
  have: z.int(),
  of: z.int(),
  cannotConfirm: nicknames,
  /** Who has it, and who could say so and has not yet. Absent where they are too many to be named. */
  names: z.object({ have: nicknames, missing: nicknames }).exactOptional(),
})

const someEvents = z.array(z.unknown()).max(1000)

/** With the events that can be read, and in `leftOut` what is known of the others, if there are any. */
function withEvents<Message extends { readonly events: readonly unknown[] }>({
  events: values,
  ...rest
}: Message): Omit<Message, 'events'> & { readonly events: LogEvent[]; readonly leftOut?: LeftOut } {
  const { events, leftOut } = readLogEvents(values)
  return leftOut ? { ...rest, events, leftOut } : { ...rest, events }
}

const hostSchemas = {
  /** First frame after the upgrade: sign this to prove the key. */
  challenge: z.object({
    type: z.literal('challenge'),
    versions: z.object({ oldest: z.int(), newest: z.int() }),
    nonce: base64,
    capabilities: z.array(z.string().max(50)).max(100),
  }),
  /** The client is in. What was missed since `resume`, or the newest page, follows at once as `events`, oldest first. */
  welcome: z.object({
    type: z.literal('welcome'),
    version: z.int(),
    room: description.extend({ id, retention }),
    /** For a client that asked by a nonce; else, or without it, nobody knows which room it really is. */
    proof: proof.exactOptional(),
    self: person,
    /** Who is here, the client included. Those who do not fit into the frame follow at once in `people`. */
    people: z.array(person).max(1000),
    /** The number of the last event in the room's log. */
    lastSeq: seq,
    /** False: there is more before what follows than is sent at once, and `page` brings the rest. */
    complete: z.boolean(),
  }),
  /** More of those who are here. */
  people: z.object({ type: z.literal('people'), people: z.array(person).max(1000) }),
  /** The client is not let in, and the connection ends. */
  refused: z.object({
    type: z.literal('refused'),
    code: z.string().max(50),
    message: z.string().max(500),
    suggestion: z.string().max(200).exactOptional(),
  }),
  /** The room as a whole is different from now on. */
  room: description.extend({ type: z.literal('room'), retention }),
  /** Somebody who is here has another name, is away or back, may or may not write. */
  person: z.object({ type: z.literal('person'), person }),
  /** What happened, in order; each number is higher than the one before. Numbers may be missing. */
  events: z.object({ type: z.literal('events'), events: someEvents }).transform(withEvents),
  /** Older events that were asked for, oldest first, perhaps in several frames; `done` ends the answer. */
  page: z
    .object({
      type: z.literal('page'),
      request: id,
      events: someEvents,
      done: z.boolean(),
      /** Whether there is anything before the first of them. */
      more: z.boolean(),
    })
    .transform(withEvents),
  /** What the client asked for under this id is in the log (and stored, if this room stores). */
  accepted: z.object({ type: z.literal('accepted'), id, seq, at: time }),
  /** It is not, and will not be. */
  rejected: z.object({ type: z.literal('rejected'), id, message: z.string().max(500) }),
  /** Who has the messages of whom this is told. */
  receipts: z.object({ type: z.literal('receipts'), receipts: z.array(receipt).max(200) }),
  /** Who is writing at this moment. */
  typing: z.object({ type: z.literal('typing'), personId: id, on: z.boolean() }),
  /** The room speaks to this client alone. */
  notice: z.object({ type: z.literal('notice'), message: z.string().max(1000), tone: z.enum(['quiet', 'warning']) }),
  /** The connection ends after this. Nobody comes back by themselves after `closed`, `replaced`, `kicked` or `banned`. */
  bye: z.object({ type: z.literal('bye'), code: z.string().max(50), message: z.string().max(500) }),
  ping: z.object({ type: z.literal('ping') }),
  pong: z.object({ type: z.literal('pong') }),
} as const

/** As long as a frame: who asks for more than a room takes is told so in words. */
const text = z.string().min(1).max(65_536)

const clientSchemas = {
  hello: z.object({
    type: z.literal('hello'),
    version: z.int(),
    nickname,
    /** Ed25519 public key, raw, base64; and the signature over `helloProof(nonce)`. */
    key: base64,
    signature: base64,
    capabilities: z.array(z.string().max(50)).max(100),
    /** Asks which room it is: the host is to sign this, too. */
    nonce: base64.exactOptional(),
    /** What the client has already: of which room, up to which number. */
    resume: z.object({ roomId: id, seq }).exactOptional(),
    /** How many of the newest events it wants at first. */
    history: z.int().min(0).max(10_000).exactOptional(),
  }),
  /** Says something. Sent again with the same id after a drop, it is still one message. */
  post: z.object({
    type: z.literal('post'),
    id,
    text,
    /** The message that it answers. */
    replyTo: id.exactOptional(),
    /** The person for whom alone it is. */
    to: id.exactOptional(),
    action: z.literal(true).exactOptional(),
  }),
  edit: z.object({ type: z.literal('edit'), id, target: id, text }),
  delete: z.object({ type: z.literal('delete'), id, target: id }),
  react: z.object({ type: z.literal('react'), id, target: id, emoji, on: z.boolean() }),
  rename: z.object({ type: z.literal('rename'), id, nickname }),
  topic: z.object({ type: z.literal('topic'), id, topic }),
  /** Not at the computer, with a few words about it; null: back again. Not in the log. */
  away: z.object({ type: z.literal('away'), message: z.string().max(200).nullable() }),
  page: z.object({ type: z.literal('page'), request: id, before: seq, limit: z.int().min(1).max(1000) }),
  /** Everything up to this number is here, and stored if this client stores. */
  received: z.object({ type: z.literal('received'), seq }),
  typing: z.object({ type: z.literal('typing'), on: z.boolean() }),
  ping: z.object({ type: z.literal('ping') }),
  pong: z.object({ type: z.literal('pong') }),
} as const

type SchemaTable = Readonly<Record<string, z.ZodType>>
type MessageOf<Table extends SchemaTable> = z.infer<Table[keyof Table]>

export type HostMessage = MessageOf<typeof hostSchemas>
export type ClientMessage = MessageOf<typeof clientSchemas>
export type Retention = z.infer<typeof retention>
export type SignedProof = z.infer<typeof proof>

/** What a newcomer asks a host, to learn which room it is. All in base64, as it went over the wire. */
export interface RoomQuestion {
  readonly clientNonce: string
  readonly hostNonce: string
  /** The newcomer's own public key. */
  readonly clientKey: string
}

/** A frame's payload that cannot be a message of this protocol. The connection is beyond repair. */
export class MalformedMessage extends Error {}

/** The message in a payload, or null if its type is unknown. @throws MalformedMessage in words */
export function parseHostMessage(payload: string): HostMessage | null {
  return parseMessage(hostSchemas, payload) as HostMessage | null
}

/** The message in a payload, or null if its type is unknown. @throws MalformedMessage in words */
export function parseClientMessage(payload: string): ClientMessage | null {
  return parseMessage(clientSchemas, payload) as ClientMessage | null
}

function parseMessage(schemas: SchemaTable, payload: string): unknown {
  const value = parseJson(payload)
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  if (typeof type !== 'string') throw new MalformedMessage('A message has no type.')
  const schema = Object.hasOwn(schemas, type) ? schemas[type] : undefined
  if (!schema) return null
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new MalformedMessage(`A message of type ${type.slice(0, 50)} is malformed.`)
  return parsed.data
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    throw new MalformedMessage('A message is not JSON.')
  }
}

/** The bytes that a hello signs: bound to this purpose and to the host's nonce. */
export function helloProof(nonce: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`snug hello 1\n${nonce}`)
}

/** The bytes that a room's key signs for a newcomer: bound to this purpose, to both nonces and to who the newcomer is. */
export function roomProof({ clientNonce, hostNonce, clientKey }: RoomQuestion): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`snug room 1\n${clientNonce}\n${hostNonce}\n${clientKey}`)
}
