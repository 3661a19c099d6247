import { randomUUID } from 'node:crypto'
import type { MessageEntry, RoomEventBody } from '../core/common/room.ts'
import type { RoomClient } from '../core/node/room-client.ts'
import { conversationLines } from './conversation-lines.ts'
import { historyLines } from './history-lines.ts'
import type { Terminal } from './terminal.ts'

/** A typed text on its way into the room, in one message or several. */
interface Saying {
  readonly waiting: Set<string>
  readonly done: () => void
  problem: string | null
}

/** One visit to a room: prints what happens there, says what is typed. */
export class Visit {
  readonly #client: RoomClient
  readonly #terminal: Terminal
  readonly #wantedHistory: number
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
   * Says every line that comes in, each when the one before is in the room. Resolves at the end of the input, when what was
   * asked for is printed too.
   */
  async sayLines(): Promise<void> {
    const { lines } = this.#terminal
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (line.value.trim() !== '') await this.#say(line.value)
      this.#terminal.prompt(`${this.#client.nickname}: `)
    }
    await this.#historyPrinted.promise
  }

  async #say(text: string): Promise<void> {
    const { promise: finished, resolve: done } = Promise.withResolvers<void>()
    const saying: Saying = { waiting: new Set(), done, problem: null }
    this.#saying = saying
    this.#client.send(randomUUID(), text)
    await finished
    this.#saying = null
    if (saying.problem !== null) this.#terminal.complain(`Not sent: ${text} (${saying.problem})`)
    // On a terminal it stands there already, since it was typed.
    else if (!this.#terminal.isInteractive) this.#print([`${this.#client.nickname}: ${text}`])
  }

  #show(event: RoomEventBody): void {
    if (event.type === 'message.added' && event.message.delivery.state === 'sending') {
      this.#saying?.waiting.add(event.message.id)
    } else if (event.type === 'message.delivery-changed') this.#noteDelivery(event)
    else if (event.type === 'history.loaded') this.#takeHistory(event)
    else if (event.type === 'connection.changed' && event.connection.status !== 'open') {
      this.#printHistory()
      this.#lost.resolve(event.connection.reason)
    } else this.#print(conversationLines(event))
  }

  #noteDelivery({ id, delivery }: Extract<RoomEventBody, { type: 'message.delivery-changed' }>): void {
    if (delivery.state === 'sending' || !this.#saying?.waiting.delete(id)) return
    if (delivery.state === 'failed') this.#saying.problem = delivery.reason
    if (this.#saying.waiting.size === 0) this.#saying.done()
  }

  #takeHistory({ entries, more }: Extract<RoomEventBody, { type: 'history.loaded' }>): void {
    if (!this.#held) return
    this.#history.unshift(...entries.filter((entry) => entry.kind === 'message'))
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
