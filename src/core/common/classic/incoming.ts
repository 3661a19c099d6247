import { assertNever } from '../assert-never.ts'
import { cutToBytes } from '../byte-cutting.ts'
import { printable } from '../unsafe-text.ts'
import type { Person, PresenceEntry } from '../room.ts'
import type { RoomEventBody } from '../room-event.ts'
import { personNamed, Roster } from './roster.ts'
import type { ClassicServerItem } from './server-stream.ts'

/** How many names are remembered. */
const maxPeople = 2000

export interface IncomingOptions {
  readonly self: Person
  /** Longest message of the room, in UTF-8 bytes; a longer text becomes several. */
  readonly messageBytes: number
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly createId: () => string
}

/** Turns what a classic server sends, except the echoes of own messages, into what happened in the room. */
export class Incoming {
  readonly #options: IncomingOptions
  readonly #roster: Roster
  #ownNickname: string
  #ownJoinSeen = false

  constructor(options: IncomingOptions) {
    this.#options = options
    this.#roster = new Roster(options.self, maxPeople)
    this.#ownNickname = options.self.nickname
  }

  /** Who is known to be here, ourselves first. */
  get people(): readonly Person[] {
    return this.#roster.people
  }

  /** Starts anew on another connection. */
  reset(ownNickname: string): RoomEventBody {
    this.#ownNickname = ownNickname
    this.#ownJoinSeen = false
    return this.#roster.reset(ownNickname)
  }

  /** We are called something else now. */
  rename(ownNickname: string): RoomEventBody {
    this.#ownNickname = ownNickname
    return { type: 'person.changed', person: this.#roster.rename(ownNickname) }
  }

  receive(item: ClassicServerItem): RoomEventBody[] {
    switch (item.type) {
      case 'nickname-requested':
      case 'connected':
        return []
      case 'joined':
        // Each connection announces us once; whoever else joins under our name is somebody else.
        if (item.nickname === this.#ownNickname && !this.#ownJoinSeen) {
          this.#ownJoinSeen = true
          return []
        }
        return this.#roster.joined(printable(item.nickname), this.#presence(item.nickname, 'joined'))
      case 'left':
        return this.#roster.left(printable(item.nickname), this.#presence(item.nickname, 'left'))
      case 'message':
        return this.#message(personNamed(printable(item.nickname)), item.text)
      case 'line':
        return this.#parts(item.text).map((text) => this.#notice(text))
      default:
        return assertNever(item)
    }
  }

  /** A quiet line of the room. */
  #notice(text: string): RoomEventBody {
    return { type: 'notice.added', notice: { kind: 'notice', ...this.#stamp(), text, tone: 'quiet' } }
  }

  #message(person: Person, text: string): RoomEventBody[] {
    const { id: personId, nickname, kind } = person
    const messages = this.#parts(text).map((part): RoomEventBody => {
      const author = { personId, nickname, kind }
      const delivery = { state: 'received' } as const
      const message = { kind: 'message', ...this.#stamp(), author, text: part, own: false, delivery } as const
      return { type: 'message.added', message }
    })
    return [...this.#roster.noticed(nickname), ...messages]
  }

  /** The text as one harmless line, or several if it is too long for one message. */
  #parts(text: string): readonly string[] {
    const line = printable(text)
    return line.trim() === '' ? [] : cutToBytes(line, this.#options.messageBytes)
  }

  #presence(nickname: string, change: PresenceEntry['change']): PresenceEntry {
    return { kind: 'presence', ...this.#stamp(), nickname: printable(nickname), change }
  }

  #stamp(): { id: string; at: number } {
    return { id: this.#options.createId(), at: this.#options.clock() }
  }
}
