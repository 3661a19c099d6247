/** What native guests ask of a room once they are in it. */
import { assertNever } from '../common/assert-never.ts'
import type { LogEvent, NativePerson } from '../common/native/log-event.ts'
import { actorOf, idOf } from '../common/native/logged-changes.ts'
import type { HostMessage } from '../common/native/messages.ts'
import type { RoomAct } from '../common/room-act.ts'
import { DecidedIds } from './decided-ids.ts'
import type { ClientRequest, NativeConnection } from './native-connection.ts'
import { accepted } from './native-handshake.ts'
import { pageMessages } from './native-history.ts'
import { PageTurns } from './page-turns.ts'
import type { RoomContext } from './room-context.ts'
import type { LogPlace } from './room-store-events.ts'

export class NativeRequests {
  readonly #room: RoomContext
  /** Tells somebody something in its place among what everybody is told. */
  readonly #tell: (connection: NativeConnection, message: HostMessage) => void
  readonly #decided = new DecidedIds()
  readonly #pages: PageTurns

  constructor(room: RoomContext, tell: (connection: NativeConnection, message: HostMessage) => void) {
    this.#room = room
    this.#tell = tell
    this.#pages = new PageTurns(room.settings.timers)
  }

  /** Milliseconds until older messages may be looked for, whoever asks: each request takes its turn. */
  turnForPage(): number {
    return this.#pages.take()
  }

  /** These are in the log now, and are not done again for whoever asks again. */
  record(events: readonly LogEvent[]): void {
    for (const event of events) {
      const [id, actor] = [idOf(event), actorOf(event)]
      // Nobody without a key can come back and ask again.
      if (id !== null && actor?.startsWith('key:')) this.#decided.add(actor, id, event)
    }
  }

  /** Does what somebody who is in the room asks for, or says why not. */
  answer(connection: NativeConnection, person: NativePerson, message: ClientRequest): void {
    switch (message.type) {
      case 'hello':
        connection.breakOff('There was a hello already.')
        return
      case 'post':
      case 'edit':
      case 'delete':
      case 'react':
      case 'rename':
      case 'topic':
        this.#perform(connection, person, message)
        return
      case 'away':
        this.#setAway(connection, person, message.message)
        return
      case 'page':
        // At once, so that a client that asks faster than it reads is not read from.
        connection.send(...this.#pages.measured(() => pageMessages(this.#room, person, message)))
        return
      case 'received':
        this.#room.received(person.id, message.seq)
        return
      case 'typing':
        this.#room.setTyping(person.id, message.on)
        return
      default:
        assertNever(message)
    }
  }

  #setAway(connection: NativeConnection, person: NativePerson, message: string | null): void {
    const fault = this.#room.acts.setAway(person, message)
    if (fault !== null) this.#tell(connection, { type: 'notice', message: fault, tone: 'quiet' })
  }

  #perform(connection: NativeConnection, person: NativePerson, act: RoomAct): void {
    const { id } = act
    const known = this.#room.log.find(id)
    const erased = (): LogPlace | null => this.#decided.find(person.id, id) ?? this.#room.log.findErased(person.id, id)
    const before = known && actorOf(known) === person.id ? known : erased()
    if (before) {
      this.#tell(connection, accepted(id, before))
      return
    }
    const fault = known ? 'Another message has this id already. Send it again.' : this.#room.acts.perform(person, act)
    if (fault !== null) this.#tell(connection, { type: 'rejected', id, message: fault })
  }
}
