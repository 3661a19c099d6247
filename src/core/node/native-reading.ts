import { assertNever } from '../common/assert-never.ts'
import type { LeftOut, LogEvent } from '../common/native/log-event.ts'
import { entryOf, roomEventOf } from '../common/native/log-projection.ts'
import { actorOf, isChange, type LoggedChange } from '../common/native/logged-changes.ts'
import { LogReader, type LogReading, longestPage } from '../common/native/log-reader.ts'
import type { ClientMessage, HostMessage } from '../common/native/messages.ts'
import { harmlessEvent, isPresenceOf } from '../common/native/peer-events.ts'
import { type Entry, maxEntries } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import type { SessionListener } from './client-session.ts'
import type { LogConfirmation } from './log-confirmation.ts'
import type { NativeActs } from './native-acts.ts'
import type { Welcome } from './native-hello.ts'
import type { NativePeople } from './native-people.ts'
import type { TypingBoard } from './typing-board.ts'
import { type OlderEntries, WayBack } from './way-back.ts'

type Page = Extract<HostMessage, { type: 'page' }>
type PageRequest = Extract<ClientMessage, { type: 'page' }>
type Message = Extract<LogEvent, { type: 'message' }>
type ChangeBody = Extract<RoomEventBody, { type: 'message.edited' | 'message.deleted' | 'message.reacted' }>

const anotherRoom = 'Another room answers here now, or this one has begun anew: what was said before is not kept in it.'

export interface NativeReadingOptions {
  /** How many of the newest events of a room are wanted at first. */
  readonly history: number
  readonly createId: () => string
  readonly people: NativePeople
  readonly acts: NativeActs
  readonly listener: Pick<SessionListener, 'happened' | 'noticed'>
  readonly typing: TypingBoard
  readonly confirmation: LogConfirmation
}

/** What a native room's log brings, as the window is told of it: in order, once, and in its present form. */
export class NativeReading {
  readonly #options: NativeReadingOptions
  readonly #log: LogReader
  /** A conversation stands here already, so what an unknown room has to tell comes behind it. */
  #isContinued = false
  /** The rooms that have answered so far: what they have told stands here. */
  readonly #met = new Set<string>()
  /** What was kept at an earlier visit stands here, and gives way to the newest page. */
  #isProvisional = false
  /** The last number of the log when we were welcomed. What was before it is no news of who is here. */
  #welcomedAt = 0
  #request: string | null = null
  readonly #wayBack = new WayBack()
  /** What has changed since older entries were asked for: they may come as they were before. */
  #changes: ChangeBody[] = []
  /** It has been said that something cannot be read; once is enough. */
  #hasComplained = false

  constructor(options: NativeReadingOptions) {
    this.#options = options
    this.#log = new LogReader(options.history)
  }

  /** How far the room has been read, for a host that still knows it. */
  get position(): LogReader['resume'] {
    return this.#log.resume
  }

  get lastSeq(): number {
    return this.#log.lastSeq
  }

  /** A conversation of another room or by another protocol stands here already. */
  continueFromElsewhere(): void {
    this.#isContinued = true
    this.#isProvisional = false
  }

  /** What was kept at an earlier visit stands here, until the room tells it itself. */
  beginFromCopy(roomId: string | null): void {
    this.#isProvisional = true
    if (roomId !== null) this.#met.add(roomId)
  }

  /** Forgets how far the room has been read, because another protocol has come in between. */
  forget(): void {
    this.#log.forget()
    this.#wayBack.end(false)
    this.#options.acts.forgetLog()
  }

  begin(welcome: Welcome): void {
    this.#welcomedAt = welcome.lastSeq
    this.#tell(this.#log.begin(welcome))
  }

  push(events: readonly LogEvent[], leftOut?: LeftOut): void {
    this.#tell(this.#log.push(events, leftOut?.upTo))
    this.#complainOf(leftOut)
  }

