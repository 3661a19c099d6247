/** What the window loads: each chunk of the built renderer, and which of them it needs before it draws. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

export interface Chunk {
  readonly file: string
  /** Named by the page itself, and so loaded before it draws. */
  readonly isInitial: boolean
  readonly bytes: number
  readonly gzipBytes: number
}

/** The scripts that a page names, by their paths in it. */
export function scriptsOf(page: string): string[] {
  return Array.from(
    page.matchAll(/(?:src|href)="(?:\.\/)?(?<file>[^"]+\.js)"/gu),
    ({ groups }) => groups?.['file'] ?? '',
  )
}

/** Every script in the folder of the built renderer, the largest first. */
export function chunksIn(folder: string): Chunk[] {
  const initial = new Set(scriptsOf(readFileSync(path.join(folder, 'index.html'), 'utf8')))
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => {
      const script = readFileSync(path.join(folder, file))
      const isInitial = initial.has(file.replaceAll(path.sep, '/'))
      return { file: path.basename(file), isInitial, bytes: script.length, gzipBytes: gzipSync(script).length }
    })
    .toSorted((one, other) => other.gzipBytes - one.gzipBytes)
}

/** Compressed bytes of all that the window loads before it draws. */
export function initialBytes(chunks: readonly Chunk[]): number {
  return chunks.reduce((sum, { isInitial, gzipBytes }) => sum + (isInitial ? gzipBytes : 0), 0)
}
