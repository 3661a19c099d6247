/** What has to be replaced to make one text another. Pure. */

export interface Replacement {
  readonly start: number
  readonly end: number
  readonly piece: string
}

/** The least that makes one text the other, without taking a character apart. */
export function replacementBetween(before: string, after: string): Replacement {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  if (isHighSurrogate(before.charCodeAt(start - 1))) start -= 1
  let same = 0
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same += 1
  if (same > 0 && isLowSurrogate(before.charCodeAt(before.length - same))) same -= 1
  return { start, end: before.length - same, piece: after.slice(start, after.length - same) }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
