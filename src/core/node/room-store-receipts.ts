/** Who has what, in a room's file. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { ReceiptChanges, StoredReceipts } from '../common/native/stored-receipts.ts'
import { parseStored } from './sqlite-file.ts'

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
  return {
    audiences: database.prepare('SELECT first_seq, last_seq, people FROM audience ORDER BY first_seq'),
    readers: database.prepare('SELECT person, seq FROM reader'),
    putAudience: database.prepare('INSERT OR REPLACE INTO audience VALUES (?, ?, ?)'),
    putReader: database.prepare('INSERT OR REPLACE INTO reader VALUES (?, ?)'),
    dropAudiences: database.prepare('DELETE FROM audience WHERE last_seq < ?'),
    dropReader: database.prepare('DELETE FROM reader WHERE person = ?'),
    prune: database.prepare('DELETE FROM audience WHERE last_seq < ifnull((SELECT min(seq) FROM event), last_seq + 1)'),
  }
}

/** @throws StoreFailure if the file is damaged */
export function readReceipts({ audiences, readers }: ReceiptStatements, file: string): StoredReceipts {
  return {
    audiences: audiences.all().map((row) => ({
      firstSeq: Number(row['first_seq']),
      lastSeq: Number(row['last_seq']),
      people: parseStored(String(row['people']), file) as StoredReceipts['audiences'][number]['people'],
    })),
    received: readers.all().map((row) => [String(row['person']), Number(row['seq'])] as const),
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
