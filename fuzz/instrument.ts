/**
 * Counts which branches of Snug's own code run: a loader hook that puts Istanbul's counters into every file under `src`, and into the
 * parsers that it leaves its input to.
 *
 * Import it before anything of `src`.
 */
import { createInstrumenter } from 'istanbul-lib-instrument'
import { readFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const source = path.join(import.meta.dirname, '..', 'src')
/** Libraries whose ways through an input matter as much as our own. */
const decoders = /node_modules\/(?:zod|micromark|mdast-util)[^/]*\/.*\.js$/
const instrumenter = createInstrumenter({ esModules: true, coverageVariable: 'snugCoverage' })

registerHooks({
  load(url, context, nextLoad) {
    const file = url.startsWith('file:') ? fileURLToPath(url) : ''
    const isOwn = file.startsWith(source) && file.endsWith('.ts')
    if (!isOwn && !(decoders.test(file) && context.format === 'module')) return nextLoad(url, context)
    const text = readFileSync(file, 'utf8')
    const code = instrumenter.instrumentSync(isOwn ? stripTypeScriptTypes(text) : text, file)
    return { format: 'module', source: code, shortCircuit: true }
  },
})

interface FileCoverage {
  /** How often each statement ran. */
  readonly s: Record<string, number>
  /** How often each way of each branch was taken. */
  readonly b: Record<string, number[]>
}

declare global {
  var snugCoverage: Record<string, FileCoverage> | undefined
}

/**
 * Coarse on purpose: once, a few times, often, very often. A loop that runs 50 times instead of 49 is nothing new, one that
 * runs 5,000 times is.
 */
function magnitude(count: number): number {
  return count === 0 ? 0 : 1 + Math.floor(Math.log2(count) / 3)
}

/** Looking through every file after every input would cost more than the inputs: the others are looked at this seldom. */
const wholeLookEvery = 200

/** What has been reached so far, over all inputs. */
export class Coverage {
  readonly #seen = new Map<string, number>()
  /** The files in which something has run. */
  #active: [file: string, counters: FileCoverage][] = []
  #looks = 0

  /** How many ways through the code are known. */
  get size(): number {
    return this.#seen.size
  }

  /** Sets all counters to zero. */
  reset(): void {
    if (this.#looks % wholeLookEvery === 0) this.#active = Object.entries(globalThis.snugCoverage ?? {})
    for (const [, { s, b }] of this.#active) {
      for (const key in s) s[key] = 0
      for (const ways of Object.values(b)) ways.fill(0)
    }
  }

  /** Whether something ran since {@link reset} that never ran before, or never so often. */
  take(): boolean {
    let isNew = false
    const note = (key: string, count: number): void => {
      const level = magnitude(count)
      if (level <= (this.#seen.get(key) ?? 0)) return
      this.#seen.set(key, level)
      isNew = true
    }
    for (const [file, { s, b }] of this.#active) {
      for (const [id, count] of Object.entries(s)) if (count > 0) note(`${file}:${id}`, count)
      for (const [id, ways] of Object.entries(b)) {
        ways.forEach((count, way) => count > 0 && note(`${file}:${id}:${way}`, count))
      }
    }
    if (this.#looks % wholeLookEvery === 0)
      this.#active = this.#active.filter(([, { s }]) => Object.values(s).some(Boolean))
    this.#looks += 1
    return isNew
  }
}
