const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Marks around words, and at the beginnings of lines: a quote on one line needs none of them. */
const fences = /^ *(?:`{3,}|~{3,}).*$/gmu
const lineMarks = /^ *(?:> ?)+/gmu
/** Code stays as it is; a link may be cut off where the text is. */
const codeOrLink =
  /`[^`]+`|(?:\[|(?<=^…))(?<words>[^[\]]+)\]\(<?(?:https?:\/\/|www\.)[^\s<>()]*(?:\([^\s()]*\)[^\s<>()]*)*>?(?:\s+"[^"]*")?\s*(?:\)|…$)/giu
const emphasis = /(\*\*|__|~~|\*|_|`)(?=\S)(.*?\S)\1(?![\p{L}\p{N}])/gu

/** What people count as one letter may be as long as a message: family emoji, heaps of accents. In UTF-16 units. */
export const longestExcerpt = 500

/**
 * The beginning of a message as one line of plain text, for quotes and notifications. At most so many graphemes, and never
 * more than {@link longestExcerpt}.
 */
export function plainExcerpt(text: string, maxGraphemes: number): string {
  const line = plainLine(text)
  let kept = ''
  let count = 0
  for (const { segment } of segmenter.segment(line)) {
    count += 1
    if (count > maxGraphemes || kept.length + segment.length >= longestExcerpt) return `${kept.trimEnd()}…`
    if (count < maxGraphemes || kept.length + segment.length === line.length) kept += segment
  }
  return kept
}

/** A text as one line, without what makes it bold, a quote or code; of a link, its words. */
export function plainLine(text: string): string {
  return text
    .replaceAll(fences, ' ')
    .replaceAll(lineMarks, '')
    .replaceAll(codeOrLink, (whole, words: string | undefined) => words ?? whole)
    .replaceAll(emphasis, '$2')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}
