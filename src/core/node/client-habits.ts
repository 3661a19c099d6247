/** What a person wants a room to be told of them, and done for them. */
export interface ClientHabits {
  /** Tells others that the person is writing. */
  readonly sendTyping: boolean
  /** Tells a native host how far the conversation has come here, from which authors learn who has their message. */
  readonly sendReceipts: boolean
  /** Comes back by itself after a drop. */
  readonly reconnect: boolean
}

export const usualHabits: ClientHabits = { sendTyping: true, sendReceipts: true, reconnect: true }

/**
 * Says that somebody is writing only if they want it said; and that they have stopped only if it was.
 *
 * @param mayTell asked each time
 */
export function discreetTyping(tell: (on: boolean) => void, mayTell: () => boolean): (on: boolean) => void {
  let isTold = false
  return (on) => {
    const tells = on && mayTell()
    if (!tells && !isTold) return
    isTold = tells
    tell(tells)
  }
}
