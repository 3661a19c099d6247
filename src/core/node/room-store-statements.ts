/** What a room's file is told at once about many events: how they change, and which are erased. */
import type { DatabaseSync, StatementSync } from 'node:sqlite'

export interface Deletions {
  readonly byTime: StatementSync
  readonly byMessages: StatementSync
  readonly others: StatementSync
  readonly remembered: StatementSync
}

export interface Changes {
  readonly replace: StatementSync
  readonly eraseOthers: StatementSync
  readonly emptyQuotes: StatementSync
}

export function prepareChanges(database: DatabaseSync): Changes {
  return {
    replace: database.prepare('UPDATE event SET body = ? WHERE seq = ?'),
    eraseOthers: database.prepare('DELETE FROM event WHERE target = ? AND seq < ?'),
    emptyQuotes: database.prepare("UPDATE event SET body = json_set(body, '$.replyTo.excerpt', '') WHERE reply_to = ?"),
  }
}

export function prepareDeletions(database: DatabaseSync): Deletions {
  const newest = (what: string): string => `(SELECT seq FROM event WHERE ${what} ORDER BY seq DESC LIMIT 1 OFFSET ?)`
  return {
    byTime: database.prepare('DELETE FROM event WHERE at < ?'),
    byMessages: database.prepare(`DELETE FROM event WHERE seq <= ${newest('message_id IS NOT NULL')}`),
    others: database.prepare(`DELETE FROM event WHERE message_id IS NULL AND seq <= ${newest('message_id IS NULL')}`),
    remembered: database.prepare(
      'DELETE FROM erased WHERE seq <= (SELECT seq FROM erased ORDER BY seq DESC LIMIT 1 OFFSET ?)',
    ),
  }
}
