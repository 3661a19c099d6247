/**
 * A room's log on disk: one SQLite file in a folder of its own, used by one program at a time.
 *
 * The lock is SQLite's exclusive one, which the system releases when the program dies: none is ever left behind. In WAL
 * mode a committed event survives the death of the program. A power cut may take what was not {@link RoomStore.sync}ed,
 * unless every message goes to the disk; those numbers are never given out again.
 */
import { statSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LogEvent, LoggedMessage } from '../common/native/log-event.ts'
import type { Retention } from '../common/native/messages.ts'
import type { ReceiptChanges, StoredReceipts } from '../common/native/stored-receipts.ts'
import { dayMs } from '../common/native/retention.ts'
import type { RoomKey } from './room-key.ts'
import { migrations } from './room-store-migrations.ts'
import { prepareReceipts, readReceipts, type ReceiptStatements, writeReceipts } from './room-store-receipts.ts'
import { type Changes, type Deletions, prepareChanges, prepareDeletions } from './room-store-statements.ts'
import { inTransaction, openSqliteFile, parseStored } from './sqlite-file.ts'
import { describeStoreError, type StoreFailure } from './store-failure.ts'
import { storedRoomKey } from './stored-room-key.ts'
import { forgetTaken, takenUpTo, takeUpTo } from './taken-numbers.ts'

export interface RoomStoreOptions {
  /** Waits for the disk with every batch, so that not even a power cut loses what was accepted. Slower. */
  readonly everyMessageToDisk?: boolean
  /** The most bytes that the file may grow to; then it is like a full disk. */
  readonly maxBytes?: number
  /** Hears a sentence when a damaged file was set aside. */
  readonly complain?: (sentence: string) => void
}

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

const fileName = 'room.sqlite'
/** Of so many erased events it is remembered that they were there: a few megabytes. */
const rememberedErased = 50_000

/**
 * How many numbers are skipped after the room was not closed properly, or not stored to the end: more than can have been given
 * out while the disk was full. They are exact in JSON and here up to nine million times as many.
 */
const skippedNumbers = 1_000_000_000

export class RoomStore {
  /** Which room it is, for as long as its file lasts. */
  readonly key: RoomKey
  /** Why nothing can be written at first: the disk was full when the room was opened. Null if it was not. */
  readonly interruption: StoreFailure | null
  readonly #folder: string
  readonly #file: string
  readonly #database: DatabaseSync
  readonly #insert: StatementSync
  readonly #selectBefore: StatementSync
  readonly #selectById: StatementSync
  readonly #selectErased: StatementSync
  readonly #updateRoom: StatementSync
  readonly #changes: Changes
  readonly #deletions: Deletions
  readonly #receipts: ReceiptStatements
  readonly #waitsForDisk: boolean
  #lastSeq: number
  #failed = false

  /**
   * Opens the room in a folder, and creates it if there is none. A damaged file is set aside under another name, said
   * through `complain`, and a new room begins. One that is there is opened on a full disk, too, see {@link interruption}.
   *
   * @param folder absolute path; created if it is missing
   * @throws StoreFailure in words
   */
  static open(folder: string, options: RoomStoreOptions = {}): RoomStore {
    const file = path.join(folder, fileName)
    return openSqliteFile({
      file,
      migrations,
      use: (database) => new RoomStore(database, folder, file, options),
      setAside: (aside) =>
        options.complain?.(`${file} was damaged and is now ${aside}. The room starts without what was said before.`),
    })
  }

  /** Whether a folder has a room in it, whatever state that is in. */
  static isIn(folder: string): boolean {
    try {
      return statSync(path.join(folder, fileName)).size > 0
    } catch {
      return false
    }
  }

  private constructor(database: DatabaseSync, folder: string, file: string, options: RoomStoreOptions) {
    this.#folder = folder
    this.#file = file
    this.#database = database
    if (options.maxBytes !== undefined) limitSize(database, options.maxBytes)
    this.#insert = database.prepare('INSERT INTO event (seq, at, message_id, body) VALUES (?, ?, ?, ?)')
    this.#selectBefore = database.prepare('SELECT body FROM event WHERE seq < ? ORDER BY seq DESC LIMIT ?')
    this.#selectById = database.prepare(
      'SELECT body FROM event WHERE message_id = ?1 UNION ALL SELECT body FROM event WHERE change_id = ?1 LIMIT 1',
    )
    this.#selectErased = database.prepare('SELECT seq, at FROM erased WHERE person = ? AND id = ?')
    this.#changes = prepareChanges(database)
    this.#updateRoom = database.prepare('UPDATE room SET last_seq = ?, is_open = ?')
    this.#deletions = prepareDeletions(database)
    this.#receipts = prepareReceipts(database)
    const isNew = 'NOT EXISTS (SELECT * FROM room)'
    database.exec(`INSERT INTO room (last_seq, is_open) SELECT 0, 0 WHERE ${isNew}`)
    const room = database.prepare('SELECT last_seq, is_open, (SELECT max(seq) FROM event) AS max_seq FROM room').get()
    this.key = storedRoomKey(database, file)
    const stored = Math.max(Number(room?.['last_seq']), Number(room?.['max_seq']))
    this.#lastSeq = Math.max(room?.['is_open'] === 1 ? stored + skippedNumbers : stored, takenUpTo(folder))
    // Still with every write to the disk: the numbers must be safe before they are given out.
    this.interruption = this.#begin()
    this.#waitsForDisk = options.everyMessageToDisk === true
    if (!this.#waitsForDisk) database.exec('PRAGMA synchronous = NORMAL')
  }

