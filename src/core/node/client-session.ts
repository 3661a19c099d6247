import type { NoticeEntry, Person, RoomEventBody } from '../common/room.ts'

/** What a session tells the client whose it is. */
export interface SessionListener {
  /** Something has happened in the room. */
  happened(event: RoomEventBody): void
  /** There is something to say about the room, in a sentence. */
  noticed(text: string, tone: NoticeEntry['tone']): void
  /** An own message is in the room. */
  sent(messageId: string): void
  /** An own message is not in the room, and will not be. The reason is a sentence. */
  rejected(message: UnsentMessage, reason: string): void
  /** The connection is gone. `isOver`: and is not to be made again by itself. */
  ended(reason: string, isOver: boolean): void
}

export interface UnsentMessage {
  readonly id: string
  readonly text: string
}

/** Somebody's place in a room by one protocol, over however many connections it takes. */
export interface ClientSession {
  /** The person at this window, as the room knows them. */
  readonly self: Person
  /** Who is known to be here, ourselves first. */
  readonly people: readonly Person[]
  /** How many own messages are not in the room yet. */
  readonly unsentCount: number
  /** A text as the messages that it has to be. */
  divide(text: string): readonly string[]
  /** Brings a message into the room, as soon as that is possible. False if there is nothing in it that can be sent. */
  post(message: UnsentMessage): boolean
  /** Takes a message back. False if it is unknown, or on its way at this moment. */
  withdraw(messageId: string): boolean
  /** Gives up every message that is not in the room yet, and answers them, oldest first. */
  takeUnsent(): readonly UnsentMessage[]
  /** Asks for older messages. */
  loadHistory(): void
  /** Tells the others whether the person is writing. */
  setTyping(on: boolean): void
  /** Takes no more from the other side until {@link resume}. */
  pause(): void
  resume(): void
  /** Ends the connection on purpose; `ended` does not follow. */
  leave(): void
}
