/** Rooms as they are known from one start to the next: those joined by their address, those hosted by their name. Pure. */
import { canonicalRoomName } from './room-name.ts'

/** What a room elsewhere is known by. */
export function joinedKey(address: string): string {
  return `at:${address}`
}

/** What a room of this computer is known by: the same for names that lead to the same conversation. */
export function hostedKey(name: string): string {
  return `here:${canonicalRoomName(name)}`
}

/**
 * The first so many of them. Those that must not be forgotten stay, however many there are.
 *
 * @param rooms newest first
 */
export function remembered<Room>(rooms: readonly Room[], most: number, isHeld: (room: Room) => boolean): Room[] {
  let places = most
  return rooms.filter((room) => {
    places -= 1
    return places >= 0 || isHeld(room)
  })
}
