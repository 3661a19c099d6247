/** How many bytes the text has in UTF-8. A lone surrogate counts as the three of U+FFFD, which is what gets written. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index += 1) {
    const size = characterBytes(text, index)
    bytes += size
    // Four bytes are two UTF-16 units.
    if (size === 4) index += 1
  }
  return bytes
}

/** How full each part but the last is at least, as {@link cutToBytes} cuts. */
export const leastOfFullPart = 0.75

/**
 * Cuts the text between characters into parts of at most `maxBytes` UTF-8 bytes; joined again they are the text.
 *
 * Prefers to cut after a space, if there is one in the last quarter of a part. An empty text has no parts.
 *
 * @throws RangeError if `maxBytes` is below 4, which the longest character needs.
 */
export function cutToBytes(text: string, maxBytes: number): string[] {
  if (maxBytes < 4) throw new RangeError(`A part needs room for 4 bytes; it was given ${maxBytes}.`)
  const parts: string[] = []
  let start = 0
  while (start < text.length) {
    const end = partEnd(text, start, maxBytes)
    parts.push(text.slice(start, end))
    start = end
  }
  return parts
}

function partEnd(text: string, start: number, maxBytes: number): number {
  let bytes = 0
  let afterSpace = start
  let index = start
  while (index < text.length) {
    const size = characterBytes(text, index)
    if (bytes + size > maxBytes) return afterSpace === start ? index : afterSpace
    bytes += size
    index += size === 4 ? 2 : 1
    if (text[index - 1] === ' ' && bytes > maxBytes * leastOfFullPart) afterSpace = index
  }
  return index
}

function characterBytes(text: string, index: number): number {
  const unit = text.charCodeAt(index)
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  const isPair = isHighSurrogate(unit) && isLowSurrogate(text.charCodeAt(index + 1))
  return isPair ? 4 : 3
}

/** Whether the UTF-16 unit is the first half of a pair. */
export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}
