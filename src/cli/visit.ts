import { setImmediate as nextTurn } from 'node:timers/promises'
import { messageLines } from '../core/common/plain-lines.ts'
import type { Entry, MessageEntry } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import type { OutgoingMessage } from '../core/common/room-act.ts'
import { timeOrderedId } from '../core/common/time-ordered-id.ts'
import type { RoomClient } from '../core/node/room-client.ts'
import { ConversationLines } from './conversation-lines.ts'
import { historyLines } from './history-lines.ts'
import type { Terminal } from './terminal.ts'
import { joinedRoom } from './joined-room.ts'
import type { KeptCopy } from './kept-copy.ts'
import { type CommandedRoom, type CopyCommand, takeLine } from './room-commands.ts'
import { classicWelcome, welcomeLines } from './welcome-lines.ts'

/** A typed text on its way into the room, in one message or several. */
interface Saying {
  readonly waiting: Set<string>
  /** The first of them. */
  shown: MessageEntry | null
  readonly done: () => void
  problem: string | null
  /** How many messages it has become. */
  parts: number
}

/** How long the answer of a host is waited for, in milliseconds. */
const answerMs = 1000

export interface VisitOptions {
  readonly terminal: Terminal
  readonly copy: KeptCopy
  /** How many stored messages are printed first, if the room keeps any. */
  readonly wantedHistory: number
}

/** One visit to a room: prints what happens there and keeps it, says what is typed. */
export class Visit {
  readonly #client: RoomClient
  readonly #room: CommandedRoom
  readonly #terminal: Terminal
  readonly #copy: KeptCopy
  readonly #wantedHistory: number
  readonly #conversation = new ConversationLines()
  readonly #lost = Promise.withResolvers<string>()
  readonly #historyPrinted = Promise.withResolvers<void>()
  /** The history so far, oldest first. */
  #history: Entry[] = []
  /** What waits until the history is printed; null once it is. */
  #held: string[] | null
  #saying: Saying | null = null
  #lastPrinted: string | undefined
  /** Why nothing is said any more; null while something is. */
  #overReason: string | null = null
  /** What was typed and could not be said any more. */
  readonly #unsaid: string[] = []

