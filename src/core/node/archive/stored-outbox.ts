import type { DatabaseSync } from 'node:sqlite'
import type { RoomAct } from '../../common/room-act.ts'
import type { Outbox, ShownWith, UnsentAct } from '../outbox.ts'

export interface StoredOutboxOptions {
  readonly address: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Does something at once, all or nothing; says it if it cannot be done. */
  readonly attempt: (work: () => void) => void
  /** Reads something; undefined, and says it, if it cannot be read. */
  readonly read: <Value>(work: () => Value) => Value | undefined
}

/** An outbox that outlives the program: each change is in the file before anything else happens. */
export class StoredOutbox implements Outbox {
  readonly #database: DatabaseSync
  readonly #options: StoredOutboxOptions

  constructor(database: DatabaseSync, options: StoredOutboxOptions) {
    this.#database = database
    this.#options = options
  }

  add(act: RoomAct, roomId: string | null, shown: ShownWith, refusal?: string): void {
    const { address, clock, attempt } = this.#options
    const insert = `INSERT INTO unsent (address, act_id, body) VALUES (?, ?, ?) ON CONFLICT (address, act_id)
      DO UPDATE SET body = json_set(excluded.body, '$.at', json_extract(unsent.body, '$.at'))`
    const unsent: UnsentAct = { act, roomId, shown, at: clock(), ...(refusal !== undefined && { refusal }) }
    const body = JSON.stringify(unsent)
    attempt(() => this.#database.prepare(insert).run(address, act.id, body))
  }

  remove(id: string): void {
    const { address, attempt } = this.#options
    attempt(() => this.#database.prepare('DELETE FROM unsent WHERE address = ? AND act_id = ?').run(address, id))
  }

  get posts(): number {
    const count = `SELECT count(*) AS posts FROM unsent WHERE address = ? AND json_extract(body, '$.act.type') = 'post'`
    const { address, read } = this.#options
    return Number(read(() => this.#database.prepare(count).get(address))?.['posts'] ?? 0)
  }

  list(): readonly UnsentAct[] {
    const select = 'SELECT body FROM unsent WHERE address = ? ORDER BY position'
    const { address, read } = this.#options
    const rows = read(() => this.#database.prepare(select).all(address)) ?? []
    return rows.map((row) => JSON.parse(String(row['body'])) as UnsentAct)
  }
}
