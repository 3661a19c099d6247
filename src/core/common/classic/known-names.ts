/** Which names a stream has shown, and where a name may begin a message. */
import { isRecognisable } from '../nickname.ts'
import { isPhrase, nextMark } from './marks.ts'

/** More than any person needs; beyond it a sentence would pass for a name. A shorter bound would lose folded names. */
const longestName = 96
/** How many names are remembered; the oldest is forgotten first. */
const mostNames = 4096

/** After these a name is being written about (`tell bob: …`, `@bob: …`), not writing. */
const leadsIn = /[\s\p{Ps}\p{Pi}@#/]/u

/** Whether a text before `: ` may be somebody's name. Folded emoji (`:grinning:`) are the only colons in one. */
export function isPlausibleName(text: string): boolean {
  return (
    text.length <= longestName &&
    text === text.trim() &&
    isRecognisable(text) &&
    // What a host tells classic clients of what happens begins so, and no name does.
    !text.startsWith('* ') &&
    !text.includes('\n') &&
    hasPairedColons(text)
  )
}

/** Whether the colons of a text come in pairs, as those of folded emoji do. */
export function hasPairedColons(text: string): boolean {
  return text.split(':').length % 2 === 1
}

/** Whether a name at `start` may begin somebody's message there, judged by the character before it. */
export function mayBeginAt(text: string, start: number): boolean {
  return start > 0 && !leadsIn.test(text.charAt(start - 1))
}

/** A bounded set of names that can be looked up by where they end. */
export class KnownNames {
  readonly #names = new Set<string>()
  /** How many known names have each length. */
  readonly #lengths: number[] = []
  readonly #own: string

  /** The own name is known for good. */
  constructor(own: string) {
    this.#own = own
    this.add(own)
  }

  /** UTF-16 units of the longest name that is or may come to be known. */
  get longest(): number {
    return Math.max(longestName, this.#own.length)
  }

  has(name: string): boolean {
    return this.#names.has(name)
  }

  add(name: string): void {
    if (name === '' || this.#names.has(name)) return
    this.#names.add(name)
    this.#lengths[name.length] = (this.#lengths[name.length] ?? 0) + 1
    if (this.#names.size <= mostNames) return
    for (const oldest of this.#names) {
      if (oldest === this.#own) continue
      this.delete(oldest)
      return
    }
  }

  delete(name: string): void {
    if (name === this.#own || !this.#names.delete(name)) return
    this.#lengths[name.length] = (this.#lengths[name.length] ?? 0) - 1
  }

  /**
   * The known name that ends at `end` and begins a message there, behind `from`; `null` if none does.
   *
   * Of several, the longest is meant. Only the own name reaches back across `passed`, where the last mark was.
   */
  endingAt(text: string, end: number, from: number, passed: number): string | null {
    const name = this.#longestEndingAt(text, end, from, passed)
    const start = end - name.length
    return start > from && start < end && mayBeginAt(text, start) ? name : null
  }

  #longestEndingAt(text: string, end: number, from: number, passed: number): string {
    const ownStart = end - this.#own.length
    const own = ownStart >= from && text.startsWith(this.#own, ownStart) ? this.#own : ''
    const longest = Math.min(this.#lengths.length - 1, end - Math.max(from, passed))
    for (let length = longest; length > own.length; length -= 1) {
      if ((this.#lengths[length] ?? 0) === 0) continue
      const name = text.slice(end - length, end)
      if (this.#names.has(name)) return name
    }
    return own
  }
}

/**
 * The text with a blank before whatever {@link ClassicServerStream} would take for the beginning of somebody else's
 * message or of a phrase, so that nobody speaks in another's name from within their own message.
 */
export function keepTogether(line: string, names: KnownNames): string {
  let kept = ''
  let copied = 0
  let passed = 0
  for (let found = nextMark(line, 0); found !== null; found = nextMark(line, found.index + 1)) {
    const { mark, index } = found
    const name = isPhrase(mark) ? '' : names.endingAt(line, index, 0, passed)
    passed = index + mark.length
    if (name === null || !mayBeginAt(line, index - name.length)) continue
    kept += `${line.slice(copied, index - name.length)} `
    copied = index - name.length
  }
  return kept + line.slice(copied)
}
