import { utf8Length } from '../byte-cutting.ts'
import { defaultLimits } from '../limits.ts'
import type { HostMessage } from './messages.ts'

/** The most events, people or receipts in one message. */
const mostItems = 200

/**
 * A list as messages that each fit into a frame. An empty list is one message.
 *
 * `wrap` makes a message of some of the items; `isLast` says that none follow. An item that fits into no frame gets a
 * message of its own.
 *
 * @param maxBytes most bytes of a message's JSON
 */
export function splitToFit<Item>(
  items: readonly Item[],
  wrap: (items: Item[], isLast: boolean) => HostMessage,
  maxBytes = defaultLimits.frameBytes,
): HostMessage[] {
  const around = utf8Length(JSON.stringify(wrap([], false)))
  const parts: Item[][] = [[]]
  let bytes = around
  for (const item of items) {
    const size = utf8Length(JSON.stringify(item)) + ','.length
    const part = parts.at(-1)
    if (!part || (part.length > 0 && (part.length === mostItems || bytes + size > maxBytes))) {
      parts.push([item])
      bytes = around + size
    } else {
      part.push(item)
      bytes += size
    }
  }
  return parts.map((part, index) => wrap(part, index === parts.length - 1))
}
