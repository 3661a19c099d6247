/** The order into which a person brings their rooms. Pure. */

/** Those that have a place in the order, by it; then the others as they came. */
export function arranged<Room extends { readonly key: string }>(
  rooms: readonly Room[],
  order: readonly string[],
): Room[] {
  const places = new Map(order.map((key, place) => [key, place]))
  const placeOf = ({ key }: Room): number => places.get(key) ?? order.length
  return rooms.toSorted((one, other) => placeOf(one) - placeOf(other))
}

/** The keys with one of them at another place; beyond an end it is at that end. */
export function movedTo(keys: readonly string[], key: string, place: number): string[] {
  const others = keys.filter((other) => other !== key)
  return others.toSpliced(Math.max(0, place), 0, key)
}

/** The order after these came into theirs. All others keep the places that they have among them. */
export function reordered(order: readonly string[], keys: readonly string[]): string[] {
  const moved = new Set(keys)
  const waiting = [...keys]
  const inPlace = order.map((key) => (moved.has(key) ? (waiting.shift() ?? key) : key))
  return [...inPlace, ...waiting]
}
