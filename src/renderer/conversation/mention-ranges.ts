const everybody = ['room', 'all', 'here']

/** What means something in a regular expression. */
const syntax = /[\\^$.*+?()[\]{}|/]/gu

/** Where a text speaks to somebody by an `@`: to them, or to everybody. For marking; `mentions` decides what counts. */
export function mentionRanges(text: string, nickname: string): { readonly start: number; readonly end: number }[] {
  const names = [nickname, ...everybody].map((name) => name.replaceAll(syntax, String.raw`\$&`)).join('|')
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])@(?:${names})(?![\\p{L}\\p{N}])`, 'giu')
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length }))
}
