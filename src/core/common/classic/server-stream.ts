/** What a classic server sends, taken apart again: its reads run together and mean nothing. */
import { isHighSurrogate } from '../byte-cutting.ts'
import { nativeOffer } from '../native/wire.ts'
import { stripControls } from '../unsafe-text.ts'
import { hasPairedColons, isPlausibleName, KnownNames, mayBeginAt } from './known-names.ts'
import { isPhrase, longestMark, type Mark, nextMark, prefixEnding } from './marks.ts'
import { connectedPhrase, joinedEnding, leftEnding, nicknameRequest } from './phrases.ts'
import { Utf8Reader } from './utf8-reader.ts'

export type ClassicServerItem =
  | { readonly type: 'nickname-requested' }
  /** The nickname is taken note of. `offersNative`: so the server says, with blanks behind the phrase. */
  | { readonly type: 'connected'; readonly offersNative: boolean }
  | { readonly type: 'joined'; readonly nickname: string }
  | { readonly type: 'left'; readonly nickname: string }
  | { readonly type: 'message'; readonly nickname: string; readonly text: string }
  /** What nobody put a name to. */
  | { readonly type: 'line'; readonly text: string }

/** A text without an end is given out in pieces of so many UTF-16 units. */
const longestPiece = 65_536

/**
 * Splits the stream of a classic server into items, by content alone: however a burst is cut into reads, the same items
 * come out.
 *
 * A *segment* is what has begun and not ended yet. It ends at a line feed, at a fixed phrase, or where the prefix of a
 * known name follows a character that does not lead in to one; and with {@link ClassicServerStream.flush}.
 */
export class ClassicServerStream {
  readonly #reader = new Utf8Reader()
  readonly #names: KnownNames
  #items: ClassicServerItem[] = []

  /** Text of the segment in which no mark or name can begin any more. Kept apart, so that no text is searched twice. */
  #settled = ''
  /** What is still searched; the segment's text starts at `#start`, new marks from `#searched` on. */
  #text = ''
  #start = 0
  #searched = 0
  /** Where the last mark that ended nothing is over. No other person's name reaches back across it. */
  #passed = 0

  /** Whose message the segment is; `null` if nobody's. */
  #author: string | null = null
  /** Nothing has decided yet what the segment is. */
  #isUndecided = true
  #isFirst = true
  #skipsBlanks = false
  /** The blanks behind `Connected to server!` while they may still become the offer; null once that is decided. */
  #offer: string | null = null

  constructor(ownNickname: string) {
    this.#names = new KnownNames(ownNickname)
  }

  /** Whether something waits for what follows, or for {@link ClassicServerStream.flush}. */
  get holdsText(): boolean {
    return this.#length > 0 || this.#author !== null || this.#offer !== null || this.#reader.isMidCharacter
  }

  /** The items that these bytes complete. */
  push(bytes: Uint8Array): ClassicServerItem[] {
    this.#append(this.#reader.push(bytes))
    this.#split()
    this.#settle()
    return this.#take()
  }

  /** A quiet moment, or the end of the stream: what is held is complete. */
  flush(): ClassicServerItem[] {
    this.#append(this.#reader.flush())
    if (this.#length > 0) this.#isFirst = false
    this.#split()
    this.#readOffer('')
    this.#endSegment(this.#text.length, this.#text.length)
    this.#settle()
    return this.#take()
  }

  /** UTF-16 units of the segment so far. */
  get #length(): number {
    return this.#settled.length + this.#text.length - this.#start
  }

