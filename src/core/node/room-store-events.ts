/** What was said and done, in a room's file. */
import type { DatabaseSync } from 'node:sqlite'
import type { LogEvent, LoggedMessage } from '../common/native/log-event.ts'
import { actorOf, idOf, isChange } from '../common/native/logged-changes.ts'
import type { Retention } from '../common/native/messages.ts'
import { dayMs } from '../common/native/retention.ts'
import { parseStored } from './sqlite-file.ts'
import { StoreFailure } from './store-failure.ts'

/** Where in a log something is, or was. */
export interface LogPlace {
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface EventPage {
  /** Oldest first. */
  readonly events: LogEvent[]
  /** Whether there is anything before the first of them. */
  readonly more: boolean
}

/** How many there are, so that nobody has to go through them all before some are erased. */
export interface EventCounts {
  readonly messages: number
  readonly others: number
  /** Ids that somebody has asked for something by, erased or not. */
  readonly asked: number
}

/** Of so many erased events it is remembered that they were there: a few megabytes. */
const rememberedErased = 50_000

/** Reads and writes; whoever writes does it within a transaction, and puts {@link counts} back if that fails. */
export class StoredEvents {
  counts: EventCounts
  readonly #file: string
  readonly #statements: ReturnType<typeof prepare>

  /** @throws StoreFailure if the file is damaged */
  constructor(database: DatabaseSync, file: string) {
    this.#file = file
    const events = database
      .prepare('SELECT count(*) AS total, total(is_message) AS messages, min(json_valid(body)) AS is_valid FROM event')
      .get()
    if (events?.['is_valid'] === 0) throw new StoreFailure('damaged', `${file} is damaged.`)
    const messages = Number(events?.['messages'])
    const asked = Number(database.prepare('SELECT count(*) AS total FROM asked').get()?.['total'])
    this.counts = { messages, others: Number(events?.['total']) - messages, asked }
    this.#statements = prepare(database)
  }

  /** Adds events; what has been said about a message that is taken back is erased. */
  append(events: readonly LogEvent[], changed: readonly LoggedMessage[]): void {
    for (const event of events) this.#insert(event)
    const { replace, eraseAbout, emptyQuotes } = this.#statements
    for (const message of changed) replace.run(message.replyTo?.id ?? null, JSON.stringify(message), message.seq)
    for (const event of events) {
      if (event.type !== 'deleted') continue
      this.#count({ others: -Number(eraseAbout.run(event.target, event.seq).changes) })
      emptyQuotes.run(event.target)
    }
  }

  /** The last `limit` events before a number. */
  before(seq: number, limit: number): EventPage {
    const rows = this.#statements.before.all(seq, limit + 1)
    const events = rows.slice(0, limit).map((row) => this.#eventOf(row))
    return { events: events.toReversed(), more: rows.length > limit }
  }

  /** The message, or what was done, with this id; null if there is none. */
  find(id: string): LogEvent | null {
    const row = this.#statements.find.get(id)
    return row ? this.#eventOf(row) : null
  }

  /** Where something was that a person had asked for by this id, and that has been erased since; null if nothing was. */
  findErased(personId: string, id: string): LogPlace | null {
    const row = this.#statements.findErased.get(id, personId)
    return row ? { seq: Number(row['seq']), at: Number(row['at']) } : null
  }

  /** Erases what is older or more than a room keeps, as `keptEvents` says, and forgets the ids of what is long erased. */
  prune({ messages, days }: Pick<Retention, 'messages' | 'days'>, now: number): void {
    const { eraseOld, lastSurplus, eraseUpTo, eraseOthersUpTo, forget } = this.#statements
    const oldest = now - days * dayMs
    this.#count({ messages: -Number(eraseOld.run(oldest, 1).changes) })
    this.#count({ others: -Number(eraseOld.run(oldest, 0).changes) })
    const surplus = this.counts.messages - messages
    if (surplus > 0) {
      const erased = Number(eraseUpTo.run(seqOf(lastSurplus.get(1, surplus - 1))).changes)
      this.#count({ messages: -surplus, others: surplus - erased })
    }
    const otherSurplus = this.counts.others - messages
    if (otherSurplus > 0) {
      const erased = eraseOthersUpTo.run(seqOf(lastSurplus.get(0, otherSurplus - 1))).changes
      this.#count({ others: -Number(erased) })
    }
    // Not everything that is kept was asked for: a few more may be remembered.
    const forgettable = this.counts.asked - this.counts.messages - this.counts.others - rememberedErased
    if (forgettable > 0) this.#count({ asked: -Number(forget.run(forgettable).changes) })
  }

  #insert(event: LogEvent): void {
    const { insert, insertAsked } = this.#statements
    const isMessage = event.type === 'message'
    const target = isChange(event) ? event.target : null
    const replyTo = isMessage ? (event.replyTo?.id ?? null) : null
    insert.run(event.seq, event.at, isMessage ? 1 : 0, target, replyTo, JSON.stringify(event))
    this.#count(isMessage ? { messages: 1 } : { others: 1 })
    const id = idOf(event)
    if (id === null) return
    insertAsked.run(event.seq, event.at, actorOf(event), id)
    this.#count({ asked: 1 })
  }

  #count(more: Partial<EventCounts>): void {
    const { messages, others, asked } = this.counts
    this.counts = {
      messages: messages + (more.messages ?? 0),
      others: others + (more.others ?? 0),
      asked: asked + (more.asked ?? 0),
    }
  }

  #eventOf(row: Readonly<Record<string, unknown>>): LogEvent {
    return parseStored(String(row['body']), this.#file) as LogEvent
  }
}

function prepare(database: DatabaseSync) {
  return {
    insert: database.prepare(
      'INSERT INTO event (seq, at, is_message, target, reply_to, body) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    insertAsked: database.prepare('INSERT INTO asked (seq, at, person, id) VALUES (?, ?, ?, ?)'),
    replace: database.prepare('UPDATE event SET reply_to = ?, body = ? WHERE seq = ?'),
    eraseAbout: database.prepare('DELETE FROM event WHERE target = ? AND seq < ?'),
    emptyQuotes: database.prepare("UPDATE event SET body = json_set(body, '$.replyTo.excerpt', '') WHERE reply_to = ?"),
    before: database.prepare('SELECT body FROM event WHERE seq < ? ORDER BY seq DESC LIMIT ?'),
    find: database.prepare('SELECT body FROM asked JOIN event USING (seq) WHERE id = ?'),
    findErased: database.prepare(
      'SELECT seq, at FROM asked WHERE id = ? AND person = ? AND seq NOT IN (SELECT seq FROM event)',
    ),
    eraseOld: database.prepare('DELETE FROM event WHERE at < ? AND is_message = ?'),
    lastSurplus: database.prepare('SELECT seq FROM event WHERE is_message = ? ORDER BY seq LIMIT 1 OFFSET ?'),
    eraseUpTo: database.prepare('DELETE FROM event WHERE seq <= ?'),
    eraseOthersUpTo: database.prepare('DELETE FROM event WHERE seq <= ? AND is_message = 0'),
    forget: database.prepare(
      `DELETE FROM asked WHERE seq <= (SELECT seq FROM asked ORDER BY seq LIMIT 1 OFFSET ? - 1)
         AND seq < ifnull((SELECT min(seq) FROM event), seq + 1)`,
    ),
  }
}

function seqOf(row: Readonly<Record<string, unknown>> | undefined): number {
  return Number(row?.['seq'])
}
