/** A room whose host is killed again and again: a program of its own, with native guests that come back and a classic one. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { LogEvent } from '../../src/core/common/native/log-event.ts'
import { Changes } from './changes.ts'
import { ClassicPeer } from './classic-peer.ts'
import { freePort } from './free-port.ts'
import { HostProcess } from './host-process.ts'
import { patienceMs } from './patience.ts'
import { type GuestNews, ReturningGuest } from './returning-guest.ts'

/** So much news burns a fuse down that waits for news of another kind. */
const longestFuse = 400
/** How many of the newest events those ask for who are in the room from the beginning. */
const longHistory = 2000

/** When to kill: so many turns of the event loop after so much news of one kind. */
export interface Moment {
  /** `nothing`: from when everybody has begun to talk. */
  readonly news: Exclude<GuestNews, 'other'> | 'nothing'
  readonly count: number
  readonly turns: number
}

export interface CrashingRoomOptions {
  /** Where Node keeps the compiled program. */
  readonly cache: string
  readonly nicknames: readonly string[]
  /** A text to say with that mark in it. */
  readonly compose: (mark: string) => string
}

/** Dispose of it at the end of the test (`await using`). */
export class CrashingRoom implements AsyncDisposable {
  /** The first of them never says anything, so that it shows the messages in the order of the log. */
  readonly guests: ReturningGuest[] = []
  /** Somebody who came later and leaves again. */
  visitor: ReturningGuest | null = null
  /** Everything that the classic guests have read. */
  readonly classicTexts: string[] = []
  readonly #options: CrashingRoomOptions
  readonly #top = mkdtempSync(path.join(tmpdir(), 'snug-crash-'))
  readonly #folder = path.join(this.#top, 'room')
  readonly #changes = new Changes()
  #host: HostProcess | null = null
  readonly #port: number
  #carol: ClassicPeer | null = null
  #messageCount = 0
  #visitorCount = 0
  /** What is on the way into the room, until it has got there or not. */
  #arrivals: Promise<unknown>[] = []
  #onNews = (_news: GuestNews): void => {}

  private constructor(options: CrashingRoomOptions, port: number) {
    this.#options = options
    this.#port = port
  }

  /** A room that everybody has entered. */
  static async open(options: CrashingRoomOptions): Promise<CrashingRoom> {
    const room = new CrashingRoom(options, await freePort())
    await room.start()
    for (const nickname of options.nicknames) {
      const guest = room.#createGuest(nickname, longHistory)
      room.guests.push(guest)
      const fault = await guest.join()
      if (fault !== null) throw new Error(fault)
    }
    return room
  }

  /** Everybody with the native protocol. */
  get everybody(): readonly ReturningGuest[] {
    return this.visitor ? [...this.guests, this.visitor] : this.guests
  }

  /** Starts the host where it was, and lets those come back who were there. They are not waited for. */
  async start(): Promise<void> {
    const { cache } = this.#options
    this.#host = await HostProcess.start({ folder: this.#folder, port: this.#port, cache })
    for (const guest of this.guests) guest.comeBack()
    if (this.visitor?.isIn) this.visitor.comeBack()
    else if (this.visitor) this.#arrivals.push(this.visitor.join())
  }

  /** Everybody but the first guest and the visitor keeps so many messages under way; 0 silences them. */
  talk(window: number): void {
    for (const guest of this.guests.slice(1)) guest.talk(window)
  }

  /** Lets somebody come who has never been here; who asks for little at first has to scroll back for the rest. */
  letVisitorIn(history: number): void {
    if (this.visitor) return
    this.#visitorCount += 1
    this.visitor = this.#createGuest(`Visitor ${this.#visitorCount}`, history)
    this.#arrivals.push(this.visitor.join())
  }

  /** Lets a classic guest come, who talks for as long as she hears herself. */
  letCarolIn(): void {
    // She does not get in if the host is killed on the way.
    this.#arrivals.push(this.#enterAsCarol().catch(() => undefined))
  }

