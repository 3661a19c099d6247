import { failure } from '../core/common/result.ts'
import type { RoomClient } from '../core/node/room-client.ts'
import type { CommandedRoom } from './room-commands.ts'

/** A room elsewhere, as its guest commands it: what it refuses is said as a notice. */
export function joinedRoom(client: RoomClient): CommandedRoom {
  return {
    speaker: { audience: 'terminal', isHost: false },
    get takesCommands() {
      return client.takesCommands
    },
    get people() {
      return client.people
    },
    get description() {
      return client.description
    },
    bans: [],
    rename: (nickname) => {
      client.rename(nickname)
      return null
    },
    setTopic: (topic) => {
      client.setTopic(topic)
      return null
    },
    setAway: (message) => {
      client.setAway(message)
      return null
    },
    moderate: () => failure('Only the host of a room can do that.'),
  }
}
