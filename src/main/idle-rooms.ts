import type { RoomSession } from './room-session.ts'

/** Tells rooms that the person is away while nobody touches this computer. */
export class IdleRooms {
  /** Rooms in which the person is away because of that. */
  readonly #told = new Set<string>()

  /**
   * The person has gone, or is back: whoever has not said so themselves is away meanwhile, in the rooms that can be told.
   *
   * @param rooms those that are open, by id
   */
  tell(isIdle: boolean, rooms: ReadonlyMap<string, RoomSession>): void {
    for (const [roomId, { state, actions }] of rooms) {
      const isAway = state.people.some(({ id, away }) => id === state.self.personId && away !== undefined)
      const canTell = state.abilities.includes('away')
      if (isIdle && !isAway && canTell) {
        this.#told.add(roomId)
        actions.setAway('', false)
      } else if (!isIdle && this.#told.delete(roomId) && canTell) actions.setAway(null, false)
    }
  }
}
