/** This computer's own copy of one conversation. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { latestTime } from '../../common/limits.ts'
import { type MessageChange, messageAfter } from '../../common/message-changes.ts'
import type { MessageEntry } from '../../common/room.ts'
import type { RoomEventBody } from '../../common/room-event.ts'
import { spaced } from './search-terms.ts'

export interface RoomRecord {
  /** What the conversation is known by: `native:` and the id of the room, or `classic:` or `unproven:` and the address. */
  readonly key: string
  readonly name: string
}

/** Own messages that are not in the room yet, by id. They are with the person, whichever copy the room has meanwhile. */
export type Sending = Map<string, MessageEntry>

/** Rows of one millisecond, at most; what is more goes on in the next one. */
const rowsPerMs = 1000

/**
 * Takes what happens in a room. Own messages are kept when they are in the room, and everything once, in its present form,
 * however often it comes.
 */
export class ArchivedRoom {
  readonly #statements: Statements
  readonly #record: RoomRecord
  /** Does something soon, together with other things. */
  readonly #soon: (work: () => void) => void
  /** Own messages that are not in the room yet, by id. */
  readonly #sending: Sending

  constructor(database: DatabaseSync, record: RoomRecord, sending: Sending, soon: (work: () => void) => void) {
    this.#statements = prepareStatements(database)
    this.#sending = sending
    this.#record = record
    this.#soon = soon
  }

  get key(): string {
    return this.#record.key
  }

  /** Up to when its person has read it, in milliseconds since 1970; null if never. */
  get readAt(): number | null {
    const at = this.#statements.selectRoom.get(this.key)?.['read_at']
    return typeof at === 'number' ? at : null
  }

  /** The time of the newest message that was there before its person first came, 0 if there was none; null if never. */
  get cameAt(): number | null {
    const at = this.#statements.selectRoom.get(this.key)?.['came_at']
    return typeof at === 'number' ? at : null
  }

  /** The id of the newest message that is kept; null if there is none. */
  get newestId(): string | null {
    const id = this.#statements.newest.get(this.key)?.['message_id']
    return typeof id === 'string' ? id : null
  }

  /** Its person has read it up to then. Never goes back. */
  markRead(at: number): void {
    this.#soon(() => this.#statements.markRead.run(at, this.#id))
  }

  record(event: RoomEventBody): void {
    // Who comes and goes is not kept.
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check
    switch (event.type) {
      case 'message.added':
        if (isInRoom(event.message)) this.#keepNews(event.message)
        else this.#sending.set(event.message.id, event.message)
        return
      case 'message.rewritten': {
        const message = this.#sending.get(event.id)
        if (message) this.#sending.set(event.id, { ...message, text: event.text })
        return
      }
      case 'message.delivery-changed': {
        const message = event.delivery.state === 'sent' ? this.#sending.get(event.id) : undefined
        if (!message) return
        this.#sending.delete(event.id)
        this.#keepNews(message)
        return
      }
      case 'message.placed':
        this.#soon(() => this.#replace(event.message))
        return
      case 'message.discarded':
        this.#sending.delete(event.id)
        return
      case 'history.loaded':
        this.#keepHistory(event.entries.filter((entry) => entry.kind === 'message'))
        return
      case 'message.edited':
      case 'message.reacted':
      case 'message.deleted':
        this.#soon(() => this.#change(event))
        return
      case 'room.described':
        this.#soon(() => this.#statements.rename.run(event.name, this.#id))
        return
      default:
    }
  }

