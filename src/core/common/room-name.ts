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
