/** Items of a classic client that wait, as one text: as objects, many small messages take twenty times as much. */
import type { ClassicClientItem } from './client-stream.ts'

/** No item has one, as it ends a line. */
const itemEnd = '\n'
/** Before a nickname. No item has one, as controls are taken out. */
const nicknameMark = '\0'

export function packItems(items: readonly ClassicClientItem[]): string {
  return items.map(({ type, text }) => (type === 'nickname' ? nicknameMark + text : text)).join(itemEnd)
}

export function unpackItems(packed: string): ClassicClientItem[] {
  // No item is empty.
  if (packed === '') return []
  return packed
    .split(itemEnd)
    .map((text) =>
      text.startsWith(nicknameMark) ? { type: 'nickname', text: text.slice(1) } : { type: 'message', text },
    )
}
