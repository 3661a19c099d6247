/** What a person can ask of a room. The same in the window, in a terminal, at the host and on the wire. */

import type { NamedPerson, Quote } from './room.ts'

/**
 * Something that goes into the room's log, once, however often it is asked for: the id is what it is known by.
 *
 * Waits while there is no connection, and goes out in order when it is back.
 */
export type RoomAct =
  | {
      readonly type: 'post'
      readonly id: string
      readonly text: string
      /** The id of the message that it answers. */
      readonly replyTo?: string
      /** The id of the person for whom alone it is. */
      readonly to?: string
      /** `/me`: something that one does. */
      readonly action?: true
    }
  | { readonly type: 'edit'; readonly id: string; readonly target: string; readonly text: string }
  | { readonly type: 'delete'; readonly id: string; readonly target: string }
  | {
      readonly type: 'react'
      readonly id: string
      readonly target: string
      readonly emoji: string
      readonly on: boolean
    }
  | { readonly type: 'rename'; readonly id: string; readonly nickname: string }
  /** An empty topic takes it away. */
  | { readonly type: 'topic'; readonly id: string; readonly topic: string }

export type Post = Extract<RoomAct, { type: 'post' }>
export type ReactAct = Extract<RoomAct, { type: 'react' }>

/** What a person says, with what their own window shows of it before it is in the room. */
export interface OutgoingMessage {
  readonly id: string
  readonly text: string
  readonly replyTo?: Quote
  readonly to?: NamedPerson
  readonly action?: true
}

/** What only the host's own person can do. */
export type Moderation =
  | { readonly type: 'kick' | 'mute' | 'unmute'; readonly personId: string; readonly reason: string }
  /** `byAddress` keeps everybody out who comes from there: a classic client has nothing else to be known by. */
  | { readonly type: 'ban'; readonly personId: string; readonly reason: string; readonly byAddress: boolean }
  | { readonly type: 'unban'; readonly banId: string }
  /** 0 seconds end it. */
  | { readonly type: 'slow'; readonly seconds: number }
  /** Turns classic clients away, those that are here included; or lets them in again. */
  | { readonly type: 'native-only'; readonly on: boolean }
