/** Has the log of a room stored. Says when that cannot be done any more, and when a full disk has space again. */
import type { LogEvent, LoggedMessage } from '../common/native/log-event.ts'
import type { Retention } from '../common/native/messages.ts'
import type { ReceiptChanges } from '../common/native/stored-receipts.ts'
import type { RoomStore } from './room-store.ts'
import { StoreFailure } from './store-failure.ts'
import type { Timers } from './timers.ts'
import { type StoredLog, Unstored } from './unstored.ts'

/** What a log needs of a {@link RoomStore}. */
export type LogStore = Pick<RoomStore, keyof RoomStore>

export interface LogSavingOptions {
  /** Null stores nothing. */
  readonly store: LogStore | null
  readonly timers: Timers
  /** The events that are at hand, oldest first. */
  readonly recent: () => readonly LogEvent[]
  /** Hears in a sentence why nothing is stored any more: for good, or until there is space on the disk again. */
  readonly onUnsaved: (why: string, isForGood: boolean) => void
  /** Hears that everything is stored again, with all that was to be stored meanwhile or a part of it. */
  readonly onSaved: (isWhole: boolean) => void
}

/** So soon after it was stored, in milliseconds, everything is on the disk: a power cut takes no more than a second. */
const syncAfterMs = 900
/** So often, in milliseconds, a full disk is tried again. */
const spaceMs = 60_000
const lostForGood = 'What is said from now on is lost when the room closes. Mend that, then open the room again.'
const lostUnlessSpace =
  'What is said from now on is lost when the room closes, unless there is space again before that.'

export class LogSaving {
  readonly #options: LogSavingOptions
  #isOn: boolean
  /** Numbers may have been given out that are not in the file. */
  #hasFailed = false
  #cancelSync: (() => void) | undefined
  /** What is stored as soon as the disk has space again, if it ever has; null if everything is stored. */
  #unstored: Unstored | null = null
  /** Only a full disk is tried again. */
  #isForGood = false
  #cancelWait = (): void => {}

  constructor(options: LogSavingOptions) {
    this.#options = options
    const { store, timers } = options
    this.#isOn = store !== null
    const failure = store?.interruption
    if (!failure) return
    this.#stop(failure)
    // Not at once: nobody could hear of it yet.
    this.#cancelWait = timers.after(0, () => this.#tell(failure))
  }

  /** Whether what happens is stored. */
  get isOn(): boolean {
    return this.#isOn
  }

  /** Whether nothing is stored at the moment, and may be later. */
  get isInterrupted(): boolean {
    return this.#unstored !== null && !this.#isForGood
  }

  /** Reads as if everything were stored. Undefined if there is no store, or if it fails. */
  read<Value>(work: (stored: StoredLog) => Value): Value | undefined {
    const stored = this.#unstored ?? this.#options.store
    return stored ? this.#attempt(() => work(stored)) : undefined
  }

  /** @param changed messages from before these events, as they are after them */
  append(events: readonly LogEvent[], changed: readonly LoggedMessage[]): void {
    this.#save((store) => store.append(events, changed))
    this.#unstored?.note(events, changed)
  }

  saveRules(rules: unknown): void {
    this.#save((store) => store.saveRules(rules))
    this.#unstored?.noteRules(rules)
  }

  /** What cannot be stored now is told anew once it can. */
  saveReceipts(changes: ReceiptChanges): void {
    this.#save((store) => store.saveReceipts(changes))
  }

  prune(kept: Pick<Retention, 'messages' | 'days'>, now: number): void {
    this.#save((store) => store.prune(kept, now))
  }

  /** These are not at hand any more. */
  drop(events: readonly LogEvent[]): void {
    this.#unstored?.noteDropped(events)
  }

  /** Stores what is still to be stored, if it can be, and lets go of the file. */
  close(): void {
    this.#cancelSync?.()
    this.#cancelWait()
    this.#catchUp()
    this.#options.store?.close(!this.#hasFailed)
  }

  /** Has something stored, and on the disk soon. */
  #save(work: (store: LogStore) => void): void {
    const { store } = this.#options
    if (!store || !this.#isOn) return
    this.#attempt(() => work(store))
    this.#syncSoon()
  }

  #syncSoon(): void {
    const { store } = this.#options
    this.#cancelSync ??= this.#options.timers.after(syncAfterMs, () => {
      this.#cancelSync = undefined
      if (store && this.#isOn) this.#attempt(() => store.sync())
    })
  }

  /** Undefined if the store failed. From then on nothing is stored, at least until a full disk has space again. */
  #attempt<Value>(work: () => Value): Value | undefined {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      if (this.#isOn) this.#fail(error)
      return undefined
    }
  }

  #fail(failure: StoreFailure): void {
    this.#stop(failure)
    this.#tell(failure)
  }

  /** Nothing is stored any more, or what was to be tried again is not. */
  #stop({ code }: StoreFailure): void {
    const { store } = this.#options
    this.#isOn = false
    this.#hasFailed = true
    this.#isForGood = code !== 'disk-full'
    if (store) this.#unstored ??= new Unstored(store)
  }

  #tell({ message }: StoreFailure): void {
    if (!this.#isForGood) this.#awaitSpace()
    this.#options.onUnsaved(`${message} ${this.#isForGood ? lostForGood : lostUnlessSpace}`, this.#isForGood)
  }

  #awaitSpace(): void {
    this.#cancelWait = this.#options.timers.after(spaceMs, () => {
      const isWhole = this.#unstored?.isWhole === true
      if (this.#catchUp()) {
        this.#syncSoon()
        this.#options.onSaved(isWhole)
      } else if (this.isInterrupted) this.#awaitSpace()
    })
  }

  /** Stores what could not be stored before. False if there is nothing, or if that cannot be done either. */
  #catchUp(): boolean {
    if (!this.#unstored || this.#isForGood) return false
    try {
      this.#unstored.save(this.#options.recent())
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error
      if (error.code !== 'disk-full') this.#fail(error)
      return false
    }
    this.#unstored = null
    this.#isOn = true
    return true
  }
}
