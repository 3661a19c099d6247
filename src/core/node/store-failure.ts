/** What SQLite and the system say about a file, in words for a person. */
import { systemCode } from './network-errors.ts'

export type StoreFailureCode = 'disk-full' | 'read-only' | 'damaged' | 'in-use' | 'cannot-open' | 'cannot-write'

/** Tells the person what went wrong, in words. What caused it is for a log. */
export type Complain = (sentence: string, cause?: unknown) => void

/** A room's file could not be opened, read or written. The message is a sentence or two for a person. */
export class StoreFailure extends Error {
  readonly code: StoreFailureCode

  constructor(code: StoreFailureCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreFailure'
    this.code = code
  }
}

/** SQLite's primary result codes. */
const sqliteResults = {
  busy: 5,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notDatabase: 26,
} as const

/** SQLite's primary result code of an error; undefined if it is not from there. */
function sqliteResult(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}

/** Says what went wrong with a room's file. */
export function describeStoreError(error: unknown, file: string): StoreFailure {
  if (error instanceof StoreFailure) return error
  switch (sqliteResult(error) ?? systemCode(error)) {
    case sqliteResults.busy:
      return new StoreFailure('in-use', `${file} is in use by another program. Is this room open there already?`, error)
    case sqliteResults.readOnly:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreFailure('read-only', `${file} cannot be written: it or its folder is read-only.`, error)
    case sqliteResults.full:
    case 'ENOSPC':
      return new StoreFailure('disk-full', `${file} cannot be written: the disk is full.`, error)
    case sqliteResults.corrupt:
    case sqliteResults.notDatabase:
      return new StoreFailure('damaged', `${file} is damaged.`, error)
    case sqliteResults.inputOutput:
      return new StoreFailure('cannot-write', `${file} cannot be read or written: the disk reports an error.`, error)
    case sqliteResults.cannotOpen:
      return new StoreFailure(
        'cannot-open',
        `${file} cannot be opened. Is its folder there, and yours to write in?`,
        error,
      )
    case 'ENOENT':
      return new StoreFailure('cannot-open', `${file} cannot be used: no folder can be made there.`, error)
    default:
      // What SQLite says of a column that it takes out of a body.
      if (error instanceof Error && error.message === 'malformed JSON')
        return new StoreFailure('damaged', `${file} is damaged.`, error)
      return new StoreFailure('cannot-open', `${file} cannot be used: ${fileFault(error)}.`, error)
  }
}

const faults: Readonly<Record<string, string>> = {
  EACCES: 'this is not allowed there',
  EPERM: 'this is not allowed there',
  EROFS: 'it is on a disk that is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your part of the disk is full',
  EIO: 'the disk reports an error',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'a file is where its folder would be',
  EEXIST: 'a file is where its folder would be',
  EISDIR: 'a folder has this name',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program is using it',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
}

/** Why the system does not read or write a file, as the end of a sentence: what it calls that is for a log. */
export function fileFault(error: unknown): string {
  return faults[systemCode(error)] ?? 'the system does not say why'
}
