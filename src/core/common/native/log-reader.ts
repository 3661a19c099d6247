import type { LogEvent } from './log-event.ts'
import type { HostMessage } from './messages.ts'

type Welcome = Extract<HostMessage, { type: 'welcome' }>
type Page = Extract<HostMessage, { type: 'page' }>

/** Events in a page that the person scrolls back by. */
const pageEvents = 100
/** The most that a page can be asked for. */
export const longestPage = 1000
/** Events in a page that fills a gap. */
const gapPageEvents = 500
/** Most events that are gathered before they are given out: what a window keeps. */
const mostGathered = 10_000
/** So many pages in a row may have nothing for this person: fifty thousand messages between others. */
const mostEmptyPages = 100

export type LogReading =
  /** The newest page of a room that was not known before. */
  | { readonly type: 'newest'; readonly events: readonly LogEvent[]; readonly more: boolean }
  /** Older events that were asked for. */
  | { readonly type: 'older'; readonly events: readonly LogEvent[]; readonly more: boolean }
  /** What comes after everything that was read so far, each event once. */
  | { readonly type: 'next'; readonly events: readonly LogEvent[] }
  /** What comes next in the log cannot be had any more. */
  | { readonly type: 'lost' }

interface Gathering {
  readonly roomId: string
  /** The last number of the log when the client was welcomed. */
  readonly until: number
  /** Whether there is nothing before the newest page. */
  readonly complete: boolean
  /** `newest`: the first page of a new room. `gap`: what was missed, by pages, with what happens meanwhile behind it. */
  readonly purpose: 'newest' | 'gap'
  events: LogEvent[]
  /** The highest number of an event that was left out, because it cannot be read. */
  leftOutUpTo: number
  /** For a gap: what is before this number is still to be asked for. */
  before: number
  /** For a gap: how many pages in a row had nothing. */
  emptyPages: number
  /** For a gap: what an earlier connection has brought of it, whole from `before` on. */
  below: Pick<Gathering, 'events' | 'before'> | null
}

/** A page that was asked for, as far as it has come. */
interface Answer {
  readonly before: number
  readonly limit: number
  readonly events: LogEvent[]
}

/**
 * One client's reading of a room's log, over any number of connections: in order, each event once, nothing left out.
 *
 * Pure: the caller hands in what the host sends, and sends what {@link LogReader.nextRequest} answers.
 */
export class LogReader {
  readonly #wanted: number
  #roomId: string | null = null
  /** The last number that was given out. */
  #lastSeq = 0
  #oldestSeq = 0
  #more = false
  /** Whether what is older fits before what is shown. */
  #canLookBack = false
  /** How many older events are wanted; 0 if none are. */
  #wantedOlder = 0
  #gathering: Gathering | null = null
  /** The page that is under way. */
  #answer: Answer | null = null

  /** @param wanted how many of the newest events a new room is asked for */
  constructor(wanted: number) {
    this.#wanted = wanted
  }

  /** The number of the last event that was given out. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** What a hello says: how far this client has read. Undefined if it knows no room. */
  get resume(): { readonly roomId: string; readonly seq: number } | undefined {
    return this.#roomId === null ? undefined : { roomId: this.#roomId, seq: this.#lastSeq }
  }

  /** Forgets the room: the next one is a new one. */
  forget(): void {
    this.#roomId = null
    this.#gathering = null
    this.#answer = null
    this.endHistory()
  }

  /** Nothing older is wanted: it would not fit before what is shown. */
  endHistory(): void {
    this.#canLookBack = false
    this.#more = false
    this.#wantedOlder = 0
  }

