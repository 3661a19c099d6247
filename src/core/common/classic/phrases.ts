/** The fixed phrases of the classic protocol, byte for byte as the tutorial programs send them. */

/** What a server sends first, exactly and alone. A client that reads it alone later posts its nickname as a message. */
export const nicknameRequest = 'NICK'

/** What a server tells a newcomer after the nickname. */
export const connectedPhrase = 'Connected to server!'

/** What follows the nickname in {@link joinedPhrase}. */
export const joinedEnding = ' joined!'

/** What follows the nickname in {@link leftPhrase}. */
export const leftEnding = ' left!'

/** What everybody reads when somebody has come, the newcomer included. */
export function joinedPhrase(nickname: string): string {
  return `${nickname}${joinedEnding}`
}

/** What everybody else reads when somebody is gone. */
export function leftPhrase(nickname: string): string {
  return `${nickname}${leftEnding}`
}

/** The last line of a host that closes its room on purpose: nobody needs to try to come back. */
export const roomClosedPhrase = 'The host closed the room.'

/** What somebody is told whom the host has sent out; who may come again if they are asked to. */
export const removedPhrase = 'The host removed you from the room.'

/** What somebody who may not come in is told. */
export const bannedPhrase = 'The host does not let you into this room.'

/** What somebody is told who is in by a way that the host has closed. */
export const wayClosedPhrase = 'The host has closed this room to the network from which you came.'

/** What a classic client is told in a room that only Snug may enter. */
export const nativeOnlyPhrase = 'This room can be joined with Snug only; its host does not let in classic clients.'

/** The phrase with its reason, if there is one. Behind a colon it would be taken for what somebody says. */
export function withReason(phrase: string, reason: string): string {
  return reason === '' ? phrase : `${phrase.slice(0, -1)} (${reason}).`
}

const endings = {
  closed: roomClosedPhrase,
  removed: removedPhrase,
  banned: bannedPhrase,
  nativeOnly: nativeOnlyPhrase,
  wayClosed: wayClosedPhrase,
}

/** What a host's last line makes of the visit; null if it is another line. */
export function endingOf(line: string): keyof typeof endings | null {
  const names = Object.keys(endings) as (keyof typeof endings)[]
  return names.find((name) => line === endings[name] || line.startsWith(`${endings[name].slice(0, -1)} (`)) ?? null
}

/** Whether a host's last line tells that nobody should try to come back by themselves. */
export function isFinalPhrase(line: string): boolean {
  return endingOf(line) !== null
}

/** What a host says, instead of the request, to an address that has too many connections. */
export function crowdedPhrase(count: number, host: string): string {
  return `There are already ${count} connections from ${host}. Close one of them first.`
}

/** What a host says, instead of the request, to an address that connects again and again. */
export function hurriedPhrase(host: string): string {
  return `Too many connections have come from ${host} in a short time. Try again in a minute.`
}

/** Whether the first words of a server are a {@link crowdedPhrase} or a {@link hurriedPhrase}. */
export function isCrowdedPhrase(text: string): boolean {
  return [
    /^There are already \d+ connections from \S+\. Close one of them first\.$/,
    /^Too many connections have come from \S+ in a short time\. Try again in a minute\.$/,
  ].some((phrase) => phrase.test(text))
}
