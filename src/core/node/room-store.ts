/**
 * A room's log on disk: one SQLite file in a folder of its own, used by one program at a time.
 *
 * The lock is SQLite's exclusive one, which the system releases when the program dies: none is ever left behind. In WAL
 * mode a committed event survives the death of the program. A power cut may take the last ones, unless every message
 * goes to the disk; their numbers are never given out again.
 */
import { randomUUID } from 'node:crypto'
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, renameSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { LogEvent } from '../common/native/log-event.ts'
import type { Retention } from '../common/native/messages.ts'
import { dayMs } from '../common/native/retention.ts'
import { systemCode } from './network-errors.ts'
import { describeStoreError, StoreFailure } from './store-failure.ts'

export interface RoomStoreOptions {
  /** Waits for the disk with every batch, so that not even a power cut loses what was accepted. Slower. */
  readonly everyMessageToDisk?: boolean
  /** The most bytes that the file may grow to; then it is like a full disk. */
  readonly maxBytes?: number
  /** Hears a sentence when a damaged file was set aside. */
  readonly complain?: (sentence: string) => void
}

/** What is known about a message without its text. */
export interface StoredMessage {
  readonly seq: number
  readonly at: number
  readonly personId: string
}

export interface EventPage {
  /** Oldest first. */
  readonly events: LogEvent[]
  /** Whether there is anything before the first of them. */
  readonly more: boolean
}

interface Deletions {
  readonly byTime: StatementSync
  readonly byMessages: StatementSync
  readonly others: StatementSync
}

/** Each brings a file from the version before to the next one; `user_version` counts those that are done. */
const migrations: readonly string[] = [
  `CREATE TABLE room (id TEXT NOT NULL, last_seq INTEGER NOT NULL, is_open INTEGER NOT NULL) STRICT;
   CREATE TABLE event (seq INTEGER PRIMARY KEY, at REAL NOT NULL, message_id TEXT, body TEXT NOT NULL) STRICT;
   CREATE INDEX event_by_time ON event (at);
   CREATE INDEX event_by_message ON event (message_id) WHERE message_id IS NOT NULL;`,
]

/** How long another program may take to let go of the file. */
const busyMs = 500

/**
 * How many numbers are skipped after the room was not closed properly. A power cut takes at most what came after the last
 * checkpoint, a thousand pages of 4 KiB: fewer events than this.
 */
const skippedNumbers = 100_000

export class RoomStore {
  readonly roomId: string
  readonly #file: string
  readonly #database: DatabaseSync
  readonly #insert: StatementSync
  readonly #selectBefore: StatementSync
  readonly #selectMessage: StatementSync
  readonly #updateRoom: StatementSync
  readonly #deletions: Deletions
  #lastSeq: number
  #failed = false

  /**
   * Opens the room in a folder, and creates it if there is none. A damaged file is set aside under another name, said
   * through `complain`, and a new room begins.
   *
   * @param folder absolute path; created if it is missing
   * @throws StoreFailure in words
   */
  static open(folder: string, options: RoomStoreOptions = {}): RoomStore {
    const file = path.join(folder, 'room.sqlite')
    try {
      createForOwnerOnly(folder, file)
      return new RoomStore(file, options)
    } catch (error) {
      const failure = describeStoreError(error, file)
      if (failure.code !== 'damaged') throw failure
    }
    try {
      const aside = setAside(folder, file)
      options.complain?.(`${file} was damaged and is now ${aside}. The room starts without what was said before.`)
      createForOwnerOnly(folder, file)
      return new RoomStore(file, options)
    } catch (error) {
      throw describeStoreError(error, file)
    }
  }

  private constructor(file: string, options: RoomStoreOptions) {
    this.#file = file
    const database = new DatabaseSync(file, { timeout: busyMs })
    this.#database = database
    try {
      prepareFile(database, file, options)
      this.#insert = database.prepare('INSERT INTO event (seq, at, message_id, body) VALUES (?, ?, ?, ?)')
      this.#selectBefore = database.prepare('SELECT body FROM event WHERE seq < ? ORDER BY seq DESC LIMIT ?')
      this.#selectMessage = database.prepare('SELECT body FROM event WHERE message_id = ?')
      this.#updateRoom = database.prepare('UPDATE room SET last_seq = ?, is_open = ?')
      this.#deletions = prepareDeletions(database)
      const room = database
        .prepare('SELECT id, last_seq, is_open, (SELECT max(seq) FROM event) AS max_seq FROM room')
        .get()
      this.roomId = String(room?.['id'])
      this.#lastSeq = Math.max(Number(room?.['last_seq']), Number(room?.['max_seq']))
      if (room?.['is_open'] === 1) this.#lastSeq += skippedNumbers
      // Still with every write to the disk: the numbers must be safe before they are given out.
      this.#updateRoom.run(this.#lastSeq, 1)
      if (options.everyMessageToDisk !== true) database.exec('PRAGMA synchronous = NORMAL')
    } catch (error) {
      database.close()
      throw error
    }
  }