  /** Kills the host at a moment, and waits until everybody has noticed. */
  async crash(moment: Moment): Promise<void> {
    const host = this.#host
    if (!host) throw new Error('There is no host to be killed.')
    await new Promise<void>((resolve) => {
      this.#at(moment, () => {
        host.kill()
        this.#host = null
        this.talk(0)
        resolve()
      })
    })
    await host.exited
    if (host.errors !== '') throw new Error(`The host complained: ${host.errors}`)
    await Promise.all(this.#arrivals.splice(0))
    await this.#carol?.closed
    if (this.#carol) this.classicTexts.push(this.#carol.text)
    this.#carol = null
    await this.#changes.until(
      () => this.everybody.every((guest) => !guest.isConnected),
      () => 'Somebody has not noticed that the host is dead.',
      patienceMs,
    )
  }

  /**
   * Everything in the file, read from a copy: to recover the original is the next host's business.
   *
   * @throws Error if the file is damaged
   */
  stored(): readonly LogEvent[] {
    const copy = path.join(this.#top, 'copy')
    cpSync(this.#folder, copy, { recursive: true })
    const database = new DatabaseSync(path.join(copy, 'room.sqlite'))
    try {
      const integrity = JSON.stringify(database.prepare('PRAGMA integrity_check').all())
      if (integrity !== '[{"integrity_check":"ok"}]') throw new Error(`The file is damaged: ${integrity}`)
      const rows = database.prepare('SELECT body FROM event ORDER BY seq').all()
      return rows.map((row) => JSON.parse(String(row['body'])) as LogEvent)
    } finally {
      database.close()
      rmSync(copy, { recursive: true })
    }
  }

  /** Waits until everybody is back and has everything. */
  async settle(): Promise<void> {
    this.talk(0)
    const faults = await Promise.all(this.#arrivals.splice(0))
    await this.#changes.until(
      () => this.#missing() === null,
      () => `${this.#missing()} ${faults.join(' ')}`,
      patienceMs,
    )
  }

  /** What is still to be waited for. */
  #missing(): string | null {
    const count = Math.max(...this.everybody.map(({ messages }) => messages.length))
    for (const guest of this.everybody) {
      const { nickname, messages, pendingCount } = guest
      if (!guest.isConnected || !guest.isNative) return `${nickname} is not back.`
      if (pendingCount > 0) return `${nickname} waits for ${pendingCount} acknowledgements.`
      if (guest.hasMoreHistory || messages.length < count) return `${nickname} has ${messages.length} of ${count}.`
    }
    return null
  }

  /** The visitor leaves, if there is one. */
  async letVisitorGo(): Promise<void> {
    await this.visitor?.leave()
    this.visitor = null
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.talk(0)
    await this.#host?.[Symbol.asyncDispose]()
    await Promise.allSettled(this.#arrivals)
    await Promise.all(this.everybody.map((guest) => guest.leave()))
    rmSync(this.#top, { recursive: true })
  }

  #createGuest(nickname: string, history: number): ReturningGuest {
    return new ReturningGuest({
      nickname,
      port: this.#port,
      history,
      compose: () => this.#compose(),
      isHostUp: () => this.#host !== null,
      onNews: (news) => {
        if (news !== 'other') this.#onNews(news)
        this.#changes.happened()
      },
    })
  }

  #compose(): { readonly id: string; readonly text: string } {
    this.#messageCount += 1
    const id = `m${this.#messageCount}`
    return { id, text: this.#options.compose(`[${id}]`) }
  }

  async #enterAsCarol(): Promise<void> {
    this.#carol = await ClassicPeer.join({ port: this.#port, nickname: 'carol' })
    this.#sayAsCarol()
  }

  #sayAsCarol(): void {
    const carol = this.#carol
    if (!carol) return
    this.#messageCount += 1
    const mark = `[c${this.#messageCount}]`
    carol.say(mark)
    void carol.until(mark).then(
      () => this.#sayAsCarol(),
      () => undefined,
    )
  }

  /** Acts at a moment: in the middle of what happens then, not after it. */
  #at({ news, count, turns }: Moment, act: () => void): void {
    const pass = (left: number): void => {
      if (left === 0) act()
      else setImmediate(() => pass(left - 1))
    }
    let [wanted, any] = [count, longestFuse]
    this.#onNews = (what) => {
      any -= 1
      if (what === news) wanted -= 1
      if (wanted > 0 && any > 0) return
      this.#onNews = () => {}
      pass(turns)
    }
    if (news === 'nothing') {
      this.#onNews = () => {}
      pass(turns)
    }
  }
}