  #append(text: string): void {
    this.#text += stripControls(text)
  }

  #take(): ClassicServerItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #split(): void {
    if (this.#isFirst && !this.#readRequest()) return
    for (;;) {
      this.#skipBlanks()
      const found = nextMark(this.#text, this.#searched)
      this.#searched = found?.index ?? Math.max(this.#searched, this.#text.length - longestMark + 1)
      const certain = found?.index ?? this.#text.length - this.#lookBack
      if (this.#settled.length + certain - this.#start > longestPiece) {
        this.#cutPiece()
      } else if (found) {
        this.#searched += 1
        this.#readMark(found)
      } else {
        return
      }
    }
  }

  /** How far before the end of the text a name may begin whose mark is not complete yet. */
  get #lookBack(): number {
    return this.#names.longest + longestMark
  }

  /** The server's first word. False while it may still become the request. */
  #readRequest(): boolean {
    if (this.#text.startsWith(nicknameRequest)) {
      this.#items.push({ type: 'nickname-requested' })
      this.#startSegment(nicknameRequest.length)
    } else if (nicknameRequest.startsWith(this.#text)) {
      return false
    }
    this.#isFirst = false
    return true
  }

  #readMark({ mark, index }: Mark): void {
    const end = index + mark.length
    if (mark === '\n') this.#endSegment(index, end)
    else if (isPhrase(mark)) this.#readPhrase(mark, index, end)
    else this.#readName(mark, index, end)
  }

  #readPhrase(phrase: string, index: number, end: number): void {
    const isAtStart = index === this.#start && this.#settled === ''
    if (isAtStart ? !this.#isUndecided : !mayBeginAt(this.#text, index)) return
    this.#endSegment(index, end)
    this.#skipsBlanks = phrase === connectedPhrase
    if (this.#skipsBlanks) this.#offer = ''
    else this.#items.push({ type: 'line', text: phrase })
  }

  /** A mark that a name stands before, if it is one: the prefix of a message, a join, a leave. */
  #readName(mark: string, index: number, end: number): void {
    const name = this.#nameBefore(mark, index)
    this.#passed = end
    if (name === null) return
    this.#endSegment(index - name.length, end)
    if (mark === leftEnding) this.#names.delete(name)
    else this.#names.add(name)
    if (mark === prefixEnding) {
      this.#author = name
      this.#isUndecided = false
    } else {
      this.#items.push({ type: mark === joinedEnding ? 'joined' : 'left', nickname: name })
    }
  }

  #nameBefore(mark: string, index: number): string | null {
    const known = this.#names.endingAt(this.#text, index, this.#start, this.#passed)
    if (!this.#isUndecided) return known
    const isShort = this.#settled.length + index - this.#start <= this.#names.longest
    const whole = isShort ? this.#text.slice(this.#start, index) : ''
    if (this.#names.has(whole)) return whole
    // The colon of `:grinning: ` in a name that starts with an emoji.
    if (mark === prefixEnding && !hasPairedColons(whole)) return null
    this.#isUndecided = false
    // Rather `Jo-Ann`, whom nobody has met, than somebody's `Jo-` just before Ann wrote: nobody is to pass for Ann.
    return isPlausibleName(whole) ? whole : known
  }

  /** Gives out the segment up to `end`, and starts another at `next`. */
  #endSegment(end: number, next: number): void {
    const text = this.#settled + this.#text.slice(this.#start, end)
    if (text.trim() !== '') {
      const nickname = this.#author
      this.#items.push(nickname === null ? { type: 'line', text } : { type: 'message', nickname, text })
    }
    this.#startSegment(next)
  }

  #startSegment(start: number): void {
    this.#settled = ''
    this.#start = start
    this.#searched = start
    this.#author = null
    this.#isUndecided = true
  }

  /** Gives out the beginning of a segment that has grown too long; the rest is still its author's. */
  #cutPiece(): void {
    const author = this.#author
    const cut = this.#start + longestPiece - this.#settled.length
    const end = isHighSurrogate(this.#text.charCodeAt(cut - 1)) ? cut - 1 : cut
    const searched = Math.max(this.#searched, end)
    this.#endSegment(end, end)
    this.#searched = searched
    this.#author = author
    this.#isUndecided = false
  }

  /** Takes off the blanks behind `Connected to server!`. */
  #skipBlanks(): void {
    while (this.#skipsBlanks && this.#start < this.#text.length) {
      const next = this.#text.charAt(this.#start)
      this.#skipsBlanks = next === ' ' || next === '\t'
      this.#readOffer(next)
      if (this.#skipsBlanks) this.#startSegment(this.#start + 1)
    }
  }

  /** Decides whether the server offers the native protocol, with the next character; an empty one if none follows. */
  #readOffer(next: string): void {
    if (this.#offer === null) return
    this.#offer += next
    const isUndecided = next !== '' && this.#offer !== nativeOffer && nativeOffer.startsWith(this.#offer)
    if (isUndecided) return
    this.#items.push({ type: 'connected', offersNative: this.#offer === nativeOffer })
    this.#offer = null
  }

  /** Keeps only what is needed to recognise a name and a mark that are still arriving. */
  #settle(): void {
    const keep = Math.max(this.#start, this.#searched - this.#names.longest - 1)
    this.#settled += this.#text.slice(this.#start, keep)
    this.#text = this.#text.slice(keep)
    this.#searched -= keep
    this.#passed -= keep
    this.#start = 0
  }
}
