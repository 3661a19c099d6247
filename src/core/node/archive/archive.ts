/** This computer's own copies of the conversations that its person has been in: to be searched, read again, exported. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { MessageEntry } from '../../common/room.ts'
import type { Outbox } from '../outbox.ts'
import { inTransaction, openSqliteFile, parseStored } from '../sqlite-file.ts'
import { type Complain, describeStoreError, StoreFailure } from '../store-failure.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { archiveMigrations } from './archive-schema.ts'
import { ArchivedRoom, type RoomRecord, type Sending } from './archived-room.ts'
import { type Found, MessageSearch, type SearchQuery } from './message-search.ts'
import { StoredOutbox } from './stored-outbox.ts'

export interface ArchiveOptions {
  /** Absolute path. */
  readonly file: string
  /** Hears a sentence when nothing can be kept, or when a damaged file was set aside. */
  readonly complain: Complain
  /** Whether other programs may keep copies in the same file at the same time. */
  readonly isShared?: boolean
  /** Rather throws a StoreFailure than to go on without the file. */
  readonly insists?: boolean
  readonly timers?: Timers
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  /** The most bytes that the file may grow to; then it is like a full disk. */
  readonly maxBytes?: number
}

/** Some messages of a conversation, oldest first. */
export interface Excerpt {
  /** As the room was called last; empty if there is no copy of it. */
  readonly roomName: string
  readonly messages: MessageEntry[]
}

/** What comes within this time, in milliseconds, is written at once. The host has it anyway if it is lost. */
const batchMs = 250

export class Archive {
  readonly #database: DatabaseSync
  readonly #options: ArchiveOptions
  readonly #search: MessageSearch
  readonly #selectAround: readonly [StatementSync, StatementSync]
  readonly #selectRoom: StatementSync
  readonly #selectNewest: StatementSync
  #waiting: (() => void)[] = []
  #cancelBatch: (() => void) | undefined
  #isWritable = true
  #hasLeftOut = false

  /**
   * Null if the file cannot be had, which is said.
   *
   * @throws StoreFailure in words, if the caller insists
   */
  static open(options: ArchiveOptions): Archive | null {
    const { file, complain, isShared = false, insists = false } = options
    try {
      return openSqliteFile({
        file,
        isShared,
        migrations: archiveMigrations,
        use: (database) => new Archive(database, options),
        setAside: (aside) =>
          complain(`${file} was damaged and is now ${aside}. What was said before cannot be searched any more.`),
      })
    } catch (error) {
      if (insists || !(error instanceof StoreFailure)) throw error
      complain(`Your own copies of conversations are not kept, and cannot be searched. ${error.message}`, error.cause)
      return null
    }
  }

