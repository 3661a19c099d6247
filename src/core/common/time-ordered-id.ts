/**
 * A new id, unique everywhere: a UUID of version 7. It begins with the time, so that new ids lie together wherever ids are
 * in order; a host that stores them would else change a page of its file for each.
 *
 * @param now milliseconds since 1970
 */
export function timeOrderedId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  const random = crypto.randomUUID()
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice('00000000-0000-0'.length)}`
}
