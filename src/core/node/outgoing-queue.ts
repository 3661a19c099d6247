/**
 * What a room has to say, collected for one turn of the event loop.
 *
 * Whatever is due in a turn is encoded once for each form that receivers read (ASCII or not, deflated or not), and leaves in one
 * write a receiver, the same bytes for all who read that form. A thousand receivers therefore cost a thousand writes a turn, however
 * many messages the turn brought.
 *
 * Where a window waits for the same thread, so many writes take longer than one turn should: they are spread over several, between
 * which the program hears and the window is served. What comes meanwhile goes out together in the next round.
 *
 * Where many talk, a round is followed by a rest of half its time. In a room of a thousand it takes 15 ms; without the rest, the next
 * one would begin with what the first readers have answered, and fewer messages would share each write. Where few talk, nothing more
 * would come of it, and they would wait.
 */

export interface Receiver<Batch> {
  /** Takes what one turn brought. Must not throw. */
  write(batch: Batch): void
}

/** How the items of one protocol become bytes. */
export interface Packing<Item, Batch> {
  /** About how long an item is, in bytes. */
  sizeOf(item: Item): number
  pack(items: readonly Item[]): Batch
}

/** One place where a receiver's items are not the common ones. */
interface Edit<Item> {
  /** How many common items come before it. */
  readonly after: number
  /** An item for this receiver alone; absent where the next common item is not for it. */
  readonly aside?: Item
}

/** What sets one receiver apart for this turn. */
interface Difference<Item> {
  /** How many items of the turn came before it entered. */
  readonly since: number
  readonly edits: Edit<Item>[]
}

/** What is due, on its way to everybody. */
interface Round<Item, Batch> {
  readonly items: readonly Item[]
  readonly differences: ReadonlyMap<Receiver<Batch>, Difference<Item>>
  readonly receivers: readonly Receiver<Batch>[]
  /** The first of the receivers that has not been written to. */
  next: number
  /** How long writing to the others has taken, in milliseconds. */
  writingMs: number
  /** What those get that nothing sets apart, once it is encoded. */
  common?: Batch
}

/** Fewer items than these in a round are no reason to rest. */
const leastItemsForRest = 16
/** How long the rest is, as a share of the round. */
const restShare = 0.5
/** And at most so long, in milliseconds, however long the computer has stood still in the middle of a round. */
const mostRestMs = 50

/** A turn is not waited for once this many bytes are due, so that a flood does not pile up. */
const earlyFlushBytes = 64 * 1024

export interface OutgoingQueueOptions {
  /** Milliseconds of a turn in which receivers are written to; those who are left come in the next. */
  readonly writingMs: number
  /** Milliseconds since some moment. */
  readonly now?: () => number
}

export class OutgoingQueue<Item, Batch> {
  readonly #packing: Packing<Item, Batch>
  readonly #now: () => number
  readonly #writingMs: number
  readonly #receivers = new Set<Receiver<Batch>>()
  #items: Item[] = []
  #differences = new Map<Receiver<Batch>, Difference<Item>>()
  #bytes = 0
  #round: Round<Item, Batch> | undefined
  /** Gives up waiting for the next turn in which something is to be written. */
  #cancelTurn: (() => void) | undefined
  /** Until then, what is due is collected. */
  #restsUntil = -Infinity

  constructor(packing: Packing<Item, Batch>, { writingMs, now = () => performance.now() }: OutgoingQueueOptions) {
    this.#packing = packing
    this.#writingMs = writingMs
    this.#now = now
  }

