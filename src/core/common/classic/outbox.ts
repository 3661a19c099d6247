import { foldToAscii } from '../ascii-folding.ts'
import { assertNever } from '../assert-never.ts'
import { encodeClassicMessage } from './message-encoder.ts'
import { connectedPhrase, joinedPhrase, leftPhrase, nicknameRequest } from './phrases.ts'
import type { ClassicServerItem } from './server-stream.ts'

/** What never comes back as an item: nothing, or something like a prefix at the end of a line. */
const emptyPrefix = /^(?:[^:]+:)?$/

/** How many lines that were never echoed are remembered, in case their echo is only late. */
const maxLateLines = 200

export interface OutboxOptions {
  readonly nickname: string
  /** Folds messages to ASCII, so that no classic client in the room is disconnected by them. */
  readonly asciiOnly: boolean
  /** Longest write, in UTF-8 bytes. */
  readonly maxBytes: number
}

/** What an incoming item meant for the own messages. */
export type EchoOutcome =
  /** It is no echo of ours: somebody else's. */
  | { readonly type: 'foreign' }
  /** It is ours, already shown. */
  | { readonly type: 'own' }
  /** It is ours, and with it the write is whole; `sentId` is the message that is now sent, if it was the last write. */
  | { readonly type: 'own-write-done'; readonly sentId: string | null }

interface OwnMessage {
  readonly id: string
  readonly text: string
  writes: readonly string[]
  /** How many of the writes are known to have reached the room. */
  done: number
}

/** A line that was written and should come back. Compared without blanks, which a splitter may trim. */
interface AwaitedLine {
  readonly whole: string
  /** What has not come back yet: an echo may be split where it looks like the beginning of somebody's message. */
  rest: string
}

/**
 * The own messages that are not in the room yet, oldest first, and the echoes by which they are known to be.
 *
 * Pure: the caller writes what {@link Outbox.next} answers, one write at a time. A classic server reads without
 * framing, so a second write before the first has come back could run together with it.
 */
export class Outbox {
  readonly #queue: OwnMessage[] = []
  #options: OutboxOptions
  #awaited: AwaitedLine[] = []
  #late: AwaitedLine[] = []

  constructor(options: OutboxOptions) {
    this.#options = options
  }

  /** Puts a message at the end. False, and nothing added, if there is nothing in it that the wire can carry. */
  add(id: string, text: string): boolean {
    const writes = this.#encode(text)
    if (writes.length === 0) return false
    this.#queue.push({ id, text, writes, done: 0 })
    return true
  }

  /** The next write, which is then awaited; null while one is under way, or when nothing is left. */
  next(): string | null {
    const [message] = this.#queue
    const write = message?.writes[message.done]
    if (write === undefined || this.#awaited.length > 0) return null
    this.#awaited = write.split('\n').map((line) => ({ whole: comparable(line), rest: comparable(line) }))
    return write
  }

  /** Takes an incoming item that may be an echo. */
  receive(item: ClassicServerItem): EchoOutcome {
    if (this.#awaited.length === 0 && this.#late.length === 0) return { type: 'foreign' }
    const text = comparable(asReceived(item))
    const isOwnName = item.type === 'message' && item.nickname === this.#options.nickname
    if (takeEcho(this.#awaited, text, isOwnName)) {
      return this.#awaited.length > 0 ? { type: 'own' } : { type: 'own-write-done', sentId: this.#finishWrite() }
    }
    return takeEcho(this.#late, text, isOwnName) ? { type: 'own' } : { type: 'foreign' }
  }

  /** Stops waiting for the echo: the server sends none. Answers the message that thereby counts as sent, if any. */
  stopWaiting(): string | null {
    if (this.#awaited.length === 0) return null
    this.#late = [...this.#late, ...this.#awaited].slice(-maxLateLines)
    this.#awaited = []
    return this.#finishWrite()
  }

  /** The connection is gone: the write under way will be the next again, since nobody can tell if it arrived. */
  rewind(): void {
    this.#awaited = []
    this.#late = []
  }

  /** Writes from here on under another name. A message cut for the old name starts again from its first part. */
  rename(nickname: string): void {
    if (nickname === this.#options.nickname) return
    this.#options = { ...this.#options, nickname }
    for (const message of this.#queue) {
      message.writes = this.#encode(message.text)
      message.done = 0
    }
  }

  /** Takes a message out. False if it is not here, or is being written at this moment. */
  remove(id: string): boolean {
    const index = this.#waitingIndex(id)
    if (index === -1) return false
    this.#queue.splice(index, 1)
    return true
  }

  /** Gives a message another text, in its place. False if it is not here, is being written, or the text has nothing in it. */
  replace(id: string, text: string): boolean {
    const index = this.#waitingIndex(id)
    const writes = this.#encode(text)
    if (index === -1 || writes.length === 0) return false
    this.#queue[index] = { id, text, writes, done: 0 }
    return true
  }

  /** Empties it; answers the ids of what had not been sent. */
  clear(): readonly string[] {
    this.rewind()
    return this.#queue.splice(0).map(({ id }) => id)
  }

  #waitingIndex(id: string): number {
    const isWriting = this.#awaited.length > 0
    return this.#queue.findIndex((message, index) => message.id === id && !(isWriting && index === 0))
  }

  #encode(text: string): readonly string[] {
    const { nickname, asciiOnly, maxBytes } = this.#options
    return encodeClassicMessage(nickname, text, { asciiOnly, maxBytes })
  }

  #finishWrite(): string | null {
    const [message] = this.#queue
    if (!message) return null
    message.done += 1
    if (message.done < message.writes.length) return null
    this.#queue.shift()
    return message.id
  }
}

/** Takes off the first line that the text is, or continues, the echo of. Only what bears our name can begin one. */
function takeEcho(lines: AwaitedLine[], text: string, isOwnName: boolean): boolean {
  const index = lines.findIndex((line) => {
    if (line.rest !== line.whole && line.rest.startsWith(text)) line.rest = line.rest.slice(text.length)
    else if (isOwnName && line.whole.startsWith(text)) line.rest = line.whole.slice(text.length)
    else return false
    return true
  })
  if (index === -1) return false
  if (emptyPrefix.test(lines[index]?.rest ?? '')) lines.splice(index, 1)
  return true
}

/** The bytes that an item came from, as far as an echo is concerned. */
function asReceived(item: ClassicServerItem): string {
  switch (item.type) {
    case 'message':
      return `${item.nickname}: ${item.text}`
    case 'line':
      return item.text
    case 'joined':
      return joinedPhrase(item.nickname)
    case 'left':
      return leftPhrase(item.nickname)
    case 'connected':
      return connectedPhrase
    case 'nickname-requested':
      return nicknameRequest
    default:
      return assertNever(item)
  }
}

/** Without blanks, and folded, since a host folds what it sends to a client that may be ASCII only. */
function comparable(text: string): string {
  return foldToAscii(text).replaceAll(/\s/g, '')
}
