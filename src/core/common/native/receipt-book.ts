import type { HostMessage } from './messages.ts'
import {
  type Audience,
  audienceOf,
  audienceOfStored,
  isStored,
  personIn,
  type Recipient,
  storedAudience,
} from './receipt-audience.ts'
import type { ReceiptChanges, StoredReceipts } from './stored-receipts.ts'

/** What an author is told about one message. */
export type Receipt = Extract<HostMessage, { type: 'receipts' }>['receipts'][number]

/** Receipts are kept for so many of the newest messages. */
const mostMessages = 500
/** So many names of those who cannot confirm are told; the number of all is told anyway. */
const mostNames = 100
/** Who has a message is told by name if it went to so few; in a large room, only how many. */
const fewPeople = 20
/** What an author is told at once has at most so many UTF-16 units of names, or is of a single message. The rest waits for the next time. */
const mostNameUnits = 64 * 1024
/** A message of which receipts are kept. */
export interface CountedMessage {
  readonly id: string
  readonly seq: number
  readonly authorId: string
  /** The id of the person for whom alone it is; for everybody who is here if absent. */
  readonly onlyFor?: string
}

interface Page extends Omit<CountedMessage, 'onlyFor'> {
  readonly audience: Audience
  have: number
  /** Whether its author is to be told. */
  isChanged: boolean
}

/**
 * Who has what, as far as the others' programs say.
 *
 * A message counts those who were there when it was committed, without its author. Who has left and comes back
 * confirms what was missed, and counts then.
 */
export class ReceiptBook {
  readonly #present = new Map<string, Recipient>()
  #audience: Audience | null = null
  /** Oldest first. */
  readonly #pages: Page[] = []
  /** Of everybody who was here, oldest first: those of the pages. */
  #audiences: Audience[] = []
  readonly #changed = new Set<Page>()
  /** Up to which number each person has everything. Of those who have left only as long as a message may count them. */
  readonly #received = new Map<string, number>()
  /** What is not stored as it is now. */
  readonly #unstoredAudiences = new Set<Audience>()
  readonly #unstoredReaders = new Set<string>()
  /** Of whom it is stored how far they are; and those of them whom perhaps no stored audience has any more. */
  readonly #storedReaders = new Set<string>()
  readonly #doubtfulReaders = new Set<string>()