  private constructor(database: DatabaseSync, options: ArchiveOptions) {
    this.#database = database
    this.#options = options
    if (options.maxBytes !== undefined) database.exec(`PRAGMA max_page_count = ${Math.ceil(options.maxBytes / 4096)}`)
    database.exec('PRAGMA synchronous = NORMAL')
    this.#search = new MessageSearch(database)
    this.#selectRoom = database.prepare('SELECT id, name FROM room WHERE key = ?')
    this.#selectNewest = database.prepare('SELECT body FROM message WHERE room = ? ORDER BY id DESC LIMIT ?')
    const around = (side: string): string => `SELECT body FROM message WHERE room = ?1 AND id ${side} LIMIT ?3`
    const itself = '(SELECT id FROM message WHERE room = ?1 AND message_id = ?2)'
    this.#selectAround = [
      database.prepare(around(`<= ${itself} ORDER BY id DESC`)),
      database.prepare(around(`> ${itself} ORDER BY id`)),
    ]
  }

  /** Whether what happens is still kept. */
  get isWritable(): boolean {
    return this.#isWritable
  }

  /**
   * The copy of a conversation; it begins with the first message that is kept in it.
   *
   * @param sending own messages that were begun before it was this room's copy
   */
  room(key: string, name: string, sending: Sending = new Map()): ArchivedRoom {
    return new ArchivedRoom(this.#database, { key, name }, sending, (work) => this.#enqueue(work))
  }

  /** What is asked of the room at an address and has not got there. Written at once. */
  outbox(address: string): Outbox {
    const { clock = Date.now } = this.#options
    return new StoredOutbox(this.#database, {
      address,
      clock,
      attempt: (work) => void this.#attempt(work),
      read: (work) => this.#read(work),
    })
  }

  /** Messages that are looked for, newest first. */
  search(query: SearchQuery): Found {
    this.flush()
    return this.#read(() => this.#search.find(query)) ?? { hits: [], more: false }
  }

  /** So many messages before and after one, with it, oldest first. None if it is not kept. */
  around(key: string, messageId: string, count: number): Excerpt {
    return this.#excerpt(key, (room) => {
      const [before, after] = this.#selectAround.map((select) => select.all(room, messageId, count + 1))
      return [...(before ?? []).toReversed(), ...(after ?? []).slice(0, count)]
    })
  }

  /** The newest messages of a conversation, oldest first. None if there is no copy. */
  newest(key: string, count: number): Excerpt {
    return this.#excerpt(key, (room) => this.#selectNewest.all(room, count).toReversed())
  }

  #excerpt(key: string, rowsOf: (room: number) => readonly Readonly<Record<string, unknown>>[]): Excerpt {
    this.flush()
    const found = this.#read(() => {
      const room = this.#selectRoom.get(key)
      return room ? { roomName: String(room['name']), messages: this.#messagesIn(rowsOf(Number(room['id']))) } : null
    })
    return found ?? { roomName: '', messages: [] }
  }

  /**
   * Every message of a conversation, oldest first, a few at a time; with what is known of it. Null if there is no copy.
   *
   * Reading a message throws a StoreFailure in words if it cannot be read.
   */
  read(key: string): { readonly room: RoomRecord; readonly messages: Iterable<MessageEntry> } | null {
    this.flush()
    const room = this.#read(() => this.#selectRoom.get(key))
    if (!room) return null
    return { room: { key, name: String(room['name']) }, messages: this.#messagesOf(Number(room['id'])) }
  }

  /** By pages, since others may be kept while somebody reads. */
  *#messagesOf(room: number): Generator<MessageEntry> {
    const select = this.#database.prepare(
      'SELECT id, body FROM message WHERE room = ? AND id > ? ORDER BY id LIMIT 500',
    )
    try {
      for (let last = -1; ;) {
        const rows = select.all(room, last)
        yield* this.#messagesIn(rows)
        const end = rows.at(-1)
        if (!end) return
        last = Number(end['id'])
      }
    } catch (error) {
      throw describeStoreError(error, this.#options.file)
    }
  }

  /** Writes what waits. */
  flush(): void {
    this.#cancelBatch?.()
    this.#cancelBatch = undefined
    const waiting = this.#waiting
    this.#waiting = []
    if (waiting.length === 0) return
    const outcome = this.#attempt(() => waiting.forEach((work) => work()))
    // Another program writes at this moment: it is tried again with the next batch.
    if (outcome === 'busy') for (const work of waiting) this.#enqueue(work)
    // One of them may be to blame, and the others can be kept.
    if (outcome === 'failed') for (const work of waiting) if (this.#attempt(work) !== 'done') this.#leaveOut()
  }

  /** Writes what waits and lets go of the file. */
  close(): void {
    this.flush()
    this.#cancelBatch?.()
    this.#isWritable = false
    this.#database.close()
  }

  #enqueue(work: () => void): void {
    if (!this.#isWritable) return
    this.#waiting.push(work)
    this.#cancelBatch ??= (this.#options.timers ?? systemTimers).after(batchMs, () => this.flush())
  }

  #leaveOut(): void {
    if (!this.#isWritable || this.#hasLeftOut) return
    this.#hasLeftOut = true
    this.#options.complain('Something that was said cannot be kept in your own copy of the conversation.')
  }

  /**
   * All of it or nothing. From the first failure of the disk on nothing more is kept, and that is said.
   */
  #attempt(work: () => void): 'done' | 'busy' | 'failed' {
    if (!this.#isWritable) return 'failed'
    try {
      inTransaction(this.#database, this.#options.file, work)
      return 'done'
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      // What SQLite does not blame on the file is about these rows alone.
      if (error.code === 'cannot-open') return 'failed'
      if (error.code === 'in-use' && this.#options.isShared === true) return 'busy'
      this.#isWritable = false
      this.#options.complain(
        `${error.message} Your own copy of what is said from now on is not kept. Start Snug again when that is mended.`,
        error.cause,
      )
      return 'failed'
    }
  }

  #read<Value>(work: () => Value): Value | undefined {
    try {
      return work()
    } catch (error) {
      this.#options.complain(describeStoreError(error, this.#options.file).message, error)
      return undefined
    }
  }

  /** @throws StoreFailure in words */
  #messagesIn(rows: readonly Readonly<Record<string, unknown>>[]): MessageEntry[] {
    return rows.map((row) => parseStored(String(row['body']), this.#options.file) as MessageEntry)
  }
}
