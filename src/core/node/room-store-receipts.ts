/** Who has what, in a room's file. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { parseReceipts, type ReceiptChanges, type StoredReceipts } from '../common/native/stored-receipts.ts'

export interface ReceiptStatements {
  readonly audiences: StatementSync
  readonly readers: StatementSync
  readonly putAudience: StatementSync
  readonly putReader: StatementSync
  readonly dropAudiences: StatementSync
  readonly dropReader: StatementSync
  readonly prune: StatementSync
}

export function prepareReceipts(database: DatabaseSync): ReceiptStatements {
  const audiences = database.prepare('SELECT first_seq, last_seq, people FROM audience ORDER BY first_seq')
  const readers = database.prepare('SELECT person, seq FROM reader')
  // Of a number that is too large for JavaScript, it would read nothing at all.
  for (const statement of [audiences, readers]) statement.setReadBigInts(true)
  return {
    audiences,
    readers,
    putAudience: database.prepare('INSERT OR REPLACE INTO audience VALUES (?, ?, ?)'),
    putReader: database.prepare('INSERT OR REPLACE INTO reader VALUES (?, ?)'),
    dropAudiences: database.prepare('DELETE FROM audience WHERE last_seq < ?'),
    dropReader: database.prepare('DELETE FROM reader WHERE person = ?'),
    prune: database.prepare('DELETE FROM audience WHERE last_seq < ifnull((SELECT min(seq) FROM event), last_seq + 1)'),
  }
}

/** What is broken is left out: it is not worth more than what was said. */
export function readReceipts({ audiences, readers }: ReceiptStatements): StoredReceipts {
  return parseReceipts(
    audiences.all().map((row) => ({
      firstSeq: Number(row['first_seq']),
      lastSeq: Number(row['last_seq']),
      people: parsedJson(String(row['people'])),
    })),
    readers.all().map((row) => [row['person'], Number(row['seq'])]),
  )
}

/** Undefined if it is none. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function writeReceipts(statements: ReceiptStatements, changes: ReceiptChanges): void {
  const { putAudience, putReader, dropAudiences, dropReader } = statements
  for (const { firstSeq, lastSeq, people } of changes.audiences) {
    putAudience.run(firstSeq, lastSeq, JSON.stringify(people))
  }
  for (const [person, seq] of changes.received) putReader.run(person, seq)
  dropAudiences.run(changes.oldestSeq)
  for (const person of changes.forgotten) dropReader.run(person)
}
