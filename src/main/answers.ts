/** Answers that were given in notifications, until they are in the room: the window that would show a failure is hidden. */
import type { AppEvent } from '../core/common/ipc-contract.ts'
import type { Delivery } from '../core/common/room.ts'
import type { RoomEvent } from '../core/common/room-event.ts'

export class Answers {
  readonly #show: (roomId: string, messageId: string) => void
  /** The ids of those that are on their way, each with its room. */
  readonly #underWay = new Map<string, string>()

  /** @param show shows the person an answer that the room has not taken; it stands in the conversation, to be tried again */
  constructor(show: (roomId: string, messageId: string) => void) {
    this.#show = show
  }

  /** An answer is on its way. */
  follow(roomId: string, messageId: string): void {
    this.#underWay.set(messageId, roomId)
  }

  /** Whatever the window is told. */
  hear(event: AppEvent): void {
    if (this.#underWay.size === 0) return
    if (event.type === 'room.changed') for (const one of event.events) this.#hearRoom(one)
    if (event.type === 'room.removed') this.#forgetRoom(event.roomId)
  }

  #hearRoom(event: RoomEvent): void {
    if (event.type === 'message.added' || event.type === 'message.placed') {
      this.#settle(event.message.id, event.message.delivery)
    }
    if (event.type === 'message.delivery-changed') this.#settle(event.id, event.delivery)
    if (event.type === 'message.discarded') this.#underWay.delete(event.id)
  }

  #settle(messageId: string, { state }: Delivery): void {
    const roomId = this.#underWay.get(messageId)
    if (roomId === undefined || state === 'sending') return
    this.#underWay.delete(messageId)
    if (state === 'failed') this.#show(roomId, messageId)
  }

  #forgetRoom(roomId: string): void {
    for (const [messageId, room] of this.#underWay) if (room === roomId) this.#underWay.delete(messageId)
  }
}
