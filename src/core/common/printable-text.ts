const lineEnds = /\r\n|[\n\r\t\v\f\u0085\u2028\u2029]/g
/** Control characters, and the marks that reorder or hide text: what lets a peer's text act on a terminal or a log. */
const unprintable = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu

/**
 * A peer's text as one harmless line for a terminal or a log.
 *
 * Line ends and tabs become spaces; control and direction characters vanish; lone surrogates become U+FFFD.
 */
export function printable(text: string): string {
  return text.toWellFormed().replaceAll(lineEnds, ' ').replaceAll(unprintable, '')
}

/** A peer's text as harmless as {@link printable} makes it, with its lines kept apart by line feeds, and with its tabs. */
export function printableLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.split('\t').map(printable).join('\t'))
    .join('\n')
}
