/** What a classic client sends, taken apart into its nickname and its messages. */
import { stripControls } from '../unsafe-text.ts'
import type { Limits } from '../limits.ts'
import { isPlausibleName, mayBeginAt } from './known-names.ts'
import { prefixEnding } from './marks.ts'
import { TelnetFilter } from './telnet-filter.ts'
import { Utf8Reader } from './utf8-reader.ts'

export type ClassicClientItem =
  { readonly type: 'nickname'; readonly text: string } | { readonly type: 'message'; readonly text: string }

/** A name that is itself a word said twice is rarely longer than this: lulu, papa. */
const longestTwinName = 4

/**
 * Splits the stream of a classic client. The first item is its nickname, everything after it a message without its prefix.
 *
 * The end of a read ends a message, unless it cuts a character, or the client ends its lines and this one is unfinished:
 * then the text is held until the rest comes or {@link ClassicClientStream.flush} is called.
 */
export class ClassicClientStream {
  readonly #limits: Pick<Limits, 'frameBytes' | 'classicMessageBytes'>
  readonly #telnet = new TelnetFilter()
  readonly #reader = new Utf8Reader()
  #items: ClassicClientItem[] = []
  #held = ''
  /** The client ends its lines: the last thing it finished ended so. */
  #endsLines = false

  #nickname: string | null = null
  /** The nickname was learnt from a message; the reply to `NICK` is still to come. */
  #awaitsReply = false
  #isKnownName: (name: string) => boolean = () => false
  /** What it may put before its messages: its names, each with a colon, the longest first. */
  #ownPrefixes: readonly string[] = []
  #isPrefixing = false

  /** The line under way is the first of its read. */
  #isFirstLine = true
  /** The read began with the own prefix, so its messages run together at that prefix. */
  #splitsAtPrefix = false

  constructor(limits: Pick<Limits, 'frameBytes' | 'classicMessageBytes'>) {
    this.#limits = limits
  }

  /** Whether something waits for its end, or for {@link ClassicClientStream.flush}. */
  get holdsPartialLine(): boolean {
    return this.#held !== '' || this.#reader.isMidCharacter
  }

  /** Whether the client ends its lines, as nc, telnet and PuTTY do; a tutorial client never does. */
  get endsLines(): boolean {
    return this.#endsLines
  }

  /** Whether it has sent valid UTF-8 beyond ASCII, so that it can read it, too. */
  get provedUtf8(): boolean {
    return this.#reader.provedUtf8
  }

  /**
   * Tells which names it goes by, once the host has chosen: the one it asked for, the one it was given.
   *
   * `isKnownName` says whether a name is somebody's here, so that nobody speaks in that name.
   */
  bind(requested: string, given: string, isKnownName: (name: string) => boolean): void {
    this.#isKnownName = isKnownName
    this.#ownPrefixes = prefixesOf([this.#nickname ?? '', requested, given])
  }

  /** The items that this read completes. */
  push(bytes: Uint8Array): ClassicClientItem[] {
    if (!this.holdsPartialLine) this.#isFirstLine = true
    this.#read(this.#reader.push(this.#telnet.push(bytes)))
    if (this.#held !== '' && !this.#mayHold()) this.#releaseHeld()
    return this.#take()
  }

  /** A quiet moment, or the end of the stream: what is held is complete. */
  flush(): ClassicClientItem[] {
    this.#read(this.#reader.flush())
    if (this.#held !== '') this.#releaseHeld()
    return this.#take()
  }

  #take(): ClassicClientItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  /** Gives out the lines that are complete and holds the rest. They end with LF, CR LF, telnet's CR NUL, or CR. */
  #read(text: string): void {
    // CR LF makes a blank line more, which gives nothing.
    const [continued = '', ...lines] = stripControls(text.replaceAll('\r', '\n')).split('\n')
    this.#held += continued
    for (const line of lines) {
      this.#endsLines = true
      this.#readLine(this.#held, true)
      this.#held = line
    }
  }

  #mayHold(): boolean {
    const { frameBytes, classicMessageBytes } = this.#limits
    // Each letter that comes by itself takes much memory, and only a nickname can come for nothing.
    const most = this.#nickname === null ? classicMessageBytes : frameBytes
    return this.#held.length <= most && (this.#endsLines || this.#reader.isMidCharacter)
  }

