/** Links that lead to a room. Pure. */

/** The scheme of Snug's links. */
export const linkScheme = 'snug'

/** Longer than any address with the name of its room; what is longer is not read at all. */
export const longestRoomLink = 1000

/** `snug://10.0.0.5:55555/?name=Lunch`: whoever opens it is asked whether to join. A name that is too long is left out. */
export function roomLink(address: string, name: string): string {
  const bare = `${linkScheme}://${address}/`
  if (name === '' || name === address) return bare
  const named = `${bare}?name=${encodeURIComponent(name.toWellFormed())}`
  return named.length > longestRoomLink ? bare : named
}