  /** The number of the last event; higher after the room was not closed properly. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /**
   * Adds a batch, all of it or nothing.
   *
   * @param events numbered above {@link lastSeq}, in order
   * @throws StoreFailure in words
   */
  append(events: readonly LogEvent[]): void {
    this.#write(() => {
      for (const event of events) {
        this.#insert.run(event.seq, event.at, event.type === 'message' ? event.id : null, JSON.stringify(event))
      }
    })
    this.#lastSeq = events.at(-1)?.seq ?? this.#lastSeq
  }

  /**
   * The last `limit` events before a number.
   *
   * @throws StoreFailure in words
   */
  before(seq: number, limit: number): EventPage {
    const rows = this.#read(() => this.#selectBefore.all(seq, limit + 1))
    const events = rows.slice(0, limit).map((row) => this.#eventOf(row))
    return { events: events.toReversed(), more: rows.length > limit }
  }

  /**
   * The message with this id; null if there is none.
   *
   * @throws StoreFailure in words
   */
  find(messageId: string): StoredMessage | null {
    const row = this.#read(() => this.#selectMessage.get(messageId))
    const event = row && this.#eventOf(row)
    return event?.type === 'message' ? { seq: event.seq, at: event.at, personId: event.author.personId } : null
  }

  /**
   * Erases what is older or more than a room keeps, as `keptEvents` says.
   *
   * @param now milliseconds since 1970
   * @throws StoreFailure in words
   */
  prune(retention: Pick<Retention, 'messages' | 'days'>, now: number): void {
    this.#write(() => {
      // The last event may be among the erased ones, and its number must not come again.
      this.#updateRoom.run(this.#lastSeq, 1)
      this.#deletions.byTime.run(now - retention.days * dayMs)
      this.#deletions.byMessages.run(retention.messages)
      this.#deletions.others.run(retention.messages)
    })
  }

  /** Lets go of the file. Never fails: what was appended is in it already. */
  close(): void {
    try {
      // After a failure, numbers may have been given out that are not in the file.
      if (!this.#failed) this.#updateRoom.run(this.#lastSeq, 0)
    } catch {
      // It stays marked as open, which costs a few numbers at the next start.
    }
    this.#database.close()
  }

  #write(work: () => void): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#failed = true
      // SQLite ends the transaction itself after some errors.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw describeStoreError(error, this.#file)
    }
  }

  #read<Value>(work: () => Value): Value {
    try {
      return work()
    } catch (error) {
      throw describeStoreError(error, this.#file)
    }
  }

  #eventOf(row: Readonly<Record<string, unknown>>): LogEvent {
    try {
      return JSON.parse(String(row['body'])) as LogEvent
    } catch {
      throw new StoreFailure('damaged', `${this.#file} is damaged.`)
    }
  }
}

/** Takes the lock, checks the file and brings it to this version. */
function prepareFile(database: DatabaseSync, file: string, options: RoomStoreOptions): void {
  // What is erased must be gone from the file, not only from its index.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON')
  database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
  const check = database.prepare('PRAGMA quick_check(1)').get()
  if (check?.['quick_check'] !== 'ok') throw new StoreFailure('damaged', `${file} is damaged.`)
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) {
    throw new StoreFailure('cannot-open', `${file} was written by a newer Snug. Update this one to open it.`)
  }
  for (const migration of migrations.slice(version)) database.exec(migration)
  if (version === 0) database.prepare('INSERT INTO room VALUES (?, 0, 0)').run(randomUUID())
  database.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`)
  if (options.maxBytes === undefined) return
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  database.exec(`PRAGMA max_page_count = ${Math.floor(options.maxBytes / pageBytes)}`)
}

function prepareDeletions(database: DatabaseSync): Deletions {
  const newest = (what: string): string => `(SELECT seq FROM event WHERE ${what} ORDER BY seq DESC LIMIT 1 OFFSET ?)`
  return {
    byTime: database.prepare('DELETE FROM event WHERE at < ?'),
    byMessages: database.prepare(`DELETE FROM event WHERE seq <= ${newest('message_id IS NOT NULL')}`),
    others: database.prepare(`DELETE FROM event WHERE message_id IS NULL AND seq <= ${newest('message_id IS NULL')}`),
  }
}

/** SQLite would let everybody on this computer read along. */
function createForOwnerOnly(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
  // SQLite itself finds out late, and in other words.
  for (const place of [folder, file]) accessSync(place, constants.W_OK)
}

/** Gives the damaged file another name, with what belongs to it, so that somebody may still rescue it. */
function setAside(folder: string, file: string): string {
  const aside = path.join(folder, `room.damaged-${Date.now()}.sqlite`)
  // First: a new file must not find it.
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
  renameSync(file, aside)
  return aside
}
