import type { Delivery, Entry } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import type { OutgoingMessage, Post, RoomAct } from '../common/room-act.ts'
import { type ClientSession, nothingToShow } from './client-session.ts'
import { judgeUnsent, MemoryOutbox, otherRoom, type Outbox, type ShownWith, withoutReply } from './outbox.ts'
import { isSeenToWait, markFor, reactionsTo, withMarks } from './pending-marks.ts'
import { postsOf } from './posts-of.ts'
import type { Timers } from './timers.ts'

const maxUnsent = 1000

/** Something that the person has asked for, with what their window shows of it. */
interface Errand<Act extends RoomAct = RoomAct> {
  readonly act: Act
  readonly shown: ShownWith
}

export interface OwnActsOptions {
  readonly outbox: Outbox
  readonly clock: () => number
  readonly timers: Timers
  readonly createId: () => string
  /** The room that is meant; null on a classic server. */
  readonly roomId: () => string | null
  readonly happened: (event: RoomEventBody) => void
  /** Hears, in a sentence, that something has not become of it. */
  readonly warned: (text: string) => void
}

/** What the person asks of the room, and what becomes of it, by whatever protocol it goes out. */
export class OwnActs {
  readonly #options: OwnActsOptions
  /** What the session has been given and the room has not decided on, oldest first. */
  readonly #waiting = new Map<string, Errand>()
  /** Posts that have failed, for another try. */
  readonly #failed = new Map<string, Errand<Post>>()
  /** What may be in the room although nothing has been heard of it: its words can no longer be replaced by others. */
  readonly #written = new Set<string>()
  /** Posts that have failed because another room answers, as they were written for the one before. */
  readonly #leftBehind = new Map<string, Errand<Post> & { readonly roomId: string; readonly wasWritten: boolean }>()
  #outbox: Outbox
  #session: ClientSession
  /** The room that was entered last, or is expected; null if there is none, or it is one on a classic server. */
  #roomId: string | null = null
  #isConnected = false
  /** Why nothing can be sent any more. */
  #closedReason: string | null = null
  #onIdle = (): void => {}

  constructor(session: ClientSession, options: OwnActsOptions) {
    this.#session = session
    this.#options = options
    this.#outbox = options.outbox
  }

  /** Sends by this session from now on, what has been waiting first; what was written for another room waits for that. */
  use(session: ClientSession): void {
    const before = this.#roomId
    const here = this.#options.roomId()
    this.#roomId = here
    this.#isConnected = true
    const isElsewhere = before !== null && before !== here
    if (session !== this.#session || isElsewhere) {
      const waiting = this.#session.takeUnsent().flatMap((id) => this.#waiting.get(id) ?? [])
      this.#session = session
      for (const errand of waiting) {
        if (isElsewhere) this.#leaveBehind(errand, before)
        else this.#hand(errand)
      }
    }
    this.#fetch(here)
  }

