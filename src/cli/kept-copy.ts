/** The copy that a terminal keeps of the rooms that it joins: written as the conversation goes on, looked in, exported. */
import path from 'node:path'
import { formatAddress, type Address } from '../core/common/address.ts'
import type { SearchLine } from '../core/common/commands/search-line.ts'
import { failure, success, type Result } from '../core/common/result.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import { printable } from '../core/common/unsafe-text.ts'
import { Archive } from '../core/node/archive/archive.ts'
import { exportRoom } from '../core/node/archive/export-room.ts'
import { guestCopyKey, OwnCopy } from '../core/node/archive/own-copy.ts'
import type { RoomClient } from '../core/node/room-client.ts'
import { historyLines } from './history-lines.ts'
import type { CopyCommand } from './room-commands.ts'
import { fileNameFor, userFolder } from './user-folder.ts'

export interface CopyPlace {
  /** Absolute path; null keeps nothing. */
  readonly folder: string | null
  /** Whether the person has named the folder: it is not silently done without. */
  readonly insists: boolean
}

/** What is told about one's own copy: on the output, and beside it to whoever asked. */
export interface CopyAnswer {
  readonly lines: readonly string[]
  readonly told: readonly string[]
}

/** Where the copies of somebody are kept unless they say otherwise: each name has its own, as it has its own key. */
export function defaultCopyFolder(nickname: string): string {
  return path.join(userFolder(), 'copies', fileNameFor(nickname))
}

export class KeptCopy {
  readonly #archive: Archive | null
  readonly #folder: string | null
  #copy: OwnCopy | null = null

  /**
   * @param complain hears in a sentence that nothing is kept, or no more
   * @throws StoreFailure in words, if the person insists
   */
  constructor({ folder, insists }: CopyPlace, complain: (sentence: string) => void) {
    this.#folder = folder
    this.#archive =
      folder === null
        ? null
        : Archive.open({ file: path.join(folder, 'archive.sqlite'), isShared: true, insists, complain })
  }

  /** Who keeps what, as far as this program is concerned. */
  get line(): string {
    if (!this.#archive) return 'You keep no copy of your own.'
    return `You keep your own copy in ${this.#folder}: /search looks in it, /export FILE.md writes it out.`
  }

  /** Whether what was missed since the last visit is on its way. */
  get isCatchingUp(): boolean {
    return this.#copy?.isCatchingUp ?? false
  }

  /** The client is in the room. */
  begin(client: RoomClient, address: Address): void {
    const shown = formatAddress(address)
    this.#copy = new OwnCopy({
      archive: this.#archive,
      name: client.description.name,
      copyKey: () => guestCopyKey(client.roomId, shown),
      keeps: () => true,
      loadHistory: (untilId) => client.loadHistory(untilId),
    })
    this.#copy.begin([])
  }

  record(event: RoomEventBody): void {
    this.#copy?.record(event)
  }

  async answer(command: CopyCommand): Promise<CopyAnswer> {
    if (command.name === 'search') return this.#search(command.search)
    const exported = await this.#export(command)
    return { lines: [], told: [exported.ok ? exported.value : exported.error] }
  }

  /** Writes what waits and lets go of the file. */
  close(): void {
    this.#archive?.close()
  }

  #search({ isEverywhere, ...query }: SearchLine): CopyAnswer {
    const archive = this.#archive
    const roomKey = this.#copy?.key ?? null
    if (!archive || roomKey === null) return { lines: [], told: ['There is nothing to look in: you keep no copy.'] }
    const { hits, more, isNoRoom } = archive.search({ ...query, ...(isEverywhere ? {} : { roomKey }), skip: 0 })
    const lines = hits.toReversed().flatMap((hit) => {
      const message = archive.around(hit.roomKey, hit.messageId, 0).messages.at(-1)
      return message ? historyLines(message, isEverywhere ? hit.roomName : undefined) : []
    })
    if (isNoRoom)
      return { lines, told: [`You keep no copy of a room that is called “${printable(query.roomName ?? '')}”.`] }
    if (hits.length === 0) return { lines, told: ['No message was found.'] }
    const older = `These are the newest ${hits.length}. There are older ones: before: and a day looks further back.`
    return { lines, told: more ? [older] : [] }
  }

  async #export({ file, format }: Extract<CopyCommand, { name: 'export' }>): Promise<Result<string, string>> {
    const key = this.#copy?.key ?? null
    if (!this.#archive || key === null) return failure('There is nothing to export: you keep no copy.')
    const target = path.resolve(file)
    const request = { key, format, file: target, keepsExisting: true, now: Date.now() }
    const exported = await exportRoom(this.#archive, request)
    if (!exported.ok) return exported
    return success(`${exported.value} ${exported.value === 1 ? 'message is' : 'messages are'} in ${target} now.`)
  }
}
