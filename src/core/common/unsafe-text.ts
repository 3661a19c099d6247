/** What a peer's text may not carry: three answers, for the wire, for what is shown, and for a name. */

const controls = /[\p{Cc}--[\n\t]]/gv
const lineEnds = /\r\n|[\r\v\f\u0085\u2028\u2029]/g
/** Control characters, and the marks that reorder or hide text: what lets it act on a terminal, or read as its opposite. */
const unprintable = /[[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]--[\n\t]]/gv
/** Control, bidirectional, unassigned and other characters that nobody sees; the blank Braille pattern; the mark of broken text. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufffd]/u
/** Anything but blanks and what nobody sees. A mark of broken text and a character from the future are seen. */
const seen = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u
const allUnseen = new RegExp(unseen.source, 'gu')

/** For the wire: the text as it was written, without control characters. Keeps `\n` and `\t`. */
export function stripControls(text: string): string {
  return text.replace(controls, '')
}

/**
 * For a window: a peer's text with its lines, kept apart by `\n`, and its tabs.
 *
 * Other control characters and the marks that reorder or hide text vanish; lone surrogates become U+FFFD.
 */
export function printableLines(text: string): string {
  return text.toWellFormed().replaceAll(lineEnds, '\n').replaceAll(unprintable, '')
}

/** For a terminal, a log, a label: {@link printableLines} as one line, with spaces for line ends and tabs. */
export function printable(text: string): string {
  return printableLines(text).replaceAll(/[\n\t]/g, ' ')
}

/** For a name: whether it contains a character that nobody sees, a joiner inside an emoji included. */
export function hasUnseen(text: string): boolean {
  return unseen.test(text)
}

/** For a name: the text without the characters that nobody sees. */
export function stripUnseen(text: string): string {
  return text.replaceAll(allUnseen, '')
}

/** For a message: whether there is anything in it that somebody would see. */
export function hasVisible(text: string): boolean {
  return seen.test(text)
}
