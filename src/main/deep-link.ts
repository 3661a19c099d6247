/** `snug://host:port` links: found in a command line, turned into the address that the join dialog shows. */
import { formatAddress, parseAddress } from '../core/common/address.ts'

/** The scheme of Snug's links. */
export const linkScheme = 'snug'

/** The first link among a program's arguments, or null. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.toLowerCase().startsWith(`${linkScheme}://`)) ?? null
}

/** The address for the join dialog. A link that cannot be understood stays as it is: the dialog then says what is wrong. */
export function addressOfLink(link: string): string {
  const parsed = parseAddress(link)
  return parsed.ok ? formatAddress(parsed.value) : link.slice(0, 200)
}