  /** Takes up what an earlier opening of the room has stored about these messages, oldest first. Only before anything else. */
  restore(messages: readonly CountedMessage[], { audiences, received }: StoredReceipts): void {
    this.#audiences = audiences.map(audienceOfStored)
    for (const [personId, seq] of received) {
      this.#received.set(personId, seq)
      this.#storedReaders.add(personId)
      // Old messages are erased with their audiences, but not with those who have read them.
      this.#doubtfulReaders.add(personId)
    }
    for (const { onlyFor, ...message } of messages.slice(-mostMessages)) {
      const { seq, authorId } = message
      const everybody = this.#audiences.find(({ firstSeq, lastSeq }) => firstSeq <= seq && seq <= lastSeq)
      if (!everybody) continue
      const audience = onlyFor === undefined ? everybody : audienceOf(personIn(everybody, onlyFor))
      const have = [...audience.confirming.keys()].filter((id) => id !== authorId && this.#has(id, seq)).length
      this.#pages.push({ ...message, audience, have, isChanged: false })
    }
  }

  entered(person: Recipient): void {
    this.#present.set(person.id, person)
    this.#audience = null
  }

  /** Somebody is called otherwise; messages that were committed before go on naming them as they were called then. */
  renamed(personId: string, nickname: string): void {
    const person = this.#present.get(personId)
    if (person) this.entered({ ...person, nickname })
  }

  left(personId: string): void {
    if (!this.#present.delete(personId)) return
    this.#audience = null
    this.#forgetUncounted(personId)
  }

  /** A message is in the log. Numbers grow. */
  committed({ id, seq, authorId, onlyFor }: CountedMessage): void {
    const everybody = (this.#audience ??= this.#whoIsHere())
    if (everybody.firstSeq === 0) {
      everybody.firstSeq = seq
      this.#audiences.push(everybody)
    }
    everybody.lastSeq = seq
    this.#unstoredAudiences.add(everybody)
    const audience = onlyFor === undefined ? everybody : audienceOf(this.#present.get(onlyFor))
    const page = { id, seq, authorId, audience, have: 0, isChanged: false }
    this.#pages.push(page)
    this.#change(page)
    if (this.#pages.length <= mostMessages) return
    const oldest = this.#pages.shift()
    if (!oldest) return
    this.#changed.delete(oldest)
    this.#dropAudiences(this.#pages[0]?.seq ?? 0)
    if (oldest.audience !== this.#pages[0]?.audience)
      for (const id of oldest.audience.confirming.keys()) this.#forgetUncounted(id)
  }

  /** Somebody has everything up to this number. A number that no message has yet promises nothing. */
  received(personId: string, claimed: number): void {
    const before = this.#received.get(personId) ?? 0
    const seq = Math.min(claimed, this.#pages.at(-1)?.seq ?? 0)
    if (seq <= before) return
    this.#received.set(personId, seq)
    this.#unstoredReaders.add(personId)
    // In a large room this is nearly all there is to do, so nobody is looked up again for each message of the same audience.
    let audience: Audience | null = null
    let isCounted = false
    for (let index = this.#pages.length - 1; index >= 0; index -= 1) {
      const page = this.#pages[index]
      if (!page || page.seq <= before) return
      if (page.audience !== audience) {
        audience = page.audience
        isCounted = audience.confirming.has(personId)
      }
      if (!isCounted || page.seq > seq || page.authorId === personId) continue
      page.have += 1
      this.#change(page)
    }
  }

  /** Whether {@link takeChanges} has anything. */
  get hasChanges(): boolean {
    return this.#changed.size > 0
  }

  /**
   * What each author is to be told since the last time, by the author's id; if that is much, as much as is told at once.
   *
   * @param isBehind whether an author has so much to read already that they are told nothing now
   */
  takeChanges(isBehind: (authorId: string) => boolean = () => false): ReadonlyMap<string, readonly Receipt[]> {
    const changes = Map.groupBy(this.#changed, (page) => page.authorId)
    for (const authorId of changes.keys()) if (isBehind(authorId)) changes.delete(authorId)
    return new Map([...changes].map(([authorId, pages]) => [authorId, this.#take(pages)]))
  }

  /**
   * An author comes back, whom nobody has told anything meanwhile: how far their messages are is to be told anew.
   *
   * @param ids of these messages only; of all of them if absent
   */
  returned(authorId: string, ids?: ReadonlySet<string>): void {
    for (const page of this.#pages) if (page.authorId === authorId && (ids?.has(page.id) ?? true)) this.#change(page)
  }

  /** How far all messages of an author are. */
  receiptsOf(authorId: string): readonly Receipt[] {
    return this.#pages.filter((page) => page.authorId === authorId).map((page) => this.#receiptOf(page))
  }

  /** What is to be stored since the last time. */
  takeUnstored(): ReceiptChanges {
    const stored = this.#audiences.filter(isStored)
    // Nearly everybody is in the newest.
    const isCounted = (id: string): boolean => stored.findLast(({ confirming }) => confirming.has(id)) !== undefined
    const audiences = stored.filter((audience) => this.#unstoredAudiences.has(audience)).map(storedAudience)
    const received = [...this.#unstoredReaders]
      .filter(isCounted)
      .map((id) => [id, this.#received.get(id) ?? 0] as const)
    for (const [id] of received) this.#storedReaders.add(id)
    const forgotten = [...this.#doubtfulReaders].filter((id) => this.#storedReaders.has(id) && !isCounted(id))
    for (const id of forgotten) this.#storedReaders.delete(id)
    this.#unstoredAudiences.clear()
    this.#unstoredReaders.clear()
    this.#doubtfulReaders.clear()
    return { audiences, received, forgotten, oldestSeq: this.#pages[0]?.seq ?? 0 }
  }

  /** What was taken to be stored could not be: everything is to be, the next time. */
  storeAnew(): void {
    for (const audience of this.#audiences) this.#unstoredAudiences.add(audience)
    for (const id of this.#received.keys()) this.#unstoredReaders.add(id)
  }

  /** As many of these as are told at once. */
  #take(pages: readonly Page[]): readonly Receipt[] {
    const receipts: Receipt[] = []
    let units = 0
    for (const page of pages) {
      const receipt = this.#receiptOf(page)
      units += nameUnits(receipt)
      if (units > mostNameUnits && receipts.length > 0) break
      page.isChanged = false
      this.#changed.delete(page)
      receipts.push(receipt)
    }
    return receipts
  }

  #receiptOf(page: Page): Receipt {
    const { id, authorId, audience, have } = page
    const of = othersIn(page)
    const silent = [...audience.cannotConfirm].filter(([id]) => id !== authorId).map(([, nickname]) => nickname)
    const receipt = { id, have, of, cannotConfirm: silent.slice(0, mostNames) }
    return of <= fewPeople ? { ...receipt, names: this.#namesOf(page) } : receipt
  }

  /** Who has a message, and who could say so and has not yet. */
  #namesOf({ seq, authorId, audience }: Page): NonNullable<Receipt['names']> {
    const names: { readonly have: string[]; readonly missing: string[] } = { have: [], missing: [] }
    for (const [id, nickname] of audience.confirming) {
      if (id === authorId) continue
      names[this.#has(id, seq) ? 'have' : 'missing'].push(nickname)
    }
    return names
  }

  #dropAudiences(beforeSeq: number): void {
    for (let oldest = this.#audiences[0]; oldest && oldest.lastSeq < beforeSeq; oldest = this.#audiences[0]) {
      this.#audiences.shift()
      this.#unstoredAudiences.delete(oldest)
      for (const id of oldest.confirming.keys()) this.#doubtfulReaders.add(id)
    }
  }

  #has(personId: string, seq: number): boolean {
    return (this.#received.get(personId) ?? 0) >= seq
  }

  #change(page: Page): void {
    if (page.isChanged) return
    page.isChanged = true
    this.#changed.add(page)
  }

  #whoIsHere(): Audience {
    return audienceOf(...this.#present.values())
  }

  /** Forgets how far somebody is who is not here, and whom no message counts. */
  #forgetUncounted(id: string): void {
    if (this.#present.has(id) || this.#pages.some(({ audience }) => audience.confirming.has(id))) return
    this.#received.delete(id)
  }
}

/** To how many others a message went. */
function othersIn({ authorId, audience: { confirming, cannotConfirm } }: Page): number {
  const all = confirming.size + cannotConfirm.size
  return confirming.has(authorId) || cannotConfirm.has(authorId) ? all - 1 : all
}

function nameUnits({ cannotConfirm, names }: Receipt): number {
  return cannotConfirm.concat(names?.have ?? [], names?.missing ?? []).join('').length
}