  constructor(client: RoomClient, { terminal, copy, wantedHistory }: VisitOptions) {
    this.#client = client
    this.#room = joinedRoom(client)
    this.#terminal = terminal
    this.#copy = copy
    this.#wantedHistory = wantedHistory
    this.#held = []
    if (wantedHistory === 0) this.#printHistory()
    client.on('event', (event) => this.#show(event))
    process.stdout.on('drain', () => client.resume())
  }

  /** Resolves with the reason when the connection is gone. */
  get lost(): Promise<string> {
    return this.#lost.promise
  }

  /** Whether the last line on the screen says this already. */
  hasShown(sentence: string): boolean {
    return this.#terminal.isInteractive && this.#lastPrinted === sentence
  }

  /** The client is in the room: says where that is. A classic one has no history to wait for. */
  begin(): void {
    const { isNative, takesCommands, description, people } = this.#client
    const lines = isNative ? welcomeLines(description, people) : [classicWelcome(takesCommands)]
    for (const line of [...lines, this.#copy.line]) this.#terminal.complain(line)
    if (!isNative) this.#printHistory()
  }

  /**
   * Says everything that comes in, each when the one before is in the room, or does what it asks for. Resolves when the
   * person leaves or at the end of the input, when what was asked for is printed too.
   */
  async sayLines(): Promise<void> {
    const { lines } = this.#terminal
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (!(await this.#takeAll(line.value))) break
      if (this.#overReason === null) this.#terminal.prompt(`${this.#client.nickname}: `)
    }
    await this.#historyPrinted.promise
    // What was missed before would be missing in the copy for good, once something newer is in it.
    await this.#atMost(answerMs, () => !this.#copy.isCatchingUp)
  }

  /** The visit is over: says what had come in by then and is not in the room. */
  async end(): Promise<void> {
    // What has been read already is taken before this.
    await nextTurn()
    const [first, ...others] = this.#unsaid
    if (first === undefined) return
    const rest = others.length === 1 ? ' Nor was the line after it.' : ` Nor were the ${others.length} lines after it.`
    this.#terminal.complain(`Not sent: ${first} (${this.#overReason})${others.length === 0 ? '' : rest}`)
  }

  /** A paste is one message where messages have lines. False if the person leaves. */
  async #takeAll(typed: string): Promise<boolean> {
    for (const line of this.#client.isNative ? [typed] : typed.split('\n')) {
      if (line.trim() === '') continue
      if (this.#overReason !== null) this.#unsaid.push(line)
      else if (!(await this.#take(line))) return false
    }
    return true
  }

  /** False if the person leaves. */
  async #take(line: string): Promise<boolean> {
    const outcome = takeLine(this.#room, line)
    if (outcome.type === 'told') for (const told of outcome.lines) this.#terminal.complain(told)
    if (outcome.type === 'pass') await this.#pass(line)
    if (outcome.type === 'say') await this.#say(outcome.message)
    if (outcome.type === 'look') await this.#look(outcome.command)
    return outcome.type !== 'leave'
  }

  /** Lets the host do it, and waits for what it says to that, so that leaving does not overtake it. */
  async #pass(line: string): Promise<void> {
    let isAnswered = false
    this.#client.once('event', () => (isAnswered = true))
    this.#client.command(line)
    await this.#atMost(answerMs, () => isAnswered)
  }

  async #look(command: CopyCommand): Promise<void> {
    const { lines, told } = await this.#copy.answer(command)
    this.#print(lines)
    for (const line of told) this.#terminal.complain(line)
  }

  /** Waits until something that the room brings has come true, or for so many milliseconds. */
  async #atMost(ms: number, isTrue: () => boolean): Promise<void> {
    if (isTrue()) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const hear = (): void => {
      if (isTrue()) resolve()
    }
    this.#client.on('event', hear)
    const impatience = setTimeout(resolve, ms)
    await promise
    clearTimeout(impatience)
    this.#client.off('event', hear)
  }

  async #say(message: Omit<OutgoingMessage, 'id'>): Promise<void> {
    const { promise: finished, resolve: done } = Promise.withResolvers<void>()
    const saying: Saying = { waiting: new Set(), shown: null, done, problem: null, parts: 0 }
    this.#saying = saying
    this.#client.send({ ...message, id: timeOrderedId() })
    await finished
    this.#saying = null
    const { text } = message
    if (saying.problem !== null && this.#overReason !== null) this.#unsaid.push(text)
    else if (saying.problem !== null) this.#terminal.complain(`Not sent: ${text} (${saying.problem})`)
    // On a terminal it stands there already, since it was typed.
    else if (this.#terminal.isInteractive) this.#terminal.tellParts(saying.parts)
    else if (saying.shown) this.#print(messageLines({ ...saying.shown, text }))
  }

  #show(event: RoomEventBody): void {
    if (event.type === 'history.loaded' && this.#held) return this.#takeHistory(event)
    this.#copy.record(event)
    // What one has done oneself has been answered already.
    if (event.type === 'person.changed' && event.person.id === this.#client.selfId) return
    if (event.type === 'message.added' && event.message.delivery.state === 'sending') this.#noteOwn(event)
    else if (event.type === 'message.delivery-changed') this.#noteDelivery(event)
    else if (event.type === 'history.loaded') this.#conversation.remember(event)
    else if (event.type === 'connection.changed' && event.connection.status !== 'open') {
      this.#printHistory()
      this.#overReason ??= event.connection.reason
      this.#lost.resolve(event.connection.reason)
    } else this.#print(this.#conversation.linesOf(event))
  }

  #noteOwn(event: Extract<RoomEventBody, { type: 'message.added' }>): void {
    this.#conversation.remember(event)
    if (!this.#saying) return
    this.#saying.waiting.add(event.message.id)
    this.#saying.shown ??= event.message
    this.#saying.parts += 1
  }

  #noteDelivery({ id, delivery }: Extract<RoomEventBody, { type: 'message.delivery-changed' }>): void {
    if (delivery.state === 'sending' || !this.#saying?.waiting.delete(id)) return
    if (delivery.state === 'failed') this.#saying.problem = delivery.reason
    if (this.#saying.waiting.size === 0) this.#saying.done()
  }

  #takeHistory(event: Extract<RoomEventBody, { type: 'history.loaded' }>): void {
    const { entries, more } = event
    this.#conversation.remember(event)
    this.#history.unshift(...entries)
    if (more && this.#history.filter(isStillSaid).length < this.#wantedHistory) return this.#client.loadHistory()
    const loaded = this.#history
    this.#printHistory()
    // As one, when it is printed: what the copy asks for on top of it comes after.
    this.#copy.record({ type: 'history.loaded', entries: loaded, more })
  }

  /** Prints the history, and then what had to wait for it. */
  #printHistory(): void {
    const held = this.#held
    if (!held) return
    this.#held = null
    const said = this.#history.filter(isStillSaid).slice(-this.#wantedHistory)
    this.#print([...said.flatMap((message) => historyLines(message)), ...held])
    this.#history = []
    this.#historyPrinted.resolve()
  }

  #print(lines: readonly string[]): void {
    if (this.#held) this.#held.push(...lines)
    else {
      for (const line of lines) if (!this.#terminal.print(line)) this.#client.pause()
      this.#lastPrinted = lines.at(-1) ?? this.#lastPrinted
    }
  }
}

function isStillSaid(entry: Entry): entry is MessageEntry {
  return entry.kind === 'message' && !entry.isDeleted
}