  #releaseHeld(): void {
    const line = this.#held
    this.#held = ''
    this.#endsLines = false
    this.#readLine(line, false)
  }

  #readLine(line: string, isEnded: boolean): void {
    if (line.trim() === '') return
    if (this.#nickname === null) this.#readFirst(line)
    else this.#readMessages(line, isEnded)
    this.#isFirstLine = false
  }

  /** The nickname; or a message, from a program that did not wait to be asked. */
  #readFirst(line: string): void {
    const end = line.indexOf(prefixEnding)
    const prefix = line.slice(0, Math.max(0, end))
    const isMessage = isPlausibleName(prefix)
    const nickname = isMessage ? withoutTwin(prefix) : line.trim()
    this.#nickname = nickname
    this.#ownPrefixes = prefixesOf([nickname])
    this.#items.push({ type: 'nickname', text: nickname })
    if (!isMessage) return
    this.#awaitsReply = nickname === prefix
    this.#readMessages(line.slice(prefix.length - nickname.length), false)
  }

  #readMessages(received: string, isEnded: boolean): void {
    const line = this.#withoutReply(received)
    const own = this.#ownPrefixLength(line)
    if (own > 0) this.#isPrefixing = true
    if (this.#isFirstLine) this.#splitsAtPrefix = own > 0
    const text = line.slice(own > 0 ? own : this.#claimedPrefixLength(line, isEnded))
    for (const message of this.#splitsAtPrefix ? this.#runTogether(text) : [text]) this.#addMessage(message)
  }

  /** Takes off the reply to `NICK` that has run together with the message after it. */
  #withoutReply(line: string): string {
    const nickname = this.#nickname ?? ''
    if (!this.#awaitsReply || !line.startsWith(nickname)) return line
    const rest = line.slice(nickname.length)
    if (this.#ownPrefixLength(rest) === 0) return line
    this.#awaitsReply = false
    return rest
  }

  #addMessage(received: string): void {
    let text = received
    const nickname = this.#nickname ?? ''
    const replyStart = received.length - nickname.length
    // The reply to `NICK` stands alone, or has run together with the message before it.
    if (this.#awaitsReply && received.endsWith(nickname) && (replyStart === 0 || mayBeginAt(received, replyStart))) {
      this.#awaitsReply = false
      text = received.slice(0, replyStart)
    }
    if (text.trim() !== '') this.#items.push({ type: 'message', text })
  }

  #ownPrefixLength(line: string): number {
    return this.#ownPrefixes.find((prefix) => line.startsWith(prefix))?.length ?? 0
  }

  /** How long a prefix in somebody else's name is that must not be passed on. */
  #claimedPrefixLength(line: string, isEnded: boolean): number {
    const end = line.indexOf(prefixEnding)
    const name = line.slice(0, Math.max(0, end))
    if (!this.#isFirstLine || !isPlausibleName(name)) return 0
    // Who ends lines by hand may well write `bob: hi` to Bob; a program that writes prefixes means it.
    const isClaim = !isEnded && (this.#isPrefixing || this.#isKnownName(name))
    return isClaim ? end + prefixEnding.length : 0
  }

  /** Messages that have run together in one read, taken apart at the own prefix. */
  #runTogether(text: string): string[] {
    const messages: string[] = []
    let start = 0
    for (const found of text.matchAll(anyOf(this.#ownPrefixes))) {
      const follows = found.index === start || mayBeginAt(text, found.index)
      if (!follows) continue
      messages.push(text.slice(start, found.index))
      start = found.index + found[0].length
    }
    return [...messages, text.slice(start)]
  }
}

function prefixesOf(names: readonly string[]): string[] {
  const distinct = [...new Set(names)].filter((name) => name !== '')
  return distinct.map((name) => name + prefixEnding).toSorted((one, other) => other.length - one.length)
}

/** Finds each of the texts; where several begin, the first of them. */
function anyOf(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g')
}

/** A reply to `NICK` and a message that ran together, `alicealice: hi`, show the nickname twice. */
function withoutTwin(prefix: string): string {
  const half = prefix.slice(0, prefix.length / 2)
  return prefix.length > longestTwinName && half + half === prefix ? half : prefix
}
