/** What is in a room's log for good, numbered and stored: one schema for each type. */
import { z } from 'zod'
import { defaultLimits, latestTime, longestAwayMessage } from '../limits.ts'
import { longestExcerpt } from '../plain-excerpt.ts'
import { mostTaken } from '../reactions.ts'

export const id = z.string().min(1).max(64)
export const nickname = z.string().min(1).max(200)
export const seq = z.int().nonnegative()
export const time = z.number().min(0).max(latestTime)
/** Strictly that: what is signed is made of such texts, one a line. */
export const base64 = z.base64().max(500)

/** A text that says little more when it is longer: it is cut rather than refused, since much else depends on it being read. */
const cut = (most: number) => z.string().transform((text) => text.slice(0, most).toWellFormed())

/** Of a message. No room takes one with more UTF-16 units; where a host tells of more, it can be seen that some are missing. */
const text = (least: number) =>
  z
    .string()
    .min(least)
    .transform((text) => {
      const most = defaultLimits.messageBytes
      return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text
    })

/** `native` proved a key; `classic` is a connection without one; `host` is the host's own person. */
export const person = z.object({
  id,
  nickname,
  kind: z.enum(['host', 'native', 'classic']),
  /** Not at their computer; with what they say about it, which may be nothing. */
  away: cut(longestAwayMessage).exactOptional(),
  /** May read and not write. */
  muted: z.literal(true).exactOptional(),
  /** Somebody else's nickname that theirs could be taken for. */
  looksLike: nickname.exactOptional(),
})

const author = z.object({
  personId: id,
  nickname,
  kind: z.enum(['host', 'native', 'classic']),
  /** Whose nickname theirs could be taken for when they wrote. */
  looksLike: nickname.exactOptional(),
})
export const named = z.object({ personId: id, nickname })
export const emoji = z.string().min(1).max(64)
export const topic = z.string().max(500)
const reason = z.string().max(500)

const logSchemas = {
  /** Always in its present form: `text` and `reactions` are those after the change with the number `revision`. */
  message: z.object({
    type: z.literal('message'),
    seq,
    at: time,
    id,
    author,
    text: text(0),
    replyTo: z.object({ id, nickname, excerpt: cut(longestExcerpt) }).exactOptional(),
    /** For this person and the author alone. */
    to: named.exactOptional(),
    /** Something that the author does rather than says. */
    action: z.literal(true).exactOptional(),
    editedAt: time.exactOptional(),
    /** Taken back; the text is empty. */
    deleted: z.literal(true).exactOptional(),
    reactions: z
      .array(z.object({ emoji, people: z.array(named).max(100) }))
      .max(100)
      .transform(mostTaken)
      .exactOptional(),
    revision: seq.exactOptional(),
  }),
  edited: z.object({
    type: z.literal('edited'),
    seq,
    at: time,
    id,
    target: id,
    personId: id,
    text: text(1),
    only: z.array(id).max(2).exactOptional(),
  }),
  deleted: z.object({
    type: z.literal('deleted'),
    seq,
    at: time,
    id,
    target: id,
    personId: id,
    only: z.array(id).max(2).exactOptional(),
  }),
  reacted: z.object({
    type: z.literal('reacted'),
    seq,
    at: time,
    id,
    target: id,
    person: named,
    emoji,
    on: z.boolean(),
    only: z.array(id).max(2).exactOptional(),
  }),
  joined: z.object({ type: z.literal('joined'), seq, at: time, person }),
  left: z.object({ type: z.literal('left'), seq, at: time, personId: id, nickname }),
  renamed: z.object({
    type: z.literal('renamed'),
    seq,
    at: time,
    id,
    personId: id,
    before: nickname,
    nickname,
    looksLike: nickname.exactOptional(),
  }),
  topic: z.object({ type: z.literal('topic'), seq, at: time, id, person: named, topic }),
  moderated: z.object({
    type: z.literal('moderated'),
    seq,
    at: time,
    action: z.enum(['kicked', 'banned', 'muted', 'unmuted']),
    personId: id,
    nickname,
    looksLike: nickname.exactOptional(),
    reason,
  }),
  slowed: z.object({ type: z.literal('slowed'), seq, at: time, seconds: z.number().nonnegative() }),
} as const

const anyLogEvent = z.discriminatedUnion('type', [
  logSchemas.message,
  logSchemas.edited,
  logSchemas.deleted,
  logSchemas.reacted,
  logSchemas.joined,
  logSchemas.left,
  logSchemas.renamed,
  logSchemas.topic,
  logSchemas.moderated,
  logSchemas.slowed,
])

/** What has been left out of a list of events. */
export interface LeftOut {
  /** The highest of their numbers; 0 if none could be read. */
  readonly upTo: number
  /** Whether one of them is of a type that this program knows, and still cannot be read. */
  readonly unreadable: boolean
}

const position = z.looseObject({ seq })
const otherType = z.looseObject({ type: z.string().refine((type) => !Object.hasOwn(logSchemas, type)) })

/**
 * The events among these, one by one. Those of a type that this program does not know are left out, and so is each that it
 * cannot read: numbers may be missing anyway, and what one of them breaks should not cost the others.
 */
export function readLogEvents(values: readonly unknown[]): {
  readonly events: LogEvent[]
  readonly leftOut: LeftOut | null
} {
  const events: LogEvent[] = []
  let leftOut: LeftOut | null = null
  for (const value of values) {
    const { data } = anyLogEvent.safeParse(value)
    if (data) events.push(data)
    else {
      const { upTo = 0, unreadable = false }: Partial<LeftOut> = leftOut ?? {}
      const seq = position.safeParse(value).data?.seq ?? 0
      leftOut = { upTo: Math.max(upTo, seq), unreadable: unreadable || !otherType.safeParse(value).success }
    }
  }
  return { events, leftOut }
}

export type LogEvent = z.infer<typeof anyLogEvent>
export type LoggedMessage = Extract<LogEvent, { type: 'message' }>
export type NativePerson = z.infer<typeof person>

/** Whether a person may know of an event: a direct message and what becomes of it concern two people only. */
export function isFor(event: LogEvent, personId: string): boolean {
  const only = audienceOf(event)
  return only === null || only.includes(personId)
}

/** The ids of the two whom alone an event concerns; null for everybody. */
export function audienceOf(event: LogEvent): readonly string[] | null {
  if (event.type === 'message') return event.to ? [event.author.personId, event.to.personId] : null
  return 'only' in event && event.only ? event.only : null
}
