import type { NoticeEntry, Person, Quote } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import type { RoomAct } from '../common/room-act.ts'

/** What a session tells the client whose it is. */
export interface SessionListener {
  /** Something has happened in the room. */
  happened(event: RoomEventBody): void
  /** There is something to say about the room, in a sentence. */
  noticed(text: string, tone: NoticeEntry['tone']): void
  /** What was asked for is on its way: from now on it may be in the room, whatever is heard of it. */
  written(actId: string): void
  /** What was asked for is in the room. */
  settled(actId: string): void
  /** What was asked for is not in the room, and will not be. The reason is a sentence. */
  rejected(actId: string, reason: string): void
  /** The connection is gone. `isOver`: and is not to be made again by itself. */
  ended(reason: string, isOver: boolean): void
}

/** Why something was not taken that has nothing in it. */
export const nothingToShow = 'There is nothing in it that the room could show.'

/** Somebody's place in a room by one protocol, over however many connections it takes. */
export interface ClientSession {
  /** The person at this window, as the room knows them. */
  readonly self: Person
  /** Who is known to be here, ourselves first. */
  readonly people: readonly Person[]
  /** Whether the host does what is asked for in a line that begins with a slash. */
  readonly takesCommands: boolean
  /** Asks the host for something in such a line. Where it does not take any, nothing happens. */
  command(line: string): void
  /** A text as the messages that it has to be. */
  divide(text: string): readonly string[]
  /**
   * Brings what is asked for into the room, as soon as that is possible, and in order.
   *
   * @param quote what a post answers
   * @returns null if it is taken; else why that cannot be here, as a sentence
   */
  perform(act: RoomAct, quote?: Quote): string | null
  /** Puts an act in the place of the one with its id. False if that is unknown, or on its way at this moment. */
  revise(act: RoomAct, quote?: Quote): boolean
  /** Takes an act back. False if it is unknown, or on its way at this moment. */
  withdraw(actId: string): boolean
  /** Gives up every act that is not in the room yet, and answers their ids, oldest first. */
  takeUnsent(): readonly string[]
  /** Tells the others that the person is away, with a few words or none; null: back. Answers as {@link perform}. */
  setAway(message: string | null): string | null
  /** Asks for older messages, perhaps for all back to a line of the conversation. */
  loadHistory(untilId?: string, above?: number): void
  /** Tells the others whether the person is writing. */
  setTyping(on: boolean): void
  /** Takes no more from the other side until {@link resume}. */
  pause(): void
  resume(): void
  /** Ends the connection on purpose; `ended` does not follow. */
  leave(): void
}
