/** Finds messages in this computer's own copies. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { SearchHit } from '../../common/ipc-contract.ts'
import { plainLine } from '../../common/plain-excerpt.ts'
import { printable } from '../../common/unsafe-text.ts'
import { nameExpression, parseSearch, unspacedAgain } from './search-terms.ts'

export interface SearchQuery {
  /** As it was typed; empty finds everything. */
  readonly words: string
  /** Part of the author's name; empty for all. */
  readonly author: string
  /** From this time on, and before that one; milliseconds since 1970. */
  readonly from?: number
  readonly until?: number
  /** The conversation's key; all of them if absent. */
  readonly roomKey?: string
  /** Part of a conversation's name: only those that are called so. */
  readonly roomName?: string
  /** How many hits are left out. */
  readonly skip: number
}

export interface Found {
  /** Newest first. */
  readonly hits: readonly Omit<SearchHit, 'roomId'>[]
  readonly more: boolean
  /** No conversation has the name that was asked for. */
  readonly isNoRoom?: true
}

/** How many hits one answer has. */
const pageSize = 50
/** How many words of a message are shown around what was found. */
const excerptWords = 30
/** Around what was found, in what SQLite answers: private characters, which are taken out of texts before. */
const [matchStart, matchEnd] = ['\uE000', '\uE001']

export class MessageSearch {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** @throws what SQLite throws when the file cannot be read */
  find(query: SearchQuery): Found {
    const rooms = this.#roomsOf(query)
    if (rooms?.length === 0) return { hits: [], more: false, ...(query.roomName !== undefined && { isNoRoom: true }) }
    const { expression, literal } = parseSearch(query.words)
    const author = nameExpression(query.author)
    const parts = [
      ...(expression === null ? [] : [`text : (${expression})`]),
      ...(author === null ? [] : [`author : (${author})`]),
      ...(!rooms || (expression === null && author === null)
        ? []
        : [`scope : (${rooms.map((room) => `"room${room}"`).join(' OR ')})`]),
    ]
    const conditions = [
      ...literal.map((text): Condition => ['instr(message.text, ?) > 0', text]),
      ...(query.from === undefined ? [] : [['message.id >= ?', rowAt(query.from)] satisfies Condition]),
      ...(query.until === undefined ? [] : [['message.id < ?', rowAt(query.until)] satisfies Condition]),
    ]
    const rows =
      parts.length > 0 ? this.#match(parts, conditions, query.skip) : this.#list(rooms, conditions, query.skip)
    return { hits: rows.slice(0, pageSize).map(hitOf), more: rows.length > pageSize }
  }

  /** Null for all. */
  #roomsOf({ roomKey, roomName }: SearchQuery): readonly number[] | null {
    if (roomKey === undefined && roomName === undefined) return null
    const wanted = roomName?.toLowerCase() ?? ''
    return this.#database
      .prepare('SELECT id, key, name FROM room')
      .all()
      .filter(({ key }) => roomKey === undefined || key === roomKey)
      .filter(({ name }) => String(name).toLowerCase().includes(wanted))
      .map(({ id }) => Number(id))
  }

  #match(parts: readonly string[], conditions: readonly Condition[], skip: number): Row[] {
    // The index itself keeps the order, so that the search ends with the page; bounds are put on it, not on the table.
    const bounds = conditions.map(([sql]) => `AND ${sql.replace('message.id', 'search.rowid')}`).join(' ')
    const sql = `SELECT ${columns}, snippet(search, 0, '${matchStart}', '${matchEnd}', '…', ${excerptWords}) AS excerpt
      FROM search JOIN message ON message.id = search.rowid JOIN room ON room.id = message.room
      WHERE search MATCH ? ${bounds} AND message.text <> '' ORDER BY search.rowid DESC LIMIT ? OFFSET ?`
    const values = [parts.join(' AND '), ...conditions.map(([, value]) => value), pageSize + 1, skip]
    return this.#database.prepare(sql).all(...values)
  }

  #list(rooms: readonly number[] | null, conditions: readonly Condition[], skip: number): Row[] {
    const all: readonly Condition[] = [...(rooms ? [inOneOf(rooms)] : []), ...conditions]
    const sql = `SELECT ${columns}, substr(message.text, 1, 300) AS excerpt
      FROM message JOIN room ON room.id = message.room
      WHERE message.text <> '' ${all.map(([condition]) => `AND ${condition}`).join(' ')}
      ORDER BY message.id DESC LIMIT ? OFFSET ?`
    return this.#database.prepare(sql).all(...all.map(([, value]) => value), pageSize + 1, skip)
  }
}

type Row = Readonly<Record<string, unknown>>
type Condition = readonly [sql: string, value: SQLInputValue]

const columns =
  'room.key AS key, room.name AS name, message.message_id AS messageId, message.id AS row, message.nickname AS nickname'

function inOneOf(rooms: readonly number[]): Condition {
  return ['message.room IN (SELECT value FROM json_each(?))', JSON.stringify(rooms)]
}

/** The first row of a time, in milliseconds since 1970. */
function rowAt(at: number): number {
  return Math.max(0, Math.floor(at)) * 1000
}

function hitOf(row: Row): Omit<SearchHit, 'roomId'> {
  return {
    roomKey: String(row['key']),
    roomName: printable(String(row['name'])),
    messageId: String(row['messageId']),
    at: Math.floor(Number(row['row']) / 1000),
    nickname: printable(String(row['nickname'])),
    excerpt: piecesOf(String(row['excerpt'])),
  }
}

function piecesOf(excerpt: string): SearchHit['excerpt'] {
  const text = unspacedAgain(excerpt)
  const plain = plainLine(text)
  // What was found in the address of a link is to be seen, too.
  const isHidden = text.includes(matchStart) && !plain.includes(matchStart)
  const pieces = printable(isHidden ? text.replaceAll(/\s+/gu, ' ') : plain).split(
    new RegExp(`${matchStart}(.*?)${matchEnd}`, 'su'),
  )
  // What was captured stands at every second place.
  return pieces
    .map((text, index) => ({ text: text.replaceAll(/[\uE000\uE001]/g, ''), isMatch: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}
