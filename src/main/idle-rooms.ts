import type { RoomSession } from './room-session.ts'

/** Tells rooms that the person is away while nobody touches this computer. */
export class IdleRooms {
  /** Rooms in which the person is away because of that. */
  readonly #told = new Set<string>()

  /**
   * The person has gone, or is back: whoever has not said so themselves is away meanwhile, in the rooms that can be told. Who
   * is back, and says first of all that they are going again, stays away by their own words.
   *
   * @param rooms those that are open, by id
   */
  tell(isIdle: boolean, rooms: ReadonlyMap<string, RoomSession>): void {
    for (const [roomId, { state, actions }] of rooms) {
      if (!state.abilities.includes('away')) continue
      const away = state.people.find(({ id }) => id === state.self.personId)?.away
      if (isIdle && away === undefined) {
        this.#told.add(roomId)
        actions.setAway('', false)
      } else if (!isIdle && this.#told.has(roomId) && !away) actions.setAway(null, false)
    }
    if (!isIdle) this.#told.clear()
  }
}
