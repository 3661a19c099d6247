/** A SQLite file of this program, alone or with others of its kind: opened, locked, checked, brought to the present version, or set aside. */
import { accessSync, closeSync, constants, existsSync, openSync, renameSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makeFolder } from './make-folder.ts'
import { systemCode } from './network-errors.ts'
import { describeStoreError, StoreFailure } from './store-failure.ts'

/** How long another program may take to let go of the file. */
const busyMs = 500
/** How long it may take at first, in milliseconds: a large file is being checked. */
const busyAtFirstMs = 5000

export interface SqliteFileOptions<Opened> {
  /** Absolute path; its folder is created if it is missing. */
  readonly file: string
  /** Whether several programs may have it open at once; they write by turns. */
  readonly isShared?: boolean
  /** Each brings a file from the version before to the next one; `user_version` counts those that are done. */
  readonly migrations: readonly string[]
  /** Takes the open database over; what it throws closes it again. */
  readonly use: (database: DatabaseSync) => Opened
  /** Hears the file's new name when a damaged one was set aside. */
  readonly setAside: (aside: string) => void
}

/**
 * Opens a file, and creates it if there is none. A damaged file is set aside under another name, and a new one begins.
 *
 * @throws StoreFailure in words
 */
export function openSqliteFile<Opened>(options: SqliteFileOptions<Opened>): Opened {
  const { file } = options
  try {
    createForOwnerOnly(file)
    return open(options)
  } catch (error) {
    const failure = describeStoreError(error, file)
    if (failure.code !== 'damaged') throw failure
  }
  try {
    options.setAside(setAside(file))
    createForOwnerOnly(file)
    return open(options)
  } catch (error) {
    throw describeStoreError(error, file)
  }
}

/**
 * Does something all or nothing.
 *
 * @throws StoreFailure in words
 */
export function inTransaction(database: DatabaseSync, file: string, work: () => void): void {
  try {
    database.exec('BEGIN IMMEDIATE')
    work()
    database.exec('COMMIT')
  } catch (error) {
    // SQLite ends the transaction itself after some errors.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw describeStoreError(error, file)
  }
}

/** @throws StoreFailure in words */
export function parseStored(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new StoreFailure('damaged', `${file} is damaged.`)
  }
}

function open<Opened>({ file, migrations, isShared = false, use }: SqliteFileOptions<Opened>): Opened {
  const database = new DatabaseSync(file, { timeout: isShared ? busyAtFirstMs : busyMs })
  try {
    // Where only one program may have it, nothing but the file itself is needed: also on a disk of the network.
    database.exec(`PRAGMA locking_mode = ${isShared ? 'NORMAL' : 'EXCLUSIVE'}`)
    prepare(database, file, migrations)
    database.exec(`PRAGMA busy_timeout = ${busyMs}`)
    return use(database)
  } catch (error) {
    database.close()
    throw error
  }
}

/** Takes the lock, checks the file and brings it to this version. */
function prepare(database: DatabaseSync, file: string, migrations: readonly string[]): void {
  // What is erased must be gone from the file, not only from its index.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON')
  database.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE')
  const check = database.prepare('PRAGMA quick_check(1)').get()
  if (check?.['quick_check'] !== 'ok') throw new StoreFailure('damaged', `${file} is damaged.`)
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) {
    throw new StoreFailure('cannot-open', `${file} was written by a newer Snug. Update this one to open it.`)
  }
  // Without need nothing is written: so a full disk does not keep anybody from reading.
  if (version < migrations.length) {
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  }
  database.exec('COMMIT')
}

/** SQLite would let everybody on this computer read along. */
function createForOwnerOnly(file: string): void {
  const folder = path.dirname(file)
  makeFolder(folder)
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
  // SQLite itself finds out late, and in other words.
  for (const place of [folder, file]) accessSync(place, constants.W_OK)
}

/** Gives the damaged file another name, with what belongs to it, so that somebody may still rescue it. */
function setAside(file: string): string {
  const { dir, name } = path.parse(file)
  const aside = path.join(dir, `${name}.damaged-${Date.now()}.sqlite`)
  // First: a new file must not find it.
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
  renameSync(file, aside)
  return aside
}
