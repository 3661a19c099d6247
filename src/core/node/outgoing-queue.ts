/**
 * What a room has to say, collected for one turn of the event loop.
 *
 * Whatever is due in a turn is encoded once and leaves in one write a receiver, the same bytes for everybody. A thousand
 * receivers therefore cost a thousand writes a turn, however many messages the turn brought.
 *
 * So many writes take longer than one turn should: they are spread over several, between which the program hears, and the
 * window is served. What comes meanwhile goes out together in the next round.
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
  /** What those get that nothing sets apart, once it is encoded. */
  common?: Batch
  spentMs: number
}

/** A turn is not waited for once this many bytes are due, so that a flood does not pile up. */
const earlyFlushBytes = 64 * 1024
/** Milliseconds of a turn in which receivers are written to; those who are left come in the next. */
export const turnMs = 4
/** Rounds that take several turns, and follow one another, let so much of their time pass between them: for fewer, larger ones. */
const pauseShare = 1 / 4
/** The longest such pause, in milliseconds. */
const longestPauseMs = 5

export class OutgoingQueue<Item, Batch> {
  readonly #packing: Packing<Item, Batch>
  readonly #now: () => number
  readonly #receivers = new Set<Receiver<Batch>>()
  #items: Item[] = []
  #differences = new Map<Receiver<Batch>, Difference<Item>>()
  #bytes = 0
  #round: Round<Item, Batch> | undefined
  #last = { endedAt: -Infinity, tookMs: 0 }
  #turn: NodeJS.Immediate | undefined
  #pause: NodeJS.Timeout | undefined

  /** @param now milliseconds since some moment */
  constructor(packing: Packing<Item, Batch>, now = (): number => performance.now()) {
    this.#packing = packing
    this.#now = now
  }

  /** From now on the receiver gets every item. */
  enter(receiver: Receiver<Batch>): void {
    this.#receivers.add(receiver)
    if (this.#items.length > 0) this.#differences.set(receiver, { since: this.#items.length, edits: [] })
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

  /** Does not wait for the end of the turn with what is due; a large room gets it over several turns all the same. */
  dispatch(): void {
    if (!this.#round && !this.#pause) this.#proceed()
  }

  /** Writes what is due to everybody, now. */
  flush(): void {
    clearImmediate(this.#turn)
    clearTimeout(this.#pause)
    this.#turn = undefined
    this.#pause = undefined
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
    clearImmediate(this.#turn)
    this.#turn = undefined
    if (!this.#round) {
      if (!this.#isDue || this.#pauses()) return
      this.#begin()
    }
    this.#write(this.#now() + turnMs)
    if (this.#round || this.#isDue) this.#awaitEndOfTurn()
  }

  /** Whether the round before was so long, and so recently, that the next one waits for more to say. */
  #pauses(): boolean {
    const { endedAt, tookMs } = this.#last
    if (tookMs <= turnMs || this.#now() - endedAt > tookMs) return false
    this.#pause = setTimeout(
      () => {
        this.#pause = undefined
        this.#last.tookMs = 0
        this.#proceed()
      },
      Math.min(tookMs * pauseShare, longestPauseMs),
    )
    return true
  }

  #begin(): void {
    this.#round = {
      items: this.#items,
      differences: this.#differences,
      receivers: [...this.#receivers],
      next: 0,
      spentMs: 0,
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
    let now = begunAt
    for (; round.next < round.receivers.length && now < until; now = this.#now()) {
      const receiver = round.receivers[round.next]
      round.next += 1
      if (receiver && this.#receivers.has(receiver)) this.#writeTo(receiver, round)
    }
    round.spentMs += now - begunAt
    if (round.next < round.receivers.length) return
    this.#last = { endedAt: now, tookMs: round.spentMs }
    this.#round = undefined
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
    if (!this.#pause) this.#turn ??= setImmediate(() => this.#proceed())
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
