/** This computer's own copies of the rooms of this window: what is recorded in them, looked for in them, exported from them. */
import type { ExportAnswer, RequestError, RequestPayload, SearchAnswer } from '../core/common/ipc-contract.ts'
import { dayOf } from '../core/common/message-markdown.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { MessageEntry, RoomState } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import type { Archive } from '../core/node/archive/archive.ts'
import { exportRoom, type ExportFormat } from '../core/node/archive/export-room.ts'
import { OwnCopy } from '../core/node/archive/own-copy.ts'
import type { OpenRoom } from './open-room.ts'

export interface OwnCopiesOptions {
  /** Null if none can be kept. */
  readonly archive: Archive | null
  /** Asks the person for a file; null if they want none after all. */
  readonly chooseFile: (suggestion: string, format: ExportFormat) => Promise<string | null>
  /** Whether the person wants copies at the moment. */
  readonly keeps: () => boolean
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** How many messages are shown before and after one that was found. */
const messagesAround = 20
/** How many messages of its copy a room shows until it is entered: as many as it would show then. */
const messagesAtFirst = 100

export class OwnCopies {
  readonly #options: OwnCopiesOptions
  /** The open rooms, by their id in this window. */
  readonly #open = new Map<string, OwnCopy>()

  constructor(options: OwnCopiesOptions) {
    this.#options = options
  }

  /** A room is open. Answers what is known of earlier visits. */
  begin(roomId: string, room: OpenRoom): Pick<RoomState, 'readAt' | 'cameAt'> {
    const { name, entries, role } = room.initial
    const { archive, keeps } = this.#options
    const { copyKey, actions } = room
    // A host's own copy has missed nothing.
    const loadHistory = role.kind === 'guest' ? (untilId: string) => actions.loadHistory(untilId) : null
    const copy = new OwnCopy({ archive, name, keeps, copyKey, loadHistory })
    this.#open.set(roomId, copy)
    copy.begin(entries)
    const { readAt = null, cameAt = null } = copy.stored ?? {}
    return { readAt, ...(cameAt !== null && { cameAt }) }
  }

  /** The end of a conversation as it is kept, for a room that is not entered yet. */
  endOf(key: string): Pick<RoomState, 'name' | 'entries'> {
    const { roomName, messages } = this.#options.archive?.newest(key, messagesAtFirst) ?? { roomName: '', messages: [] }
    return { name: roomName, entries: messages.map((message) => Object.assign({}, message, { past: true as const })) }
  }

  /** Something happened in a room. */
  record(roomId: string, event: RoomEventBody): void {
    this.#open.get(roomId)?.record(event)
  }

  /** What preferences know an open room by. One that is not kept has only its name. */
  keyFor(roomId: string): string {
    return this.#keyOf(roomId) ?? `unkept:${this.#open.get(roomId)?.name ?? ''}`
  }

  end(roomId: string): void {
    this.#open.delete(roomId)
  }

  markRead(roomId: string, at: number): void {
    if (this.#options.keeps()) this.#open.get(roomId)?.stored?.markRead(at)
  }

  search({ roomId, ...query }: RequestPayload<'history.search'>): Result<SearchAnswer, RequestError> {
    const { archive } = this.#options
    if (!archive) return failure(noCopies)
    const roomKey = roomId === undefined ? undefined : this.#keyOf(roomId)
    if (roomKey === null) return failure(notKept)
    const { hits, ...others } = archive.search({ ...query, ...(roomKey !== undefined && { roomKey }) })
    return success({
      hits: hits.map((hit) => Object.assign({}, hit, { roomId: this.#roomWith(hit.roomKey) })),
      ...others,
    })
  }

  around({
    roomKey,
    messageId,
  }: RequestPayload<'history.around'>): Result<{ roomName: string; messages: readonly MessageEntry[] }, RequestError> {
    const { archive } = this.#options
    return archive ? success(archive.around(roomKey, messageId, messagesAround)) : failure(noCopies)
  }

  async export({ roomId, format }: RequestPayload<'room.export'>): Promise<Result<ExportAnswer, RequestError>> {
    const { archive, chooseFile, clock } = this.#options
    if (!archive) return failure(noCopies)
    const key = this.#keyOf(roomId)
    const name = this.#open.get(roomId)?.name ?? ''
    if (key === null) return failure(notKept)
    const file = await chooseFile(fileNameFor(name, format, clock()), format)
    if (file === null) return success({ file, messages: 0 })
    const exported = await exportRoom(archive, { key, format, file, now: clock() })
    return exported.ok
      ? success({ file, messages: exported.value })
      : failure({ code: 'export-failed', message: exported.error })
  }

  #keyOf(roomId: string): string | null {
    return this.#open.get(roomId)?.key ?? null
  }

  #roomWith(key: string): string | null {
    for (const [roomId, copy] of this.#open) if (copy.key === key) return roomId
    return null
  }
}

const noCopies: RequestError = {
  code: 'no-copies',
  message: 'This computer cannot keep copies of conversations at the moment, so there is nothing to look in.',
}

const notKept: RequestError = {
  code: 'not-kept',
  message: 'This room is not kept on this computer: that was chosen when it was opened.',
}

/** `lunch-club-2026-03-11.md`: safe on every system. */
function fileNameFor(name: string, format: ExportFormat, now: number): string {
  const readable = name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/gu, '')
  return `${readable || 'room'}-${dayOf(now)}.${format === 'json' ? 'json' : 'md'}`
}