  pushPage(page: Page): void {
    if (page.request !== this.#request) return
    this.#tell(this.#log.pushPage(page))
    this.#complainOf(page.leftOut)
  }

  /**
   * Wants older entries: one at least, or all back to the one with this id.
   *
   * @param above the number in the log before which they are wanted, if not before all that was told so far
   */
  lookBack(untilId?: string, above?: number): void {
    if (above !== undefined) this.#log.lookBackFrom(above)
    const isFar = this.#wayBack.begin(untilId, above)
    if (!this.#log.wantOlder(isFar ? longestPage : undefined)) this.#showHistory(this.#wayBack.end(false))
  }

  /** The page to ask for now, if any. It counts as asked for. */
  nextRequest(): PageRequest | null {
    const page = this.#log.nextRequest()
    if (!page) return null
    this.#request = this.#options.createId()
    if (!this.#wayBack.isUnderWay) this.#changes = []
    return { type: 'page', request: this.#request, ...page }
  }

  #tell(readings: readonly LogReading[]): void {
    for (const reading of readings) {
      switch (reading.type) {
        case 'newest':
          if (this.#isContinued) this.#continueWith(reading.events)
          else this.#begin(reading.events, reading.more)
          this.#isContinued = true
          this.#met.add(this.#roomId)
          this.#passOnChanges(reading.events)
          break
        case 'older':
          this.#takeOlder(this.#entriesOf(reading.events), reading.more)
          this.#passOnChanges(reading.events)
          break
        case 'next':
          for (const event of reading.events) this.#happen(harmlessEvent(event))
          break
        case 'lost':
          this.#notice('Some of what was said while you were away is no longer kept by the host.')
          break
        default:
          assertNever(reading)
      }
    }
    this.#options.acts.readUpTo(this.#log.lastSeq)
  }

  #begin(events: readonly LogEvent[], more: boolean): void {
    for (const event of events) {
      // It had waited since an earlier visit, and arrived in spite of that: its place is where the log has it.
      if (this.#isShown(event)) this.#happened({ type: 'message.discarded', id: event.id })
    }
    const entries = this.#entriesOf(events)
    this.#showHistory({ entries, more }, this.#isProvisional)
    this.#isProvisional = false
    if (this.#options.history > 0 && more && entries.length === 0) this.lookBack()
  }

  /** What a page changes of messages before it: a copy from an earlier visit may have them as they were. */
  #passOnChanges(events: readonly LogEvent[]): void {
    const present = new Set(events.flatMap((event) => (event.type === 'message' ? [event.id] : [])))
    for (const event of events) {
      if (!isChange(event) || present.has(event.target)) continue
      this.#happened(roomEventOf(harmlessEvent(event), this.#view))
    }
  }

  #takeOlder(page: readonly Entry[], more: boolean): void {
    const older = this.#wayBack.take(page, more)
    if (older) this.#showHistory(older)
    else this.#log.wantOlder(longestPage)
  }

  #showHistory({ entries, more, above }: OlderEntries, renews = false): void {
    const changes = this.#changes
    // Before anybody is told, who may ask for more at once.
    this.#changes = []
    this.#request = null
    const place = { ...(renews && { renews }), ...(above !== undefined && { above }) }
    this.#happened({ type: 'history.loaded', entries, more, ...place })
    const revisions = new Map(
      entries.flatMap((entry) => (entry.kind === 'message' ? [[entry.id, entry.revision ?? 0]] : [])),
    )
    for (const change of changes) {
      if (change.revision > (revisions.get(change.id) ?? Infinity)) this.#happened(change)
    }
  }

  /** The newest page of another room, behind the conversation that stands here. */
  #continueWith(events: readonly LogEvent[]): void {
    const { acts } = this.#options
    acts.forgetLog()
    this.#log.endHistory()
    this.#wayBack.end(false)
    this.#showHistory({ entries: [], more: false })
    this.#notice(this.#met.has(this.#roomId) ? 'The room of before answers here again.' : anotherRoom)
    for (const event of events) {
      if (isPresenceOf(event, this.#selfId) || isChange(event) || this.#isShown(event)) continue
      this.#happened(roomEventOf(harmlessEvent(event), { selfId: this.#selfId, past: true }))
    }
  }

  #happen(event: LogEvent): void {
    if (event.type === 'message') this.#hear(event)
    else if (isChange(event)) this.#change(event)
    else if (!isPresenceOf(event, this.#selfId)) this.#witness(event)
  }

  #hear(message: Message): void {
    const { author } = message
    const isLate = message.seq <= this.#welcomedAt
    this.#options.typing.set(author.personId, false)
    if (author.personId !== this.#selfId) this.#options.confirmation.wake()
    const body = roomEventOf(message, this.#view)
    if (body.type !== 'message.added') return
    if (this.#isShown(message)) this.#happened({ type: 'message.placed', message: body.message })
    else this.#happened(isLate ? { ...body, isLate } : body)
  }

  #change(event: LoggedChange): void {
    const body = roomEventOf(event, this.#view) as ChangeBody
    if (this.#request !== null && this.#changes.length < maxEntries) this.#changes.push(body)
    this.#happened(body)
    if (actorOf(event) === this.#selfId) this.#options.acts.takeFromLog(event.id)
  }

  /** Something about the room or who is in it. */
  #witness(event: Exclude<LogEvent, Message | LoggedChange>): void {
    const { people, acts } = this.#options
    const isNews = event.seq > this.#welcomedAt
    if (event.type === 'joined' || event.type === 'left') {
      // Who is here was said in the welcome.
      if (!isNews) return this.#recall(event)
      if (event.type === 'joined') {
        if (!people.add(event.person)) return this.#recall(event)
      } else {
        people.delete(event.personId)
        this.#options.typing.forget(event.personId)
      }
    }
    if (event.type === 'renamed' && isNews) {
      const person = people.rename(event.personId, event.nickname)
      if (person) this.#happened({ type: 'person.changed', person })
    }
    this.#happened(roomEventOf(event, this.#view))
    if (event.type === 'renamed' || event.type === 'topic') acts.takeFromLog(event.id)
  }

  #recall(event: LogEvent): void {
    const entry = entryOf(event, this.#view)
    if (entry?.kind === 'presence') this.#happened({ type: 'presence.added', entry })
  }

  /** Whether it is an own message that stands here already. If it was waited for, it has arrived. */
  #isShown(event: LogEvent): event is Message {
    const isOwn = event.type === 'message' && event.author.personId === this.#selfId
    return isOwn && this.#options.acts.takeFromLog(event.id)
  }

  #entriesOf(events: readonly LogEvent[]): Entry[] {
    const view = { selfId: this.#selfId, past: true }
    return events
      .filter((event) => !isPresenceOf(event, this.#selfId))
      .flatMap((event) => entryOf(harmlessEvent(event), view) ?? [])
  }

  get #view(): { readonly selfId: string; readonly past: boolean } {
    return { selfId: this.#selfId, past: false }
  }

  /** The room whose log is read; empty before its newest page. */
  get #roomId(): string {
    return this.position?.roomId ?? ''
  }

  get #selfId(): string {
    return this.#options.people.self.id
  }

  #complainOf(leftOut: LeftOut | undefined): void {
    if (!leftOut?.unreadable || this.#hasComplained) return
    this.#hasComplained = true
    this.#notice('Something in this room cannot be read by this Snug, and is left out.')
  }

  #notice(text: string): void {
    this.#options.listener.noticed(text, 'warning')
  }

  #happened(event: RoomEventBody): void {
    this.#options.listener.happened(event)
  }
}