  /** The number of the last event; higher after the room was not closed properly. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /**
   * Adds a batch, all of it or nothing.
   *
   * What has been said about a message that is taken back (its earlier texts, its reactions, quotes of it) is erased.
   *
   * @param events numbered above {@link lastSeq}, in order
   * @param changed messages from before the batch, as they are after it
   * @throws StoreFailure in words
   */
  append(events: readonly LogEvent[], changed: readonly LoggedMessage[] = []): void {
    this.#write(() => {
      for (const event of events) {
        this.#insert.run(event.seq, event.at, event.type === 'message' ? event.id : null, JSON.stringify(event))
      }
      for (const message of changed) this.#changes.replace.run(JSON.stringify(message), message.seq)
      for (const event of events) {
        if (event.type !== 'deleted') continue
        this.#changes.eraseOthers.run(event.target, event.seq)
        this.#changes.emptyQuotes.run(event.target)
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
   * The message, or what was done, with this id; null if there is none.
   *
   * @throws StoreFailure in words
   */
  find(id: string): LogEvent | null {
    const row = this.#read(() => this.#selectById.get(id))
    return row ? this.#eventOf(row) : null
  }

  /**
   * Where something was that a person had asked for by this id, and that has been erased since; null if nothing was.
   *
   * @throws StoreFailure in words
   */
  findErased(personId: string, id: string): LogPlace | null {
    const row = this.#read(() => this.#selectErased.get(personId, id))
    return row ? { seq: Number(row['seq']), at: Number(row['at']) } : null
  }

  /**
   * What the host has laid down for this room, as {@link saveRules} was given it; null if nothing.
   *
   * @throws StoreFailure in words
   */
  get rules(): unknown {
    const text = this.#read(() => this.#database.prepare('SELECT rules FROM room').get()?.['rules'])
    return typeof text === 'string' ? parseStored(text, this.#file) : null
  }

  /** @throws StoreFailure in words */
  saveRules(rules: unknown): void {
    this.#write(() => this.#database.prepare('UPDATE room SET rules = ?').run(JSON.stringify(rules)))
  }

  /**
   * Who has what, as {@link saveReceipts} was told.
   *
   * @throws StoreFailure in words
   */
  get receipts(): StoredReceipts {
    return this.#read(() => readReceipts(this.#receipts))
  }

  /** @throws StoreFailure in words */
  saveReceipts(changes: ReceiptChanges): void {
    this.#write(() => writeReceipts(this.#receipts, changes))
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
      this.#deletions.remembered.run(rememberedErased)
      this.#receipts.prune.run()
    })
  }

  /**
   * Waits until everything that was stored is on the disk, out of reach of a power cut.
   *
   * @throws StoreFailure in words
   */
  sync(): void {
    if (this.#waitsForDisk) return
    // One commit that waits for the disk takes with it all that were written before; one that changes nothing would not wait.
    this.#database.exec('PRAGMA synchronous = FULL')
    try {
      this.#write(() => this.#database.exec(`UPDATE room SET last_seq = ${this.#lastSeq}, syncs = syncs + 1`))
    } finally {
      this.#database.exec('PRAGMA synchronous = NORMAL')
    }
  }

  /**
   * Lets go of the file. Never fails: what was appended is in it already.
   *
   * @param isWhole whether every number that was given out is in it; else some are skipped at the next start
   */
  close(isWhole = true): void {
    try {
      // After a failure, numbers may have been given out that are not in the file.
      if (isWhole && !this.#failed) this.#updateRoom.run(this.#lastSeq, 0)
    } catch {
      // It stays marked as open, which costs a few numbers at the next start.
    }
    this.#database.close()
  }

  /** Sees to it that whatever numbers are given out from now on are not given out at the next start. */
  #begin(): StoreFailure | null {
    try {
      this.#updateRoom.run(this.#lastSeq, 1)
    } catch (error) {
      const failure = describeStoreError(error, this.#file)
      if (failure.code !== 'disk-full') throw failure
      try {
        takeUpTo(this.#folder, this.#lastSeq + skippedNumbers)
      } catch {
        throw failure
      }
      return failure
    }
    forgetTaken(this.#folder)
    return null
  }

  #write(work: () => void): void {
    try {
      inTransaction(this.#database, this.#file, work)
    } catch (error) {
      this.#failed = true
      throw error
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
    return parseStored(String(row['body']), this.#file) as LogEvent
  }
}

function limitSize(database: DatabaseSync, maxBytes: number): void {
  const pageBytes = Number(database.prepare('PRAGMA page_size').get()?.['page_size'])
  database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / pageBytes)}`)
}