  /** The client is in: what follows goes on from what was read, or begins with the newest page. */
  begin(welcome: Welcome): LogReading[] {
    const { room, lastSeq, complete } = welcome
    this.#answer = null
    const isKnown = room.id === this.#roomId
    if (isKnown && complete) {
      // A room that lost its end in a crash counts on from where it is.
      this.#lastSeq = Math.min(this.#lastSeq, lastSeq)
      this.#gathering = null
      return []
    }
    const purpose = isKnown ? 'gap' : 'newest'
    const below = isKnown ? this.#broughtUpTo(lastSeq) : null
    if (!isKnown) this.forget()
    this.#gathering = {
      roomId: room.id,
      until: lastSeq,
      complete,
      purpose,
      events: [],
      leftOutUpTo: 0,
      before: lastSeq + 1,
      emptyPages: 0,
      below,
    }
    return lastSeq === 0 || this.#wanted === 0 ? this.#settle() : []
  }

  /** What has come of a gap until the connection dropped: on a link that drops often, it would never be filled otherwise. */
  #broughtUpTo(lastSeq: number): Gathering['below'] {
    if (this.#gathering?.purpose !== 'gap') return null
    // What was below already has come further down.
    const { events, before } = this.#gathering.below ?? this.#gathering
    const last = events.at(-1)
    return last && last.seq <= lastSeq ? { events, before } : null
  }

  /**
   * Takes an `events` message. An empty one is a newest page without events.
   *
   * @param leftOutUpTo the highest number of an event in it that cannot be read; it counts as read
   */
  push(events: readonly LogEvent[], leftOutUpTo = 0): LogReading[] {
    const readings = events.length === 0 && leftOutUpTo === 0 ? this.#settle() : []
    const next: LogEvent[] = []
    for (const event of events) {
      if (this.#gathering?.purpose === 'newest' && event.seq > this.#gathering.until) readings.push(...this.#settle())
      if (this.#gathering) this.#gather(this.#gathering, event)
      else if (event.seq > this.#lastSeq) {
        this.#lastSeq = event.seq
        next.push(event)
      }
      if (this.#gathering?.purpose === 'newest' && this.#isWhole(this.#gathering)) readings.push(...this.#settle())
      // A host that never answers with the page must not have this go on for ever.
      if (this.#gathering && this.#gathering.events.length >= 2 * mostGathered)
        readings.push(...this.#giveUp(this.#gathering))
    }
    readings.push(...this.#leaveOut(leftOutUpTo))
    if (next.length > 0) readings.push({ type: 'next', events: next })
    return readings
  }

  #leaveOut(upTo: number): LogReading[] {
    const gathering = this.#gathering
    if (gathering) gathering.leftOutUpTo = Math.max(gathering.leftOutUpTo, upTo)
    const readings = gathering?.purpose === 'newest' && this.#isWhole(gathering) ? this.#settle() : []
    if (!this.#gathering) this.#lastSeq = Math.max(this.#lastSeq, upTo)
    return readings
  }

  /** The newest page is over, whatever it was. */
  #settle(): LogReading[] {
    const gathering = this.#gathering
    if (gathering?.purpose !== 'newest') return []
    const { roomId, until, complete, events } = gathering
    this.#gathering = null
    this.#roomId = roomId
    this.#lastSeq = until
    this.#oldestSeq = events[0]?.seq ?? until + 1
    this.#more = !complete
    this.#canLookBack = true
    return [{ type: 'newest', events, more: this.#more }]
  }

  /** Takes a part of the page that was asked for last. */
  pushPage(page: Page): LogReading[] {
    const answer = this.#answer
    if (!answer) return []
    answer.events.push(...page.events.slice(0, answer.limit - answer.events.length))
    if (!page.done) return []
    this.#answer = null
    const { events } = answer
    if (this.#gathering) return this.#fillGap(this.#gathering, answer, page.more)
    this.#wantedOlder = 0
    // Nothing that the host answers may keep us asking for the same again.
    this.#oldestSeq = Math.min(events[0]?.seq ?? answer.before - answer.limit, answer.before - 1)
    this.#more = page.more && this.#oldestSeq > 1
    return [{ type: 'older', events, more: this.#more }]
  }

  /**
   * Looks back from a number on: what was given out from before it is wanted again. What is under way from elsewhere is dropped.
   */
  lookBackFrom(before: number): void {
    if (!this.#canLookBack) return
    if (!this.#gathering) this.#answer = null
    this.#oldestSeq = Math.min(before, this.#lastSeq + 1)
    this.#more = this.#oldestSeq > 1
  }

  /** Asks for so many older events. False if there are none. */
  wantOlder(limit = pageEvents): boolean {
    this.#wantedOlder = this.#more ? limit : 0
    return this.#more
  }

  /** The page to ask for now; null if there is none, or one is under way. It counts as asked for. */
  nextRequest(): { readonly before: number; readonly limit: number } | null {
    const gathering = this.#gathering
    if (this.#answer || gathering?.purpose === 'newest') return null
    if (!gathering && this.#wantedOlder === 0) return null
    const request = gathering
      ? { before: gathering.before, limit: gapPageEvents }
      : { before: this.#oldestSeq, limit: this.#wantedOlder }
    this.#answer = { ...request, events: [] }
    return request
  }

  #isWhole({ until, events, leftOutUpTo }: Gathering): boolean {
    return Math.max(events.at(-1)?.seq ?? 0, leftOutUpTo) >= until || events.length >= mostGathered
  }

  #gather(gathering: Gathering, event: LogEvent): void {
    // The newest page that comes on its own is a part of the gap, and comes with the pages.
    if (gathering.purpose === 'gap' && event.seq <= gathering.until) return
    if (event.seq > (gathering.events.at(-1)?.seq ?? 0)) gathering.events.push(event)
  }

  #fillGap(gathering: Gathering, { before, limit, events }: Answer, more: boolean): LogReading[] {
    const known = gathering.below?.events.at(-1)?.seq ?? this.#lastSeq
    const missed = events.filter(({ seq }) => seq > known && seq < before)
    gathering.events = [...missed, ...gathering.events]
    // Of an empty page, the host has looked at that many events at least, and they are for others.
    gathering.before = missed[0]?.seq ?? (more ? before - limit : before)
    const reachesBack = missed.length < events.length || gathering.before <= known + 1
    gathering.emptyPages = missed.length > 0 ? 0 : gathering.emptyPages + 1
    if (reachesBack && !gathering.below) return [this.#endGap(gathering)]
    if (reachesBack) this.#joinBelow(gathering)
    const mayGoOn = gathering.events.length < mostGathered && gathering.emptyPages < mostEmptyPages
    return mayGoOn && (more || reachesBack) ? [] : this.#giveUp(gathering)
  }

  #joinBelow(gathering: Gathering): void {
    const { events = [], before = gathering.before } = gathering.below ?? {}
    gathering.events = [...events, ...gathering.events]
    gathering.before = before
    gathering.below = null
  }

  #giveUp(gathering: Gathering): LogReading[] {
    this.#joinBelow(gathering)
    return [{ type: 'lost' }, this.#endGap(gathering)]
  }

  #endGap({ events, until }: Gathering): LogReading {
    this.#gathering = null
    this.#answer = null
    this.#lastSeq = events.at(-1)?.seq ?? until
    return { type: 'next', events }
  }
}
