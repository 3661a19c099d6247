/** Everything that a room has told, and a way to wait for a part of it. */
import type { Connection, MessageEntry, PendingChange, PendingReaction } from '../../src/core/common/room.ts'
import type { RoomEventBody } from '../../src/core/common/room-event.ts'
import { patienceMs } from './patience.ts'

/** A room's host or client. */
export interface RoomEventSource {
  on(name: 'event', listener: (event: RoomEventBody) => void): unknown
}

export class RoomRecord {
  readonly events: RoomEventBody[] = []
  readonly #looks = new Set<() => void>()

  constructor(source: RoomEventSource) {
    source.on('event', (event) => {
      this.events.push(event)
      for (const look of this.#looks) look()
    })
  }

  /** The conversation: `bob: hi`, `+ bob`, `- bob`, `* a notice`. */
  get lines(): string[] {
    return this.events.flatMap((event) => {
      if (event.type === 'message.added') return [`${event.message.author.nickname}: ${event.message.text}`]
      if (event.type === 'notice.added') return [`* ${event.notice.text}`]
      if (event.type !== 'person.joined' && event.type !== 'person.left') return []
      return event.entry ? [`${event.entry.change === 'joined' ? '+' : '-'} ${event.entry.nickname}`] : []
    })
  }

  get messages(): MessageEntry[] {
    return this.events.flatMap((event) => (event.type === 'message.added' ? [event.message] : []))
  }

  /** What became of own messages, in order: `m1 sent`. */
  get deliveries(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'message.delivery-changed' ? [`${event.id} ${event.delivery.state}`] : [],
    )
  }

  /** What was shown as not yet changed of a message, in order; null where nothing is any more. */
  get pendingChanges(): (readonly [id: string, change: PendingChange | null])[] {
    return this.events.flatMap((event) =>
      event.type === 'message.change-pending' ? [[event.id, event.change] as const] : [],
    )
  }

  /** The reactions that were shown as waiting, in order. */
  get pendingReactions(): (readonly [id: string, reactions: readonly PendingReaction[]])[] {
    return this.events.flatMap((event) =>
      event.type === 'message.reactions-pending' ? [[event.id, event.reactions] as const] : [],
    )
  }

  get connections(): Connection[] {
    return this.events.flatMap((event) => (event.type === 'connection.changed' ? [event.connection] : []))
  }

  /**
   * The first event that is as wanted; waits for it.
   *
   * @throws Error with the whole record after 15 seconds
   */
  until(wanted: (event: RoomEventBody) => boolean): Promise<RoomEventBody> {
    let next = 0
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer)
        this.#looks.delete(look)
      }
      const look = (): void => {
        for (const event of this.events.slice(next)) {
          next += 1
          if (!wanted(event)) continue
          stop()
          return resolve(event)
        }
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`No such event in ${patienceMs} ms. The last: ${JSON.stringify(this.events.slice(-5))}`))
      }, patienceMs)
      this.#looks.add(look)
      look()
    })
  }
}