  /** The row of this room; made when it is needed first. Not remembered: what made it may have been undone. */
  get #id(): number {
    const { addRoom, selectRoom } = this.#statements
    const { key, name } = this.#record
    if (!selectRoom.get(key)) addRoom.run(key, name)
    return Number(selectRoom.get(key)?.['id'])
  }

  /** What a conversation begins with as its history was said before its person came. */
  #keepHistory(messages: readonly MessageEntry[]): void {
    const newest = messages.at(-1)
    if (!newest) return
    this.#soon(() => this.#statements.come.run(timeOf(newest), this.#id))
    for (const message of messages) this.#keep(message)
  }

  #keepNews(message: MessageEntry): void {
    this.#soon(() => this.#statements.come.run(0, this.#id))
    this.#keep(message)
  }

  #keep(said: MessageEntry): void {
    const message = { ...said, at: timeOf(said) }
    this.#soon(() => {
      const kept = this.#find(message.id)
      if (!kept) this.#insert(message)
      else if ((message.revision ?? 0) > (kept.revision ?? 0)) this.#update(message)
    })
  }

  /** The room knows an own message better than the window from which it came, and when it was said: its row is another. */
  #replace(said: MessageEntry): void {
    const message = { ...said, at: timeOf(said) }
    const kept = this.#find(message.id)
    if (!kept || (message.revision ?? 0) < (kept.revision ?? 0)) return
    this.#statements.erase.run(this.#id, message.id)
    this.#insert(message)
  }

  #change(change: MessageChange): void {
    // A change of what is not kept makes no copy.
    if (!this.#statements.selectRoom.get(this.key)) return
    const message = this.#find(change.id)
    if (message) this.#update(messageAfter(message, change))
    if (change.type === 'message.deleted') this.#statements.emptyQuotes.run(change.id, this.#id)
  }

  #find(messageId: string): MessageEntry | null {
    const body = this.#statements.select.get(this.#id, messageId)?.['body']
    return typeof body === 'string' ? (JSON.parse(body) as MessageEntry) : null
  }

  #insert(message: MessageEntry): void {
    const { id, at, author, revision = 0 } = message
    this.#statements.insert.run(this.#freeRow(at), this.#id, id, author.nickname, revision, ...contentOf(message))
  }

  #update(message: MessageEntry): void {
    this.#statements.update.run(message.revision ?? 0, ...contentOf(message), this.#id, message.id)
  }

  /** @param at milliseconds since 1970 */
  #freeRow(at: number): number {
    for (let first = Math.floor(at) * rowsPerMs; ; first += rowsPerMs) {
      const last = this.#statements.lastBetween.get(first, first + rowsPerMs - 1)?.['last']
      if (typeof last !== 'number') return first
      if (last < first + rowsPerMs - 1) return last + 1
    }
  }
}

/** A time that can be kept, whatever a host made up. */
function timeOf({ at }: MessageEntry): number {
  return Math.min(Math.max(0, at), latestTime)
}

function isInRoom({ delivery }: MessageEntry): boolean {
  return delivery.state === 'sent' || delivery.state === 'received'
}

/** Text, text with blanks, and the message as it is given back: with nothing that is true of one window only. */
function contentOf(message: MessageEntry): [string, string | null, string] {
  const { pendingChange: _, pendingReactions: __, past: ___, delivery: ____, logSeq: _____, ...lasting } = message
  const delivery = { state: message.own ? 'sent' : 'received' } as const
  const spacedText = spaced(message.text)
  return [
    message.text,
    spacedText === message.text ? null : spacedText,
    JSON.stringify({ ...lasting, delivery } satisfies MessageEntry),
  ]
}

type Statements = Readonly<
  Record<
    | 'addRoom'
    | 'selectRoom'
    | 'rename'
    | 'markRead'
    | 'come'
    | 'select'
    | 'insert'
    | 'update'
    | 'erase'
    | 'emptyQuotes'
    | 'newest'
    | 'lastBetween',
    StatementSync
  >
>

function prepareStatements(database: DatabaseSync): Statements {
  return {
    addRoom: database.prepare('INSERT INTO room (key, name) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    selectRoom: database.prepare('SELECT id, read_at, came_at FROM room WHERE key = ?'),
    rename: database.prepare('UPDATE room SET name = ? WHERE id = ?'),
    markRead: database.prepare('UPDATE room SET read_at = ?1 WHERE id = ?2 AND (read_at IS NULL OR read_at < ?1)'),
    come: database.prepare('UPDATE room SET came_at = ? WHERE id = ? AND came_at IS NULL'),
    select: database.prepare('SELECT body FROM message WHERE room = ? AND message_id = ?'),
    insert: database.prepare(
      'INSERT INTO message (id, room, message_id, nickname, revision, text, spaced, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    update: database.prepare(
      'UPDATE message SET revision = ?, text = ?, spaced = ?, body = ? WHERE room = ? AND message_id = ?',
    ),
    erase: database.prepare('DELETE FROM message WHERE room = ? AND message_id = ?'),
    emptyQuotes: database.prepare(
      "UPDATE message SET body = json_set(body, '$.replyTo.excerpt', '') WHERE reply_to = ? AND room = ?",
    ),
    newest: database.prepare(
      'SELECT message_id FROM message WHERE room = (SELECT id FROM room WHERE key = ?) ORDER BY id DESC LIMIT 1',
    ),
    lastBetween: database.prepare('SELECT max(id) AS last FROM message WHERE id BETWEEN ? AND ?'),
  }
}
