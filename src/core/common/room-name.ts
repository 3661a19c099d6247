/** What a hosted room is called unless somebody says otherwise; empty while there is no nickname. */
export function defaultRoomName(nickname: string): string {
  const name = nickname.trim()
  return name === '' ? '' : `${name}’s room`
}
