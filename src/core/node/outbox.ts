import type { OutgoingMessage, RoomAct } from '../common/room-act.ts'

/** What the own window shows of a post beyond the act, before it is in the room. */
export type ShownWith = Pick<OutgoingMessage, 'replyTo' | 'to'>

export interface UnsentAct {
  readonly act: RoomAct
  /** The room that it was meant for; null for one on a classic server. */
  readonly roomId: string | null
  readonly shown: ShownWith
  /** When it was asked for first. Milliseconds since 1970. */
  readonly at: number
  /** Why the room has not taken it, as a sentence. */
  readonly refusal?: string
}

/** What was asked of a room and has not been decided on, kept so that not even the end of the program loses it. */
export interface Outbox {
  /** Keeps an act, perhaps with why the room has refused it. One with its id is replaced, in its place and with its time. */
  add(act: RoomAct, roomId: string | null, shown: ShownWith, refusal?: string): void
  remove(id: string): void
  /** How many messages are in it. */
  readonly posts: number
  /** Oldest first. */
  list(): readonly UnsentAct[]
}

/** Why something is not sent by itself where another room answers now. */
export const otherRoom = 'It was written for another room at this address.'

/** Something that was left unsent, as it can be sent now; with the reason why the person is asked first, as a sentence. */
export interface JudgedAct extends Omit<UnsentAct, 'roomId' | 'refusal'> {
  /** Null if it is simply sent: the room takes nothing twice. */
  readonly doubt: string | null
}

/** @param here the room that has been entered; null for one on a classic server */
export function judgeUnsent({ roomId, refusal, ...unsent }: UnsentAct, here: string | null): JudgedAct {
  if (roomId !== null && roomId === here) return { ...unsent, doubt: refusal ?? null }
  if (roomId === null || here === null) {
    return { ...unsent, doubt: 'You had gone before this was sent. Send it again?' }
  }
  return { ...unsent, ...withoutReply(unsent), doubt: otherRoom }
}

/** The same for another room: what it answers is not there. */
export function withoutReply({ act, shown }: Pick<UnsentAct, 'act' | 'shown'>): Pick<UnsentAct, 'act' | 'shown'> {
  if (act.type !== 'post') return { act, shown }
  const { replyTo: _, ...post } = act
  const { replyTo: __, ...others } = shown
  return { act: post, shown: others }
}

/** An outbox that ends with the program. */
export class MemoryOutbox implements Outbox {
  readonly #acts = new Map<string, UnsentAct>()
  readonly #clock: () => number

  constructor(clock: () => number = Date.now) {
    this.#clock = clock
  }

  add(act: RoomAct, roomId: string | null, shown: ShownWith, refusal?: string): void {
    const at = this.#acts.get(act.id)?.at ?? this.#clock()
    this.#acts.set(act.id, { act, roomId, shown, at, ...(refusal !== undefined && { refusal }) })
  }

  remove(id: string): void {
    this.#acts.delete(id)
  }

  get posts(): number {
    return this.list().filter(({ act }) => act.type === 'post').length
  }

  list(): readonly UnsentAct[] {
    return [...this.#acts.values()]
  }
}
