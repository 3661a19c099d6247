import { longestRoomName } from './limits.ts'
import { failure, success, type Result } from './result.ts'

/** What a room is called that nobody has named. */
export const namelessRoom = 'Room'

/** What a hosted room is called unless somebody says otherwise; empty while there is no nickname. */
export function defaultRoomName(nickname: string): string {
  const name = nickname.trim()
  return name === '' ? '' : `${name}’s room`
}

/** The same for names of the same room: in whatever case, and however their letters are composed. */
export function canonicalRoomName(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}

/** The name that somebody has typed, without blanks around it; empty for none. The error is a sentence. */
export function parseRoomName(typed: string): Result<string, string> {
  const name = typed.trim()
  if (Array.from(name).length <= longestRoomName) return success(name)
  return failure(`The name of a room has at most ${longestRoomName} letters. Shorten it.`)
}
