/** A hosted room with native guests behind bad networks and a classic one, for tests that let everything happen to it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { classicLinesOf } from '../../src/core/common/classic/event-lines.ts'
import { audienceOf, type LogEvent, type LoggedMessage } from '../../src/core/common/native/log-event.ts'
import type { Limits } from '../../src/core/common/limits.ts'
import { RoomHost } from '../../src/core/node/room-host.ts'
import { RoomLog } from '../../src/core/node/room-log.ts'
import { RoomStore } from '../../src/core/node/room-store.ts'
import { Changes } from './changes.ts'
import { ClassicPeer } from './classic-peer.ts'
import { NativeGuest } from './native-guest.ts'
import { NetworkProxy } from './network-proxy.ts'

/** More than any room here has. */
const everything = 1_000_000

export interface NativeWorldOptions {
  /** As `Math.random`. */
  readonly random: () => number
  readonly limits: Partial<Limits>
  readonly nicknames: readonly string[]
}

/** Dispose of it at the end of the test (`await using`). */
export class NativeWorld implements AsyncDisposable {
  readonly guests: NativeGuest[] = []
  /** Everything that the host has ever said to be in the log. */
  readonly log: LogEvent[] = []
  /** What a classic client is told of it, who is here all the time. */
  readonly classicTexts: string[] = []
  /** Null while the room is closed. */
  host: RoomHost | null = null
  /** A classic guest; null while she is not here. */
  carol: ClassicPeer | null = null
  readonly #options: NativeWorldOptions
  readonly #top = mkdtempSync(path.join(tmpdir(), 'snug-world-'))
  #folder = path.join(this.#top, '0')
  readonly #changes = new Changes()
  #copies = 0

  private constructor(options: NativeWorldOptions) {
    this.#options = options
  }

  /** A room that all guests have entered. */
  static async open(options: NativeWorldOptions): Promise<NativeWorld> {
    const { nicknames, limits, random } = options
    const world = new NativeWorld(options)
    const host = await world.openRoom()
    for (const nickname of nicknames) {
      const proxy = await NetworkProxy.listen({ port: host.port, random })
      const guest = new NativeGuest({ nickname, proxy, limits, random, onChange: world.#changes.happened })
      world.guests.push(guest)
      await guest.join()
    }
    return world
  }

  /** Whether the host knows of the classic guest, who may be gone already. */
  get isCarolHere(): boolean {
    return this.host?.people.some(({ nickname }) => nickname === 'carol') ?? false
  }

  /** Opens the room where it stopped, if it is closed. */
  async openRoom(): Promise<RoomHost> {
    if (this.host) return this.host
    const log = new RoomLog({ store: RoomStore.open(this.#folder) })
    const { limits } = this.#options
    const bind = ['127.0.0.1']
    const host = new RoomHost({ name: 'Lab', bind, port: 0, hostNickname: 'Hana', hostPersonId: 'hana', log, limits })
    this.host = host
    const find = (id: string): LoggedMessage | null => log.message(id)
    log.on('committed', (events) => {
      if (this.host !== host) return
      this.log.push(...events)
      for (const event of events) {
        if (!audienceOf(event)) this.classicTexts.push(...classicLinesOf(event, find).map(({ text }) => text))
      }
      this.#changes.happened()
    })
    await host.listen()
    for (const { proxy } of this.guests) {
      proxy.retarget(host.port)
      proxy.comeBack()
    }
    return host
  }

  /** Closes the room on purpose. */
  async closeRoom(): Promise<void> {
    await this.host?.close()
    this.#forgetRoom()
  }

  /** Ends the host as kill -9 would: from one moment on nothing is heard of it, and nothing is stored. */
  async crash(): Promise<void> {
    const host = this.host
    this.#forgetRoom()
    this.#copies += 1
    const copy = path.join(this.#top, String(this.#copies))
    cpSync(this.#folder, copy, { recursive: true })
    this.#folder = copy
    await host?.close()
  }

  #forgetRoom(): void {
    this.host = null
    for (const { proxy } of this.guests) proxy.goDown()
    this.carol?.[Symbol.dispose]()
    this.carol = null
  }

  /** What the room has stored, read anew. Only while it is closed. */
  stored(): readonly LogEvent[] {
    const store = RoomStore.open(this.#folder)
    try {
      return store.before(Infinity, everything).events
    } finally {
      store.close()
    }
  }

  /** The classic guest comes. */
  async letCarolIn(): Promise<ClassicPeer> {
    const { port } = await this.openRoom()
    this.carol ??= await ClassicPeer.join({ port, nickname: 'carol' })
    return this.carol
  }

  /** Ends every trouble there is, and does what people would do then. */
  async mend(): Promise<void> {
    await this.openRoom()
    for (const guest of this.guests) {
      guest.proxy.heal()
      guest.proxy.comeBack()
      guest.persist()
    }
  }

  /**
   * Waits until something holds. It is looked at again whenever something has happened.
   *
   * @throws Error with what `describe` says, after `patienceMs` milliseconds
   */
  until(holds: () => boolean, describe: () => string, patienceMs: number): Promise<void> {
    return this.#changes.until(holds, describe, patienceMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { proxy } of this.guests) proxy.heal()
    await this.closeRoom()
    await Promise.all(this.guests.map((guest) => guest.leave()))
    await Promise.all(this.guests.map(({ proxy }) => proxy[Symbol.asyncDispose]()))
    rmSync(this.#top, { recursive: true })
  }
}
