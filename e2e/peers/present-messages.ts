/** What a room's log makes of its messages: what everybody has to see, and what has to be stored. */
import { isFor, type LogEvent } from '../../src/core/common/native/log-event.ts'
import type { MessageEntry } from '../../src/core/common/room.ts'
import type { NativeGuest } from './native-guest.ts'

/** A message as everybody has to see it. */
interface Present {
  readonly id: string
  readonly text: string
  /** `👍 key:…`, sorted. */
  readonly reactions: readonly string[]
  /** The id and the words of the message that it answers; null if it answers none. */
  readonly quote: string | null
}

type Shown = Omit<Present, 'id'>

/** What is stored of an event: of a message, what it is now. */
export function asStored(event: LogEvent): unknown {
  if (event.type !== 'message') return event
  const { id, seq } = event
  return { id, seq, ...presentFormOf(event) }
}

function presentFormOf({ text, reactions = [], replyTo }: Pick<MessageEntry, 'text' | 'reactions' | 'replyTo'>): Shown {
  const shown = reactions.flatMap(({ emoji, people }) => people.map(({ personId }) => `${emoji} ${personId}`))
  return { text, reactions: shown.toSorted(), quote: replyTo ? `${replyTo.id}: ${replyTo.excerpt}` : null }
}

/** What has to be stored of everything that has happened: nothing of what was taken back, but that it was. */
export function expectedStore(log: readonly LogEvent[]): unknown[] {
  const present = new Map(presentOf(log).map(({ id, ...rest }) => [id, rest]))
  const deletedAt = new Map(log.flatMap((event) => (event.type === 'deleted' ? [[event.target, event.seq]] : [])))
  return log
    .filter((event) => !('target' in event) || event.seq >= (deletedAt.get(event.target) ?? 0))
    .map((event) =>
      event.type === 'message' ? Object.assign({ id: event.id, seq: event.seq }, present.get(event.id)) : event,
    )
}

/** The messages that a guest may know of, after everything that was done to them. */
export function presentMessages(log: readonly LogEvent[], { identity }: NativeGuest): Present[] {
  return presentOf(log.filter((event) => isFor(event, identity.personId)))
}

/** Made of the log's own events alone. */
function presentOf(log: readonly LogEvent[]): Present[] {
  const present = new Map<string, { text: string; reactions: Set<string>; quote: string | null }>()
  for (const event of log) {
    if (event.type === 'message') {
      const { id, text, replyTo } = event
      present.set(id, { text, reactions: new Set(), quote: replyTo ? `${replyTo.id}: ${replyTo.excerpt}` : null })
    }
    if (event.type === 'edited') present.set(event.target, { ...known(present, event.target), text: event.text })
    if (event.type === 'deleted') {
      present.set(event.target, { text: '', reactions: new Set(), quote: null })
      // What was taken back is not quoted any more either.
      for (const message of present.values()) {
        if (message.quote?.startsWith(`${event.target}: `)) message.quote = `${event.target}: `
      }
    }
    if (event.type === 'reacted') {
      const { reactions } = known(present, event.target)
      const reaction = `${event.emoji} ${event.person.personId}`
      if (event.on) reactions.add(reaction)
      else reactions.delete(reaction)
    }
  }
  return [...present].map(([id, { text, reactions, quote }]) => {
    return { id, text, reactions: [...reactions].toSorted(), quote }
  })
}

function known<Value>(values: ReadonlyMap<string, Value>, id: string): Value {
  const value = values.get(id)
  if (value === undefined) throw new Error(`${id} was changed before it was said.`)
  return value
}

export function shownAs(messages: readonly MessageEntry[], id: string): Shown | null {
  const message = messages.find((message) => message.id === id)
  return message ? presentFormOf(message) : null
}
