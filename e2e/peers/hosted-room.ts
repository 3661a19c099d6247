import { foldToAscii } from '../../src/core/common/ascii-folding.ts'
import { connectedPhrase, joinedPhrase } from '../../src/core/common/classic/phrases.ts'
import type { MessageEntry } from '../../src/core/common/room.ts'
import type { RoomEventBody } from '../../src/core/common/room-event.ts'
import { newcomerPatienceMs } from '../../src/core/node/classic-guests.ts'
import { RoomHost } from '../../src/core/node/room-host.ts'
import type { RoomHostOptions } from '../../src/core/node/room-host-options.ts'
import { systemTimers, type Timers } from '../../src/core/node/timers.ts'
import { ClassicPeer, type ClassicPeerOptions } from './classic-peer.ts'

/** Tests of classic clients need not wait until it is clear that nobody else has come. */
const hastyTimers: Timers = {
  ...systemTimers,
  after: (ms, callback) => systemTimers.after(ms === newcomerPatienceMs ? 0 : ms, callback),
}

/** A newcomer has all the time it wants to show that it is native. */
const patientTimers: Timers = {
  ...systemTimers,
  after: (ms, callback) => (ms === newcomerPatienceMs ? () => undefined : systemTimers.after(ms, callback)),
}

/** No pace that anybody has to keep. */
export const unlimited = { floodBurst: Infinity, floodPerSecond: Infinity }

/** A room with somebody at its host's own window, that takes its time with newcomers as in the app: for tests of native clients. */
export function openRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ timers: systemTimers, hostNickname: 'hanna', ...options })
}

/** A room that takes nobody for classic before they say something: for tests of who is native. */
export function openPatientRoom(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
  return HostedRoom.open({ timers: patientTimers, ...options })
}

/** A room on a free port of loopback, with everything that happened in it. Dispose of it at the end of the test (`await using`). */
export class HostedRoom implements AsyncDisposable {
  readonly host: RoomHost
  readonly events: RoomEventBody[] = []
  readonly logged: string[] = []
  readonly #looks = new Set<(event: RoomEventBody) => void>()

  private constructor(options: Partial<RoomHostOptions>) {
    const report = (line: string): void => void this.logged.push(line)
    this.host = new RoomHost({ name: 'Room', bind: ['127.0.0.1'], port: 0, report, timers: hastyTimers, ...options })
    this.host.on('event', (event) => {
      this.events.push(event)
      for (const look of this.#looks) look(event)
    })
  }

  static async open(options: Partial<RoomHostOptions> = {}): Promise<HostedRoom> {
    const room = new HostedRoom(options)
    await room.host.listen()
    return room
  }

  get port(): number {
    return this.host.port
  }

  get messages(): MessageEntry[] {
    return this.events.flatMap((event) => (event.type === 'message.added' ? [event.message] : []))
  }

  /** The messages as a terminal would show them. */
  get said(): string[] {
    return this.messages.map(({ author, text }) => `${author.nickname}: ${text}`)
  }

  /** A client that has connected and has not said its name. */
  connect(options: Partial<ClassicPeerOptions> = {}): Promise<ClassicPeer> {
    return ClassicPeer.connect({ port: this.port, ...options })
  }

  /** A client that is in the room, and that everybody knows to be. */
  async join(nickname: string, options: Partial<ClassicPeerOptions> = {}): Promise<ClassicPeer> {
    const peer = await ClassicPeer.join({ port: this.port, nickname, ...options })
    await this.untilJoined(peer.text)
    return peer
  }

  /** Waits until everybody knows of a client that has read this: which name it got stands right before its greeting. */
  async untilJoined(read: string): Promise<void> {
    const beforeGreeting = read.slice(0, read.indexOf(connectedPhrase)).trimEnd()
    await this.until((event) => {
      if (event.type !== 'person.joined') return false
      const { nickname } = event.person
      return [nickname, foldToAscii(nickname)].some((name) => beforeGreeting.endsWith(joinedPhrase(name)))
    })
  }

  /** Waits until something has happened in the room; it may have happened already. */
  until(isWanted: (event: RoomEventBody) => boolean): Promise<RoomEventBody> {
    const past = this.events.find(isWanted)
    if (past) return Promise.resolve(past)
    return new Promise((resolve) => {
      const look = (event: RoomEventBody): void => {
        if (!isWanted(event)) return
        this.#looks.delete(look)
        resolve(event)
      }
      this.#looks.add(look)
    })
  }

  /** Waits until somebody is gone from the room. */
  async untilLeft(nickname: string): Promise<void> {
    await this.until((event) => event.type === 'person.left' && event.entry?.nickname === nickname)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.host.close()
  }
}