  /** Another room answers: the person is asked before it gets what was written for the one before. */
  #leaveBehind(errand: Errand, roomId: string): void {
    const { act } = errand
    const wasWritten = this.#written.delete(act.id)
    // A classic server takes an answer in words; another room does not know what it answers.
    this.#fail(this.#roomId === null ? errand : withoutReply(errand), otherRoom)
    if (act.type === 'post') this.#leftBehind.set(act.id, { act, shown: errand.shown, roomId, wasWritten })
  }

  /** What was written for this room goes out now that it is back. */
  #fetch(here: string | null): void {
    for (const [id, { act, shown, roomId, wasWritten }] of this.#leftBehind) {
      if (roomId !== here) continue
      this.#failed.set(id, { act, shown })
      if (wasWritten) this.#written.add(id)
      this.retry(id)
    }
  }

  /** Says something. A text over the limits becomes several messages, the first with the given id. */
  say(message: OutgoingMessage): void {
    const { clock, createId } = this.#options
    for (const post of postsOf(message, (text) => this.#session.divide(text), createId)) {
      this.#show(post, clock(), { state: 'sending' })
      this.#ask(post)
    }
  }

  /** Asks for something that is not a message. Answers whether that waits for a connection. */
  ask(act: Exclude<RoomAct, Post>): boolean {
    this.#ask({ act, shown: {} })
    return this.isOffline && this.#waiting.has(act.id)
  }

  /** There is no connection at the moment; one is hoped for. */
  get isOffline(): boolean {
    return !this.#isConnected && this.#closedReason === null
  }

  /** Gives an own message another text, whether it is in the room by now or not. */
  edit(id: string, text: string): void {
    const { warned, createId } = this.#options
    if (text.trim() === '') return warned(`Not changed: ${nothingToShow}`)
    if (this.#session.divide(text).length > 1) return warned('Not changed: It is too long for one message.')
    if (this.#rewrite(id, text)) return
    // If it has failed, it may have arrived all the same: it goes out again as it was, and then the change.
    this.retry(id)
    this.ask({ type: 'edit', id: createId(), target: id, text })
  }

  /** Takes an own message back, whether it is in the room by now or not. */
  delete(id: string): void {
    const mayBeThere = this.#written.has(id) && !this.#failed.has(id)
    if (!mayBeThere && this.discard(id)) return
    this.ask({ type: 'delete', id: this.#options.createId(), target: id })
  }

  /** Puts an emoji under a message, or takes it away. What only waits to be done is undone by that. */
  react(target: string, emoji: string, on: boolean): void {
    const asked = reactionsTo(target, this.#waitingActs).findLast((reaction) => reaction.emoji === emoji)
    if (asked?.on === on) return
    if (!asked || !this.#withdraw(asked.id)) {
      this.ask({ type: 'react', id: this.#options.createId(), target, emoji, on })
      return
    }
    this.#forget(asked.id)
    this.#showPending(asked)
  }

  /** Sends a message again that has failed. */
  retry(id: string): void {
    const errand = this.#failed.get(id)
    if (!errand) return
    this.#failed.delete(id)
    this.#leftBehind.delete(id)
    this.#options.happened({ type: 'message.delivery-changed', id, delivery: { state: 'sending' } })
    this.#ask(errand)
  }

  /** Forgets a message that has failed or waits. False if it is unknown, or on its way at this moment. */
  discard(id: string): boolean {
    if (!this.#failed.delete(id) && !this.#session.withdraw(id)) return false
    this.#forget(id)
    this.#options.happened({ type: 'message.discarded', id })
    return true
  }

  /** Entries as the room has them, with what waits to be done to them. */
  marked(entries: readonly Entry[]): readonly Entry[] {
    return withMarks(entries, this.#waitingActs)
  }

  written(id: string): void {
    this.#written.add(id)
  }

  settled(id: string): void {
    const errand = this.#waiting.get(id)
    if (!errand) return
    this.#forget(id)
    this.#showPending(errand.act)
    if (errand.act.type === 'post') {
      this.#options.happened({ type: 'message.delivery-changed', id, delivery: { state: 'sent' } })
    }
    this.#lookIfIdle()
  }

  rejected(id: string, reason: string): void {
    const errand = this.#waiting.get(id)
    if (!errand) return
    this.#written.delete(id)
    this.#keep(errand, reason)
    this.#fail(errand, reason)
    this.#lookIfIdle()
  }

  /** The connection is gone; nothing is waited for any more. */
  disconnected(): void {
    this.#isConnected = false
    this.#onIdle()
  }

  /** Until everything is in the room, the connection is gone, or `ms` milliseconds have passed. */
  idle(ms: number): Promise<void> {
    if (!this.#isConnected || this.#waiting.size === 0) return Promise.resolve()
    return new Promise((resolve) => {
      const cancel = this.#options.timers.after(ms, resolve)
      this.#onIdle = () => {
        cancel()
        resolve()
      }
    })
  }

  /** Takes messages again after {@link OwnActs.close}. They wait for a connection, and before them what had waited then. */
  reopen(): void {
    this.#closedReason = null
    for (const errand of this.#waiting.values()) this.#hand(errand)
  }

  /**
   * Nothing more can be sent. Messages that are not in the room by now have failed, for this reason: the person may send them
   * again. Changes of messages and reactions, which can be seen to wait, go on waiting for the room to come back.
   *
   * @param isForGood whoever comes back does so as somebody else: nothing waits
   */
  close(reason: string, isForGood: boolean): void {
    this.#closedReason = reason
    this.disconnected()
    this.#session.takeUnsent()
    const given = [...this.#waiting.values()].filter(({ act }) => isForGood || !isSeenToWait(act))
    for (const errand of given) this.#abandon(errand, reason)
    if (given.some(({ act }) => act.type !== 'post')) this.#options.warned(`Not changed: ${reason}`)
  }

  /**
   * Takes up what an earlier visit has left unsent: sends it by this session, if that is safe, or asks the person. Without a
   * connection it waits for the room that is expected.
   */
  takeUp(session: ClientSession): void {
    const roomId = this.#options.roomId()
    this.#session = session
    this.#roomId = roomId
    let isChangeLost = false
    for (const unsent of this.#outbox.list()) {
      const { at, doubt, act, shown } = judgeUnsent(unsent, roomId)
      if (doubt === null) {
        // It may have arrived before: the room knows it by its id.
        this.#written.add(act.id)
        if (act.type === 'post') this.#show({ act, shown }, at, { state: 'sending' })
        this.#hand({ act, shown })
      } else if (act.type === 'post') {
        this.#show({ act, shown }, at, { state: 'failed', reason: doubt })
        this.#failed.set(act.id, { act, shown })
      } else {
        this.#outbox.remove(act.id)
        isChangeLost = true
      }
    }
    if (isChangeLost) this.#options.warned('Not changed: You had gone before what you last asked for was done.')
  }

  /** The visit ends, and what is not in the room by now has failed. It is kept for the next visit, or it is not. */
  leave(reason: string, keepsUnsent: boolean): void {
    if (!keepsUnsent) for (const id of [...this.#waiting.keys(), ...this.#failed.keys()]) this.#outbox.remove(id)
    this.#outbox = new MemoryOutbox()
    this.close(reason, true)
  }

  /** Gives a post that is certainly not in the room yet another text, in its place. False if it is none. */
  #rewrite(id: string, text: string): boolean {
    const { happened } = this.#options
    const isFailed = this.#failed.has(id)
    const errand = this.#failed.get(id) ?? this.#waiting.get(id)
    if (errand?.act.type !== 'post' || this.#written.has(id)) return false
    const revised = { act: { ...errand.act, text }, shown: errand.shown }
    if (!isFailed && !this.#session.revise(revised.act, revised.shown.replyTo)) return false
    happened({ type: 'message.rewritten', id, text })
    this.#keep(revised)
    if (isFailed) {
      this.#failed.set(id, revised)
      this.retry(id)
    } else this.#waiting.set(id, revised)
    return true
  }

  #ask(errand: Errand): void {
    this.#keep(errand)
    if (this.#closedReason !== null) this.#fail(errand, this.#closedReason)
    else if (this.#waiting.size >= maxUnsent) this.#fail(errand, 'Too much is waiting to be sent. Try again later.')
    else this.#hand(errand)
  }

  /** Gives it to the session. */
  #hand(errand: Errand): void {
    const { act, shown } = errand
    const refusal = this.#session.perform(act, shown.replyTo)
    if (refusal !== null) {
      this.#abandon(errand, refusal)
      if (act.type !== 'post') this.#options.warned(refusal)
      return
    }
    this.#waiting.set(act.id, errand)
    this.#showPending(act)
  }

  #fail(errand: Errand, reason: string): void {
    this.#abandon(errand, reason)
    if (errand.act.type !== 'post') this.#options.warned(`Not changed: ${reason}`)
  }

  /** It is not in the room. A post stays for another try. */
  #abandon({ act, shown }: Errand, reason: string): void {
    this.#waiting.delete(act.id)
    if (act.type === 'post') {
      this.#failed.set(act.id, { act, shown })
      const delivery = { state: 'failed', reason } as const
      this.#options.happened({ type: 'message.delivery-changed', id: act.id, delivery })
      return
    }
    this.#forget(act.id)
    this.#showPending(act)
  }

  /** @param refusal why the room has not taken it */
  #keep({ act, shown }: Errand, refusal?: string): void {
    // Under which name one comes again is decided then.
    if (act.type !== 'rename') this.#outbox.add(act, this.#options.roomId(), shown, refusal)
  }

  #forget(id: string): void {
    this.#waiting.delete(id)
    this.#written.delete(id)
    this.#leftBehind.delete(id)
    this.#outbox.remove(id)
  }

  #show({ act, shown }: Errand<Post>, at: number, delivery: Delivery): void {
    const { id, text, action } = act
    const { id: personId, nickname, kind } = this.#session.self
    const author = { personId, nickname, kind }
    const message = { kind: 'message', id, at, author, text, own: true, delivery, ...shown } as const
    this.#options.happened({ type: 'message.added', message: action ? { ...message, isAction: true } : message })
  }

  /** Shows what waits to be done to the message that an act is about. */
  #showPending(act: RoomAct): void {
    const mark = markFor(act, this.#waitingActs)
    if (mark) this.#options.happened(mark)
  }

  /** In the order in which they were asked for. */
  get #waitingActs(): readonly RoomAct[] {
    return [...this.#waiting.values()].map(({ act }) => act)
  }

  /** Whether something that waits need not be asked of the room any more, and certainly was not. */
  #withdraw(id: string): boolean {
    return !this.#written.has(id) && (this.#closedReason !== null || this.#session.withdraw(id))
  }

  #lookIfIdle(): void {
    if (this.#waiting.size === 0) this.#onIdle()
  }
}