  /** From now on the receiver gets every item. */
  enter(receiver: Receiver<Batch>): void {
    this.#receivers.add(receiver)
    if (this.#items.length > 0) this.#differences.set(receiver, { since: this.#items.length, edits: [] })
  }

  /** Whether the receiver has entered. */
  has(receiver: Receiver<Batch>): boolean {
    return this.#receivers.has(receiver)
  }

  leave(receiver: Receiver<Batch>): void {
    this.#receivers.delete(receiver)
    this.#differences.delete(receiver)
  }

  /** Gives an item to everybody at the end of the turn, perhaps with one exception. */
  add(item: Item, except?: Receiver<Batch>): void {
    if (except) this.#edit(except, { after: this.#items.length })
    this.#items.push(item)
    this.#bytes += this.#packing.sizeOf(item)
    if (this.#bytes > earlyFlushBytes) this.flush()
    else this.#awaitEndOfTurn()
  }

  /** Gives an item to one receiver, in its place among the others. */
  addFor(receiver: Receiver<Batch>, item: Item): void {
    this.#edit(receiver, { after: this.#items.length, aside: item })
    this.#awaitEndOfTurn()
  }

  /** Does not wait for the end of the turn with what is due, but for that of a rest; a large room gets it over several turns. */
  dispatch(): void {
    if (!this.#round && this.#restMs === 0) this.#proceed()
  }

  /** Writes what is due to everybody, now. */
  flush(): void {
    this.#cancelTurn?.()
    this.#cancelTurn = undefined
    this.#write(Infinity)
    if (!this.#isDue) return
    this.#begin()
    this.#write(Infinity)
  }

  get #isDue(): boolean {
    return this.#items.length > 0 || this.#differences.size > 0
  }

  /** Goes on with the round, or begins one; both for a turn's time. */
  #proceed(): void {
    this.#cancelTurn?.()
    this.#cancelTurn = undefined
    if (!this.#round) {
      if (!this.#isDue) return
      this.#begin()
    }
    this.#write(this.#now() + this.#writingMs)
    if (this.#round || this.#isDue) this.#awaitEndOfTurn()
  }

  #begin(): void {
    this.#round = {
      items: this.#items,
      differences: this.#differences,
      receivers: [...this.#receivers],
      next: 0,
      writingMs: 0,
    }
    // What a write brings about (somebody is thrown out) belongs to the next round.
    this.#items = []
    this.#differences = new Map()
    this.#bytes = 0
  }

  /** Writes to those who are left of the round, until that moment. */
  #write(until: number): void {
    const round = this.#round
    if (!round) return
    const begunAt = this.#now()
    while (round.next < round.receivers.length && this.#now() < until) {
      const receiver = round.receivers[round.next]
      round.next += 1
      if (receiver && this.#receivers.has(receiver)) this.#writeTo(receiver, round)
    }
    const now = this.#now()
    round.writingMs += now - begunAt
    if (round.next < round.receivers.length) return
    this.#round = undefined
    if (round.items.length >= leastItemsForRest)
      this.#restsUntil = now + Math.min(mostRestMs, round.writingMs * restShare)
  }

  #writeTo(receiver: Receiver<Batch>, round: Round<Item, Batch>): void {
    const difference = round.differences.get(receiver)
    const own = difference ? itemsFor(round.items, difference) : round.items
    if (own.length === 0) return
    receiver.write(difference ? this.#packing.pack(own) : (round.common ??= this.#packing.pack(round.items)))
  }

  #edit(receiver: Receiver<Batch>, edit: Edit<Item>): void {
    if (!this.#receivers.has(receiver)) return
    const difference = this.#differences.get(receiver) ?? { since: 0, edits: [] }
    difference.edits.push(edit)
    this.#differences.set(receiver, difference)
  }

  #awaitEndOfTurn(): void {
    this.#cancelTurn ??= this.#afterRest(() => this.#proceed())
  }

  #afterRest(act: () => void): () => void {
    if (this.#restMs === 0) {
      const turn = setImmediate(act)
      return () => clearImmediate(turn)
    }
    const timer = setTimeout(act, this.#restMs)
    return () => clearTimeout(timer)
  }

  /** How long nothing is begun, in milliseconds; less than one, as in a small room, is not worth a timer. */
  get #restMs(): number {
    const rest = this.#restsUntil - this.#now()
    return this.#round || rest < 1 ? 0 : rest
  }
}

function itemsFor<Item>(items: readonly Item[], { since, edits }: Difference<Item>): Item[] {
  const own: Item[] = []
  let next = since
  for (const { after, aside } of edits) {
    own.push(...items.slice(next, after))
    if (aside !== undefined) own.push(aside)
    next = aside === undefined ? after + 1 : after
  }
  return [...own, ...items.slice(next)]
}
