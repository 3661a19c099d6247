/** What SQLite says about a file, in words for a person. */
import { systemCode } from './network-errors.ts'

export type StoreFailureCode = 'disk-full' | 'read-only' | 'damaged' | 'in-use' | 'cannot-open' | 'cannot-write'

/** A room's file could not be opened, read or written. The message is a sentence or two for a person. */
export class StoreFailure extends Error {
  readonly code: StoreFailureCode

  constructor(code: StoreFailureCode, message: string) {
    super(message)
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
      return new StoreFailure('in-use', `${file} is in use by another program. Is this room open there already?`)
    case sqliteResults.readOnly:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreFailure('read-only', `${file} cannot be written: it or its folder is read-only.`)
    case sqliteResults.full:
    case 'ENOSPC':
      return new StoreFailure('disk-full', `${file} cannot be written: the disk is full.`)
    case sqliteResults.corrupt:
    case sqliteResults.notDatabase:
      return new StoreFailure('damaged', `${file} is damaged.`)
    case sqliteResults.inputOutput:
      return new StoreFailure('cannot-write', `${file} cannot be read or written: the disk reports an error.`)
    default:
      // What SQLite says of a column that it takes out of a body.
      if (error instanceof Error && error.message === 'malformed JSON')
        return new StoreFailure('damaged', `${file} is damaged.`)
      return new StoreFailure('cannot-open', `${file} cannot be used: ${detail(error)}.`)
  }
}

function detail(error: unknown): string {
  const code = systemCode(error)
  if (code === 'EEXIST' || code === 'ENOTDIR') return 'a file is where its folder would be'
  if (code === 'ENOENT') return 'no folder can be made there'
  return error instanceof Error ? error.message : String(error)
}
