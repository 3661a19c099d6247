import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { failure, success, type Result } from '../../common/result.ts'
import { systemCode } from '../network-errors.ts'
import { fileFault, StoreFailure } from '../store-failure.ts'
import type { Archive } from './archive.ts'
import { jsonOf } from './export-json.ts'
import { markdownOf } from './export-markdown.ts'

export type ExportFormat = 'markdown' | 'json'

export interface ExportRequest {
  /** What the conversation is known by in the archive. */
  readonly key: string
  readonly format: ExportFormat
  /** Absolute path. A file that is there is replaced once the new one is whole. */
  readonly file: string
  /** Leaves a file that is there as it is, and says so. */
  readonly keepsExisting?: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

const nothing = failure('There is nothing to export: no message of this room has been kept.')

/** Writes a conversation into a file; answers how many messages it has. The error is a sentence. */
export async function exportRoom(archive: Archive, request: ExportRequest): Promise<Result<number, string>> {
  const { key, format, file, now, keepsExisting = false } = request
  const isThere = failure(`${file} is there already. Choose another name.`)
  if (keepsExisting && existsSync(file)) return isThere
  const copy = archive.read(key)
  if (!copy) return nothing
  const { room, messages } = copy
  const pieces = format === 'json' ? jsonOf(room, messages, now) : markdownOf(room.name, messages, now)
  // Nobody else can have put it there before, as something that leads elsewhere.
  const unfinished = `${file}.${randomUUID()}.part`
  try {
    const count = await write(unfinished, pieces)
    if (count === 0) {
      await rm(unfinished)
      return nothing
    }
    // Taken by an empty file first, as a file of somebody else may have come meanwhile.
    if (keepsExisting) await writeFile(file, '', { flag: 'wx', mode: 0o600 })
    await rename(unfinished, file)
    return success(count)
  } catch (error) {
    await rm(unfinished, { force: true })
    // What it is about is not the new file.
    if (error instanceof StoreFailure) return failure(error.message)
    if (keepsExisting && systemCode(error) === 'EEXIST') return isThere
    return failure(`${file} cannot be written: ${fileFault(error)}. Choose another place.`)
  }
}

/** Writes no faster than the disk takes it, so that a long conversation needs no memory. */
async function write(file: string, pieces: Generator<string, number>): Promise<number> {
  let count = 0
  const text = function* (): Generator<string, void> {
    count = yield* pieces
  }
  await pipeline(text(), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  return count
}
