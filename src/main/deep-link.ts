/** `snug://host:port/?name=Room` links: found in a command line, turned into the address that the join dialog shows. */
import { formatAddress, parseAddress } from '../core/common/address.ts'

/** The scheme of Snug's links. */
export const linkScheme = 'snug'

/** The first link among a program's arguments, or null. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${linkScheme}://`)) ?? null
}

/** Longer than any address with the name of its room; what is longer is not read at all. */
const longestLink = 1000
const longestShown = 200

/**
 * The address for the join dialog; a `?name=` behind it is for people. A link that cannot be understood stays as it is, cut
 * where it is long: the dialog then says what is wrong.
 */
export function addressOfLink(link: string): string {
  const parsed = link.length > longestLink ? null : parseAddress(link.replace(/\/?\?.*$/su, ''))
  if (parsed?.ok) return formatAddress(parsed.value)
  // The sign at the end is in no address: what is left of one is not taken for another.
  return link.length > longestShown ? `${link.slice(0, longestShown)}…` : link
}
