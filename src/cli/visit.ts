import { randomUUID } from 'node:crypto'
import { parseInput } from '../core/common/commands/parse-input.ts'
import { messageLines } from '../core/common/plain-lines.ts'
import type { MessageEntry, RoomEventBody } from '../core/common/room.ts'
import type { OutgoingMessage } from '../core/common/room-act.ts'
import type { RoomClient } from '../core/node/room-client.ts'
import { ConversationLines } from './conversation-lines.ts'
import { historyLines } from './history-lines.ts'
import type { Terminal } from './terminal.ts'
import { obey, speaker } from './visit-commands.ts'

/** A typed text on its way into the room, in one message or several. */
interface Saying {
  readonly waiting: Set<string>
  /** The first of them. */
  shown: MessageEntry | null
  readonly done: () => void
  problem: string | null
}

/** One visit to a room: prints what happens there, says what is typed. */
export class Visit {
  readonly #client: RoomClient
  readonly #terminal: Terminal
  readonly #wantedHistory: number
  readonly #conversation = new ConversationLines()
  readonly #lost = Promise.withResolvers<string>()
  readonly #historyPrinted = Promise.withResolvers<void>()
  #history: MessageEntry[] = []
  /** What waits until the history is printed; null once it is. */
  #held: string[] | null
  #saying: Saying | null = null

  /** @param wantedHistory how many stored messages are printed first, if the room keeps any */
  constructor(client: RoomClient, terminal: Terminal, wantedHistory: number) {
    this.#client = client
    this.#terminal = terminal
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

  /** The client is in the room. A classic one has no history to wait for. */
  begin(): void {
    if (!this.#client.isNative) this.#printHistory()
  }

  /**
   * Says every line that comes in, each when the one before is in the room, or does what it asks for. Resolves when the
   * person leaves or at the end of the input, when what was asked for is printed too.
   */
  async sayLines(): Promise<void> {
    const { lines } = this.#terminal
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (line.value.trim() !== '' && !(await this.#take(line.value))) break
      this.#terminal.prompt(`${this.#client.nickname}: `)
    }
    await this.#historyPrinted.promise
  }

  /** False if the person leaves. */
  async #take(line: string): Promise<boolean> {
    const input = parseInput(line, speaker, () => this.#client.people.map(({ nickname }) => nickname))
    if (input.type === 'fault') this.#terminal.complain(input.message)
    if (input.type === 'say') await this.#say({ text: input.text })
    if (input.type !== 'command') return true
    const outcome = obey(this.#client, input.command)
    if (outcome.type === 'told') for (const told of outcome.lines) this.#terminal.complain(told)
    if (outcome.type === 'say') await this.#say(outcome.message)
    return outcome.type !== 'leave'
  }

  async #say(message: Omit<OutgoingMessage, 'id'>): Promise<void> {
    const { promise: finished, resolve: done } = Promise.withResolvers<void>()
    const saying: Saying = { waiting: new Set(), shown: null, done, problem: null }
    this.#saying = saying
    this.#client.send({ ...message, id: randomUUID() })
    await finished
    this.#saying = null
    const { text } = message
    if (saying.problem !== null) this.#terminal.complain(`Not sent: ${text} (${saying.problem})`)
    // On a terminal it stands there already, since it was typed.
    else if (saying.shown && !this.#terminal.isInteractive) this.#print(messageLines({ ...saying.shown, text }))
  }

  #show(event: RoomEventBody): void {
    // What one has done oneself has been answered already.
    if (event.type === 'person.changed' && event.person.id === this.#client.selfId) return
    if (event.type === 'message.added' && event.message.delivery.state === 'sending') this.#noteOwn(event)
    else if (event.type === 'message.delivery-changed') this.#noteDelivery(event)
    else if (event.type === 'history.loaded') this.#takeHistory(event)
    else if (event.type === 'connection.changed' && event.connection.status !== 'open') {
      this.#printHistory()
      this.#lost.resolve(event.connection.reason)
    } else this.#print(this.#conversation.linesOf(event))
  }

  #noteOwn(event: Extract<RoomEventBody, { type: 'message.added' }>): void {
    this.#conversation.remember(event)
    this.#saying?.waiting.add(event.message.id)
    if (this.#saying) this.#saying.shown ??= event.message
  }

  #noteDelivery({ id, delivery }: Extract<RoomEventBody, { type: 'message.delivery-changed' }>): void {
    if (delivery.state === 'sending' || !this.#saying?.waiting.delete(id)) return
    if (delivery.state === 'failed') this.#saying.problem = delivery.reason
    if (this.#saying.waiting.size === 0) this.#saying.done()
  }

  #takeHistory(event: Extract<RoomEventBody, { type: 'history.loaded' }>): void {
    const { entries, more } = event
    this.#conversation.remember(event)
    if (!this.#held) return
    this.#history.unshift(...entries.filter((entry) => entry.kind === 'message').filter(({ isDeleted }) => !isDeleted))
    if (more && this.#history.length < this.#wantedHistory) this.#client.loadHistory()
    else this.#printHistory()
  }

  /** Prints the history, and then what had to wait for it. */
  #printHistory(): void {
    const held = this.#held
    if (!held) return
    this.#held = null
    this.#print([...this.#history.slice(-this.#wantedHistory).flatMap(historyLines), ...held])
    this.#history = []
    this.#historyPrinted.resolve()
  }

  #print(lines: readonly string[]): void {
    if (this.#held) this.#held.push(...lines)
    else for (const line of lines) if (!this.#terminal.print(line)) this.#client.pause()
  }
}
