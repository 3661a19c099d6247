/** `snug://host:port/?name=Room` links: found in a command line, turned into the address that the join dialog shows. */
import { formatAddress, parseAddress } from '../core/common/address.ts'
import { linkScheme, longestRoomLink } from '../core/common/room-link.ts'

/** The first link among a program's arguments, or null. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${linkScheme}://`)) ?? null
}

const longestShown = 200

/**
 * The address for the join dialog; a `?name=` behind it is for people. A link that cannot be understood stays as it is, cut
 * where it is long: the dialog then says what is wrong.
 */
export function addressOfLink(link: string): string {
  const parsed = link.length > longestRoomLink ? null : parseAddress(link)
  if (parsed?.ok) return formatAddress(parsed.value)
  // The sign at the end is in no address: what is left of one is not taken for another.
  return link.length > longestShown ? `${link.slice(0, longestShown)}…` : link
}
