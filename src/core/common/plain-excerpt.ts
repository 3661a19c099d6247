/** The beginning of a message as one line of plain text. */
export function plainExcerpt(text: string, maxGraphemes: number): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)]
  return graphemes.length <= maxGraphemes
    ? line
    : `${graphemes
        .slice(0, maxGraphemes - 1)
        .map(({ segment }) => segment)
        .join('')}…`
}
