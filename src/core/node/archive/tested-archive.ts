/** The real archive with a folder of its own, for tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { MessageEntry } from '../../common/room.ts'
import { Archive, type ArchiveOptions } from './archive.ts'
import type { SearchQuery } from './message-search.ts'

export class TestedArchive implements Disposable {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'snug-archive-'))
  readonly file = path.join(this.folder, 'archive.sqlite')
  /** The one that is written and searched here. */
  archive: Archive
  readonly #opened = new Set<Archive>()

  constructor() {
    this.archive = this.open()
  }

  /** One more on the same file, which nothing may be wrong with unless the options say who hears of it. */
  open(options: Partial<ArchiveOptions> = {}): Archive {
    const complain = (sentence: string): never => {
      throw new Error(sentence)
    }
    const archive = Archive.open({ file: this.file, complain, ...options })
    if (!archive) throw new Error('The archive cannot be opened.')
    this.#opened.add(archive)
    return archive
  }

  /** In place of all that were open. */
  reopen(options: Partial<ArchiveOptions> = {}): Archive {
    this.close()
    this.archive = this.open(options)
    return this.archive
  }

  close(): void {
    for (const archive of this.#opened) archive.close()
    this.#opened.clear()
  }

  keep(key: string, ...messages: MessageEntry[]): void {
    const room = this.archive.room(key, key)
    for (const message of messages) room.record({ type: 'message.added', message })
  }

  /** The ids of what is found. */
  find(words: string, more: Partial<SearchQuery> = {}): string[] {
    return this.archive.search({ words, author: '', skip: 0, ...more }).hits.map(({ messageId }) => messageId)
  }

  [Symbol.dispose](): void {
    this.close()
    rmSync(this.folder, { recursive: true })
  }
}

export function message(id: string, text: string, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'key:bo', nickname: 'Bö Nilsson', kind: 'native' } as const
  return { kind: 'message', id, at: 1000, author, text, own: false, delivery: { state: 'received' }, ...change }
}
