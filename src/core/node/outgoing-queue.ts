/**
 * What a room has to say, collected for one turn of the event loop.
 *
 * Whatever is due in a turn is encoded once and leaves in one write a receiver, the same bytes for everybody. A thousand
 * receivers therefore cost a thousand writes a turn, however many messages the turn brought.
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

/** A turn is not waited for once this many bytes are due, so that a flood does not pile up. */
const earlyFlushBytes = 64 * 1024

export class OutgoingQueue<Item, Batch> {
  readonly #packing: Packing<Item, Batch>
  readonly #receivers = new Set<Receiver<Batch>>()
  #items: Item[] = []
  #differences = new Map<Receiver<Batch>, Difference<Item>>()
  #bytes = 0
  #turn: NodeJS.Immediate | undefined

  constructor(packing: Packing<Item, Batch>) {
    this.#packing = packing
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

  /** Writes what is due now. */
  flush(): void {
    clearImmediate(this.#turn)
    this.#turn = undefined
    const items = this.#items
    const differences = this.#differences
    // What a write brings about (somebody is thrown out) belongs to the next turn.
    this.#items = []
    this.#differences = new Map()
    this.#bytes = 0
    let common: Batch | undefined
    for (const receiver of this.#receivers) {
      const difference = differences.get(receiver)
      const own = difference ? itemsFor(items, difference) : items
      if (own.length === 0) continue
      receiver.write(difference ? this.#packing.pack(own) : (common ??= this.#packing.pack(items)))
    }
  }

  #edit(receiver: Receiver<Batch>, edit: Edit<Item>): void {
    if (!this.#receivers.has(receiver)) return
    const difference = this.#differences.get(receiver) ?? { since: 0, edits: [] }
    difference.edits.push(edit)
    this.#differences.set(receiver, difference)
  }

  #awaitEndOfTurn(): void {
    this.#turn ??= setImmediate(() => this.flush())
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
